"""The budget of a campaign: so many points for all members together, never one more.

A bonus that doesn't fit any more is given in part, so the budget is used up to its last point; who comes later is
refused. What a refund takes back from a member does not return to the budget: it bounds what a campaign hands out, so
nobody was refused for whom there would have been something later. Only a new revision of the programme adds to it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class BonusRequest:
    """What an order line would get. Points are more than zero."""

    customer_id: str
    campaign_id: str
    revision: int
    order_id: str
    line_id: str
    points: int
    requested_at: datetime


@dataclass(frozen=True, slots=True)
class Budget:
    """`total` as of the last request that was decided; `granted` in `bonuses` bonuses, and `refused` in `refusals`: all
    that could not be given, the missing part of a bonus included. `exhausted_at` is when the last point went."""

    campaign_id: str
    total: int
    granted: int = 0
    bonuses: int = 0
    refused: int = 0
    refusals: int = 0
    exhausted_at: datetime | None = None

    @property
    def left(self) -> int:
        """Zero, too, where the shop has cut the budget below what had been given."""
        return max(0, self.total - self.granted)

    @property
    def decided(self) -> int:
        """How many requests."""
        return self.bonuses + self.refusals


def left_of(budget: Budget | None, total: int) -> int:
    """Of a budget that is `total` by now, whatever it was when it was asked last."""
    return max(0, total - (budget.granted if budget is not None else 0))


@dataclass(frozen=True, slots=True)
class BonusGranted:
    """`points` of those `requested`: fewer where they were the last ones."""

    customer_id: str
    campaign_id: str
    revision: int
    order_id: str
    line_id: str
    points: int
    requested: int
    left: int
    granted_at: datetime


@dataclass(frozen=True, slots=True)
class BonusRefused:
    customer_id: str
    campaign_id: str
    revision: int
    order_id: str
    line_id: str
    points: int
    reason: str
    refused_at: datetime


@dataclass(frozen=True, slots=True)
class BudgetExhausted:
    """Told once for each total."""

    campaign_id: str
    total: int
    bonuses: int
    exhausted_at: datetime


BudgetEvent = BonusGranted | BonusRefused | BudgetExhausted
SPENT = "BUDGET_SPENT"


def decide(
    budget: Budget | None, request: BonusRequest, total: int, now: datetime
) -> tuple[Budget, tuple[BudgetEvent, ...]]:
    """What becomes of a request. `total` is the budget that the campaign has now, in points."""
    known = budget or Budget(request.campaign_id, total)
    before = replace(known, total=total, exhausted_at=known.exhausted_at if known.total == total else None)
    points = min(request.points, before.left)
    missing = request.points - points
    after = replace(
        before,
        granted=before.granted + points,
        bonuses=before.bonuses + (points > 0),
        refused=before.refused + missing,
        refusals=before.refusals + (points == 0),
    )
    if not points:
        return after, (_refused(request, SPENT, now),)
    granted = BonusGranted(
        request.customer_id,
        request.campaign_id,
        request.revision,
        request.order_id,
        request.line_id,
        points,
        request.points,
        after.left,
        now,
    )
    if after.left:
        return after, (granted,)
    exhausted = BudgetExhausted(request.campaign_id, total, after.bonuses, now)
    return replace(after, exhausted_at=now), (granted, exhausted)


def _refused(request: BonusRequest, reason: str, now: datetime) -> BonusRefused:
    return BonusRefused(
        request.customer_id,
        request.campaign_id,
        request.revision,
        request.order_id,
        request.line_id,
        request.points,
        reason,
        now,
    )
