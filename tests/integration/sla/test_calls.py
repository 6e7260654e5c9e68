"""The calls about tickets, on clocks and rulebooks in the real store. The shop has five teams in five zones."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from google.protobuf.message import Message
from heliodesk.common.v1 import types_pb2 as common
from heliodesk.sla.v1 import service_pb2, types_pb2
from heliodesk.ticketing.v1 import events_pb2 as ticketing
from heliodesk.ticketing.v1 import types_pb2 as ticket_types

from services.kit.aggregate import Change, Outcome, Work
from services.kit.convert import to_proto
from services.kit.envelope import Envelope
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import new_id
from services.kit.instants import from_timestamp, to_timestamp
from services.kit.rpc import Call
from services.kit.store import Store
from services.kit.stream import Context
from services.sla.app import desk_of
from services.sla.documents import ClockDocument, filters
from services.sla.domain.presence import AgentPresence, Presence
from services.sla.domain.rulebook.specs import PolicySpec
from services.sla.domain.target import State
from services.sla.domain.words import Kind
from services.sla.rpc import SlaServicer
from services.sla.rulebook_documents import PRESENCES
from services.sla.stream import stream
from tests.integration.sla.conftest import OPENED_AT, TENANT
from tests.support.shops import POLICY, promised, publish, publish_shop

OTHERS_CALL = Call("nordlicht", "command", None, "", ())
MINUTE = timedelta(minutes=1)


def call() -> Call:
    return Call(TENANT, new_id(), None, "", ())


class Shop:
    """Tickets whose events the handlers take at once, without Kafka; and the calls."""

    def __init__(self, desk: Any) -> None:
        self.desk = desk
        self.rules = desk_of(desk.store.database, desk.time.now)
        self.by_type = stream(desk.handlers).by_type
        self.servicer = SlaServicer(desk.store, self.run, self.rules, desk.time.now)

    async def run(self, work: Work) -> Outcome:
        (outcome,), _ = self.desk.store.run([work])
        if outcome.refusal:
            raise outcome.refusal
        return outcome

    def happens(self, event: Message) -> None:
        name, now = event.DESCRIPTOR.full_name, self.desk.time.now()
        context = Context(Envelope("", name, "test", event.ticket_id, now, TENANT, 1), now)
        handler = self.by_type[name].handler
        outcomes, _ = self.desk.store.run(
            [Work(f"{TENANT}/{event.ticket_id}", lambda state: handler(state, event, context))]
        )
        assert outcomes[0].refusal is None

    def opens(self, language: str = "en", **other: Any) -> str:
        """A ticket in this language, now."""
        ticket, at = new_id(), to_timestamp(self.desk.time.now())
        other.setdefault("priority", ticket_types.PRIORITY_NORMAL)
        self.happens(ticketing.TicketOpened(ticket_id=ticket, opened_at=at, market="DE", **other))
        self.happens(ticketing.TicketLanguageDetected(ticket_id=ticket, language=language, detected_at=at))
        return ticket

    def replies(self, ticket: str) -> None:
        author = common.Actor(kind=common.ACTOR_KIND_AGENT, id="agent-ana")
        at = to_timestamp(self.desk.time.now())
        self.happens(ticketing.ReplySent(ticket_id=ticket, author=author, sent_at=at))

    def moves(self, ticket: str, status: str) -> None:
        to = ticket_types.TicketStatus.Value(f"TICKET_STATUS_{status}")
        at = to_timestamp(self.desk.time.now())
        self.happens(ticketing.TicketStatusChanged(ticket_id=ticket, to=to, changed_at=at))

    async def explained(self, ticket: str) -> service_pb2.ExplainResponse:
        return await self.servicer.Explain(service_pb2.ExplainRequest(ticket_id=ticket), call())


@pytest.fixture
def shop(desk) -> Shop:
    publish_shop(desk.store.database, TENANT, OPENED_AT - timedelta(days=1))
    return Shop(desk)


@pytest.fixture
def silent(desk) -> Shop:
    """It has published nothing. Five urgent tickets open, a minute apart; the first is answered, and a sixth is known
    by name alone."""
    made = Shop(desk)
    for number in range(5):
        made.happens(
            ticketing.TicketOpened(
                ticket_id=f"t{number}",
                priority=ticket_types.PRIORITY_URGENT,
                opened_at=to_timestamp(OPENED_AT + number * MINUTE),
            )
        )
    made.replies("t0")
    desk.store.collection.insert_one({"_id": f"{TENANT}/t9", "tenant": TENANT, "version": 1, "state": None})
    return made


# --- clocks


async def test_a_clock_is_found_by_its_ticket_and_is_overdue_after_its_due_instant(desk, silent):
    request = service_pb2.GetClockRequest(ticket_id="t1")
    desk.pass_time(minutes=16)
    shown = (await silent.servicer.GetClock(request, call())).clock
    assert (shown.ticket_id, shown.priority, shown.overdue) == ("t1", ticket_types.PRIORITY_URGENT, False)
    desk.pass_time(microseconds=1)
    answer = await silent.servicer.GetClock(request, call())
    assert answer.clock.overdue and list(answer.clocks) == [answer.clock]


@pytest.mark.parametrize(("ticket", "caller"), [("t7", call()), ("t1", OTHERS_CALL)])
async def test_a_ticket_without_a_clock_and_another_shops_are_not_found(silent, ticket, caller):
    with pytest.raises(Refused) as refused:
        await silent.servicer.GetClock(service_pb2.GetClockRequest(ticket_id=ticket), caller)
    assert (refused.value.reason, refused.value.kind) == ("NO_CLOCK", RefusalKind.NOT_FOUND)


async def test_clocks_are_listed_newest_first_page_by_page(silent):
    found, cursor = [], ""
    for _ in range(3):
        page = await silent.servicer.ListClocks(service_pb2.ListClocksRequest(page_size=2, cursor=cursor), call())
        found.append([clock.ticket_id for clock in page.clocks])
        cursor = page.next_cursor
    assert (found, cursor) == ([["t4", "t3"], ["t2", "t1"], ["t0"]], "")


async def test_clocks_are_listed_by_state_and_for_their_own_shop(silent):
    met = service_pb2.ListClocksRequest(state=service_pb2.CLOCK_STATE_MET)
    assert [clock.ticket_id for clock in (await silent.servicer.ListClocks(met, call())).clocks] == ["t0"]
    assert not (await silent.servicer.ListClocks(service_pb2.ListClocksRequest(), OTHERS_CALL)).clocks


async def test_a_cursor_that_was_not_given_out_is_refused(silent):
    with pytest.raises(Refused, match="BAD_CURSOR"):
        await silent.servicer.ListClocks(service_pb2.ListClocksRequest(cursor="nonsense"), call())


@pytest.mark.parametrize("state", [None, State.RUNNING])
def test_lists_use_an_index(silent, state):
    query = {"tenant": TENANT, **{f"state.{name}": value for name, value in filters(state).items()}}
    found = ClockDocument._get_collection().find(query).sort([("state.started_at", -1), ("_id", -1)]).explain()
    assert "IXSCAN" in str(found["queryPlanner"]["winningPlan"]), found


# --- the rulebook


async def test_a_due_instant_is_explained_by_whose_time_was_counted_and_whose_was_not(desk, shop):
    ticket = shop.opens()
    desk.pass_time(hours=1)
    shop.replies(ticket)
    shop.moves(ticket, "PENDING")
    desk.pass_time(hours=2)
    shop.moves(ticket, "OPEN")
    answer = await shop.explained(ticket)
    assert (answer.revision, answer.facts.language, answer.facts.market) == (11, "en", "DE")
    first, resolution = answer.targets
    assert (first.state, resolution.state) == (service_pb2.CLOCK_STATE_MET, service_pb2.CLOCK_STATE_RUNNING)
    assert (resolution.elapsed_seconds, resolution.policy, resolution.policy_version) == (3600, "sun", 1)
    counted = sum(
        (from_timestamp(one.to) - from_timestamp(getattr(one, "from"))).total_seconds()
        for one in resolution.segments
        if one.counted
    )
    assert counted == 48 * 3600
    paused = [one for one in resolution.segments if one.cause == service_pb2.SEGMENT_CAUSE_PAUSED]
    assert {one.team for one in paused} == {"berlin"} and not any(one.counted for one in paused)
    assert from_timestamp(paused[-1].to) == OPENED_AT + timedelta(hours=3)
    assert [(one.team, one.reason) for one in answer.owners] == [
        ("berlin", "on shift for 7h00m, language not known yet, 500 free")
    ]


async def test_a_ticket_keeps_the_rulebook_that_it_opened_under_until_somebody_replans_it(desk, shop):
    ticket = shop.opens()
    desk.pass_time(minutes=1)
    stricter = replace(POLICY, targets=(*promised(Kind.FIRST_RESPONSE, normal=1),))
    publish(desk.store.database, TENANT, desk.time.now(), stricter)
    before = await shop.explained(ticket)
    assert before.targets[0].allowed_seconds == 4 * 3600
    later = shop.opens()
    assert (await shop.explained(later)).targets[0].allowed_seconds == 3600
    answer = await shop.servicer.Replan(service_pb2.ReplanRequest(ticket_id=ticket), call())
    assert answer.revision == before.revision + 1
    first, resolution = answer.clocks
    assert from_timestamp(first.due_at) == OPENED_AT + timedelta(hours=1)
    assert resolution.state == service_pb2.CLOCK_STATE_CANCELLED


async def test_another_policy_is_tried_without_touching_anything(shop):
    ticket = shop.opens()
    before = (await shop.explained(ticket)).targets
    tried = PolicySpec("tried", "always", tuple(promised(Kind.FIRST_RESPONSE, normal=0.5)))
    request = service_pb2.SimulateRequest(ticket_id=ticket, policy=to_proto(tried, types_pb2.Policy))
    simulated = (await shop.servicer.Simulate(request, call())).targets
    assert from_timestamp(simulated[0].due_at) == OPENED_AT + timedelta(minutes=30)
    assert simulated[1].state == service_pb2.CLOCK_STATE_CANCELLED
    assert (await shop.explained(ticket)).targets == before


async def test_a_policy_that_names_no_calendar_of_the_shop_cannot_be_tried(shop):
    tried = PolicySpec("tried", "calendar:atlantis", tuple(promised(Kind.FIRST_RESPONSE, normal=1)))
    request = service_pb2.SimulateRequest(ticket_id=shop.opens(), policy=to_proto(tried, types_pb2.Policy))
    with pytest.raises(Refused) as refused:
        await shop.servicer.Simulate(request, call())
    assert refused.value.violations[0].field == "policy.clock"


# --- owners


@pytest.mark.parametrize(
    ("asked", "team"), [({"team_id": "tokyo"}, "tokyo"), ({"region": "sydney", "why": "knows the carrier"}, "sydney")]
)
async def test_a_ticket_is_given_to_another_team_or_region(shop, asked, team):
    ticket = shop.opens()
    answer = await shop.servicer.Reassign(service_pb2.ReassignRequest(ticket_id=ticket, **asked), call())
    assert answer.team_id == team and asked.get("why", "") in answer.reason
    assert [one.team for one in (await shop.explained(ticket)).owners] == ["berlin", team]


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({}, "TEAM_OR_REGION"),
        ({"team_id": "tokyo", "region": "sydney"}, "TEAM_OR_REGION"),
        ({"region": "atlantis"}, "NO_SUCH_TEAM"),
    ],
)
async def test_nowhere_is_no_place_for_a_ticket(shop, asked, reason):
    with pytest.raises(Refused, match=reason):
        await shop.servicer.Reassign(service_pb2.ReassignRequest(ticket_id=shop.opens(), **asked), call())


async def test_whoever_is_there_can_be_called_and_nobody_else(desk, shop):
    ticket = shop.opens()
    request = service_pb2.GetOnShiftRequest(ticket_id=ticket)
    answer = await shop.servicer.GetOnShift(request, call())
    assert (answer.team_id, answer.lead_id, answer.agent_id, answer.manager_id) == ("berlin", "lead-berlin", "", "")
    shop.happens(ticketing.TicketAssigned(ticket_id=ticket, assignee_id="agent-berlin"))
    present = AgentPresence("agent-berlin", Presence.ONLINE, OPENED_AT)
    await made_present(desk, present)
    fresh = Shop(desk)
    assert (await fresh.servicer.GetOnShift(request, call())).agent_id == "agent-berlin"


async def made_present(desk: Any, presence: AgentPresence) -> None:
    store = Store(desk.store.database, PRESENCES, "test", desk.time.now)
    store.run([Work(f"{TENANT}/{presence.agent_id}", lambda _: Change(presence))])


async def test_open_time_is_counted_for_whoever_asks(shop):
    def asked(clock: str, **other: Any) -> service_pb2.GetDeadlineRequest:
        return service_pb2.GetDeadlineRequest(clock=clock, start=to_timestamp(OPENED_AT), seconds=3600, **other)

    async def deadline(request: service_pb2.GetDeadlineRequest) -> timedelta:
        return from_timestamp((await shop.servicer.GetDeadline(request, call())).at) - OPENED_AT

    assert await deadline(asked("always")) == timedelta(hours=1)
    assert await deadline(asked("coverage", language="en")) == timedelta(hours=1)
    # Tokyo opens at eight on the next day: 23:00 UTC.
    assert await deadline(asked("calendar:tokyo")) == timedelta(hours=14)
    with pytest.raises(Refused, match="UNKNOWN_CALENDAR"):
        await deadline(asked("calendar:atlantis"))


async def test_the_policy_of_a_ticket_of_which_nothing_is_known_is_shown(silent, shop):
    answer = await shop.servicer.GetPolicy(service_pb2.GetPolicyRequest(), call())
    assert (answer.policy, answer.warn_percent, answer.full.clock) == ("sun", 80, "coverage")
    theirs = await shop.servicer.GetPolicy(service_pb2.GetPolicyRequest(), OTHERS_CALL)
    assert (theirs.policy, theirs.full.clock) == ("standard-1", "always")


def test_counting_the_tickets_of_teams_uses_an_index(silent, shop):
    for field in ("queue", "busy_agent"):
        query = {"tenant": TENANT, f"state.{field}": {"$gt": ""}}
        found = ClockDocument._get_collection().find(query).explain()
        assert "IXSCAN" in str(found["queryPlanner"]["winningPlan"]), found


def test_the_tickets_that_need_somebody_are_counted_by_team(desk, shop):
    owners = [desk.store.get(f"{TENANT}/{shop.opens()}").owned.owner.team for _ in range(3)]
    shop.moves(waiting := shop.opens(), "PENDING")
    counted = shop.rules.work(TENANT)().teams
    assert counted == {team: owners.count(team) for team in owners}
    assert desk.store.get(f"{TENANT}/{waiting}").queue == ""
