"""Points that no order has brought: they can be spent at once, and live as long as others of the member's market."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from services.loyalty.domain.crediting import Credit, credit
from services.loyalty.domain.entry import Entry
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.tiers import zone_of
from services.loyalty.domain.words import Source

if TYPE_CHECKING:
    from services.loyalty.domain.programme.programme import Programme


def give(
    book: Book,
    programme: Programme,
    source: Source,
    reference: str,
    points: int,
    at: datetime,
    rule: str,
    *,
    reason: str = "",
    actor: str = "",
    approved_by: str = "",
) -> Entry:
    """Raises Refused (BAD_POINTS)."""
    market = book.account.profile.market or programme.default_market
    expires_at = programme.expires_at(at, market, zone_of(book, programme))
    told = {"rule": rule, "reason": reason, "actor": actor, "approved_by": approved_by}
    return credit(book, Credit(source, reference, points, at, expires_at=expires_at, **told))
