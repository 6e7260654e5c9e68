from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sla.domain.promise import (
    STANDARD,
    Clock,
    ClockState,
    Priority,
    Step,
    breach,
    cancel,
    prioritize,
    respond,
    start,
    warn,
)

OPENED_AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
TICK = timedelta(microseconds=1)
WHEN = st.timedeltas(timedelta(0), timedelta(hours=20)).map(lambda after: OPENED_AT + after)


def running(priority: Priority = Priority.NORMAL) -> Clock:
    return start(None, "ticket-1", priority, OPENED_AT, STANDARD).clock


def name(step: Step | None) -> str:
    return type(step.event).__name__ if step else ""


@pytest.mark.parametrize(
    ("priority", "warn_after", "due_after"),
    [
        (Priority.URGENT, timedelta(minutes=12), timedelta(minutes=15)),
        (Priority.HIGH, timedelta(minutes=48), timedelta(hours=1)),
        (Priority.NORMAL, timedelta(hours=3, minutes=12), timedelta(hours=4)),
        (Priority.LOW, timedelta(hours=6, minutes=24), timedelta(hours=8)),
    ],
)
def test_a_ticket_is_promised_a_first_response_by_its_priority(priority, warn_after, due_after):
    step = start(None, "ticket-1", priority, OPENED_AT, STANDARD)

    assert (step.clock.warn_at, step.clock.due_at) == (OPENED_AT + warn_after, OPENED_AT + due_after)
    assert (step.event.warn_at, step.event.due_at, step.event.policy) == (
        step.clock.warn_at,
        step.clock.due_at,
        "standard-1",
    )
    assert step.at == OPENED_AT


def test_a_ticket_that_opens_twice_has_one_clock():
    assert start(running(), "ticket-1", Priority.URGENT, OPENED_AT, STANDARD) is None


@given(WHEN)
def test_the_promise_is_kept_exactly_when_the_reply_was_sent_at_the_due_instant_or_before(sent_at):
    clock = running()

    step = respond(clock, sent_at)

    if sent_at <= clock.due_at:
        assert (step.clock.state, step.clock.met_at, step.at) == (ClockState.MET, sent_at, sent_at)
    else:
        assert (step.clock.state, step.clock.breached_at, step.at) == (ClockState.BREACHED, clock.due_at, clock.due_at)


def test_a_reply_at_the_due_instant_is_in_time():
    clock = running()

    assert name(respond(clock, clock.due_at)) == "ClockMet"
    assert name(respond(clock, clock.due_at + TICK)) == "ClockBreached"


def test_a_ticket_that_is_solved_unanswered_needs_no_response():
    step = cancel(running(), OPENED_AT + timedelta(hours=1))

    assert (step.clock.state, step.clock.cancelled_at) == (ClockState.CANCELLED, OPENED_AT + timedelta(hours=1))


def test_a_ticket_that_is_solved_unanswered_after_the_due_instant_was_answered_too_late():
    clock = running()

    step = cancel(clock, clock.due_at + TICK)

    assert (name(step), step.clock.breached_at) == ("ClockBreached", clock.due_at)


def test_another_priority_counts_from_the_same_start_and_warns_anew():
    warned = warn(running(Priority.HIGH), running(Priority.HIGH).warn_at, OPENED_AT + timedelta(minutes=48)).clock

    step = prioritize(warned, Priority.LOW, OPENED_AT + timedelta(minutes=50), STANDARD)

    assert name(step) == "ClockReplanned"
    assert (step.clock.due_at, step.clock.warned_at, step.clock.plan) == (OPENED_AT + timedelta(hours=8), None, 2)
    assert step.clock.started_at == OPENED_AT


def test_the_priority_that_it_has_changes_nothing():
    assert prioritize(running(), Priority.NORMAL, OPENED_AT, STANDARD) is None


def test_a_due_instant_that_moves_into_the_past_makes_the_clock_overdue_not_breached():
    now = OPENED_AT + timedelta(hours=2)

    clock = prioritize(running(), Priority.URGENT, now, STANDARD).clock

    assert clock.state is ClockState.RUNNING
    assert clock.overdue(now)
    assert name(breach(clock, clock.due_at)) == "ClockBreached"


def test_another_priority_after_the_due_instant_comes_too_late_to_save_the_promise():
    clock = running(Priority.URGENT)

    step = prioritize(clock, Priority.LOW, clock.due_at + TICK, STANDARD)

    assert (name(step), step.clock.breached_at) == ("ClockBreached", clock.due_at)


def test_a_clock_is_not_overdue_at_its_due_instant():
    clock = running()

    assert not clock.overdue(clock.due_at)
    assert clock.overdue(clock.due_at + TICK)
    assert not respond(clock, clock.due_at).clock.overdue(clock.due_at + TICK)


def test_a_timer_warns_once_for_each_plan():
    clock = running()
    late = clock.warn_at + timedelta(hours=1)

    step = warn(clock, clock.warn_at, late)

    assert (name(step), step.event.warned_at, step.event.due_at) == ("ClockWarned", late, clock.due_at)
    assert step.clock.state is ClockState.RUNNING
    assert warn(step.clock, clock.warn_at, late) is None


def test_a_timer_of_an_earlier_plan_means_nothing():
    before = running(Priority.URGENT)
    clock = prioritize(before, Priority.LOW, OPENED_AT, STANDARD).clock

    assert breach(clock, before.due_at) is None
    assert warn(clock, before.warn_at, before.warn_at) is None


HAPPENINGS = st.one_of(
    st.builds(lambda at: lambda clock: start(clock, "ticket-1", Priority.LOW, at, STANDARD), WHEN),
    st.builds(lambda at: lambda clock: respond(clock, at), WHEN),
    st.builds(lambda at: lambda clock: cancel(clock, at), WHEN),
    st.builds(lambda to, at: lambda clock: prioritize(clock, to, at, STANDARD), st.sampled_from(list(Priority)), WHEN),
    st.builds(lambda at: lambda clock: warn(clock, clock.warn_at, at), WHEN),
    st.just(lambda clock: breach(clock, clock.due_at)),
    st.builds(lambda at: lambda clock: breach(clock, at), WHEN),
)


@given(st.lists(HAPPENINGS, max_size=12))
def test_whatever_comes_later_and_however_often_a_verdict_stands(happenings):
    clock, verdict = running(), None
    for happening in happenings:
        step = happening(clock)
        if verdict is not None:
            assert step is None
        elif step is not None:
            clock = step.clock
            verdict = clock if clock.state is not ClockState.RUNNING else None
    if verdict is not None:
        assert clock == verdict


@given(st.lists(HAPPENINGS, max_size=12))
def test_a_clock_says_when_what_happened_and_nothing_else(happenings):
    clock = running()
    for happening in happenings:
        step = happening(clock)
        clock = step.clock if step else clock
    told = {
        ClockState.MET: clock.met_at,
        ClockState.BREACHED: clock.breached_at,
        ClockState.CANCELLED: clock.cancelled_at,
    }
    assert {state for state, at in told.items() if at is not None} == ({clock.state} - {ClockState.RUNNING})
    if clock.met_at or clock.cancelled_at:
        assert (clock.met_at or clock.cancelled_at) <= clock.due_at
    if clock.breached_at:
        assert clock.breached_at == clock.due_at


@given(st.lists(HAPPENINGS, max_size=12))
def test_what_happens_twice_changes_nothing_the_second_time(happenings):
    clock = running()
    for happening in happenings:
        step = happening(clock)
        if step is not None:
            clock = step.clock
            assert happening(clock) is None
