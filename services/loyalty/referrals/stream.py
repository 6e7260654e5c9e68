"""Which events decide about referrals. They are folded by friend, and by referrer."""

from __future__ import annotations

from heliodesk.commerce.v1 import events_pb2 as commerce
from heliodesk.loyalty.v1 import events_pb2 as loyalty
from heliodesk.loyalty.v1 import referral_events_pb2 as referral

from services.kit.stream import Stream, on
from services.loyalty.referrals.documents import REFERREDS, REFERRERS
from services.loyalty.referrals.handlers import (
    ReferralHandlers,
    buyer,
    call_off_referrer,
    earned_at_once,
    friend_of,
    referrer_of,
    released_to,
)

GROUP = "loyalty-referrals"


def stream(handlers: ReferralHandlers) -> Stream:
    return Stream(
        GROUP,
        [
            on(commerce.OrderPlaced, REFERREDS, handlers.place, route=buyer),
            on(commerce.OrderCancelled, REFERREDS, handlers.cancel, route=buyer),
            on(commerce.OrderRefunded, REFERREDS, handlers.refund, route=buyer),
            on(loyalty.PointsReleased, REFERREDS, handlers.release, route=released_to),
            on(loyalty.PointsEarned, REFERREDS, handlers.earn, route=earned_at_once),
            on(referral.ReferralAsked, REFERREDS, handlers.settle, route=friend_of, prepare=handlers.judge),
            on(referral.ReferralRefused, REFERRERS, call_off_referrer, route=referrer_of),
        ],
    )
