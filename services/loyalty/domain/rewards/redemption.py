"""A redemption: a reward that a member has spent points on, or was given, and the coupon by which it is had.

The coupon is single-use. Using it for an order counts once for that order; an order that falls through lets it go, and
can't take it again, however late its call arrives. Cancelling and using are decided here, one after the other, so one
wins.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from services.kit.errors import RefusalKind, Refused
from services.loyalty.domain.programme.words import RewardKind

# Orders that fell through, of one coupon.
_REMEMBERED_ORDERS = 50


class RedemptionStatus(StrEnum):
    """ABANDONED: a gift that was on its way, has not come about, and never will."""

    ISSUED = "issued"
    USED = "used"
    CANCELLED = "cancelled"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True)
class Grant:
    """Why somebody gave the reward away. `correction_id` is that of the correction that has decided it, if one has."""

    actor: str
    reason: str
    ticket_id: str = ""
    correction_id: str = ""


@dataclass(frozen=True, slots=True)
class Redemption:
    """What was redeemed, by the `revision` of the programme that has its terms, at `redeemed_at` (UTC). `stocked`: it
    has a stock, and took a unit of it. A reward that was granted costs no points.

    `fingerprint` is that of the coupon's code; empty where there is no coupon. `order_id` and `market` are those for
    which it was used; `released` are orders that fell through.
    """

    redemption_id: str
    customer_id: str
    reward_id: str
    revision: int
    kind: RewardKind
    points: int
    stocked: bool
    redeemed_at: datetime
    grant: Grant | None = None
    status: RedemptionStatus = RedemptionStatus.ISSUED
    fingerprint: str = ""
    order_id: str = ""
    market: str = ""
    used_at: datetime | None = None
    cancelled_at: datetime | None = None
    cancelled_for: str = ""
    cancelled_by: str = ""
    released: tuple[str, ...] = ()

    @property
    def final(self) -> bool:
        """Nothing is left to be had: points that were given to charity are given."""
        return self.kind is RewardKind.CHARITY


@dataclass(frozen=True, slots=True)
class CouponIssued:
    redemption_id: str
    customer_id: str
    reward_id: str
    revision: int
    kind: RewardKind
    points: int
    stocked: bool
    issued_at: datetime
    actor: str
    reason: str
    ticket_id: str


@dataclass(frozen=True, slots=True)
class CouponUsed:
    redemption_id: str
    customer_id: str
    reward_id: str
    order_id: str
    market: str
    used_at: datetime


@dataclass(frozen=True, slots=True)
class CouponReleased:
    redemption_id: str
    customer_id: str
    reward_id: str
    order_id: str
    released_at: datetime


@dataclass(frozen=True, slots=True)
class CouponCancelled:
    redemption_id: str
    customer_id: str
    reward_id: str
    points: int
    stocked: bool
    reason: str
    actor: str
    cancelled_at: datetime


Event = CouponIssued | CouponUsed | CouponReleased | CouponCancelled
Step = tuple[Redemption, Event]


@dataclass(frozen=True, slots=True)
class Use:
    """An order that is to have the coupon. `until` (UTC) is when it ends in the order's market; None: it isn't valid
    there at all."""

    customer_id: str
    order_id: str
    market: str
    until: datetime | None


def issue(known: Redemption | None, redeemed: Redemption, fingerprint: str) -> Step | None:
    """The redemption has come about. None where that is known. Raises Refused (REDEMPTION_ABANDONED)."""
    if known is not None:
        check_not_abandoned(known)
        return None
    if redeemed.final:
        issued = replace(redeemed, status=RedemptionStatus.USED, used_at=redeemed.redeemed_at)
    else:
        issued = replace(redeemed, status=RedemptionStatus.ISSUED, fingerprint=fingerprint)
    grant = redeemed.grant or Grant("", "")
    event = CouponIssued(
        redeemed.redemption_id,
        redeemed.customer_id,
        redeemed.reward_id,
        redeemed.revision,
        redeemed.kind,
        redeemed.points,
        redeemed.stocked,
        redeemed.redeemed_at,
        grant.actor,
        grant.reason,
        grant.ticket_id,
    )
    return issued, event


def abandon(known: Redemption | None, redeemed: Redemption) -> Redemption | None:
    """A gift that was on its way will never come about. None where it has, or that is known."""
    return replace(redeemed, status=RedemptionStatus.ABANDONED) if known is None else None


def check_not_abandoned(redemption: Redemption) -> None:
    """Raises Refused (REDEMPTION_ABANDONED)."""
    if redemption.status is RedemptionStatus.ABANDONED:
        raise abandoned()


def abandoned() -> Refused:
    """Whoever asked for it asks anew."""
    return Refused("REDEMPTION_ABANDONED", "it was interrupted and has come to nothing", RefusalKind.CONFLICT)


def check(redemption: Redemption, use: Use, at: datetime) -> None:
    """Raises Refused where the coupon can't be used so: COUPON_OF_ANOTHER, COUPON_CANCELLED, COUPON_USED,
    COUPON_NOT_VALID_HERE, COUPON_EXPIRED, ORDER_RELEASED."""
    if use.customer_id != redemption.customer_id:
        raise Refused("COUPON_OF_ANOTHER", "the coupon is another member's", RefusalKind.FORBIDDEN)
    if redemption.status is RedemptionStatus.CANCELLED:
        raise _not_now("COUPON_CANCELLED", "the redemption was cancelled")
    if redemption.status is RedemptionStatus.USED:
        raise _not_now("COUPON_USED", "the coupon was used for another order")
    if use.order_id and use.order_id in redemption.released:
        raise _not_now("ORDER_RELEASED", "this order has let the coupon go")
    if use.until is None:
        raise _not_now("COUPON_NOT_VALID_HERE", f"the coupon is not valid in {use.market}")
    if at >= use.until:
        raise _not_now("COUPON_EXPIRED", f"the coupon was valid until {use.until.isoformat()}")


def use_coupon(redemption: Redemption, use: Use, at: datetime) -> Step | None:
    """The order has the coupon. None where it had it before. Raises Refused as `check`."""
    if redemption.status is RedemptionStatus.USED and _is_of(redemption, use):
        return None
    check(redemption, use, at)
    used = replace(redemption, status=RedemptionStatus.USED, order_id=use.order_id, market=use.market, used_at=at)
    event = CouponUsed(
        redemption.redemption_id, redemption.customer_id, redemption.reward_id, use.order_id, use.market, at
    )
    return used, event


def release(
    redemption: Redemption, customer_id: str, order_id: str, at: datetime
) -> tuple[Redemption, CouponReleased | None] | None:
    """The order fell through: the coupon can be used again, by any other. An order that doesn't have it can't take it
    from now on. None where that is known. Raises Refused (COUPON_OF_ANOTHER, COUPON_USED)."""
    if customer_id != redemption.customer_id:
        raise Refused("COUPON_OF_ANOTHER", "the coupon is another member's", RefusalKind.FORBIDDEN)
    if order_id in redemption.released:
        return None
    released = (*redemption.released, order_id)[-_REMEMBERED_ORDERS:]
    if redemption.status is not RedemptionStatus.USED:
        return replace(redemption, released=released), None
    if redemption.order_id != order_id:
        raise _not_now("COUPON_USED", "the coupon was used for another order")
    freed = replace(redemption, status=RedemptionStatus.ISSUED, order_id="", market="", used_at=None, released=released)
    return freed, CouponReleased(redemption.redemption_id, redemption.customer_id, redemption.reward_id, order_id, at)


def cancel(redemption: Redemption, reason: str, actor: str, ended: bool, at: datetime) -> Step | None:
    """The coupon is void, the points go back. None where it was cancelled before. `ended`: the coupon isn't valid
    anywhere any more. Raises Refused (COUPON_USED, COUPON_EXPIRED, REWARD_IS_FINAL, REDEMPTION_ABANDONED)."""
    if redemption.status is RedemptionStatus.CANCELLED:
        return None
    check_not_abandoned(redemption)
    if redemption.final:
        raise _not_now("REWARD_IS_FINAL", "what was given to charity is given")
    if redemption.status is RedemptionStatus.USED:
        raise _not_now("COUPON_USED", "the coupon was used")
    if ended:
        raise _not_now("COUPON_EXPIRED", "the coupon has expired: nothing goes back")
    cancelled = replace(
        redemption, status=RedemptionStatus.CANCELLED, cancelled_at=at, cancelled_for=reason, cancelled_by=actor
    )
    event = CouponCancelled(
        redemption.redemption_id,
        redemption.customer_id,
        redemption.reward_id,
        redemption.points,
        redemption.stocked,
        reason,
        actor,
        at,
    )
    return cancelled, event


def _is_of(redemption: Redemption, use: Use) -> bool:
    return (redemption.customer_id, redemption.order_id) == (use.customer_id, use.order_id)


def _not_now(reason: str, message: str) -> Refused:
    return Refused(reason, message, RefusalKind.FAILED_PRECONDITION)
