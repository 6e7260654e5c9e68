"""What the calls show of a referral: the contract's fields, by their names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.loyalty.domain.members.signals import SignalKind
from services.loyalty.domain.referrals.referral import Referral
from services.loyalty.domain.referrals.words import ReferralReason, ReferralStatus


@dataclass(frozen=True, slots=True)
class ReferralView:
    referral_id: str
    referrer_id: str
    friend_id: str
    status: ReferralStatus
    reason: ReferralReason | None
    signal: SignalKind | None
    referrer_points: int
    friend_points: int
    revision: int
    order_id: str
    asked_at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, referral: Referral) -> ReferralView:
        return cls(**{name: getattr(referral, name) for name in cls.__slots__})
