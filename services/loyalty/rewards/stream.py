"""Which events redemptions and stocks care for: each takes the step that a call may have died before."""

from __future__ import annotations

from typing import Any

from heliodesk.loyalty.v1 import coupon_events_pb2, events_pb2

from services.kit.aggregate import Part
from services.kit.envelope import Envelope
from services.kit.stream import Stream, on
from services.loyalty.rewards import handlers
from services.loyalty.rewards.documents import REDEMPTIONS, STOCKS, returned_part, taken_part
from services.loyalty.rewards.handlers import LedgerHandlers

GROUP = "loyalty-rewards"


def stream(ledger: LedgerHandlers) -> Stream:
    return Stream(
        GROUP,
        [
            on(events_pb2.PointsRedeemed, REDEMPTIONS, ledger.on_redeemed, route=_redemption),
            on(coupon_events_pb2.CouponIssued, STOCKS, handlers.on_issued, route=_reward, part=_taken),
            on(coupon_events_pb2.CouponCancelled, STOCKS, handlers.on_cancelled, route=_reward, part=_returned),
        ],
    )


def _redemption(event: events_pb2.PointsRedeemed) -> str:
    """Points that were spent on a draw are the draw's."""
    return event.redemption_id if event.reward_id else ""


def _reward(event: coupon_events_pb2.CouponIssued | coupon_events_pb2.CouponCancelled) -> str:
    return event.reward_id if event.stocked else ""


def _taken(event: Any, envelope: Envelope) -> Part:
    return taken_part(envelope.tenant, event.redemption_id)


def _returned(event: Any, envelope: Envelope) -> Part:
    return returned_part(envelope.tenant, event.redemption_id)
