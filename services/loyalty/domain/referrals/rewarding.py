"""The reward of a referral, in the account of one of the two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from services.loyalty.domain.entry import Entry
from services.loyalty.domain.giving import give
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.referrals.events import ReferralRevoked, ReferralRewarded
from services.loyalty.domain.referrals.words import ReferralReason
from services.loyalty.domain.revoking import revoke
from services.loyalty.domain.words import Source

if TYPE_CHECKING:
    from services.loyalty.domain.programme.programme import Programme


def reward(book: Book, due: ReferralRewarded, programme: Programme) -> None:
    """The points can be spent at once: the friend's order is past its return window."""
    rule = f"referral-{due.role}@{due.revision}"
    give(book, programme, Source.REFERRAL, due.referral_id, due.points, due.rewarded_at, rule)


def take_back(book: Book, recorded: Sequence[Entry], revoked: ReferralRevoked, programme: Programme) -> None:
    """`recorded` are the entries of this referral. Raises Refused (NOT_CREDITED)."""
    reason, at = ReferralReason.FIRST_ORDER_REFUNDED, revoked.revoked_at
    revoke(book, recorded, programme, Source.REFERRAL, revoked.referral_id, reason, at)
