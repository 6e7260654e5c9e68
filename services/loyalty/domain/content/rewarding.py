"""The points of a content, in its author's account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from services.loyalty.domain.content.events import ContentApproved, ContentWithdrawn
from services.loyalty.domain.entry import Entry
from services.loyalty.domain.giving import give
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.revoking import revoke
from services.loyalty.domain.words import Source

if TYPE_CHECKING:
    from services.loyalty.domain.programme.programme import Programme


def reward(book: Book, approved: ContentApproved, programme: Programme) -> None:
    """They can be spent at once. What was approved beyond the cap brings none."""
    if not approved.points:
        return
    rule = f"{approved.kind}@{approved.revision}"
    give(book, programme, Source.CONTENT, approved.content_id, approved.points, approved.approved_at, rule)


def take_back(book: Book, recorded: Sequence[Entry], withdrawn: ContentWithdrawn, programme: Programme) -> None:
    """What the content has brought. `recorded` are the entries of this content. Raises Refused (NOT_CREDITED)."""
    if not withdrawn.points:
        return
    content_id, reason, at = withdrawn.content_id, withdrawn.reason, withdrawn.withdrawn_at
    revoke(book, recorded, programme, Source.CONTENT, content_id, reason, at)
