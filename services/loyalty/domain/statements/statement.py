"""What a member's points did in a period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.kit.errors import RefusalKind, Refused
from services.loyalty.domain.account import Account
from services.loyalty.domain.entry import Entry
from services.loyalty.domain.statements.period import Period
from services.loyalty.domain.words import EntryKind, Source

MOST_LINES = 1_000
MOST_PRINTED = 500
"""Rows of all tables: a printer takes some 5 ms of a core for each."""
_NOT_TOLD = (EntryKind.PROFILE, EntryKind.ABANDON)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, at `at` (UTC). `points` is the change of the balance, `released` what could be spent
    from then on, `settled` what was owed and is no more. `note` is what the person wrote who did it."""

    number: int
    at: datetime
    kind: EntryKind
    points: int
    balance: int
    source: Source | None = None
    order_id: str = ""
    rule: str = ""
    note: str = ""
    tier: str | None = None
    previous_tier: str | None = None
    released: int = 0
    settled: int = 0


@dataclass(frozen=True, slots=True)
class PendingPoints:
    points: int
    release_at: datetime | None
    order_id: str


@dataclass(frozen=True, slots=True)
class ExpiringPoints:
    """Points that can be spent until `expires_at` (None: for ever)."""

    points: int
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Statement:
    """`opening` and `closing` are the balances before and after the period's lines, closing = opening + received -
    gone. Everything from `balance` on is as of `issued_at`."""

    customer_id: str
    period: Period
    opening: int
    lines: tuple[Line, ...]
    received: int
    gone: int
    closing: int
    issued_at: datetime
    balance: int
    spendable: int
    pending_points: int
    debt: int
    tier: str
    tier_since: datetime | None
    tier_review_at: datetime | None
    pending: tuple[PendingPoints, ...]
    expiring: tuple[ExpiringPoints, ...]
    ledger_hash: str

    def check_printable(self) -> None:
        """Raises Refused (STATEMENT_TOO_LONG)."""
        rows = len(self.lines) + len(self.pending) + len(self.expiring)
        if rows > MOST_PRINTED:
            raise _too_long(f"{rows} rows are too many for a PDF, which has {MOST_PRINTED} at most")


def statement_of(
    customer_id: str, account: Account, entries: Sequence[Entry], period: Period, issued_at: datetime
) -> Statement:
    """`entries` are all of the account, in their order. What counts is when something happened, not when it was written
    down. Raises Refused (STATEMENT_TOO_LONG)."""
    opening = sum(one.points for one in entries if one.at < period.since)
    within = sorted((one for one in entries if period.since <= one.at < period.until), key=lambda one: one.at)
    told = [one for one in within if one.shown and one.kind not in _NOT_TOLD]
    if len(told) > MOST_LINES:
        raise _too_long(f"{len(told)} things happened in this period, and a statement tells {MOST_LINES} at most")
    lines, balance = [], opening
    for one in told:
        balance += one.points
        lines.append(_line(one, balance))
    return Statement(
        customer_id=customer_id,
        period=period,
        opening=opening,
        lines=tuple(lines),
        received=sum(max(0, one.points) for one in told),
        gone=sum(max(0, -one.points) for one in told),
        closing=balance,
        issued_at=issued_at,
        balance=account.balance,
        spendable=account.spendable,
        pending_points=account.pending,
        debt=account.debt,
        tier=account.standing.tier,
        tier_since=account.standing.since,
        tier_review_at=account.standing.review_at,
        pending=_pending(account),
        expiring=_expiring(account),
        ledger_hash=account.hash,
    )


def _too_long(message: str) -> Refused:
    return Refused("STATEMENT_TOO_LONG", f"{message}: ask for fewer days", RefusalKind.TOO_LARGE)


def _line(entry: Entry, balance: int) -> Line:
    return Line(
        number=entry.number,
        at=entry.at,
        kind=entry.kind,
        points=entry.points,
        balance=balance,
        source=entry.source,
        order_id=entry.order_id,
        rule=entry.rule,
        note=entry.reason if entry.actor else "",
        tier=entry.tier.tier if entry.tier else None,
        previous_tier=entry.tier.previous if entry.tier else None,
        released=sum(one.available for one in entry.moves) if entry.kind is EntryKind.RELEASE else 0,
        settled=-entry.debt if entry.kind is EntryKind.SETTLE else 0,
    )


def _pending(account: Account) -> tuple[PendingPoints, ...]:
    waiting = [lot for lot in account.lots if lot.pending]
    waiting.sort(key=lambda lot: (lot.release_at is None, lot.release_at or lot.expires_at, lot.order_id))
    return tuple(PendingPoints(lot.pending, lot.release_at, lot.order_id) for lot in waiting)


def _expiring(account: Account) -> tuple[ExpiringPoints, ...]:
    """By the instant: lots that expire together are told together."""
    found: dict[datetime | None, int] = {}
    for lot in account.lots:
        if lot.available:
            found[lot.expires_at] = found.get(lot.expires_at, 0) + lot.available
    return tuple(ExpiringPoints(points, at) for at, points in found.items())
