"""A ticket's targets: what starts, holds, meets, breaks and cancels them. All instants are of Monday the 2nd of March
2026 or later, on an office that is open from 9 to 17 UTC on weekdays."""

from datetime import timedelta

import pytest

from services.kit.errors import Refused
from services.sla.domain.calendar import Calendar
from services.sla.domain.duration import duration, share
from services.sla.domain.policy import OnPriorityChange, Policy, Warn
from services.sla.domain.serving import serving
from services.sla.domain.story import AgentReplied, CustomerWrote, PriorityChanged, StatusChanged, told
from services.sla.domain.target import State, Target
from services.sla.domain.team import Level, Team
from services.sla.domain.terms import Terms
from services.sla.domain.timeline import coverage
from services.sla.domain.words import Kind, Priority, Status
from tests.support.calendars import at, weekdays

OFFICE = coverage([Calendar("UTC", weekdays())])
ABLE = serving([Team("office", Calendar("UTC", weekdays()), (("de", Level.NATIVE),), 1)], "de", frozenset())
TIMES = {
    Kind.FIRST_RESPONSE: {Priority.NORMAL: "4h", Priority.URGENT: "15m", Priority.HIGH: "1h"},
    Kind.NEXT_RESPONSE: {Priority.NORMAL: "2h", Priority.URGENT: "15m"},
    Kind.RESOLUTION: {Priority.NORMAL: "16h", Priority.HIGH: "8h"},
}


def policy(how: OnPriorityChange = OnPriorityChange.KEEP_ELAPSED, warn: tuple[str, ...] = (), **times: dict) -> Policy:
    targets = {
        kind: {priority: duration(text) for priority, text in times.get(kind, TIMES[kind]).items()} for kind in TIMES
    }
    return Policy("test", "coverage", targets, frozenset({Status.PENDING}), tuple(map(Warn.of, warn)), how)


def day(text: str):
    """`day("2 10:30")`: of March 2026."""
    number, time = text.split()
    return at(f"2026-03-{int(number):02}T{time}Z")


def happening(when: str, what: str | Status | Priority):
    if isinstance(what, Status):
        return StatusChanged(day(when), what)
    if isinstance(what, Priority):
        return PriorityChanged(day(when), what)
    return {"reply": AgentReplied, "message": CustomerWrote}[what](day(when))


def targets(*history, until: str, under: Policy | None = None, opened: str = "2 10:00") -> dict[Kind, list[Target]]:
    terms = Terms(under or policy(), {}, ABLE)
    found = told(Priority.NORMAL, day(opened), terms, [happening(*one) for one in history], day(until))
    return {kind: [target for target in found if target.kind is kind] for kind in Kind}


def first(*history, **about) -> Target:
    return targets(*history, **about)[Kind.FIRST_RESPONSE][0]


def resolution(*history, **about) -> Target:
    return targets(*history, **about)[Kind.RESOLUTION][0]


def test_a_reply_at_the_due_instant_keeps_the_promise_and_one_after_it_does_not():
    kept = first(("2 14:00", "reply"), until="3 10:00")
    assert (kept.state, kept.met_at, kept.due_at) == (State.MET, day("2 14:00"), day("2 14:00"))
    broken = first(("2 14:00:00.000001", "reply"), until="3 10:00")
    assert (broken.state, broken.breached_at, broken.met_at) == (State.BREACHED, day("2 14:00"), None)
    assert broken.elapsed(day("3 10:00"), OFFICE) == timedelta(hours=4)


def test_at_its_due_instant_a_target_still_runs():
    assert first(until="2 14:00").state is State.RUNNING
    assert first(until="2 14:00:00.000001").state is State.BREACHED


