"""What has been decided about an account, as it is written."""

from __future__ import annotations

from datetime import datetime

from services.kit.aggregate import Change
from services.kit.committed import Standing
from services.kit.ids import document_id
from services.loyalty.domain.account import Account
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.words import EntryKind
from services.loyalty.timers import ACCOUNT_TIMERS


def book_of(tenant: str, customer_id: str, standing: Standing[Account]) -> Book:
    """The book in which something is decided about the account."""
    return Book(standing.state, document_id(tenant, customer_id))


def change_of(book: Book, standing: Standing[Account], now: datetime) -> Change[Account] | None:
    """All that was posted; None where that is nothing. `now` is when its timer is set."""
    if not book.entries:
        return None
    timers = ACCOUNT_TIMERS.writes_of(book.account_id, standing.state, book.account, now)
    entries, about = tuple(book.entries), _expired_orders(book)
    return Change(book.account, book.events, entries=entries, times=book.times, writes=timers, about=about)


def _expired_orders(book: Book) -> tuple[str, ...]:
    """A refund of an order must find what has expired of its points."""
    expired = {one.order_id for one in book.entries if one.kind is EntryKind.EXPIRE and one.order_id}
    return tuple(f"order/{order_id}" for order_id in sorted(expired))
