"""Asks others for what a step takes, and does what it does outside: repeating it is harmless, since each command's id
follows from the escalation, the step and the round."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from google.protobuf.message import Message
from heliodesk.sla.v1 import rulebook_service_pb2 as rulebook
from heliodesk.sla.v1 import service_pb2 as sla
from heliodesk.ticketing.v1 import service_pb2 as ticketing
from heliodesk.ticketing.v1 import types_pb2

from services.escalation.domain.case import CRISIS, Case
from services.escalation.domain.escalation import Escalation
from services.escalation.domain.steps import Answer, Done, OnShift, Passing, Until
from services.escalation.domain.words import Priority
from services.escalation.webhooks import Webhooks
from services.kit.clock import Clock
from services.kit.convert import from_proto
from services.kit.enums import short_names
from services.kit.errors import Away, RefusalKind, Refused
from services.kit.ids import derived_id, document_id
from services.kit.instants import from_timestamp, to_text, to_timestamp
from services.kit.logs import get_logger
from services.kit.rpc import Client, PeerFailed
from services.kit.settings import Settings
from services.kit.store import Store

log = get_logger(__name__)

# Wall seconds.
_PATIENCE = 2.0
_SECOND = timedelta(seconds=1)
_PRIORITIES = {name: number for number, name in short_names(types_pb2.Priority.DESCRIPTOR).items()}


class Peers:
    """Make it inside the event loop that uses it, and close it when done."""

    def __init__(self, settings: Settings) -> None:
        sla, ticketing, papers = settings.address_of("sla"), settings.address_of("ticketing"), settings.papers
        self.sla = Client(sla, "heliodesk.sla.v1.SlaService", _PATIENCE, papers)
        self.rulebook = Client(sla, "heliodesk.sla.v1.RulebookService", _PATIENCE, papers)
        self.ticketing = Client(ticketing, "heliodesk.ticketing.v1.TicketingService", _PATIENCE, papers)

    async def close(self) -> None:
        await asyncio.gather(self.sla.close(), self.rulebook.close(), self.ticketing.close())


class Asking:
    """Answers for the steps that take one."""

    def __init__(self, peers: Peers, cases: Store[Case], webhooks: Webhooks, clock: Clock) -> None:
        self._peers = peers
        self._cases = cases
        self._webhooks = webhooks
        self._clock = clock
        self._ways = {
            "wait": self._open_time,
            "notify": self._on_shift,
            "reassign": self._reassign,
            "raise_priority": self._raise_priority,
            "webhook": self._call_webhook,
        }

    async def answer(self, tenant: str, escalation: Escalation) -> Answer:
        """What the step that comes next takes. Nothing that goes wrong outside is raised."""
        answer = await self._asked(tenant, escalation)
        return replace(answer, pace=self._clock.rate) if isinstance(answer, Passing) else answer

    async def _asked(self, tenant: str, escalation: Escalation) -> Answer:
        try:
            return await self._ways[escalation.next_step.kind](tenant, escalation)
        except Refused as refusal:
            if refusal.kind is RefusalKind.NOT_FOUND:
                # A neighbour that is behind doesn't know the ticket yet.
                return Passing(refusal.message, bounded=True)
            return Done(False, refusal.message)
        except Away as away:
            return Passing(str(away))
        except PeerFailed as failure:
            return Passing(str(failure), bounded=True)
        except Exception as error:
            # A step that can't be asked for must not keep all others from being taken.
            log.error("step_failed", tenant=tenant, escalation=escalation.escalation_id, exc_info=error)
            return Passing(f"a fault of ours: {type(error).__name__}", bounded=True)

    async def _open_time(self, tenant: str, escalation: Escalation) -> Answer:
        seconds = escalation.next_step.wait.seconds
        case = await asyncio.to_thread(self._cases.get, document_id(tenant, escalation.ticket_id or CRISIS))
        language = case.facts.language if case else ""
        at = await self._deadline(tenant, "coverage", language, self._clock.now(), seconds)
        return Until(at, f"{seconds} s of open time" + (f" of {language}" if language else ""))

    async def _deadline(self, tenant: str, clock: str, language: str, start: datetime, seconds: int) -> datetime:
        request = sla.GetDeadlineRequest(clock=clock, language=language, start=to_timestamp(start), seconds=seconds)
        answer = await self._peers.sla.call("GetDeadline", request, tenant=tenant)
        return from_timestamp(answer.at)

    async def _on_shift(self, tenant: str, escalation: Escalation) -> Answer:
        if not escalation.ticket_id:
            return OnShift(manager_id=await self._on_call(tenant))
        request = sla.GetOnShiftRequest(ticket_id=escalation.ticket_id)
        return from_proto(await self._peers.sla.call("GetOnShift", request, tenant=tenant), OnShift)

    async def _on_call(self, tenant: str) -> str:
        """The on-call manager of the shop: the first whose calendar is open, so that the next second counts."""
        answer = await self._peers.rulebook.call("GetOnCall", rulebook.GetOnCallRequest(), tenant=tenant)
        now = self._clock.now()
        for manager in answer.managers:
            if await self._deadline(tenant, f"calendar:{manager.calendar}", "", now, 1) <= now + _SECOND:
                return manager.manager_id
        return ""

    async def _reassign(self, tenant: str, escalation: Escalation) -> Answer:
        region = escalation.next_step.reassign.region
        why = f"escalation {escalation.escalation_id} by chain {escalation.chain.chain_id}"
        request = sla.ReassignRequest(ticket_id=escalation.ticket_id, region=region, why=why)
        answer = await self._peers.sla.call("Reassign", request, tenant=tenant, command_id=command_id(escalation))
        return Done(True, f"to {answer.team_id} in {region}: {answer.reason}")

    async def _raise_priority(self, tenant: str, escalation: Escalation) -> Answer:
        """Never lowers it."""
        to = escalation.next_step.raise_priority.to
        found = await self._ask_ticketing(
            "GetTicket", ticketing.GetTicketRequest(ticket_id=escalation.ticket_id), tenant
        )
        present = Priority(short_names(types_pb2.Priority.DESCRIPTOR)[found.ticket.priority])
        if present.rank >= to.rank:
            return Done(True, f"it is {present} already")
        request = ticketing.SetPriorityRequest(ticket_id=escalation.ticket_id, priority=_PRIORITIES[to])
        await self._ask_ticketing("SetPriority", request, tenant, command_id(escalation))
        return Done(True, f"from {present} to {to}")

    async def _ask_ticketing(self, method: str, request: Message, tenant: str, command: str = "") -> Message:
        return await self._peers.ticketing.call(method, request, tenant=tenant, command_id=command)

    async def _call_webhook(self, tenant: str, escalation: Escalation) -> Answer:
        return await self._webhooks.call(
            escalation.next_step.webhook.url, command_id(escalation), _body(tenant, escalation)
        )


def command_id(escalation: Escalation) -> str:
    """Of what the step that comes next does outside."""
    place = escalation.place
    return derived_id("escalation.step", escalation.escalation_id, str(place.step), str(place.round))


def _body(tenant: str, escalation: Escalation) -> dict:
    """The same whenever it is repeated."""
    data = {
        "tenant": tenant,
        "escalation_id": escalation.escalation_id,
        "chain_id": escalation.chain.chain_id,
        "chain_version": escalation.chain.version,
        "trigger": escalation.trigger,
        "ticket_id": escalation.ticket_id,
        "target": escalation.target,
        "step": escalation.place.step,
        "round": escalation.place.round,
        "started_at": to_text(escalation.started_at),
    }
    return {"type": "escalation.step", "timestamp": to_text(escalation.started_at), "data": data}
