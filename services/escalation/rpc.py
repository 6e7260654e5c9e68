"""Escalation's calls."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from heliodesk.escalation.v1 import service_pb2 as pb
from heliodesk.escalation.v1 import types_pb2

from services.escalation import documents
from services.escalation.documents import book_id
from services.escalation.domain.case import CRISIS, Called, Case, ChainCalled
from services.escalation.domain.chain import Chain, ChainBook
from services.escalation.domain.escalation import AuditLine, Escalation
from services.escalation.domain.validation import validate
from services.escalation.domain.words import Trigger
from services.escalation.handlers import causes, chains, runs
from services.escalation.views import EscalationFilter, EscalationView
from services.kit.addresses import Network
from services.kit.aggregate import Outcome, Work
from services.kit.convert import from_document, from_proto, to_proto
from services.kit.errors import RefusalKind, Refused, Violation
from services.kit.ids import document_id
from services.kit.instants import from_timestamp
from services.kit.parts import read_parts
from services.kit.rpc import Call
from services.kit.store import Store

# A chain takes at most a thousand steps; what people do comes on top.
_MOST_LINES = 5000

Run = Callable[[Work], Awaitable[Outcome]]


@dataclass(frozen=True, slots=True)
class Stores:
    """With how a command on each is run."""

    books: Store[ChainBook]
    escalations: Store[Escalation]
    run_book: Run
    run_case: Run
    run_escalation: Run


class EscalationServicer:
    """heliodesk.escalation.v1.EscalationService. `allowed` are networks that webhooks may go to although they are
    not public."""

    def __init__(self, stores: Stores, now: Callable[[], datetime], allowed: Sequence[Network] = ()) -> None:
        self._stores = stores
        self._now = now
        self._allowed = allowed

    async def PublishChain(self, request: pb.PublishChainRequest, call: Call) -> pb.PublishChainResponse:
        chain = from_proto(request.chain, Chain)
        validate(chain, self._allowed)
        if request.validate_only:
            _, published = (await self._book(call.tenant)).publish(chain, self._now())
        else:
            decide = chains.publish(call.tenant, chain, self._now())
            work = Work(book_id(call.tenant), decide, command_id=call.command_id, traceparent=call.traceparent)
            published = (await self._stores.run_book(work)).state.get(chain.chain_id)
        return pb.PublishChainResponse(chain=to_proto(published, types_pb2.Chain))

    async def ListChains(self, request: pb.ListChainsRequest, call: Call) -> pb.ListChainsResponse:
        book = await self._book(call.tenant)
        found: list[Chain] = list(book.in_order)
        if request.chain_id:
            newest = _existing(book, request.chain_id)
            found = [newest, *await asyncio.to_thread(documents.replaced_versions, call.tenant, newest)]
        return pb.ListChainsResponse(chains=[to_proto(chain, types_pb2.Chain) for chain in found])

    async def StartEscalation(self, request: pb.StartEscalationRequest, call: Call) -> pb.StartEscalationResponse:
        """The one that runs already, where one does."""
        chain = _existing(await self._book(call.tenant), request.chain_id)
        _check_start(chain, request.ticket_id)
        now = self._now()
        decide = causes.call_by_hand(call.tenant, request.ticket_id, chain, request.by, call.command_id, now)
        case_id = document_id(call.tenant, request.ticket_id or CRISIS)
        outcome = await self._stores.run_case(
            Work(case_id, decide, command_id=call.command_id, traceparent=call.traceparent)
        )
        called = _called(outcome.state, chain)
        if called.trigger is not Trigger.HAND:
            return pb.StartEscalationResponse(escalation=_shown(await self._get(call.tenant, called.escalation_id)))
        # The case has told Kafka; whoever comes first starts it, and the caller needs to see it.
        told = ChainCalled(
            called.escalation_id, chain, Trigger.HAND, request.ticket_id, None, "by hand", request.by, called.at
        )
        started = await self._change(called.escalation_id, runs.start(call.tenant, told, now), call)
        return pb.StartEscalationResponse(escalation=_shown(started))

    async def AcknowledgeEscalation(
        self, request: pb.AcknowledgeEscalationRequest, call: Call
    ) -> pb.AcknowledgeEscalationResponse:
        decide = runs.acknowledge(call.tenant, request.by, self._now())
        changed = await self._change(request.escalation_id, decide, call)
        return pb.AcknowledgeEscalationResponse(escalation=_shown(changed))

    async def SnoozeEscalation(self, request: pb.SnoozeEscalationRequest, call: Call) -> pb.SnoozeEscalationResponse:
        decide = runs.snooze(call.tenant, request.by, from_timestamp(request.until), self._now())
        changed = await self._change(request.escalation_id, decide, call)
        return pb.SnoozeEscalationResponse(escalation=_shown(changed))

    async def ResolveEscalation(self, request: pb.ResolveEscalationRequest, call: Call) -> pb.ResolveEscalationResponse:
        decide = runs.resolve(call.tenant, request.by, request.why, self._now())
        changed = await self._change(request.escalation_id, decide, call)
        return pb.ResolveEscalationResponse(escalation=_shown(changed))

    async def GetEscalation(self, request: pb.GetEscalationRequest, call: Call) -> pb.GetEscalationResponse:
        escalation = await self._get(call.tenant, request.escalation_id)
        aggregate_id = document_id(call.tenant, request.escalation_id)
        lines = await asyncio.to_thread(read_parts, self._stores.escalations, aggregate_id, 0, _MOST_LINES)
        trail = [from_document({**line, "number": number}, AuditLine) for number, line in lines]
        return pb.GetEscalationResponse(
            escalation=_shown(escalation), audit_trail=[to_proto(line, pb.AuditEntry) for line in trail]
        )

    async def ListEscalations(self, request: pb.ListEscalationsRequest, call: Call) -> pb.ListEscalationsResponse:
        state = from_proto(request, EscalationFilter).state
        found, cursor = await asyncio.to_thread(
            documents.list_escalations, call.tenant, state, request.ticket_id, request.page_size, request.cursor
        )
        return pb.ListEscalationsResponse(escalations=[_shown(one) for one in found], next_cursor=cursor)

    async def _book(self, tenant: str) -> ChainBook:
        return await asyncio.to_thread(self._stores.books.get, book_id(tenant)) or ChainBook(tenant)

    async def _get(self, tenant: str, escalation_id: str) -> Escalation:
        found = await asyncio.to_thread(self._stores.escalations.get, document_id(tenant, escalation_id))
        if found is None:
            raise runs.not_found()
        return found

    async def _change(self, escalation_id: str, decide: runs.Decide, call: Call) -> Escalation:
        aggregate_id = document_id(call.tenant, escalation_id)
        work = Work(aggregate_id, decide, command_id=call.command_id, traceparent=call.traceparent)
        return (await self._stores.run_escalation(work)).state


def _existing(book: ChainBook, chain_id: str) -> Chain:
    chain = book.get(chain_id)
    if chain is None:
        raise Refused("NO_CHAIN", "there is no such chain", RefusalKind.NOT_FOUND)
    return chain


def _check_start(chain: Chain, ticket_id: str) -> None:
    if chain.retired:
        raise Refused("CHAIN_RETIRED", "the chain is not started any more", RefusalKind.FAILED_PRECONDITION)
    if chain.crisis and ticket_id:
        _refuse_ticket("CRISIS_HAS_NO_TICKET", "a crisis is of the whole shop: leave the ticket out")
    if not chain.crisis and not ticket_id:
        _refuse_ticket("REQUIRED", "the chain is of a ticket: say which")


def _refuse_ticket(reason: str, message: str) -> None:
    raise Refused(reason, message, violations=(Violation("ticket_id", reason, message),))


def _called(case: Case, chain: Chain) -> Called:
    """What the case has called, or had before."""
    found = [one for one in case.called if one.chain_id == chain.chain_id]
    return found[0] if chain.crisis else next(one for one in found if one.trigger is Trigger.HAND)


def _shown(escalation: Escalation) -> pb.Escalation:
    return to_proto(EscalationView.of(escalation), pb.Escalation)
