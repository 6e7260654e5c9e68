"""The calls about calendars, teams, policies and who is there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from google.protobuf.message import Message
from heliodesk.sla.v1 import rulebook_service_pb2 as calls
from heliodesk.sla.v1 import types_pb2

from services.kit.aggregate import Change, Work
from services.kit.convert import from_proto, to_proto
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import document_id
from services.kit.rpc import Call
from services.kit.store import Pending, Store
from services.sla.coverage_views import coverage_message
from services.sla.domain.presence import AgentPresence, Presence, set_presence
from services.sla.domain.rulebook.book import Rulebook
from services.sla.domain.rulebook.kept import KeptRulebook, Part
from services.sla.domain.rulebook.publishing import (
    Published,
    import_calendar,
    publish_calendar,
    publish_on_call,
    publish_policy,
    publish_team,
)
from services.sla.domain.rulebook.specs import CalendarSpec, OnCallManager, PolicySpec, TeamSpec
from services.sla.presence import Presences
from services.sla.rulebook_documents import published, rulebook_id
from services.sla.rulebooks import Rulebooks

# Of one calendar, team or policy; and bytes, of an answer that fits into a message.
_MOST_VERSIONS, _MOST_BYTES = 500, 1_000_000
_M = TypeVar("_M", bound=Message)

Publish = Callable[[Rulebook | None], tuple[Rulebook, Published]]


class RulebookServicer:
    """heliodesk.sla.v1.RulebookService. `offer` has events published, from any thread."""

    def __init__(
        self,
        store: Store[KeptRulebook],
        presences: Store[AgentPresence],
        rulebooks: Rulebooks,
        offer: Callable[[Sequence[Pending]], None],
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._presences = presences
        self._rulebooks = rulebooks
        self._present = Presences(presences.database)
        self._offer = offer
        self._now = now

    # --- publishing

    async def PublishCalendar(self, request: calls.PublishCalendarRequest, call: Call) -> calls.PublishCalendarResponse:
        spec, now = from_proto(request.calendar, CalendarSpec), self._now()
        book = await self._publish(call, request.validate_only, lambda book: publish_calendar(book, spec, now))
        calendar = to_proto(book.calendar(spec.name), types_pb2.Calendar)
        return calls.PublishCalendarResponse(calendar=calendar, revision=book.revision)

    async def ImportCalendar(self, request: calls.ImportCalendarRequest, call: Call) -> calls.ImportCalendarResponse:
        now, dates = self._now(), 0

        def publish(book: Rulebook | None) -> tuple[Rulebook, Published]:
            nonlocal dates
            changed, event, dates = import_calendar(book, request.name, request.icalendar, now)
            return changed, event

        book = await self._publish(call, request.validate_only, publish)
        if not dates:
            # A command that was repeated has not been decided again.
            await asyncio.to_thread(publish, book)
        calendar = to_proto(book.calendar(request.name), types_pb2.Calendar)
        return calls.ImportCalendarResponse(calendar=calendar, revision=book.revision, imported=dates)

    async def PublishTeam(self, request: calls.PublishTeamRequest, call: Call) -> calls.PublishTeamResponse:
        spec, now = from_proto(request.team, TeamSpec), self._now()
        book = await self._publish(call, request.validate_only, lambda book: publish_team(book, spec, now))
        team = to_proto(book.team(spec.team_id), types_pb2.Team)
        return calls.PublishTeamResponse(team=team, revision=book.revision)

    async def PublishPolicy(self, request: calls.PublishPolicyRequest, call: Call) -> calls.PublishPolicyResponse:
        spec, now = from_proto(request.policy, PolicySpec), self._now()
        book = await self._publish(call, request.validate_only, lambda book: publish_policy(book, spec, now))
        policy = to_proto(book.policy(spec.policy_id), types_pb2.Policy)
        return calls.PublishPolicyResponse(policy=policy, revision=book.revision)

    async def PublishOnCall(self, request: calls.PublishOnCallRequest, call: Call) -> calls.PublishOnCallResponse:
        managers, now = tuple(from_proto(one, OnCallManager) for one in request.managers), self._now()
        book = await self._publish(call, request.validate_only, lambda book: publish_on_call(book, managers, now))
        return calls.PublishOnCallResponse(managers=_managers(book), revision=book.revision)

    async def _publish(self, call: Call, validate_only: bool, publish: Publish) -> Rulebook:
        """The rulebook as it is then, or as it would be."""
        return await asyncio.to_thread(self._validate if validate_only else self._commit, call, publish)

    def _validate(self, call: Call, publish: Publish) -> Rulebook:
        kept = self._store.get(rulebook_id(call.tenant))
        return publish(kept.rulebook if kept is not None else None)[0]

    def _commit(self, call: Call, publish: Publish) -> Rulebook:
        def decide(kept: KeptRulebook | None) -> Change[KeptRulebook]:
            book, event = publish(kept.rulebook if kept is not None else None)
            return published(kept, call.tenant, book, event)

        work = Work(rulebook_id(call.tenant), decide, call.command_id, traceparent=call.traceparent)
        # One change in a write: the one before it has to be certain (rulebook_documents).
        return self._store.run_one(work, self._offer).state.rulebook

    # --- what there is

    async def ListCalendars(self, request: calls.ListCalendarsRequest, call: Call) -> calls.ListCalendarsResponse:
        book = await self._book(call)
        found = book.calendars
        if request.name:
            found = await self._versions(call, Part.CALENDAR, request.name, CalendarSpec)
        return calls.ListCalendarsResponse(calendars=_fitting(found, types_pb2.Calendar), revision=book.revision)

    async def ListTeams(self, request: calls.ListTeamsRequest, call: Call) -> calls.ListTeamsResponse:
        book = await self._book(call)
        found = book.teams
        if request.team_id:
            found = await self._versions(call, Part.TEAM, request.team_id, TeamSpec)
        return calls.ListTeamsResponse(teams=_fitting(found, types_pb2.Team), revision=book.revision)

    async def ListPolicies(self, request: calls.ListPoliciesRequest, call: Call) -> calls.ListPoliciesResponse:
        book = await self._book(call)
        found = book.in_order
        if request.policy_id:
            found = await self._versions(call, Part.POLICY, request.policy_id, PolicySpec)
        return calls.ListPoliciesResponse(policies=_fitting(found, types_pb2.Policy), revision=book.revision)

    async def GetOnCall(self, request: calls.GetOnCallRequest, call: Call) -> calls.GetOnCallResponse:
        book = await self._book(call)
        return calls.GetOnCallResponse(managers=_managers(book), revision=book.revision)

    async def GetCoverage(self, request: calls.GetCoverageRequest, call: Call) -> calls.GetCoverageResponse:
        def ask() -> calls.GetCoverageResponse:
            rules = self._rulebooks.current(call.tenant)
            return coverage_message(rules, request.week, request.language, self._now())

        answer = await asyncio.to_thread(ask)
        if answer.ByteSize() > _MOST_BYTES:
            raise Refused("TOO_LARGE", "that is too much for one answer: ask for one language", RefusalKind.TOO_LARGE)
        return answer

    async def _book(self, call: Call) -> Rulebook:
        return await asyncio.to_thread(self._rulebooks.book, call.tenant)

    async def _versions(self, call: Call, part: Part, name: str, spec: type[Any]) -> Sequence[Any]:
        return await asyncio.to_thread(self._rulebooks.versions, call.tenant, part, name, spec, _MOST_VERSIONS)

    # --- who is there

    async def SetPresence(self, request: calls.SetPresenceRequest, call: Call) -> calls.SetPresenceResponse:
        said = from_proto(request, _Said)
        agent = await asyncio.to_thread(self._set_presence, call, said)
        return calls.SetPresenceResponse(agent=to_proto(agent, calls.AgentPresence))

    def _set_presence(self, call: Call, said: _Said) -> AgentPresence:
        if self._rulebooks.current(call.tenant).team_of_agent(said.agent_id) is None:
            raise Refused("NO_AGENT", f"no team has an agent {said.agent_id!r}", RefusalKind.NOT_FOUND)
        now = self._now()

        def decide(known: AgentPresence | None) -> Change[AgentPresence] | None:
            changed = set_presence(known, said.agent_id, said.presence, now)
            return None if changed is None else Change(changed)

        (outcome,), _ = self._presences.run([Work(document_id(call.tenant, said.agent_id), decide, call.command_id)])
        return outcome.state

    async def ListPresence(self, request: calls.ListPresenceRequest, call: Call) -> calls.ListPresenceResponse:
        """Of the agents that are in a team."""

        def ask() -> list[AgentPresence]:
            rules = self._rulebooks.current(call.tenant)
            return [one for one in self._present.all(call.tenant) if rules.team_of_agent(one.agent_id) is not None]

        found = await asyncio.to_thread(ask)
        return calls.ListPresenceResponse(agents=[to_proto(one, calls.AgentPresence) for one in found])


@dataclass(frozen=True, slots=True)
class _Said:
    agent_id: str
    presence: Presence


def _managers(book: Rulebook) -> list[types_pb2.OnCallManager]:
    return [to_proto(one, types_pb2.OnCallManager) for one in book.managers]


def _fitting(found: Iterable[Any], message: type[_M]) -> list[_M]:
    """As many as an answer holds: the oldest versions may be left out; the newest of each fit, all of them."""
    shown, size = [], 0
    for one in found:
        converted = to_proto(one, message)
        size += converted.ByteSize()
        if size > _MOST_BYTES:
            break
        shown.append(converted)
    return shown