def test_a_pause_holds_every_target_that_still_runs():
    history = [("2 11:00", Status.PENDING), ("3 12:00", Status.OPEN)]
    held = targets(*history, until="3 10:00")
    assert {(one.state, one.due_at) for kind in held.values() for one in kind} == {(State.PAUSED, None)}
    on = targets(*history, until="3 12:30")
    assert on[Kind.FIRST_RESPONSE][0].due_at == day("3 15:00")
    # 1 h on Monday, 5 h on Tuesday, 8 h on Wednesday, 2 h on Thursday.
    assert on[Kind.RESOLUTION][0].due_at == day("5 11:00")
    assert on[Kind.RESOLUTION][0].elapsed(day("3 12:30"), OFFICE) == timedelta(hours=1.5)


def test_a_pause_that_begins_after_a_target_was_due_does_not_move_it():
    broken = first(("2 14:30", Status.PENDING), ("2 15:00", Status.OPEN), until="2 16:00")
    assert (broken.state, broken.due_at) == (State.BREACHED, day("2 14:00"))
    # The office closes at 17:00: due then, although nobody is there when the pause begins.
    late = first(("2 18:00", Status.PENDING), ("3 12:00", Status.OPEN), until="3 16:00", opened="2 13:00")
    assert (late.state, late.due_at) == (State.BREACHED, day("2 17:00"))


def test_a_pause_that_begins_at_the_due_instant_is_in_time():
    assert first(("2 14:00", Status.PENDING), until="3 10:00").state is State.PAUSED
    on = [("2 14:00", Status.PENDING), ("3 12:00", Status.OPEN)]
    assert first(*on, until="3 12:00").due_at == day("3 12:00")
    assert first(*on, ("3 12:00", "reply"), until="3 13:00").state is State.MET
    assert first(*on, until="3 13:00").breached_at == day("3 12:00")


def test_pauses_add_up_in_open_time():
    history = []
    for hour in range(10, 14):
        history += [(f"2 {hour}:10", Status.PENDING), (f"2 {hour}:50", Status.OPEN)]
    assert first(*history, until="2 14:00").due_at == day("2 16:40")


def test_the_next_response_is_due_from_the_first_unanswered_message_on():
    history = [("2 10:30", "message"), ("2 11:00", "reply"), ("2 12:00", "message"), ("2 12:30", "message")]
    (running,) = targets(*history, until="2 13:00")[Kind.NEXT_RESPONSE]
    assert (running.started_at, running.due_at, running.state) == (day("2 12:00"), day("2 14:00"), State.RUNNING)
    history += [("2 13:30", "reply"), ("2 16:00", "message"), ("3 10:30", "reply"), ("3 11:00", "reply")]
    found = targets(*history, until="3 12:00")[Kind.NEXT_RESPONSE]
    assert [(one.state, one.due_at) for one in found] == [
        (State.MET, day("2 14:00")),
        (State.BREACHED, day("3 10:00")),
    ]


def test_a_target_that_starts_during_a_pause_is_held_from_its_start():
    history = [("2 11:00", "reply"), ("2 11:00", Status.PENDING), ("2 12:00", "message"), ("2 15:00", Status.OPEN)]
    assert targets(*history, until="2 15:00")[Kind.NEXT_RESPONSE][0].due_at == day("2 17:00")


def test_a_resolution_stops_at_solved_and_goes_on_from_where_it_stood():
    history = [("2 12:00", Status.SOLVED)]
    solved = resolution(*history, until="4 12:00")
    assert (solved.state, solved.met_at, solved.due_at) == (State.MET, day("2 12:00"), day("4 10:00"))
    again = resolution(*history, ("4 12:00", Status.OPEN), until="4 13:00")
    assert (again.state, again.met_at, again.due_at) == (State.RUNNING, None, day("6 10:00"))
    assert again.elapsed(day("4 13:00"), OFFICE) == timedelta(hours=3)


