"""What is decided about redemptions and stocks, by calls and by events alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from heliodesk.loyalty.v1 import coupon_events_pb2, events_pb2

from services.kit.aggregate import Change
from services.kit.instants import from_timestamp
from services.kit.stream import Context
from services.loyalty.domain.rewards import stock as rules
from services.loyalty.domain.rewards.offering import redeemed_by
from services.loyalty.domain.rewards.redemption import Redemption, issue
from services.loyalty.domain.rewards.stock import Hold, Stock
from services.loyalty.programmes import Programmes
from services.loyalty.rewards.coupon_codes import CouponCodes
from services.loyalty.rewards.documents import counted

DecideRedemption = Callable[[Redemption | None], Change[Redemption] | None]
DecideStock = Callable[[Stock | None], Change[Stock] | None]

# --- redemptions


def come_about(redeemed: Redemption, fingerprint: str) -> DecideRedemption:
    def decide(known: Redemption | None) -> Change[Redemption] | None:
        step = issue(known, redeemed, fingerprint)
        if step is None:
            return None
        issued, event = step
        return Change(issued, (event,), redeemed.redeemed_at)

    return decide


class LedgerHandlers:
    """What redemptions learn from the accounts: the last step of a redemption whose process has died."""

    def __init__(self, programmes: Programmes, codes: CouponCodes) -> None:
        self._programmes = programmes
        self._codes = codes

    def on_redeemed(
        self, known: Redemption | None, event: events_pb2.PointsRedeemed, context: Context
    ) -> Change[Redemption] | None:
        """Raises Refused (NO_REVISION, NO_REWARD), Away."""
        if known is not None:
            return None
        programme = self._programmes.revision(context.tenant, event.revision)
        redeemed = redeemed_by(
            programme,
            event.redemption_id,
            event.customer_id,
            event.reward_id,
            event.points,
            from_timestamp(event.redeemed_at),
        )
        fingerprint = self._codes.fingerprint(context.tenant, event.redemption_id)
        return come_about(redeemed, fingerprint)(known)


# --- stocks


def hold(reward_id: str, total: int, wanted: Hold) -> DecideStock:
    return lambda stock: Change(rules.hold(stock or Stock(reward_id), total, wanted))


def let_go(redemption_id: str, attempt: str) -> DecideStock:
    return lambda stock: _changed(stock and rules.let_go(stock, redemption_id, attempt))


def drop(redemption_id: str) -> DecideStock:
    return lambda stock: _changed(stock and rules.drop(stock, redemption_id))


def take(reward_id: str, redemption_id: str, at: datetime) -> DecideStock:
    """With the part `taken_part`."""
    return lambda stock: counted(*rules.take(stock or Stock(reward_id), redemption_id, at))


def on_issued(stock: Stock | None, event: coupon_events_pb2.CouponIssued, context: Context) -> Change[Stock]:
    """With the part `taken_part`."""
    return take(event.reward_id, event.redemption_id, from_timestamp(event.issued_at))(stock)


def on_cancelled(stock: Stock | None, event: coupon_events_pb2.CouponCancelled, context: Context) -> Change[Stock]:
    """With the part `returned_part`."""
    known = stock or Stock(event.reward_id)
    return counted(*rules.give_back(known, event.redemption_id, from_timestamp(event.cancelled_at)))


def _changed(stock: Stock | None) -> Change[Stock] | None:
    return None if stock is None else Change(stock)
