"""The SLA service's calls about tickets; those about the rulebook are in rulebook_rpc."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from heliodesk.sla.v1 import service_pb2

from services.kit.aggregate import Outcome, Work
from services.kit.convert import from_proto, to_proto
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import document_id
from services.kit.instants import from_timestamp, to_timestamp
from services.kit.rpc import Call
from services.kit.store import Store
from services.sla import documents
from services.sla.changes import covered, known
from services.sla.commands import reassign, replan
from services.sla.desk import Desk, terms_of
from services.sla.domain.clocks import TicketClocks
from services.sla.domain.conditions import Facts
from services.sla.domain.policy import calendar_of
from services.sla.domain.refusing import refusal
from services.sla.domain.story import Story
from services.sla.domain.target import Target
from services.sla.domain.terms import Terms
from services.sla.domain.words import Kind
from services.sla.load.rpc import LoadCalls
from services.sla.on_shift import OnShift, on_shift
from services.sla.rulebook_views import policy_message, read_policy
from services.sla.views import ClockFilter, ClockView, Explained, ExplainedTarget, PolicyView, owned_spans

Commands = Callable[[Work[TicketClocks]], Awaitable[Outcome[TicketClocks]]]


class SlaServicer(LoadCalls):
    """heliodesk.sla.v1.SlaService."""

    def __init__(
        self,
        store: Store[TicketClocks],
        commands: Commands,
        desk: Desk,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(desk.rulebooks, now)
        self._store = store
        self._commands = commands
        self._desk = desk
        self._now = now

    async def GetClock(self, request: service_pb2.GetClockRequest, call: Call) -> service_pb2.GetClockResponse:
        clocks = await self._known(call.tenant, request.ticket_id)
        first = [target for target in clocks.targets if target.kind is Kind.FIRST_RESPONSE]
        shown = [self._shown(clocks.ticket_id, target) for target in clocks.targets]
        return service_pb2.GetClockResponse(
            clock=self._shown(clocks.ticket_id, first[0]) if first else None, clocks=shown
        )

    async def ListClocks(self, request: service_pb2.ListClocksRequest, call: Call) -> service_pb2.ListClocksResponse:
        state = from_proto(request, ClockFilter).state
        found, cursor = await asyncio.to_thread(
            documents.list_clocks, call.tenant, state, request.page_size, request.cursor
        )
        shown = [
            self._shown(clocks.ticket_id, target)
            for clocks in found
            for target in clocks.targets
            if state in (None, target.state)
        ]
        return service_pb2.ListClocksResponse(clocks=shown, next_cursor=cursor)

    async def Explain(self, request: service_pb2.ExplainRequest, call: Call) -> service_pb2.ExplainResponse:
        clocks = await self._known(call.tenant, request.ticket_id)
        terms = await asyncio.to_thread(self._desk.kept, call.tenant, clocks)
        return to_proto(Explained.of(clocks, terms, self._now()), service_pb2.ExplainResponse)

    async def Simulate(self, request: service_pb2.SimulateRequest, call: Call) -> service_pb2.SimulateResponse:
        clocks = await self._known(call.tenant, request.ticket_id)
        under = await asyncio.to_thread(self._desk.now, call.tenant, clocks)
        policy = read_policy(request.policy, under.calendars)
        terms = await asyncio.to_thread(self._desk.under, call.tenant, clocks.facts, policy)
        with covered():
            targets = self._simulated(clocks, terms)
        shown = [to_proto(one, service_pb2.ExplainedTarget) for one in targets]
        return service_pb2.SimulateResponse(targets=shown)

    def _simulated(self, clocks: TicketClocks, terms: Terms) -> list[ExplainedTarget]:
        now = self._now()
        story = Story(clocks.promises, terms)
        story.replan(now)
        owned = owned_spans(clocks.owned, now)
        return [ExplainedTarget.of(target, terms, owned, now) for target in story.promises.targets]

    async def Replan(self, request: service_pb2.ReplanRequest, call: Call) -> service_pb2.ReplanResponse:
        decide = replan(self._desk, call.tenant, self._now())
        clocks = known((await self._run(request.ticket_id, call, decide)).state)
        shown = [self._shown(clocks.ticket_id, target) for target in clocks.targets]
        return service_pb2.ReplanResponse(revision=clocks.revision, clocks=shown)

    async def Reassign(self, request: service_pb2.ReassignRequest, call: Call) -> service_pb2.ReassignResponse:
        if bool(request.team_id) == bool(request.region):
            raise refusal("team_id", "name a team or a region, one of both", "TEAM_OR_REGION")
        decide = reassign(self._desk, call.tenant, request.team_id, request.region, request.why, self._now())
        owner = known((await self._run(request.ticket_id, call, decide)).state).owned.owner
        if owner is None:
            raise Refused("NOBODY_COMES", "that team isn't open within 400 days", RefusalKind.FAILED_PRECONDITION)
        return service_pb2.ReassignResponse(team_id=owner.team, agent_id=owner.agent or "", reason=owner.reason)

    async def GetOnShift(self, request: service_pb2.GetOnShiftRequest, call: Call) -> service_pb2.GetOnShiftResponse:
        clocks = await self._known(call.tenant, request.ticket_id)

        def ask() -> OnShift:
            managers = self._desk.rulebooks.current(call.tenant).managers
            terms = self._desk.now(call.tenant, clocks)
            return on_shift(clocks, terms, managers, self._desk.work(call.tenant)(), self._now())

        return to_proto(await asyncio.to_thread(ask), service_pb2.GetOnShiftResponse)

    async def GetDeadline(self, request: service_pb2.GetDeadlineRequest, call: Call) -> service_pb2.GetDeadlineResponse:
        rules = await asyncio.to_thread(self._desk.rulebooks.current, call.tenant)
        if (name := calendar_of(request.clock)) and name not in rules.calendars:
            raise refusal("clock", f"there is no calendar {name!r}", "UNKNOWN_CALENDAR")
        start = from_timestamp(request.start) if request.HasField("start") else self._now()
        terms = terms_of(rules, Facts(language=request.language or None))
        with covered():
            at = terms.time(request.clock).deadline(start, timedelta(seconds=request.seconds))
        return service_pb2.GetDeadlineResponse(at=to_timestamp(at))

    async def GetPolicy(self, request: service_pb2.GetPolicyRequest, call: Call) -> service_pb2.GetPolicyResponse:
        rules = await asyncio.to_thread(self._desk.rulebooks.current, call.tenant)
        policy = terms_of(rules, Facts()).policy
        shown = to_proto(PolicyView.of(policy), service_pb2.GetPolicyResponse)
        shown.full.CopyFrom(policy_message(policy))
        return shown

    async def _known(self, tenant: str, ticket_id: str) -> TicketClocks:
        return known(await asyncio.to_thread(self._store.get, document_id(tenant, ticket_id)))

    async def _run(self, ticket_id: str, call: Call, decide: Callable) -> Outcome[TicketClocks]:
        work = Work(document_id(call.tenant, ticket_id), decide, call.command_id, traceparent=call.traceparent)
        return await self._commands(work)

    def _shown(self, ticket_id: str, target: Target) -> service_pb2.Clock:
        return to_proto(ClockView.of(ticket_id, target, self._now()), service_pb2.Clock)
