"""The promise that a ticket's first response is given in time, and the clock that runs until it is kept or broken.

Facts count by when they happened, not by when they were read: an event from after the due instant finds the promise
broken at that instant, whether or not anybody had noticed by then. What happens at the due instant itself is in time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType


class Priority(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class Target(StrEnum):
    """What is promised."""

    FIRST_RESPONSE = "first_response"


class ClockState(StrEnum):
    """All but the first are verdicts, and final."""

    RUNNING = "running"
    MET = "met"
    BREACHED = "breached"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Policy:
    """How long the first response may take by priority, on a clock that never stands still, and after which share of
    that time (in percent) a warning is due."""

    name: str
    first_response: Mapping[Priority, timedelta]
    warn_percent: int

    def instants(self, priority: Priority, started_at: datetime) -> tuple[datetime, datetime]:
        """When to warn, and when the response is due (UTC)."""
        allowed = self.first_response[priority]
        return started_at + allowed * self.warn_percent / 100, started_at + allowed


STANDARD = Policy(
    name="standard-1",
    first_response=MappingProxyType(
        {
            Priority.URGENT: timedelta(minutes=15),
            Priority.HIGH: timedelta(hours=1),
            Priority.NORMAL: timedelta(hours=4),
            Priority.LOW: timedelta(hours=8),
        }
    ),
    warn_percent=80,
)


@dataclass(frozen=True, slots=True)
class Clock:
    """One promise for one ticket. Instants are UTC; those of what hasn't happened are None.

    `plan` counts how often the due instant was set: a timer of an earlier plan means nothing any more.
    """

    ticket_id: str
    target: Target
    priority: Priority
    policy: str
    state: ClockState
    started_at: datetime
    warn_at: datetime
    due_at: datetime
    plan: int = 1
    warned_at: datetime | None = None
    met_at: datetime | None = None
    breached_at: datetime | None = None
    cancelled_at: datetime | None = None

    def overdue(self, now: datetime) -> bool:
        """Past its due instant, and not judged yet."""
        return self.state is ClockState.RUNNING and now > self.due_at


@dataclass(frozen=True, slots=True)
class ClockStarted:
    ticket_id: str
    target: Target
    priority: Priority
    started_at: datetime
    warn_at: datetime
    due_at: datetime
    policy: str


@dataclass(frozen=True, slots=True)
class ClockReplanned:
    ticket_id: str
    target: Target
    priority: Priority
    warn_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class ClockWarned:
    ticket_id: str
    target: Target
    warned_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class ClockBreached:
    ticket_id: str
    target: Target
    breached_at: datetime


@dataclass(frozen=True, slots=True)
class ClockMet:
    ticket_id: str
    target: Target
    met_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class ClockCancelled:
    ticket_id: str
    target: Target
    cancelled_at: datetime


Event = ClockStarted | ClockReplanned | ClockWarned | ClockBreached | ClockMet | ClockCancelled


@dataclass(frozen=True, slots=True)
class Step:
    """The clock after something happened to it, what that was, and when it happened."""

    clock: Clock
    event: Event
    at: datetime


def start(clock: Clock | None, ticket_id: str, priority: Priority, opened_at: datetime, policy: Policy) -> Step | None:
    """A ticket that opens starts its clock; None where it runs already."""
    if clock is not None:
        return None
    warn_at, due_at = policy.instants(priority, opened_at)
    target = Target.FIRST_RESPONSE
    started = Clock(ticket_id, target, priority, policy.name, ClockState.RUNNING, opened_at, warn_at, due_at)
    event = ClockStarted(ticket_id, target, priority, opened_at, warn_at, due_at, policy.name)
    return Step(started, event, opened_at)


def respond(clock: Clock | None, sent_at: datetime) -> Step | None:
    """The first reply of an agent keeps the promise, if it was sent in time."""
    if clock is None or clock.state is not ClockState.RUNNING:
        return None
    if sent_at > clock.due_at:
        return _broken(clock)
    met = replace(clock, state=ClockState.MET, met_at=sent_at)
    return Step(met, ClockMet(clock.ticket_id, clock.target, sent_at, clock.due_at), sent_at)


def prioritize(clock: Clock | None, priority: Priority, changed_at: datetime, policy: Policy) -> Step | None:
    """Another priority is another promise, counted from the same start; a warning of it is yet to come.

    A new due instant in the past makes the clock overdue, no more: the verdict is the timer's.
    """
    if clock is None or clock.state is not ClockState.RUNNING:
        return None
    warn_at, due_at = policy.instants(priority, clock.started_at)
    if (priority, warn_at, due_at) == (clock.priority, clock.warn_at, clock.due_at):
        return None
    if changed_at > clock.due_at:
        return _broken(clock)
    replanned = replace(clock, priority=priority, warn_at=warn_at, due_at=due_at, plan=clock.plan + 1, warned_at=None)
    return Step(replanned, ClockReplanned(clock.ticket_id, clock.target, priority, warn_at, due_at), changed_at)


def cancel(clock: Clock | None, ended_at: datetime) -> Step | None:
    """A ticket that is solved or closed unanswered needs no response any more."""
    if clock is None or clock.state is not ClockState.RUNNING:
        return None
    if ended_at > clock.due_at:
        return _broken(clock)
    cancelled = replace(clock, state=ClockState.CANCELLED, cancelled_at=ended_at)
    return Step(cancelled, ClockCancelled(clock.ticket_id, clock.target, ended_at), ended_at)


def warn(clock: Clock | None, warn_at: datetime, now: datetime) -> Step | None:
    """The timer that was set for `warn_at` rings: once for each plan, late rather than never."""
    if clock is None or clock.state is not ClockState.RUNNING:
        return None
    if clock.warn_at != warn_at or clock.warned_at is not None:
        return None
    event = ClockWarned(clock.ticket_id, clock.target, now, clock.due_at)
    return Step(replace(clock, warned_at=now), event, now)


def breach(clock: Clock | None, due_at: datetime) -> Step | None:
    """The timer that was set for `due_at` rings, and nothing that happened until then has kept the promise."""
    if clock is None or clock.state is not ClockState.RUNNING or clock.due_at != due_at:
        return None
    return _broken(clock)


def _broken(clock: Clock) -> Step:
    breached = replace(clock, state=ClockState.BREACHED, breached_at=clock.due_at)
    return Step(breached, ClockBreached(clock.ticket_id, clock.target, clock.due_at), clock.due_at)
