"""The gift of a birthday, in the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.loyalty.domain.giving import give
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.maturing import mature
from services.loyalty.domain.members.events import MemberGiftDue
from services.loyalty.domain.words import EntryKind, Source

if TYPE_CHECKING:
    from services.loyalty.domain.programme.programme import Programme


def give_birthday_points(book: Book, gift: MemberGiftDue, programme: Programme) -> None:
    """As many as the member's tier has at this moment; they can be spent at once. That a tier gives none is remembered
    too: the member may have a better one when the same birthday is told of again."""
    if not any(tier.benefits and tier.benefits.birthday_points for tier in programme.tiers.tiers):
        return
    # A review that is due before the birthday says what the tier is.
    mature(book, programme, gift.due_at)
    points = programme.benefits(book.account.standing.tier).birthday_points
    reference, rule = f"birthday-{gift.year}", f"birthday@{programme.revision}"
    if not points:
        book.post(EntryKind.EARN, gift.due_at, 0, source=Source.GIFT, reference=reference, rule=rule)
        return
    give(book, programme, Source.GIFT, reference, points, gift.due_at, rule)
