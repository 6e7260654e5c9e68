"""What the calls show of a clock and of a policy: the contract's fields, by their names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.sla.domain.promise import Clock, ClockState, Policy, Priority, Target


@dataclass(frozen=True, slots=True)
class ClockFilter:
    """Which clocks are asked for; None: all."""

    state: ClockState | None


@dataclass(frozen=True, slots=True)
class ClockView:
    """A clock as it stands at an instant. Whether it is overdue depends on that."""

    ticket_id: str
    target: Target
    priority: Priority
    state: ClockState
    overdue: bool
    started_at: datetime
    warn_at: datetime
    due_at: datetime
    warned_at: datetime | None
    met_at: datetime | None
    breached_at: datetime | None
    cancelled_at: datetime | None

    @classmethod
    def of(cls, clock: Clock, now: datetime) -> ClockView:
        shared = {name: getattr(clock, name) for name in cls.__slots__ if name != "overdue"}
        return cls(overdue=clock.overdue(now), **shared)


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
        targets = tuple(PolicyTargetView(priority, allowed) for priority, allowed in policy.first_response.items())
        return cls(policy.name, targets, policy.warn_percent)
