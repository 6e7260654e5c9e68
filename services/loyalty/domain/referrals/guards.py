"""What speaks against a referral, from what is known of the two."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from services.loyalty.domain.members.signals import Signal, SignalKind, in_common
from services.loyalty.domain.referrals.words import ReferralReason


@dataclass(frozen=True, slots=True)
class Against:
    """A guard says no; `signal` is what they have in common, where that is why."""

    reason: ReferralReason
    signal: SignalKind | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of one of the two."""

    customer_id: str
    signals: Collection[Signal]


def same_person(friend: Person, referrer: Person, first_had_by: Mapping[Signal, str]) -> Against | None:
    """Whether the friend is the referrer, or was here before under another id. `first_had_by` says of the friend's
    signals which member had each of them first; what nobody had isn't in it."""
    if friend.customer_id == referrer.customer_id:
        return Against(ReferralReason.SELF_REFERRAL)
    of_referrer = [signal for signal, customer in first_had_by.items() if customer == referrer.customer_id]
    if (kind := in_common(friend.signals, [*referrer.signals, *of_referrer])) is not None:
        return Against(ReferralReason.SELF_REFERRAL, kind)
    others = [signal for signal, customer in first_had_by.items() if customer != friend.customer_id]
    if (kind := in_common(friend.signals, others)) is not None:
        return Against(ReferralReason.KNOWN_PERSON, kind)
    return None


def ring(friend_id: str, upline: Sequence[str]) -> Against | None:
    """Whether the friend has brought the referrer. `upline` is who brought the referrer, who brought those, and so on,
    as far back as the programme looks."""
    return Against(ReferralReason.RING) if friend_id in upline else None
