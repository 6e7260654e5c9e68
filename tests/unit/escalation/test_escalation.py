"""One run of a chain: its steps, who is called, and what stops it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from services.escalation.domain import escalation as runs
from services.escalation.domain.escalation import Escalation, Moved
from services.escalation.domain.events import (
    EscalationExhausted,
    EscalationResumed,
    NobodyReached,
    PersonNotified,
    StepTaken,
)
from services.escalation.domain.steps import MOST_ATTEMPTS, Answer, Done, OnShift, Passing, Until, asks, ring
from services.escalation.domain.words import EscalationState, Role, Target, Trigger
from services.kit.errors import Refused
from tests.support.chains import chain, notify, raise_to, repeat, wait, webhook

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANA = OnShift(agent_id="ana", lead_id="lea", team_id="emea", manager_id="mei")


def after(**by: float) -> datetime:
    return NOW + timedelta(**by)


def started(*steps) -> Escalation:
    moved = runs.start("e-1", chain(*steps), Trigger.BREACH, "t-1", Target.RESOLUTION, NOW, cause="why")
    return moved.escalation


def taken(escalation: Escalation, answer: Answer | None = None, now: datetime = NOW) -> Moved:
    moved = ring(escalation, escalation.plan, answer, now)
    assert moved is not None
    return moved


# Who is called


@pytest.mark.parametrize(
    ("there", "asked", "reached"),
    [
        (ANA, Role.AGENT, (Role.AGENT, "ana")),
        (ANA, Role.TEAM, (Role.TEAM, "emea")),
        (OnShift(lead_id="lea", manager_id="mei"), Role.AGENT, (Role.ON_SHIFT_LEAD, "lea")),
        (OnShift(agent_id="ana", manager_id="mei"), Role.ON_SHIFT_LEAD, (Role.ON_CALL_MANAGER, "mei")),
        (OnShift(agent_id="ana", lead_id="lea", team_id="emea"), Role.ON_CALL_MANAGER, None),
        (OnShift(), Role.AGENT, None),
    ],
)
def test_where_nobody_is_there_the_next_above_is_called(there, asked, reached):
    assert there.reach(asked) == reached


def test_a_notification_says_whom_the_step_meant_and_who_was_reached():
    moved = taken(started(notify(Role.AGENT), wait()), OnShift(team_id="emea"))
    assert moved.events == (PersonNotified("e-1", 0, 0, Role.AGENT, Role.TEAM, "emea", "t-1", NOW, NOW),)
    assert moved.lines[0].detail == "team emea, in place of agent"


def test_when_nobody_is_reached_that_is_told_and_the_chain_goes_on():
    moved = taken(started(notify(Role.AGENT), wait()), OnShift())
    assert moved.events == (NobodyReached("e-1", 0, 0, Role.AGENT, "t-1", NOW, NOW),)
    assert moved.escalation.place.step == 1


def test_a_neighbour_that_refuses_to_say_reaches_nobody():
    moved = taken(started(notify(), wait()), Done(False, "no such ticket"))
    assert isinstance(moved.events[0], NobodyReached)
    assert "no such ticket" in moved.lines[0].detail


# Steps


def test_a_wait_in_wall_time_needs_nobody_and_one_in_open_time_ends_when_it_is_told():
    assert not asks(started(wait(600), notify()))
    assert taken(started(wait(600), notify())).escalation.next_at == after(minutes=10)
    open_time = started(wait(600, open_time=True), notify())
    assert asks(open_time)
    assert taken(open_time, Until(after(hours=20), "600 s of open time")).escalation.next_at == after(hours=20)


def test_open_time_that_cannot_be_counted_is_wall_time():
    moved = taken(started(wait(600, open_time=True), notify()), Done(False, "nobody is open within 400 days"))
    assert moved.escalation.next_at == after(minutes=10)
    assert "nobody is open" in moved.events[0].result
    assert moved.events[0].succeeded


def test_a_step_waits_for_its_answer_and_for_whoever_is_away():
    escalation = started(notify(), wait())
    assert ring(escalation, 0, None, NOW) is None
    for _ in range(3 * MOST_ATTEMPTS):
        moved = taken(escalation, Passing("sla is away"))
        assert (moved.events, moved.lines) == ((), ())
        assert moved.escalation.place.step == 0
        assert NOW < moved.escalation.next_at <= after(seconds=15)
        escalation = moved.escalation
    assert isinstance(taken(escalation, ANA).events[0], PersonNotified)
    assert taken(escalation, ANA).escalation.attempts == 0


def test_a_webhook_that_fails_is_tried_again_later_each_time_then_the_chain_goes_on():
    escalation, waits = started(webhook(), notify()), []
    for _ in range(MOST_ATTEMPTS - 1):
        escalation = taken(escalation, Passing("it answered 503", bounded=True)).escalation
        waits.append((escalation.next_at - NOW).total_seconds())
    assert waits == [5, 10, 20, 40]
    moved = taken(escalation, Passing("it answered 503", bounded=True))
    assert isinstance(moved.events[0], StepTaken)
    assert not moved.events[0].succeeded
    assert moved.events[0].result == f"it answered 503; given up after {MOST_ATTEMPTS} attempts"
    assert moved.escalation.place.step == 1


def test_patience_is_wall_time_on_a_fast_clock_too():
    moved = taken(started(webhook()), Passing("it answered 503", bounded=True, pace=720))
    assert moved.escalation.next_at == after(hours=1)


def test_each_round_of_a_step_is_told_with_its_number():
    escalation, rounds = started(notify(), wait(), repeat(0, 2)), []
    while escalation.goes_on:
        moved = taken(escalation, ANA if asks(escalation) else None, escalation.next_at)
        rounds += [(event.step, event.round) for event in moved.events if not isinstance(event, EscalationExhausted)]
        escalation = moved.escalation
    assert rounds == [(step, round_) for round_ in range(3) for step in range(3)]
    assert escalation.state is EscalationState.EXHAUSTED
    assert escalation.lines == 1 + 9 + 1


def test_after_the_last_step_it_is_exhausted_but_a_last_wait_is_waited_for():
    moved = taken(started(raise_to()), Done(True, "from low to urgent"))
    assert [type(event) for event in moved.events] == [StepTaken, EscalationExhausted]
    assert moved.escalation.next_at is None
    waiting = taken(started(wait(60))).escalation
    assert waiting.goes_on
    assert taken(waiting, now=after(minutes=1)).escalation.state is EscalationState.EXHAUSTED


# The fence, and what people do


def test_a_timer_of_an_earlier_plan_does_nothing():
    escalation = started(wait(), notify())
    later = taken(escalation).escalation
    assert ring(later, 0, None, NOW) is None
    assert ring(escalation, 1, None, NOW) is None


@pytest.mark.parametrize("stop", ["acknowledge", "resolve"])
def test_what_was_taken_up_or_resolved_takes_no_further_step(stop):
    escalation = started(wait(), notify())
    stopped = {
        "acknowledge": lambda: runs.acknowledge(escalation, "ana", NOW),
        "resolve": lambda: runs.resolve(escalation, "ana", "done", NOW),
    }[stop]().escalation
    assert [ring(stopped, plan, ANA, NOW) for plan in range(4)] == [None] * 4
    assert (stopped.next_at, stopped.ended_at) == (None, NOW)
    with pytest.raises(Refused, match="ESCALATION_OVER"):
        runs.snooze(stopped, "ana", after(hours=1), NOW)


def test_whoever_is_called_last_can_still_take_it_up():
    exhausted = taken(started(notify()), ANA).escalation
    assert runs.acknowledge(exhausted, "ana", after(minutes=3)).escalation.state is EscalationState.ACKNOWLEDGED


def test_the_same_again_changes_nothing_and_what_is_resolved_is_not_taken_up():
    escalation = started(wait(), notify())
    acknowledged = runs.acknowledge(escalation, "ana", NOW).escalation
    assert runs.acknowledge(acknowledged, "bo", NOW) is None
    resolved = runs.resolve(acknowledged, "ana", "", NOW).escalation
    assert runs.resolve(resolved, "ana", "", NOW) is None
    with pytest.raises(Refused, match="ESCALATION_OVER"):
        runs.acknowledge(resolved, "bo", NOW)


def test_after_a_snooze_it_goes_on_where_it_stood():
    waiting = taken(started(wait(600), notify())).escalation
    snoozed = runs.snooze(waiting, "ana", after(minutes=5), NOW).escalation
    assert (snoozed.state, snoozed.next_at) == (EscalationState.SNOOZED, after(minutes=5))
    again = runs.snooze(snoozed, "ana", after(minutes=7), after(minutes=1)).escalation
    resumed = taken(again, now=after(minutes=7))
    assert resumed.events == (EscalationResumed("e-1", "t-1", after(minutes=7), after(minutes=10)),)
    assert resumed.escalation.place == waiting.place
    late = taken(runs.snooze(waiting, "ana", after(hours=1), NOW).escalation, now=after(hours=1))
    assert late.escalation.next_at == after(hours=1)


def test_a_snooze_ends_in_the_future():
    with pytest.raises(Refused, match="NOT_IN_FUTURE"):
        runs.snooze(started(), "ana", NOW, NOW)
