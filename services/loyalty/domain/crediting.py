"""Points that come by another way than an order line, and points that people take away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from services.kit.errors import Refused
from services.kit.frozen import frozen
from services.kit.money import Money
from services.loyalty.domain.entry import Entry
from services.loyalty.domain.events import PointsClawedBack, PointsCorrected, PointsEarned
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.lots import Move, taken
from services.loyalty.domain.qualifying import Counts
from services.loyalty.domain.rates import Basis
from services.loyalty.domain.spending import settle
from services.loyalty.domain.words import EntryKind, Source

MOST_POINTS = 10**12
"""In one entry: more is somebody's mistake."""


@frozen
class Credit:
    """A lot that opens. `available_at` and `expires_at` are UTC; None: at once, never. `basis` is there where a refund
    of the order line takes a share of it back."""

    source: Source
    reference: str
    points: int
    at: datetime
    available_at: datetime | None = None
    expires_at: datetime | None = None
    rule: str = ""
    reason: str = ""
    actor: str = ""
    approved_by: str = ""
    order_id: str = ""
    line_id: str = ""
    market: str = ""
    amount: Money | None = None
    basis: Basis | None = None
    counts: Counts | None = None


@frozen
class Debit:
    """Points that somebody takes away, with a reason."""

    correction_id: str
    points: int
    at: datetime
    reason: str
    actor: str
    approved_by: str = ""


def credit(book: Book, credit: Credit) -> Entry:
    """Opens the lot; of an order line that earns nothing it is only remembered that it was looked at. Raises Refused
    (BAD_POINTS)."""
    if not 0 <= credit.points <= MOST_POINTS or not (credit.points or credit.basis):
        raise Refused("BAD_POINTS", f"{credit.points} points can't be earned")
    waits = credit.available_at is not None and credit.available_at > credit.at
    entry_id = book.next_entry_id
    moves: tuple[Move, ...] = ()
    if credit.points:
        release_at = credit.available_at if waits else None
        pending, available = (credit.points, 0) if waits else (0, credit.points)
        moves = (Move(entry_id, pending, available, release_at, credit.expires_at),)
    entry = book.post(
        EntryKind.EARN,
        credit.at,
        credit.points,
        entry_id,
        moves=moves,
        source=credit.source,
        order_id=credit.order_id,
        line_id=credit.line_id,
        market=credit.market,
        reference=credit.reference,
        rule=credit.rule,
        amount=credit.amount,
        basis=credit.basis,
        counts=credit.counts,
        reason=credit.reason,
        actor=credit.actor,
        approved_by=credit.approved_by,
    )
    if credit.points:
        _tell_earned(book, entry, moves[0])
        if not waits:
            settle(book, credit.at)
    return entry


def _tell_earned(book: Book, entry: Entry, move: Move) -> None:
    earned = PointsEarned(
        book.customer_id,
        entry.entry_id,
        entry.order_id,
        entry.line_id,
        entry.points,
        entry.amount,
        entry.rule,
        entry.balance_after,
        entry.at,
        entry.source or Source.ORDER,
        entry.reference,
        move.release_at,
        move.expires_at,
        entry.reason,
        entry.hash,
    )
    book.tell(earned, entry.at)


def debit(book: Book, debit: Debit) -> Entry:
    """Takes the points from the lots that expire first, then from what is pending there; what is missing is owed.
    Raises Refused (BAD_POINTS)."""
    if not 0 < debit.points <= MOST_POINTS:
        raise Refused("BAD_POINTS", f"{debit.points} points can't be taken away")
    moves, missing = taken(book.account.lots, debit.points, pending=True)
    entry = book.post(
        EntryKind.CORRECT,
        debit.at,
        -debit.points,
        debt=missing,
        moves=tuple(moves),
        reference=debit.correction_id,
        reason=debit.reason,
        actor=debit.actor,
        approved_by=debit.approved_by,
    )
    book.tell(
        PointsCorrected(
            book.customer_id,
            entry.entry_id,
            debit.correction_id,
            debit.points,
            missing,
            entry.balance_after,
            debit.reason,
            debit.actor,
            debit.approved_by,
            debit.at,
            entry.hash,
        ),
        debit.at,
    )
    return entry


def take_back(
    book: Book,
    earned: Entry,
    points: int,
    at: datetime,
    *,
    refund_id: str = "",
    amount: Money | None = None,
    reason: str = "",
    counts: Counts | None = None,
    expired: int = 0,
) -> Entry:
    """Takes points of the lot that an entry has opened: what is pending first, then what is available. Of the rest,
    `expired` ones are gone already; what was spent is owed."""
    lot = next((one for one in book.account.lots if one.lot_id == earned.entry_id), None)
    from_pending = min(points, lot.pending) if lot else 0
    from_available = min(points - from_pending, lot.available) if lot else 0
    gone = min(points - from_pending - from_available, expired)
    debt = points - from_pending - from_available - gone
    moves = ()
    if lot and (from_pending or from_available):
        moves = (Move(lot.lot_id, -from_pending, -from_available, lot.release_at, lot.expires_at),)
    entry = book.post(
        EntryKind.CLAWBACK,
        at,
        gone - points,
        debt=debt,
        moves=moves,
        source=earned.source,
        order_id=earned.order_id,
        line_id=earned.line_id,
        refund_id=refund_id,
        reference=earned.entry_id,
        rule=earned.rule,
        amount=amount,
        reason=reason,
        counts=counts,
    )
    if entry.points:
        book.tell(_clawed_back(book, entry), at)
    return entry


def _clawed_back(book: Book, entry: Entry) -> PointsClawedBack:
    return PointsClawedBack(
        book.customer_id,
        entry.entry_id,
        entry.order_id,
        entry.line_id,
        entry.refund_id,
        entry.reference,
        -entry.points,
        entry.debt,
        entry.amount,
        entry.rule,
        entry.balance_after,
        entry.at,
        entry.hash,
    )


def withdraw(book: Book, recorded: Sequence[Entry], source: Source, reference: str, reason: str, at: datetime) -> bool:
    """Takes back all that is left to take of what was credited under this reference (a review that was withdrawn).
    Answers whether there was anything."""
    earned = [
        one for one in recorded if one.kind is EntryKind.EARN and one.source is source and one.reference == reference
    ]
    found = False
    for one in earned:
        taken_before = -sum(
            other.points for other in recorded if other.kind is EntryKind.CLAWBACK and other.reference == one.entry_id
        )
        if one.points > taken_before:
            take_back(book, one, one.points - taken_before, at, reason=reason)
            found = True
    return found
