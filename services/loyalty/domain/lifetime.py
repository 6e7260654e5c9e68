"""How long points live that no order has brought."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from services.loyalty.domain.ledger import Book
from services.loyalty.domain.tiers import zone_of

if TYPE_CHECKING:
    from services.loyalty.domain.programme.programme import Programme


def lives_until(book: Book, programme: Programme, at: datetime) -> datetime | None:
    """When points that come at this instant expire (UTC; None: never): as others of the member's market."""
    market = book.account.profile.market or programme.default_market
    return programme.expires_at(at, market, zone_of(book, programme))
