"""Lots: points that came together, and go by an expiry of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from services.kit.frozen import frozen

NEVER = datetime.max.replace(tzinfo=UTC)


@frozen
class Lot:
    """What is left of what an entry has earned; `lot_id` is that entry's. `pending` points become available at
    `release_at`, available ones expire at `expires_at` (UTC; None: never). Neither is ever below zero."""

    lot_id: str
    pending: int
    available: int
    release_at: datetime | None = None
    expires_at: datetime | None = None
    order_id: str = ""
    line_id: str = ""

    @property
    def rank(self) -> tuple[datetime, str]:
        """In which order lots are spent: that which expires first."""
        return self.expires_at or NEVER, self.lot_id


@frozen
class Move:
    """How an entry changes a lot. It has all that it takes to open the lot (again): `order_id` and `line_id` stand in
    it where they aren't the entry's."""

    lot_id: str
    pending: int
    available: int
    release_at: datetime | None = None
    expires_at: datetime | None = None
    order_id: str = ""
    line_id: str = ""


class BrokenLedger(ValueError):
    """Entries that can't follow one another: a lot would be below zero, a number is left out."""


def moved(lots: tuple[Lot, ...], moves: Sequence[Move], order_id: str, line_id: str) -> tuple[Lot, ...]:
    """The open lots after the moves, by rank. Raises BrokenLedger."""
    if len(moves) == 1:
        return _moved_one(lots, moves[0], order_id, line_id)
    for move in moves:
        lots = _moved_one(lots, move, order_id, line_id)
    return lots


def _moved_one(lots: tuple[Lot, ...], move: Move, order_id: str, line_id: str) -> tuple[Lot, ...]:
    for place, lot in enumerate(lots):
        if lot.lot_id == move.lot_id:
            pending, available = lot.pending + move.pending, lot.available + move.available
            if pending < 0 or available < 0:
                raise BrokenLedger(f"lot {lot.lot_id} would have {pending} pending and {available} available")
            if not pending and not available:
                return lots[:place] + lots[place + 1 :]
            release_at = lot.release_at if pending else None
            changed = Lot(lot.lot_id, pending, available, release_at, lot.expires_at, lot.order_id, lot.line_id)
            return (*lots[:place], changed, *lots[place + 1 :])
    if move.pending < 0 or move.available < 0 or not (move.pending or move.available):
        raise BrokenLedger(f"there is no lot {move.lot_id} to take from")
    release_at = move.release_at if move.pending else None
    opened = Lot(
        move.lot_id,
        move.pending,
        move.available,
        release_at,
        move.expires_at,
        move.order_id or order_id,
        move.line_id or line_id,
    )
    return _with(lots, opened)


def _with(lots: tuple[Lot, ...], opened: Lot) -> tuple[Lot, ...]:
    # Most often it is the newest, and the last to expire.
    rank = opened.rank
    place = len(lots)
    while place and lots[place - 1].rank > rank:
        place -= 1
    return (*lots[:place], opened, *lots[place:])


def taken(lots: Iterable[Lot], points: int, *, pending: bool = False) -> tuple[list[Move], int]:
    """Moves that take available points (with `pending`, those too, after the available ones) from the lots in their
    order; and how many are missing."""
    moves: list[Move] = []
    for lot in lots:
        if points <= 0:
            break
        from_available = min(lot.available, points)
        from_pending = min(lot.pending, points - from_available) if pending else 0
        if from_available or from_pending:
            moves.append(
                Move(
                    lot.lot_id,
                    -from_pending,
                    -from_available,
                    lot.release_at,
                    lot.expires_at,
                    lot.order_id,
                    lot.line_id,
                )
            )
            points -= from_available + from_pending
    return moves, points
