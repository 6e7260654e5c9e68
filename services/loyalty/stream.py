"""Which events change accounts. They are folded by customer: an order's id is not an account's."""

from __future__ import annotations

from typing import Any

from google.protobuf.message import Message
from heliodesk.commerce.v1 import events_pb2 as commerce
from heliodesk.loyalty.v1 import campaign_events_pb2 as campaign
from heliodesk.loyalty.v1 import content_events_pb2 as content
from heliodesk.loyalty.v1 import correction_events_pb2 as correction
from heliodesk.loyalty.v1 import coupon_events_pb2 as coupon
from heliodesk.loyalty.v1 import draw_events_pb2 as draw
from heliodesk.loyalty.v1 import member_events_pb2 as member
from heliodesk.loyalty.v1 import referral_events_pb2 as referral

from services.kit.stream import Handler, Names, Route, Stream, on
from services.loyalty.documents import ACCOUNTS
from services.loyalty.handlers import campaigns, contents, corrections, members, orders, redemptions, referrals
from services.loyalty.programmes import Programmes


def stream(programmes: Programmes) -> Stream:
    order, bonus = orders.OrderHandlers(programmes), campaigns.CampaignHandlers(programmes)
    by_people, redemption = corrections.CorrectionHandlers(programmes), redemptions.RedemptionHandlers(programmes)
    profile, friend = members.MemberHandlers(programmes), referrals.ReferralHandlers(programmes)
    author = contents.ContentHandlers(programmes)
    return Stream(
        "loyalty",
        [
            _line(commerce.OrderDelivered, order.earn, orders.earn_keys, orders.about_order),
            _line(commerce.OrderRefunded, order.claw_back, orders.clawback_keys, orders.about_order),
            _line(campaign.BonusGranted, bonus.credit, campaigns.bonus_keys, orders.about_order),
            on(
                correction.CorrectionApproved,
                ACCOUNTS,
                by_people.correct,
                route=corrections.corrected,
                keys=corrections.correction_keys,
            ),
            on(
                coupon.CouponCancelled,
                ACCOUNTS,
                redemption.cancel,
                route=redemptions.payer,
                keys=redemptions.restore_keys,
                about=redemptions.about_cancelled,
            ),
            _line(draw.DrawEntryReturned, redemption.give_back, redemptions.restore_keys, redemptions.about_returned),
            _line(member.MemberProfileChanged, profile.profile, members.profile_keys),
            _line(member.MemberGiftDue, profile.gift, members.gift_keys),
            _line(referral.ReferralRewarded, friend.credit, referrals.referral_keys, referrals.about_referral),
            _line(referral.ReferralRevoked, friend.take_back, referrals.revoked_keys, referrals.about_referral),
            _line(content.ContentApproved, author.credit, contents.approval_keys, contents.about_content),
            _line(content.ContentWithdrawn, author.take_back, contents.withdrawal_keys, contents.about_content),
        ],
    )


def _line(message: type[Message], handler: Handler, keys: Names, about: Names | None = None) -> Route:
    """Of an event that is about the account of its customer."""
    return on(message, ACCOUNTS, handler, route=_customer, keys=keys, about=about)


def _customer(event: Any) -> str:
    return event.customer_id
