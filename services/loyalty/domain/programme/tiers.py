"""Which tier a member has: reached at once, kept until a review. Pure; the shop's terms stand in the contract.

The review of a tier is when the period in which it was reached has ended and the days of grace are over. It is decided
by what counts then, or counted when the period ended, whichever is better, and so no day of grace can do harm. What
refunds take away lessens both, and takes no tier before the review.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from services.loyalty.domain.entry import TierStep
from services.loyalty.domain.programme.local_days import end_of_day, local_date, months_after
from services.loyalty.domain.programme.specs import Benefits, Tier, TierLadder
from services.loyalty.domain.programme.words import TierMeasure, TierWindow
from services.loyalty.domain.qualifying import Activity, Counts, TierStanding
from services.loyalty.domain.words import TierCause

NO_BENEFITS = Benefits()
_TICK = timedelta(microseconds=1)
_MEASURES: dict[TierMeasure, Callable[[Counts | Activity], int]] = {
    TierMeasure.SPEND: lambda counted: counted.spend,
    TierMeasure.POINTS: lambda counted: counted.points,
    TierMeasure.ORDERS: lambda counted: counted.orders,
}


class Ladder:
    """The tiers of a programme; None: it has none."""

    def __init__(self, spec: TierLadder | None) -> None:
        self._spec = spec
        self._tiers: tuple[Tier, ...] = spec.tiers if spec is not None else ()
        self._grace = timedelta(days=spec.grace_days if spec is not None else 0)
        self._ranks = {"": 0} | {tier.tier_id: rank for rank, tier in enumerate(self._tiers, start=1)}
        self._benefits = {tier.tier_id: tier.benefits or NO_BENEFITS for tier in self._tiers}

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """The lowest first."""
        return self._tiers

    def benefits(self, tier: str) -> Benefits:
        return self._benefits.get(tier, NO_BENEFITS)

    def tier_for(self, activity: Activity, at: datetime, zone: str) -> str:
        """What the member has reached by the local day of the instant; empty: none."""
        return self._reached(activity, local_date(at, zone)) if self._tiers else ""

    def reached(self, standing: TierStanding, activity: Activity, at: datetime, zone: str) -> TierStep | None:
        """To a higher tier than the member has, at once; None: there is none."""
        rank = self._ranks.get(standing.tier, 0)
        # Days needn't be counted for those who are at the top.
        if rank == len(self._tiers):
            return None
        tier = self.tier_for(activity, at, zone)
        if self._ranks[tier] <= rank:
            return None
        return TierStep(standing.tier, tier, TierCause.REACHED, self._review_from(local_date(at, zone), zone))

    def reviewed(self, standing: TierStanding, activity: Activity, at: datetime, zone: str) -> TierStep:
        """What a review finds that is due at the instant: the same tier, confirmed, or a lower one, or none. A tier
        that the shop doesn't have any more is none."""
        if standing.review_at is None:
            raise ValueError(f"tier {standing.tier!r} has no review")
        had = standing.tier if standing.tier in self._ranks else ""
        today, grace = local_date(at, zone), self._grace
        ended = local_date(standing.review_at - _TICK, zone) - grace
        if not had:
            found = self.tier_for(activity, at, zone)
        else:
            # Never more than it was: what is higher was reached before.
            kept = max(self._reached(activity, today), self._reached(activity, ended), key=self._ranks.__getitem__)
            found = min(kept, had, key=self._ranks.__getitem__)
        if not found:
            return TierStep(standing.tier, "", TierCause.REVIEW, None)
        review_at = self._review_at(self._period_end(ended, ended.year + 1), zone)
        # One that was held up for more than a period, or whose terms have changed, begins anew.
        if review_at <= at:
            review_at = self._review_from(today, zone)
        return TierStep(standing.tier, found, TierCause.REVIEW, review_at)

    def _reached(self, activity: Activity, today: date) -> str:
        counted = self._counted(activity, today)
        return next((tier.tier_id for tier in reversed(self._tiers) if counted >= tier.threshold), "")

    def _counted(self, activity: Activity, today: date) -> int:
        measure = _MEASURES[self._spec.measure]
        if self._spec.window is TierWindow.LIFE:
            return measure(activity)
        return measure(activity.between(self._first_day(today).isoformat(), today.isoformat()))

    def _first_day(self, today: date) -> date:
        match self._spec.window:
            case TierWindow.DAYS:
                return today - timedelta(days=self._spec.length - 1)
            case TierWindow.MONTHS:
                return months_after(today, -self._spec.length) + timedelta(days=1)
        return date(today.year, 1, 1)

    def _review_from(self, reached: date, zone: str) -> datetime:
        """Of a tier that was reached on this day."""
        return self._review_at(self._period_end(reached, reached.year), zone)

    def _period_end(self, before: date, year: int) -> date:
        """The last day of the period that begins behind `before`, or of the calendar year."""
        match self._spec.window:
            case TierWindow.DAYS:
                return before + timedelta(days=self._spec.length)
            case TierWindow.MONTHS:
                return months_after(before, self._spec.length)
        return date(year, 12, 31)

    def _review_at(self, ended: date, zone: str) -> datetime:
        return end_of_day(ended + self._grace, zone)
