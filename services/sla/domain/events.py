"""What is told of a ticket's clocks and of its owner, as the contract has it.

What has become of its targets follows from the targets as they were and as they are. All instants are UTC.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.kit.money import Money
from services.sla.domain.assignment import Considered
from services.sla.domain.conditions import Facts
from services.sla.domain.owned import TeamTime
from services.sla.domain.target import State, Target
from services.sla.domain.words import Channel, Kind, Priority


class ReplanCause(StrEnum):
    PRIORITY = "priority"
    FACTS = "facts"
    ASKED = "asked"
    PAUSE = "pause"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class TicketFacts:
    channel: Channel | None
    language: str | None
    market: str | None
    category: str | None
    loyalty_tier: str | None
    order_value: Money | None
    customer_id: str | None
    assignee_id: str | None
    team_id: str | None

    @classmethod
    def of(cls, facts: Facts, assignee_id: str | None, team_id: str | None) -> TicketFacts:
        known = {name: getattr(facts, name) for name in cls.__slots__ if name not in ("assignee_id", "team_id")}
        return cls(**known, assignee_id=assignee_id, team_id=team_id)


@dataclass(frozen=True, slots=True)
class ClockStarted:
    ticket_id: str
    target: Kind
    priority: Priority
    started_at: datetime
    warn_at: datetime | None
    due_at: datetime | None
    policy: str
    policy_version: int


@dataclass(frozen=True, slots=True)
class ClockReplanned:
    ticket_id: str
    target: Kind
    priority: Priority
    warn_at: datetime | None
    due_at: datetime | None
    cause: ReplanCause
    policy: str
    policy_version: int


@dataclass(frozen=True, slots=True)
class ClockWarned:
    ticket_id: str
    target: Kind
    warned_at: datetime
    due_at: datetime | None
    priority: Priority
    facts: TicketFacts
    warn_at: datetime | None


@dataclass(frozen=True, slots=True)
class ClockBreached:
    ticket_id: str
    target: Kind
    breached_at: datetime
    priority: Priority
    facts: TicketFacts


@dataclass(frozen=True, slots=True)
class ClockMet:
    ticket_id: str
    target: Kind
    met_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class ClockCancelled:
    ticket_id: str
    target: Kind
    cancelled_at: datetime


class OwnerCause(StrEnum):
    OPENED = "opened"
    SHIFT_END = "shift_end"
    NEEDED = "needed"
    FACTS = "facts"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class OwnerChosen:
    ticket_id: str
    team_id: str
    agent_id: str | None
    previous_team_id: str | None
    cause: OwnerCause
    reason: str
    since: datetime
    look_at: datetime | None
    considered: tuple[Considered, ...]


@dataclass(frozen=True, slots=True)
class HandoffNote:
    happened: tuple[str, ...]
    next: str
    due_at: datetime | None
    due_target: Kind | None


@dataclass(frozen=True, slots=True)
class TicketHandedOff:
    ticket_id: str
    from_team_id: str
    to_team_id: str
    handed_off_at: datetime
    note: HandoffNote
    consumed: tuple[TeamTime, ...]


Event = (
    ClockStarted
    | ClockReplanned
    | ClockWarned
    | ClockBreached
    | ClockMet
    | ClockCancelled
    | OwnerChosen
    | TicketHandedOff
)
Told = tuple[Event, datetime]
"""An event, and when it happened."""


def told_of(
    ticket_id: str,
    facts: TicketFacts,
    before: Sequence[Target],
    after: Sequence[Target],
    at: datetime,
    cause: ReplanCause,
) -> Iterator[Told]:
    """What has happened between the one and the other; `at` is when, but for a breach, which happened at its due
    instant. `cause` is why a target would have got another due instant."""
    for number, target in enumerate(after):
        if number >= len(before):
            yield _started(ticket_id, target), at
            continue
        was = before[number]
        if was is target:
            continue
        yield from _warned(ticket_id, facts, was, target, at)
        if was.live and not target.live:
            yield _judged(ticket_id, facts, target), target.ended_at
        elif target.live and _plan(was) != _plan(target):
            why = cause if was.live else ReplanCause.REOPENED
            yield _replanned(ticket_id, target, why), at


def _plan(target: Target) -> tuple[Priority, datetime | None, int, bool]:
    return target.priority, target.due_at, target.policy_version, target.live


def _next_warning(target: Target) -> datetime | None:
    return target.warn_at[0] if target.warn_at else None


def _started(ticket_id: str, target: Target) -> ClockStarted:
    warn_at, policy, version = _next_warning(target), target.policy, target.policy_version
    return ClockStarted(
        ticket_id, target.kind, target.priority, target.started_at, warn_at, target.due_at, policy, version
    )


def _replanned(ticket_id: str, target: Target, cause: ReplanCause) -> ClockReplanned:
    warn_at, policy, version = _next_warning(target), target.policy, target.policy_version
    return ClockReplanned(ticket_id, target.kind, target.priority, warn_at, target.due_at, cause, policy, version)


def _warned(ticket_id: str, facts: TicketFacts, was: Target, target: Target, at: datetime) -> Iterator[Told]:
    for warned_at in target.warned_at[len(was.warned_at) :]:
        due_at = target.due_at or was.due_at
        event = ClockWarned(ticket_id, target.kind, warned_at, due_at, target.priority, facts, _next_warning(target))
        yield event, max(warned_at, at)


def _judged(ticket_id: str, facts: TicketFacts, target: Target) -> Event:
    match target.state:
        case State.MET:
            return ClockMet(ticket_id, target.kind, target.met_at, target.due_at)
        case State.BREACHED:
            return ClockBreached(ticket_id, target.kind, target.breached_at, target.priority, facts)
    return ClockCancelled(ticket_id, target.kind, target.cancelled_at)
