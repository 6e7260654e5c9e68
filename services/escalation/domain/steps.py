"""Taking one step of an escalation, once the answer is there that it takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.escalation.domain.escalation import Escalation, Moved, exhaust, resume, said, told
from services.escalation.domain.events import NobodyReached, PersonNotified, StepTaken
from services.escalation.domain.words import EscalationState, Role

MOST_ATTEMPTS = 5
"""Of a webhook that doesn't answer, or of a peer that fails; one that is away is waited for."""

# The first patience and the longest, of wall time; it is doubled each time.
_AWAY = timedelta(seconds=2), timedelta(seconds=15)
_FAILING = timedelta(seconds=5), timedelta(minutes=1)
_SECOND = timedelta(seconds=1)

_WHAT = {
    "wait": "waited",
    "reassign": "reassigned",
    "raise_priority": "priority_raised",
    "webhook": "webhook_called",
    "repeat": "repeated",
}


@dataclass(frozen=True, slots=True)
class OnShift:
    """Who can be called at this moment; empty: nobody."""

    agent_id: str = ""
    lead_id: str = ""
    team_id: str = ""
    manager_id: str = ""

    def reach(self, asked: Role) -> tuple[Role, str] | None:
        """Whoever was asked for or, where nobody is there, the next above. None: nobody up to the on-call manager."""
        found = {
            Role.AGENT: self.agent_id,
            Role.ON_SHIFT_LEAD: self.lead_id,
            Role.TEAM: self.team_id,
            Role.ON_CALL_MANAGER: self.manager_id,
        }
        levels = list(Role)
        return next(((role, found[role]) for role in levels[levels.index(asked) :] if found[role]), None)


@dataclass(frozen=True, slots=True)
class Until:
    """When a wait in open time is over, and how it was counted."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a step's effect."""

    succeeded: bool
    result: str


@dataclass(frozen=True, slots=True)
class Passing:
    """It can't be done now. `bounded`: it is given up after some attempts. `pace`: how many of the clock's seconds pass
    in a wall second, in which patience counts."""

    why: str
    bounded: bool = False
    pace: float = 1.0


Answer = OnShift | Until | Done | Passing


def asks(escalation: Escalation) -> bool:
    """Whether what comes next takes an answer of somebody else."""
    if escalation.state is not EscalationState.RUNNING or escalation.place.at_end():
        return False
    step = escalation.next_step
    return not (step.repeat or (step.wait and not step.wait.open_time))


def ring(escalation: Escalation, plan: int, answer: Answer | None, now: datetime) -> Moved | None:
    """What the timer of this plan does: goes on after a snooze, or takes the next step. None where the escalation has
    gone on since, or the answer isn't there yet."""
    if not escalation.goes_on or escalation.plan != plan:
        return None
    if escalation.state is EscalationState.SNOOZED:
        return resume(escalation, now)
    if escalation.place.at_end():
        return exhaust(Moved(escalation), now)
    if asks(escalation) and answer is None:
        return None
    if isinstance(answer, Passing):
        if not answer.bounded or escalation.attempts + 1 < MOST_ATTEMPTS:
            return _put_off(escalation, answer, now)
        answer = Done(False, f"{answer.why}; given up after {MOST_ATTEMPTS} attempts")
    return _take(escalation, answer, now)


def _put_off(escalation: Escalation, passing: Passing, now: datetime) -> Moved:
    first, longest = _FAILING if passing.bounded else _AWAY
    patience = min(first * 2 ** min(escalation.attempts, 10), longest) * passing.pace
    attempts = escalation.attempts + 1
    return Moved(replace(escalation, plan=escalation.plan + 1, attempts=attempts, next_at=now + patience))


def _take(escalation: Escalation, answer: Answer | None, now: datetime) -> Moved:
    step = escalation.next_step
    place = escalation.place.after(escalation.chain.steps)
    next_at = _wait_until(escalation, answer, now) if step.wait else now
    # After a wait that comes last there is still that wait.
    last = place.at_end() and next_at <= now
    gone_on = replace(escalation, place=place, plan=escalation.plan + 1, attempts=0, next_at=None if last else next_at)
    moved = _notified(escalation, gone_on, answer, now) if step.notify else _taken(escalation, gone_on, answer, now)
    return exhaust(moved, now) if last else moved


def _wait_until(escalation: Escalation, answer: Answer | None, now: datetime) -> datetime:
    """A wait that nobody could count in open time is counted in wall time."""
    if isinstance(answer, Until):
        return max(answer.at, now)
    return now + escalation.next_step.wait.seconds * _SECOND


def _notified(before: Escalation, after: Escalation, answer: Answer | None, now: datetime) -> Moved:
    asked = before.next_step.notify.role
    where = (before.escalation_id, before.place.step, before.place.round, asked)
    reached = answer.reach(asked) if isinstance(answer, OnShift) else None
    if reached is None:
        why = f": {answer.result}" if isinstance(answer, Done) else " up to the on-call manager"
        event = NobodyReached(*where, before.ticket_id, now, after.next_at)
        return told(after, event, now, "nobody_reached", f"asked for {asked}; nobody was reached{why}")
    role, person = reached
    event = PersonNotified(*where, role, person, before.ticket_id, now, after.next_at)
    instead = "" if role is asked else f", in place of {asked}"
    return told(after, event, now, "notified", f"{role} {person}{instead}")


def _taken(before: Escalation, after: Escalation, answer: Answer | None, now: datetime) -> Moved:
    step, place = before.next_step, before.place
    done = _own_doing(before, after, answer) or answer
    event = StepTaken(
        before.escalation_id,
        place.step,
        place.round,
        before.ticket_id,
        step,
        done.succeeded,
        done.result,
        now,
        after.next_at,
    )
    detail = done.result if done.succeeded else f"failed: {done.result}"
    return told(after, event, now, _WHAT[step.kind], detail)


def _own_doing(before: Escalation, after: Escalation, answer: Answer | None) -> Done | None:
    """What came of a wait or a repeat, which have no effect outside."""
    step = before.next_step
    if step.wait:
        words = answer.words if isinstance(answer, Until) else f"{step.wait.seconds} s"
        if isinstance(answer, Done):
            words = f"{words} of wall time, since open time can't be counted: {answer.result}"
        return Done(True, f"{words}, until {said(after.next_at)}" if after.next_at else words)
    if step.repeat:
        if before.place.goes_back(before.chain.steps):
            times = f"{after.place.back[before.place.step]} of {step.repeat.times}"
            return Done(True, f"goes back to step {step.repeat.from_step}, {times}")
        return Done(True, f"has gone back {step.repeat.times} times, and goes on")
    return None
