"""Which events change accounts. They are folded by customer: an order's id is not an account's."""

from __future__ import annotations

from heliodesk.commerce.v1 import events_pb2 as commerce
from heliodesk.loyalty.v1 import campaign_events_pb2 as campaign
from heliodesk.loyalty.v1 import content_events_pb2 as content
from heliodesk.loyalty.v1 import correction_events_pb2 as correction
from heliodesk.loyalty.v1 import coupon_events_pb2 as coupon
from heliodesk.loyalty.v1 import draw_events_pb2 as draw
from heliodesk.loyalty.v1 import member_events_pb2 as member
from heliodesk.loyalty.v1 import referral_events_pb2 as referral

from services.kit.stream import Stream, on
from services.loyalty.documents import ACCOUNTS
from services.loyalty.handlers.campaigns import CampaignHandlers, about_bonus, bonus_keys, granted_to
from services.loyalty.handlers.contents import (
    ContentHandlers,
    about_content,
    approval_keys,
    author,
    withdrawal_keys,
)
from services.loyalty.handlers.corrections import CorrectionHandlers, corrected, correction_keys
from services.loyalty.handlers.draws import DrawHandlers, about_returned, entrant, returned_keys
from services.loyalty.handlers.members import MemberHandlers, gift_keys, member_of, profile_keys
from services.loyalty.handlers.orders import OrderHandlers, about_order, buyer, clawback_keys, earn_keys
from services.loyalty.handlers.referrals import (
    ReferralHandlers,
    about_referral,
    referral_keys,
    revoked_keys,
    rewarded,
)
from services.loyalty.handlers.rewards import RewardHandlers, about_cancelled, payer, restore_keys
from services.loyalty.programmes import Programmes


def stream(programmes: Programmes) -> Stream:
    orders = OrderHandlers(programmes)
    bonuses, corrections = CampaignHandlers(programmes), CorrectionHandlers(programmes)
    rewards, draws = RewardHandlers(programmes), DrawHandlers(programmes)
    members, referrals, contents = MemberHandlers(programmes), ReferralHandlers(programmes), ContentHandlers(programmes)
    return Stream(
        "loyalty",
        [
            on(commerce.OrderDelivered, ACCOUNTS, orders.earn, route=buyer, keys=earn_keys, about=about_order),
            on(commerce.OrderRefunded, ACCOUNTS, orders.claw_back, route=buyer, keys=clawback_keys, about=about_order),
            on(campaign.BonusGranted, ACCOUNTS, bonuses.credit, route=granted_to, keys=bonus_keys, about=about_bonus),
            on(correction.CorrectionApproved, ACCOUNTS, corrections.correct, route=corrected, keys=correction_keys),
            on(
                coupon.CouponCancelled,
                ACCOUNTS,
                rewards.restore,
                route=payer,
                keys=restore_keys,
                about=about_cancelled,
            ),
            on(
                draw.DrawEntryReturned,
                ACCOUNTS,
                draws.give_back,
                route=entrant,
                keys=returned_keys,
                about=about_returned,
            ),
            on(member.MemberProfileChanged, ACCOUNTS, members.profile, route=member_of, keys=profile_keys),
            on(member.MemberGiftDue, ACCOUNTS, members.gift, route=member_of, keys=gift_keys),
            on(
                referral.ReferralRewarded,
                ACCOUNTS,
                referrals.credit,
                route=rewarded,
                keys=referral_keys,
                about=about_referral,
            ),
            on(
                referral.ReferralRevoked,
                ACCOUNTS,
                referrals.take_back,
                route=rewarded,
                keys=revoked_keys,
                about=about_referral,
            ),
            on(
                content.ContentApproved,
                ACCOUNTS,
                contents.credit,
                route=author,
                keys=approval_keys,
                about=about_content,
            ),
            on(
                content.ContentWithdrawn,
                ACCOUNTS,
                contents.take_back,
                route=author,
                keys=withdrawal_keys,
                about=about_content,
            ),
        ],
    )
