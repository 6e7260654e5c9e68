"""What the handlers decide on each event of a ticket; the rulebook that they ask lies in the real store."""

from __future__ import annotations

from datetime import timedelta

import pytest
from google.protobuf.message import Message
from heliodesk.common.v1 import types_pb2 as common
from heliodesk.ticketing.v1 import events_pb2, types_pb2

from services.kit.aggregate import Change
from services.kit.envelope import Envelope
from services.kit.errors import Refused
from services.kit.instants import to_timestamp
from services.kit.stream import Context
from services.kit.ticking.timer import Timer
from services.sla.domain.clocks import TicketClocks
from services.sla.domain.target import State
from services.sla.handlers import TicketHandlers
from services.sla.stream import stream
from services.sla.timers import TimerKind, spent, timers_of
from tests.integration.sla.conftest import OPENED_AT, TENANT

TICKET = "0195a000-0000-7000-8000-000000000001"
READ_AT = OPENED_AT + timedelta(hours=9)


@pytest.fixture
def handlers(desk) -> TicketHandlers:
    return desk.handlers


def take(handlers: TicketHandlers, clocks: TicketClocks | None, event: Message) -> Change[TicketClocks] | None:
    name = event.DESCRIPTOR.full_name
    envelope = Envelope("1", name, "heliodesk/ticketing", TICKET, OPENED_AT, TENANT, 1)
    return stream(handlers).by_type[name].handler(clocks, event, Context(envelope, READ_AT))


def opened(priority: int = types_pb2.PRIORITY_NORMAL) -> events_pb2.TicketOpened:
    return events_pb2.TicketOpened(ticket_id=TICKET, priority=priority, opened_at=to_timestamp(OPENED_AT))


def running(handlers: TicketHandlers) -> TicketClocks:
    return take(handlers, None, opened()).state


def replied(after: timedelta, kind: int = common.ACTOR_KIND_AGENT) -> events_pb2.ReplySent:
    author = common.Actor(kind=kind, id="somebody")
    return events_pb2.ReplySent(ticket_id=TICKET, author=author, sent_at=to_timestamp(OPENED_AT + after))


def names(change: Change | None) -> list[str]:
    return [type(event).__name__ for event in change.events] if change else []


def test_clocks_start_when_the_ticket_opened_and_their_timers_stand_before_them(handlers):
    change = take(handlers, None, opened())
    assert (change.state.started_at, change.times) == (OPENED_AT, [OPENED_AT])
    warn, due = change.writes
    assert due.id == f"{TENANT}/{TICKET}/0.due/1/2026-03-02T14:00:00.000000Z"
    assert warn.document["at"] == "2026-03-02T13:12:00.000000Z"
    assert (warn.document["aggregate_id"], warn.document["what"]) == (f"{TENANT}/{TICKET}", "0.warn")
    assert (warn.document["certain"], due.document["certain"]) == (False, True)


def test_a_ticket_that_opens_twice_has_one_set_of_clocks(handlers):
    assert take(handlers, running(handlers), opened()) is None


def test_a_ticket_without_a_priority_is_refused_rather_than_promised_something(handlers):
    with pytest.raises(Refused):
        take(handlers, None, opened(types_pb2.PRIORITY_UNSPECIFIED))


def test_a_reply_meets_the_promise_by_when_it_was_sent_not_by_when_it_was_read(handlers):
    change = take(handlers, running(handlers), replied(timedelta(hours=1)))
    assert names(change) == ["ClockMet"]
    assert change.state.targets[0].met_at == OPENED_AT + timedelta(hours=1)


@pytest.mark.parametrize("author", [common.ACTOR_KIND_SYSTEM, common.ACTOR_KIND_ASSISTANT])
def test_an_automatic_acknowledgement_is_no_response_nor_is_the_assistants_answer_unless_the_policy_says_so(
    handlers, author
):
    assert take(handlers, running(handlers), replied(timedelta(minutes=1), author)) is None


def test_another_priority_sets_timers_of_its_own(handlers):
    event = events_pb2.PriorityChanged(
        ticket_id=TICKET, to=types_pb2.PRIORITY_URGENT, changed_at=to_timestamp(OPENED_AT + timedelta(minutes=1))
    )
    change = take(handlers, running(handlers), event)
    assert [write.id.split("/")[3] for write in change.writes] == ["2", "2"]
    assert change.state.targets[0].due_at == OPENED_AT + timedelta(minutes=15)


