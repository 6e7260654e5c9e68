"""Where and until when a coupon is valid: by the revision of the programme under which it was redeemed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.kit.money import Money
from services.loyalty.domain.programme.local_days import end_of_day, local_date
from services.loyalty.domain.programme.programme import Programme
from services.loyalty.domain.rewards.redemption import Redemption


@dataclass(frozen=True, slots=True)
class CouponTerm:
    """`valid_until` (UTC) is the first instant at which it isn't. `value` is what it is worth there."""

    market: str
    valid_until: datetime
    value: Money | None


def term_in(programme: Programme, redemption: Redemption, market: str) -> CouponTerm | None:
    """To the end of the market's own day that lies so many days after the one on which it was redeemed. None where it
    isn't valid there. `programme` is the redemption's revision."""
    offer = programme.reward_offer(redemption.reward_id, market)
    if offer is None:
        return None
    zone = programme.default_zone(market)
    last_day = local_date(redemption.redeemed_at, zone) + timedelta(days=offer.valid_days)
    return CouponTerm(market, end_of_day(last_day, zone), offer.value)


def terms_of(programme: Programme, redemption: Redemption) -> tuple[CouponTerm, ...]:
    """In all markets, in the order of the programme."""
    reward = programme.reward(redemption.reward_id)
    found = (term_in(programme, redemption, one.market) for one in (reward.markets if reward is not None else ()))
    return tuple(one for one in found if one is not None)


def ended(programme: Programme, redemption: Redemption, at: datetime) -> bool:
    """Whether it is valid nowhere any more."""
    return all(one.valid_until <= at for one in terms_of(programme, redemption))
