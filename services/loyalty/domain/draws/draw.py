"""A draw: scheduled with a commitment, entered, closed, and completed or cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from services.kit.errors import RefusalKind, Refused
from services.loyalty.domain.draws.drawing import Place, commitment_to, empty_list_hash, list_hash
from services.loyalty.domain.draws.events import (
    DrawCancelled,
    DrawClosed,
    DrawCompleted,
    DrawEntered,
    DrawEntryReturned,
    DrawScheduled,
    DrawWinner,
)
from services.loyalty.domain.draws.rules import DrawRules, check_rules


class DrawStatus(StrEnum):
    """SCHEDULED until it is closed; whether it is open then, the clock says."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class PaidEntry:
    """What the ledger says that a member has paid for; the `participant_id` stands for the member in public."""

    redemption_id: str
    customer_id: str
    participant_id: str
    entries: int
    entry_hash: str
    paid_at: datetime

    @property
    def place(self) -> Place:
        return Place(self.participant_id, self.entries, self.entry_hash)


@dataclass(frozen=True, slots=True)
class Draw:
    """`nonce` makes the seed, together with a secret that isn't here; `seed` is empty until everybody may know it.

    `received` counts all payments that have come, `places` those that count in the list, `entries` what they bought;
    those that came too late have the numbers behind. `returned` counts places whose points were given back, of a draw
    that was cancelled. `next_at` is when something is to be done next, and `plan` counts how often that has changed.
    """

    draw_id: str
    rules: DrawRules
    nonce: str
    commitment: str
    rules_hash: str
    list_hash: str
    scheduled_at: datetime
    status: DrawStatus = DrawStatus.SCHEDULED
    received: int = 0
    places: int = 0
    entries: int = 0
    returned: int = 0
    seed: str = ""
    winners: tuple[DrawWinner, ...] = ()
    completed_at: datetime | None = None
    cancelled_at: datetime | None = None
    cancel_reason: str = ""
    plan: int = 1
    next_at: datetime | None = None

    def status_at(self, now: datetime) -> DrawStatus:
        """With OPEN for the time in which it can be entered."""
        if self.status is not DrawStatus.SCHEDULED or now < self.rules.opens_at:
            return self.status
        return DrawStatus.OPEN if now < self.rules.closes_at else DrawStatus.CLOSED


Decision = tuple[Draw, list[Any]]


def schedule(
    draw: Draw | None, draw_id: str, rules: DrawRules, nonce: str, commitment: str, now: datetime
) -> Decision | None:
    """Commits to a seed; None where that was done for the same rules. Raises Refused (DRAW_COMMITTED,
    INVALID_FIELDS)."""
    rules_hash = rules.hash
    if draw is not None:
        if draw.rules_hash == rules_hash:
            return None
        message = f"draw {draw_id} was published with other rules, and is held by those"
        raise Refused("DRAW_COMMITTED", message, RefusalKind.CONFLICT)
    check_rules(rules, now)
    scheduled = Draw(
        draw_id, rules, nonce, commitment, rules_hash, empty_list_hash(draw_id, rules_hash), now,
        next_at=rules.closes_at,
    )  # fmt: skip
    return scheduled, [DrawScheduled(draw_id, rules, rules_hash, commitment, now, rules.closes_at)]


def receive(draw: Draw | None, paid: PaidEntry) -> Decision:
    """Counts what was paid; where it came too late, or the draw was cancelled, it is given back. Its number is
    `received` of the draw that is answered. Raises Refused (DRAW_NOT_FOUND)."""
    draw = existing(draw)
    number = draw.received + 1
    if draw.status is not DrawStatus.SCHEDULED:
        reason = "cancelled" if draw.status is DrawStatus.CANCELLED else "late"
        return replace(draw, received=number), [_returned(draw, paid, reason, paid.paid_at)]
    hashed = list_hash(draw.list_hash, number, paid.place)
    counted = replace(draw, received=number, places=number, entries=draw.entries + paid.entries, list_hash=hashed)
    entered = DrawEntered(
        draw.draw_id, number, paid.participant_id, paid.entries, paid.entry_hash, hashed, paid.redemption_id,
        paid.customer_id, paid.paid_at,
    )  # fmt: skip
    return counted, [entered]


def close(draw: Draw, now: datetime) -> Decision:
    """Freezes the list: all that was paid before `closes_at` has come."""
    closed = replace(draw, status=DrawStatus.CLOSED, plan=draw.plan + 1, next_at=now)
    return closed, [DrawClosed(draw.draw_id, draw.places, draw.entries, draw.list_hash, now)]


def complete(draw: Draw, seed: bytes, winners: tuple[DrawWinner, ...], participants: int, now: datetime) -> Decision:
    """Reveals the seed and the winners that follow from it. Raises Refused (SEED_LOST) for a seed that isn't the one
    that was committed to."""
    check_seed(draw, seed)
    completed = replace(
        draw, status=DrawStatus.COMPLETED, seed=seed.hex(), winners=winners, completed_at=now, plan=draw.plan + 1,
        next_at=None,
    )  # fmt: skip
    told = DrawCompleted(
        draw.draw_id, seed.hex(), draw.commitment, draw.rules_hash, draw.list_hash, draw.places, draw.entries,
        participants, winners, now,
    )  # fmt: skip
    return completed, [told]


def cancel(draw: Draw | None, seed: bytes, reason: str, actor: str, now: datetime) -> Decision | None:
    """None where it was cancelled before. The seed is revealed where it is still known. Raises Refused (DRAW_NOT_FOUND,
    DRAW_COMPLETED)."""
    draw = existing(draw)
    if draw.status is DrawStatus.CANCELLED:
        return None
    if draw.status is DrawStatus.COMPLETED:
        raise Refused("DRAW_COMPLETED", "its winners have been drawn", RefusalKind.FAILED_PRECONDITION)
    known = seed.hex() if commitment_to(seed) == draw.commitment else ""
    cancelled = replace(
        draw, status=DrawStatus.CANCELLED, seed=known, cancelled_at=now, cancel_reason=reason, plan=draw.plan + 1,
        next_at=now if draw.places else None,
    )  # fmt: skip
    told = DrawCancelled(draw.draw_id, reason, actor, known, draw.commitment, draw.list_hash, draw.places, now)
    return cancelled, [told]


def give_back(draw: Draw, paid: Sequence[PaidEntry], now: datetime) -> Decision:
    """Gives back what was paid for the places behind those that were given back before: these, in their order."""
    returned = draw.returned + len(paid)
    left = replace(draw, returned=returned, plan=draw.plan + 1, next_at=now if returned < draw.places else None)
    return left, [_returned(draw, one, "cancelled", now) for one in paid]


def check_seed(draw: Draw, seed: bytes) -> None:
    """Raises Refused (SEED_LOST)."""
    if commitment_to(seed) != draw.commitment:
        message = "the deployment's secret isn't the one that the draw was scheduled with: bring it back, or cancel"
        raise Refused("SEED_LOST", message, RefusalKind.FAILED_PRECONDITION)


def existing(draw: Draw | None) -> Draw:
    if draw is None:
        raise Refused("DRAW_NOT_FOUND", "there is no such draw", RefusalKind.NOT_FOUND)
    return draw


def _returned(draw: Draw, paid: PaidEntry, reason: str, at: datetime) -> DrawEntryReturned:
    return DrawEntryReturned(draw.draw_id, paid.redemption_id, paid.customer_id, paid.entries, reason, at)
