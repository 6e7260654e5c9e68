"""A member who brings friends: the code, and how many may come by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.loyalty.domain.programme.offers import MemberLimit, ReferralPolicy
from services.loyalty.domain.referrals.guards import Against
from services.loyalty.domain.referrals.words import ReferralReason


@dataclass(frozen=True, slots=True)
class Brought:
    """A friend who was let through at `at`; `counts` towards the cap unless the referral was refused after all."""

    friend_id: str
    at: datetime
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Referrer:
    """`brought` are those that a limit may still ask for."""

    customer_id: str
    code: str = ""
    brought: tuple[Brought, ...] = ()


def let_through(referrer: Referrer, friend_id: str, at: datetime, policy: ReferralPolicy) -> Referrer | Against:
    """The referrer with one friend more, or the limit that is reached. A friend who was let through counts once."""
    if any(one.friend_id == friend_id for one in referrer.brought):
        return referrer
    fast = at - timedelta(hours=policy.velocity_hours)
    if sum(one.at > fast for one in referrer.brought) >= policy.velocity_friends:
        return Against(ReferralReason.VELOCITY)
    counted = sum(one.counts and _within(one.at, at, policy.cap) for one in referrer.brought)
    if counted >= policy.cap.times:
        return Against(ReferralReason.CAP)
    kept = (one for one in referrer.brought if one.at > fast or (one.counts and _within(one.at, at, policy.cap)))
    return replace(referrer, brought=(*kept, Brought(friend_id, at)))


def _within(then: datetime, at: datetime, limit: MemberLimit) -> bool:
    return not limit.days or then > at - timedelta(days=limit.days)


def call_off(referrer: Referrer, friend_id: str) -> Referrer | None:
    """The friend's referral was refused after all: the cap has room again, the velocity hasn't. None: no change."""

    def without() -> Iterator[Brought]:
        for one in referrer.brought:
            yield replace(one, counts=False) if one.friend_id == friend_id else one

    changed = replace(referrer, brought=tuple(without()))
    return None if changed == referrer else changed
