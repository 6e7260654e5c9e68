"""The words of referrals."""

from __future__ import annotations

from enum import StrEnum


class ReferralStatus(StrEnum):
    ASKED = "asked"
    ATTRIBUTED = "attributed"
    REFUSED = "refused"
    REWARDED = "rewarded"


class ReferralReason(StrEnum):
    """Why a referral was refused."""

    SELF_REFERRAL = "self_referral"
    KNOWN_PERSON = "known_person"
    ALREADY_REFERRED = "already_referred"
    FRIEND_HAS_ORDERED = "friend_has_ordered"
    RING = "ring"
    VELOCITY = "velocity"
    CAP = "cap"
    FIRST_ORDER_REFUNDED = "first_order_refunded"
    BELOW_MINIMUM = "below_minimum"
    MEMBER_GONE = "member_gone"


class ReferralRole(StrEnum):
    REFERRER = "referrer"
    FRIEND = "friend"