def test_another_priority_that_comes_too_late_sets_no_timers(handlers):
    event = events_pb2.PriorityChanged(
        ticket_id=TICKET, to=types_pb2.PRIORITY_LOW, changed_at=to_timestamp(OPENED_AT + timedelta(hours=5))
    )
    change = take(handlers, running(handlers), event)
    assert (change.state.targets[0].state, change.writes) == (State.BREACHED, ())


@pytest.mark.parametrize(
    ("status", "cancels"), [("SOLVED", True), ("CLOSED", True), ("OPEN", False), ("PENDING", False)]
)
def test_a_ticket_that_ends_unanswered_cancels_the_promise(handlers, status, cancels):
    event = events_pb2.TicketStatusChanged(
        ticket_id=TICKET,
        to=types_pb2.TicketStatus.Value(f"TICKET_STATUS_{status}"),
        changed_at=to_timestamp(OPENED_AT + timedelta(hours=1)),
    )
    assert names(take(handlers, running(handlers), event)) == (["ClockCancelled"] if cancels else [])


GONE = {
    "merged_at": events_pb2.TicketMerged,
    "marked_at": events_pb2.TicketMarkedAsSpam,
    "deleted_at": events_pb2.TicketDeleted,
}


@pytest.mark.parametrize("field", GONE)
def test_a_ticket_that_is_no_more_cancels_the_promise(handlers, field):
    event = GONE[field](ticket_id=TICKET, **{field: to_timestamp(OPENED_AT + timedelta(hours=1))})
    assert names(take(handlers, running(handlers), event)) == ["ClockCancelled"]


def test_what_becomes_known_is_kept_and_changes_no_promise_that_it_does_not_touch(handlers):
    event = events_pb2.TicketClassified(
        ticket_id=TICKET,
        category="refund",
        order_value=common.Money(minor_units=4200, currency="EUR"),
        classified_at=to_timestamp(OPENED_AT),
    )
    change = take(handlers, running(handlers), event)
    assert (change.state.facts.category, change.state.facts.order_value.minor_units) == ("refund", 4200)
    assert (names(change), change.writes) == ([], ())
    assert take(handlers, change.state, event) is None


def test_events_of_a_ticket_that_was_never_seen_to_open_change_nothing(handlers):
    assert take(handlers, None, replied(timedelta(hours=1))) is None
    timer = timers_of(f"{TENANT}/{TICKET}", running(handlers), READ_AT)[0]
    assert handlers.ring(timer, READ_AT)(None) is None


def test_a_timer_rings_the_clock_that_it_was_set_for(handlers):
    clocks = running(handlers)
    warn, due = timers_of(f"{TENANT}/{TICKET}", clocks, READ_AT)
    warned = handlers.ring(warn, warn.at)(clocks)
    breached = handlers.ring(due, due.at)(warned.state)
    assert [*names(warned), *names(breached)] == ["ClockWarned", "ClockBreached"]
    assert handlers.ring(due, due.at)(breached.state) is None


def timer(kind: TimerKind, plan: int = 1) -> Timer:
    return Timer(f"{TENANT}/{TICKET}", f"0.{kind}", plan, OPENED_AT + timedelta(minutes=192), OPENED_AT, 0)


def test_a_timer_is_spent_when_its_clock_has_gone_past_it(handlers):
    clocks = running(handlers)
    warn = timers_of(f"{TENANT}/{TICKET}", clocks, READ_AT)[0]
    warned = handlers.ring(warn, warn.at)(clocks).state
    met = take(handlers, clocks, replied(timedelta(0))).state
    assert spent(timer(TimerKind.WARN), warned) and not spent(timer(TimerKind.WARN), clocks)
    assert not spent(timer(TimerKind.DUE), warned)
    assert spent(timer(TimerKind.DUE), met)
    assert spent(timer(TimerKind.DUE, plan=0), clocks)


def test_a_timer_is_kept_while_the_write_of_its_clock_is_on_its_way(handlers):
    assert not spent(timer(TimerKind.DUE), None)
    assert not spent(timer(TimerKind.DUE, plan=2), running(handlers))


def test_a_timer_is_certain_at_its_instant_or_when_it_was_set_if_that_was_later(handlers):
    clocks = running(handlers)
    in_time, late = (timers_of(f"{TENANT}/{TICKET}", clocks, at)[1] for at in (OPENED_AT, READ_AT))
    assert (in_time.certain_at, late.certain_at) == (in_time.at, READ_AT)
