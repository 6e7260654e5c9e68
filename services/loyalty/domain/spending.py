"""Points that are spent, and come back; what is owed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from services.kit.errors import RefusalKind, Refused
from services.kit.frozen import frozen
from services.loyalty.domain.entry import Entry
from services.loyalty.domain.events import (
    DebtSettled,
    DebtWaived,
    PointsRedeemed,
    PointsRestored,
    RedemptionAbandoned,
)
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.lots import Move, taken
from services.loyalty.domain.words import DebtPolicy, EntryKind


@frozen
class Redemption:
    """What a member spends points on, by the `revision` of the programme that has the price. `draw_entries` are those
    into the draw `draw_id`."""

    redemption_id: str
    points: int
    reward_id: str = ""
    revision: int = 0
    draw_id: str = ""
    draw_entries: int = 0

    @property
    def rule(self) -> str:
        """What set the price."""
        return f"draw/{self.draw_id}" if self.draw_id else f"reward/{self.reward_id}@{self.revision}"


def redeem(book: Book, redemption: Redemption, at: datetime) -> Entry:
    """Takes the points from the lots that expire first. What is due by `at` must have been done (`maturing.mature`).
    Raises Refused (NOT_ENOUGH_POINTS, BAD_POINTS)."""
    if redemption.points <= 0:
        raise Refused("BAD_POINTS", f"{redemption.points} points can't be spent")
    spendable = book.account.spendable
    if redemption.points > spendable:
        message = f"{redemption.points} points are asked for and {spendable} can be spent"
        raise Refused("NOT_ENOUGH_POINTS", message, RefusalKind.FAILED_PRECONDITION)
    moves, _ = taken(book.account.lots, redemption.points)
    entry = book.post(
        EntryKind.REDEEM,
        at,
        -redemption.points,
        moves=tuple(moves),
        reference=redemption.redemption_id,
        rule=redemption.rule,
    )
    book.tell(
        PointsRedeemed(
            book.customer_id,
            entry.entry_id,
            redemption.redemption_id,
            redemption.reward_id,
            redemption.revision,
            redemption.points,
            entry.balance_after,
            at,
            redemption.draw_id,
            redemption.draw_entries,
            entry.hash,
        ),
        at,
    )
    return entry


def restore(book: Book, recorded: Sequence[Entry], redemption_id: str, reason: str, at: datetime) -> Entry | None:
    """Puts the points of a redemption back into the lots that they came from, with the expiries that these had; a lot
    that has expired meanwhile expires with the next `mature`. `recorded` is what the account knows of the redemption;
    None where that is nothing, or it has been restored."""
    spent = [one for one in recorded if one.kind is EntryKind.REDEEM and one.reference == redemption_id]
    if not spent or any(one.kind is EntryKind.RESTORE for one in recorded if one.reference == redemption_id):
        return None
    moves = tuple(
        Move(one.lot_id, 0, -one.available, None, one.expires_at, one.order_id, one.line_id) for one in spent[0].moves
    )
    entry = book.post(
        EntryKind.RESTORE,
        at,
        -spent[0].points,
        moves=moves,
        reference=redemption_id,
        rule=spent[0].rule,
        reason=reason,
    )
    restored = PointsRestored(
        book.customer_id, entry.entry_id, redemption_id, entry.points, entry.balance_after, reason, at, entry.hash
    )
    book.tell(restored, at)
    settle(book, at)
    return entry


def abandon(book: Book, redemption_id: str, at: datetime) -> Entry:
    """Says that the redemption has not come about; with its key, so that nobody can commit it later."""
    entry = book.post(EntryKind.ABANDON, at, reference=redemption_id)
    book.tell(RedemptionAbandoned(book.customer_id, redemption_id, at, entry.hash), at)
    return entry


def settle(book: Book, at: datetime) -> None:
    """Pays what is owed with what can be spent, as far as that goes."""
    if not book.account.debt:
        return
    points = min(book.account.debt, book.account.available)
    if not points:
        return
    moves, _ = taken(book.account.lots, points)
    entry = book.post(EntryKind.SETTLE, at, debt=-points, moves=tuple(moves))
    book.tell(
        DebtSettled(book.customer_id, entry.entry_id, points, book.account.debt, entry.balance_after, at, entry.hash),
        at,
    )


def waive_by_policy(book: Book, owed_before: int, policy: DebtPolicy, at: datetime, order_id: str = "") -> None:
    """Lets go what has come to be owed, where the programme doesn't carry debts."""
    owed = book.account.debt - owed_before
    if owed and policy is DebtPolicy.WAIVE:
        waive(book, owed, "policy", at, order_id)


def waive(book: Book, points: int, reason: str, at: datetime, order_id: str = "") -> None:
    """Lets so much of what is owed go."""
    entry = book.post(EntryKind.WAIVE, at, points, debt=-points, reason=reason, order_id=order_id)
    book.tell(
        DebtWaived(book.customer_id, entry.entry_id, points, book.account.debt, entry.balance_after, at, entry.hash), at
    )
