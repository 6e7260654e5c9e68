from datetime import UTC, datetime, timedelta

import pytest
from google.protobuf.message import Message
from heliodesk.ticketing.v1 import events_pb2, types_pb2

from services.kit.envelope import Envelope
from services.kit.errors import Refused
from services.kit.instants import to_timestamp
from services.kit.stream import Context
from services.sla.domain.promise import Clock, ClockState
from services.sla.handlers import ring, start_clock, take_priority, take_reply, take_status
from services.sla.timers import Timer, TimerKind, timers_of

TICKET = "0195a000-0000-7000-8000-000000000001"
OPENED_AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
READ_AT = OPENED_AT + timedelta(hours=9)


def context(event: Message) -> Context:
    envelope = Envelope("1", event.DESCRIPTOR.full_name, "heliodesk/ticketing", TICKET, OPENED_AT, "kumo", 1)
    return Context(envelope, READ_AT)


def opened(priority: int = types_pb2.PRIORITY_NORMAL) -> events_pb2.TicketOpened:
    return events_pb2.TicketOpened(ticket_id=TICKET, priority=priority, opened_at=to_timestamp(OPENED_AT))


def running() -> Clock:
    return start_clock(None, opened(), context(opened())).state


def replied(after: timedelta, first: bool = True) -> events_pb2.ReplySent:
    return events_pb2.ReplySent(ticket_id=TICKET, first=first, sent_at=to_timestamp(OPENED_AT + after))


def test_a_clock_starts_when_its_ticket_opened_and_its_timers_stand_before_it():
    change = start_clock(None, opened(), context(opened()))

    assert (change.state.started_at, change.at) == (OPENED_AT, OPENED_AT)
    assert [write.collection for write in change.writes] == ["timers", "timers"]
    warn, due = change.writes
    assert due.id == f"kumo/{TICKET}/first_response/due/1/2026-03-02T14:00:00.000000Z"
    assert warn.document["at"] == "2026-03-02T13:12:00.000000Z"
    assert (warn.document["clock_id"], warn.document["kind"]) == (f"kumo/{TICKET}", "warn")


def test_a_ticket_without_a_priority_is_refused_rather_than_promised_something():
    event = opened(types_pb2.PRIORITY_UNSPECIFIED)

    with pytest.raises(Refused):
        start_clock(None, event, context(event))


def test_the_first_reply_meets_the_promise_by_when_it_was_sent_not_by_when_it_was_read():
    event = replied(timedelta(hours=1))

    change = take_reply(running(), event, context(event))

    assert (change.state.state, change.state.met_at) == (ClockState.MET, OPENED_AT + timedelta(hours=1))


def test_a_later_reply_says_nothing_about_the_first_response():
    event = replied(timedelta(hours=1), first=False)

    assert take_reply(running(), event, context(event)) is None


def test_another_priority_sets_timers_of_its_own():
    event = events_pb2.PriorityChanged(
        ticket_id=TICKET, to=types_pb2.PRIORITY_URGENT, changed_at=to_timestamp(OPENED_AT + timedelta(minutes=1))
    )

    change = take_priority(running(), event, context(event))

    assert [write.id.split("/")[3:5] for write in change.writes] == [["warn", "2"], ["due", "2"]]
    assert change.state.due_at == OPENED_AT + timedelta(minutes=15)


def test_another_priority_that_comes_too_late_sets_no_timers():
    event = events_pb2.PriorityChanged(
        ticket_id=TICKET, to=types_pb2.PRIORITY_LOW, changed_at=to_timestamp(OPENED_AT + timedelta(hours=5))
    )

    change = take_priority(running(), event, context(event))

    assert (change.state.state, change.writes) == (ClockState.BREACHED, ())


@pytest.mark.parametrize(
    ("status", "cancels"), [("SOLVED", True), ("CLOSED", True), ("OPEN", False), ("PENDING", False)]
)
def test_a_ticket_that_ends_unanswered_cancels_the_promise(status, cancels):
    event = events_pb2.TicketStatusChanged(
        ticket_id=TICKET,
        to=types_pb2.TicketStatus.Value(f"TICKET_STATUS_{status}"),
        changed_at=to_timestamp(OPENED_AT + timedelta(hours=1)),
    )

    change = take_status(running(), event, context(event))

    assert (change is not None) == cancels


def test_events_of_a_ticket_that_has_no_clock_change_nothing():
    event = replied(timedelta(hours=1))

    assert take_reply(None, event, context(event)) is None
    assert ring(timers_of(f"kumo/{TICKET}", running(), READ_AT)[0], READ_AT)(None) is None


def test_a_timer_rings_the_clock_that_it_was_set_for():
    clock = running()
    warn, due = timers_of(f"kumo/{TICKET}", clock, READ_AT)

    warned = ring(warn, clock.warn_at)(clock)
    breached = ring(due, clock.due_at)(warned.state)

    assert [type(event).__name__ for change in (warned, breached) for event in change.events] == [
        "ClockWarned",
        "ClockBreached",
    ]
    assert ring(due, clock.due_at)(breached.state) is None


def timer(kind: TimerKind, plan: int = 1) -> Timer:
    return Timer(f"kumo/{TICKET}", running().target, kind, plan, OPENED_AT, OPENED_AT, 0)


def test_a_timer_is_spent_when_its_clock_has_gone_past_it():
    clock = running()
    warned = ring(timers_of(f"kumo/{TICKET}", clock, READ_AT)[0], clock.warn_at)(clock).state
    met = take_reply(clock, replied(timedelta(0)), context(replied(timedelta(0)))).state

    assert timer(TimerKind.WARN).spent(warned)
    assert not timer(TimerKind.DUE).spent(warned)
    assert timer(TimerKind.DUE).spent(met)
    assert timer(TimerKind.DUE, plan=0).spent(clock)


def test_a_timer_is_kept_while_the_write_of_its_clock_is_on_its_way():
    assert not timer(TimerKind.DUE).spent(None)
    assert not timer(TimerKind.DUE, plan=2).spent(running())


def test_a_timer_is_certain_at_its_instant_or_when_it_was_set_if_that_was_later():
    clock = running()
    in_time = timers_of(f"kumo/{TICKET}", clock, OPENED_AT)[1]
    too_late = timers_of(f"kumo/{TICKET}", clock, READ_AT)[1]

    assert (in_time.certain_at, too_late.certain_at) == (clock.due_at, READ_AT)
    assert in_time.id == too_late.id
