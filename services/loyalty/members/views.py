"""What the calls show of a member: of what was hashed only that it is there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from services.loyalty.domain.members.member import Member
from services.loyalty.domain.members.signals import SignalKind


@dataclass(frozen=True, slots=True)
class MemberView:
    """The contract's fields, by their names."""

    customer_id: str
    zone: str
    market: str
    language: str
    segments: tuple[str, ...]
    birthday: str
    has_email: bool
    has_phone: bool
    has_address: bool
    payment_fingerprints: int
    devices: int
    joined_at: datetime | None
    changed_at: datetime | None

    @classmethod
    def of(cls, member: Member) -> MemberView:
        known = Counter(one.kind for one in member.signals)
        return cls(
            member.customer_id,
            member.zone,
            member.market,
            member.language,
            member.segments,
            member.birthday,
            bool(known[SignalKind.EMAIL]),
            bool(known[SignalKind.PHONE]),
            bool(known[SignalKind.ADDRESS]),
            known[SignalKind.PAYMENT],
            known[SignalKind.DEVICE],
            member.joined_at,
            member.changed_at,
        )