def test_what_is_solved_needs_no_answer_and_what_is_gone_needs_nothing():
    solved = targets(("2 12:00", Status.SOLVED), until="9 12:00")
    assert solved[Kind.FIRST_RESPONSE][0].state is State.CANCELLED
    spam = targets(("2 12:00", Status.SPAM), ("2 13:00", "message"), until="9 12:00")
    assert [one.state for kind in spam.values() for one in kind] == [State.CANCELLED] * 2


@pytest.mark.parametrize(
    ("how", "to", "due"),
    [
        (OnPriorityChange.KEEP_ELAPSED, Priority.HIGH, "3 10:00"),
        (OnPriorityChange.RESTART, Priority.HIGH, "3 12:00"),
        (OnPriorityChange.TIGHTEN_ONLY, Priority.HIGH, "3 10:00"),
    ],
)
def test_another_priority_is_another_time(how, to, due):
    assert resolution(("2 12:00", to), until="2 12:00", under=policy(how)).due_at == day(due)


def test_tighten_only_never_gives_more_time():
    longer = policy(OnPriorityChange.TIGHTEN_ONLY, resolution={Priority.NORMAL: "8h", Priority.LOW: "16h"})
    assert resolution(("2 12:00", Priority.LOW), until="2 12:00", under=longer).due_at == day("3 10:00")


def test_a_time_that_has_passed_already_was_due_when_it_had():
    broken = first(("2 12:00", Priority.URGENT), ("2 12:10", "reply"), until="2 13:00")
    assert (broken.state, broken.due_at, broken.breached_at) == (State.BREACHED, day("2 10:15"), day("2 10:15"))


def test_a_priority_without_a_time_for_a_target_cancels_it_and_one_with_a_time_promises_anew():
    history = [("2 12:00", Priority.URGENT)]
    cancelled = resolution(*history, until="2 13:00")
    assert (cancelled.state, cancelled.cancelled_at) == (State.CANCELLED, day("2 12:00"))
    found = targets(*history, ("2 13:00", Priority.HIGH), until="2 14:00")[Kind.RESOLUTION]
    assert [(one.state, one.due_at) for one in found] == [
        (State.CANCELLED, day("4 10:00")),
        (State.RUNNING, day("3 13:00")),
    ]


def test_warnings_are_given_by_share_and_by_time_left_once():
    warned = policy(warn=("50%", "80%", "10m"))
    assert first(until="2 13:50", under=warned).warned_at == (day("2 12:00"), day("2 13:12"), day("2 13:50"))
    assert first(("2 13:50", "reply"), until="2 15:00", under=warned).warned_at == (day("2 12:00"), day("2 13:12"))
    paused = [("2 11:00", Status.PENDING), ("2 12:00", Status.OPEN)]
    assert first(*paused, until="2 13:30", under=warned).warned_at == (day("2 13:00"),)


def test_a_new_plan_warns_anew_and_not_of_the_past():
    warned = policy(warn=("80%",))
    held = [("2 10:30", Status.PENDING), ("2 12:00", Status.OPEN)]
    assert first(*held, ("2 12:25", Priority.HIGH), until="2 12:26", under=warned).warned_at == (day("2 12:25"),)


def test_a_repetition_changes_nothing():
    history = [("2 11:00", "reply"), ("2 11:30", Status.PENDING), ("2 12:00", Status.OPEN), ("2 12:30", "message")]
    twice = [one for one in history for _ in range(2)]
    assert targets(*twice, until="2 16:00") == targets(*history, until="2 16:00")


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("15m", 900), ("2400m", 144_000), ("4h", 14_400), ("1h30m", 5_400)]
)
def test_durations_are_read(text, seconds):
    assert duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "0m", "-4h", "4", "4d", "h", "1.5h", "30m1h", "9999999h", " 4h", "٤h"])
def test_a_duration_that_is_none_is_refused(text):
    with pytest.raises(Refused):
        duration(text)


@pytest.mark.parametrize("text", ["0%", "101%", "-5%", "80", "%"])
def test_a_share_that_is_none_is_refused(text):
    with pytest.raises(Refused):
        share(text)
