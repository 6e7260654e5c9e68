"""What becomes due in an account as time goes by: points are released, expire, and the tier is looked at again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from services.loyalty.domain.account import Account
from services.loyalty.domain.events import PointsExpired, PointsReleased
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.lots import Lot, Move
from services.loyalty.domain.spending import settle
from services.loyalty.domain.tiers import review
from services.loyalty.domain.words import EntryKind

if TYPE_CHECKING:
    from services.loyalty.domain.programme.programme import Programme


def mature(book: Book, programme: Programme, now: datetime) -> None:
    """Does all that is due by `now`, in the order of its instants. What is decided about a balance comes after this, so
    that it doesn't matter how late a timer rings."""
    while (due := book.account.next_at) is not None and due <= now:
        lot = _due_lot(book.account, due)
        if lot is None:
            review(book, programme, due)
        elif lot.pending:
            _release(book, lot, due)
        else:
            _expire(book, lot, due)


def _due_lot(account: Account, due: datetime) -> Lot | None:
    for lot in account.lots:
        if due == (lot.release_at if lot.pending else lot.expires_at):
            return lot
    return None


def _release(book: Book, lot: Lot, at: datetime) -> None:
    move = Move(lot.lot_id, -lot.pending, lot.pending, None, lot.expires_at)
    entry = book.post(
        EntryKind.RELEASE,
        at,
        moves=(move,),
        order_id=lot.order_id,
        line_id=lot.line_id,
        reference=lot.lot_id,
    )
    book.tell(
        PointsReleased(
            book.customer_id,
            entry.entry_id,
            lot.lot_id,
            lot.order_id,
            lot.line_id,
            lot.pending,
            entry.balance_after,
            at,
            entry.hash,
        ),
        at,
    )
    settle(book, at)


def _expire(book: Book, lot: Lot, at: datetime) -> None:
    # What a member couldn't spend because of a debt pays it, rather than go.
    settle(book, at)
    left = next((one.available for one in book.account.lots if one.lot_id == lot.lot_id), 0)
    if not left:
        return
    move = Move(lot.lot_id, 0, -left, None, lot.expires_at)
    entry = book.post(
        EntryKind.EXPIRE,
        at,
        -left,
        moves=(move,),
        order_id=lot.order_id,
        line_id=lot.line_id,
        reference=lot.lot_id,
    )
    expired = PointsExpired(book.customer_id, entry.entry_id, lot.lot_id, left, entry.balance_after, at, entry.hash)
    book.tell(expired, at)
