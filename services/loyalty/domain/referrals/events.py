"""What is told of referrals, as the contract has it (referral_events.proto)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.loyalty.domain.members.signals import SignalKind
from services.loyalty.domain.referrals.words import ReferralReason, ReferralRole


@dataclass(frozen=True, slots=True)
class ReferralAsked:
    referral_id: str
    referrer_id: str
    friend_id: str
    revision: int
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class ReferralAttributed:
    referral_id: str
    referrer_id: str
    friend_id: str
    attributed_at: datetime


@dataclass(frozen=True, slots=True)
class ReferralRefused:
    referral_id: str
    referrer_id: str
    friend_id: str
    reason: ReferralReason
    signal: SignalKind | None
    refused_at: datetime


@dataclass(frozen=True, slots=True)
class ReferralRewarded:
    referral_id: str
    customer_id: str
    role: ReferralRole
    points: int
    order_id: str
    revision: int
    rewarded_at: datetime


@dataclass(frozen=True, slots=True)
class ReferralRevoked:
    referral_id: str
    customer_id: str
    role: ReferralRole
    points: int
    revoked_at: datetime


Event = ReferralAsked | ReferralAttributed | ReferralRefused | ReferralRewarded | ReferralRevoked
