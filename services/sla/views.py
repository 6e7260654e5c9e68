"""What the calls show of clocks and of owners: the contract's fields, by their names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.sla.domain.clocks import TicketClocks
from services.sla.domain.events import TicketFacts
from services.sla.domain.owned import Owned, whole
from services.sla.domain.owners import Ownership
from services.sla.domain.policy import Policy
from services.sla.domain.segments import Cause, segments
from services.sla.domain.target import State, Target
from services.sla.domain.terms import Terms
from services.sla.domain.words import Kind, Priority


@dataclass(frozen=True, slots=True)
class ClockFilter:
    """Which clocks are asked for; None: all."""

    state: State | None


@dataclass(frozen=True, slots=True)
class ClockView:
    """A clock as it stands at an instant. Whether it is overdue depends on that."""

    ticket_id: str
    target: Kind
    priority: Priority
    state: State
    overdue: bool
    started_at: datetime
    warn_at: datetime | None
    due_at: datetime | None
    warned_at: datetime | None
    met_at: datetime | None
    breached_at: datetime | None
    cancelled_at: datetime | None
    policy: str
    policy_version: int

    @classmethod
    def of(cls, ticket_id: str, target: Target, now: datetime) -> ClockView:
        return cls(
            ticket_id,
            target.kind,
            target.priority,
            target.state,
            target.overdue(now),
            target.started_at,
            target.warn_at[0] if target.warn_at else None,
            target.due_at,
            target.warned_at[-1] if target.warned_at else None,
            target.met_at,
            target.breached_at,
            target.cancelled_at,
            target.policy,
            target.policy_version,
        )


@dataclass(frozen=True, slots=True)
class SegmentView:
    from_: datetime
    to: datetime
    team: str | None
    counted: bool
    cause: Cause


@dataclass(frozen=True, slots=True)
class ExplainedTarget:
    kind: Kind
    state: State
    priority: Priority
    started_at: datetime
    due_at: datetime | None
    met_at: datetime | None
    breached_at: datetime | None
    cancelled_at: datetime | None
    warned_at: tuple[datetime, ...]
    elapsed_seconds: float
    allowed_seconds: timedelta
    clock: str
    policy: str
    policy_version: int
    segments: tuple[SegmentView, ...]

    @classmethod
    def of(cls, target: Target, terms: Terms, owned: tuple[Ownership, ...], until: datetime) -> ExplainedTarget:
        """Raises NoCoverage."""
        time = terms.time(target.clock)
        return cls(
            target.kind,
            target.state,
            target.priority,
            target.started_at,
            target.due_at,
            target.met_at,
            target.breached_at,
            target.cancelled_at,
            target.warned_at,
            target.elapsed(until, time).total_seconds(),
            target.allowed,
            target.clock,
            target.policy,
            target.policy_version,
            tuple(
                SegmentView(one.since, one.until, one.team, one.counted, one.cause)
                for one in segments(target, time, terms.able, owned, until)
            ),
        )


@dataclass(frozen=True, slots=True)
class OwnershipView:
    from_: datetime
    to: datetime | None
    team: str
    agent: str | None
    reason: str
    open_seconds: timedelta


@dataclass(frozen=True, slots=True)
class Explained:
    ticket_id: str
    revision: int
    facts: TicketFacts
    targets: tuple[ExplainedTarget, ...]
    owners: tuple[OwnershipView, ...]
    until: datetime

    @classmethod
    def of(cls, clocks: TicketClocks, terms: Terms, until: datetime) -> Explained:
        """Raises NoCoverage."""
        owned = owned_spans(clocks.owned, until)
        owner = clocks.owned.owner
        facts = TicketFacts.of(clocks.facts, clocks.owned.agent, owner.team if owner else None)
        targets = tuple(ExplainedTarget.of(target, terms, owned, until) for target in clocks.targets)
        return cls(clocks.ticket_id, clocks.revision, facts, targets, _owners(clocks.owned), until)


def owned_spans(owned: Owned, until: datetime) -> tuple[Ownership, ...]:
    """Who had the ticket when, up to `until`."""
    spans = [Ownership(one.since, one.until or until, one.team, one.reason) for one in owned.had]
    if owned.owner is not None:
        spans.append(Ownership(owned.owner.since, until, owned.owner.team, owned.owner.reason))
    return tuple(spans)


def _owners(owned: Owned) -> tuple[OwnershipView, ...]:
    shown = [
        OwnershipView(one.since, one.until, one.team, one.agent, one.reason, whole(one.open_seconds))
        for one in owned.had
    ]
    if (owner := owned.owner) is not None:
        taken = next((one.open_seconds for one in owned.consumed if one.team_id == owner.team), timedelta(0))
        shown.append(OwnershipView(owner.since, None, owner.team, owner.agent, owner.reason, whole(taken)))
    return tuple(shown)


@dataclass(frozen=True, slots=True)
class PolicyTargetView:
    priority: Priority
    first_response_seconds: timedelta


@dataclass(frozen=True, slots=True)
class PolicyView:
    policy: str
    targets: tuple[PolicyTargetView, ...]
    warn_percent: int

    @classmethod
    def of(cls, policy: Policy) -> PolicyView:
        allowed = policy.targets.get(Kind.FIRST_RESPONSE, {})
        targets = tuple(PolicyTargetView(priority, time) for priority, time in allowed.items())
        shares = [warn.share // 1000 for warn in policy.warn if warn.share is not None]
        return cls(policy.id, targets, min(shares, default=0))
