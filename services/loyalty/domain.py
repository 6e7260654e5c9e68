"""The points ledger: what an order earns, what a refund takes back, and what an account is after it. Pure.

Rule `base-1`: one point for every full 100 minor units that were paid (1.00 EUR, 100 JPY), or for every full unit of a
currency with more than two decimals (1.000 KWD); what is over counts for nothing.

A refund takes back the points between what was kept of the order before it and what is kept after it. So the refunds
of an order add up exactly, however its amount is split, in whatever order they arrive: once it was delivered, an order
stands at `points_for(total - everything refunded)`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.kit.errors import Refused
from services.kit.ids import derived_id
from services.kit.money import Money

RULE = "base-1"
# ISO 4217's currencies with more than two decimals. (CLDR, and so babel, shows the Iraqi dinar without its three.)
_MORE_DECIMALS = {"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3, "CLF": 4, "UYW": 4}


class EntryKind(StrEnum):
    """WITHHELD is remembered and isn't shown: a refund before the delivery, which moves no points but lessens what the
    delivery will earn."""

    EARN = "earn"
    CLAWBACK = "clawback"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger, written once and never changed. `points` is signed; `withheld` is what a refund before the
    delivery keeps from being earned. `at` is when the order was delivered or refunded."""

    entry_id: str
    kind: EntryKind
    points: int
    balance_after: int
    order_id: str
    refund_id: str
    amount: Money
    rule: str
    at: datetime
    withheld: int = 0

    @property
    def shown(self) -> bool:
        return self.kind is not EntryKind.WITHHELD


@dataclass(frozen=True, slots=True)
class Account:
    """A customer's points. `balance` is below zero where more was taken back than was left; it is always
    `earned - clawed_back`. `entry_count` counts the entries that are shown."""

    balance: int = 0
    earned: int = 0
    clawed_back: int = 0
    entry_count: int = 0


@dataclass(frozen=True, slots=True)
class PointsEarned:
    customer_id: str
    entry_id: str
    order_id: str
    points: int
    amount: Money
    rule: str
    balance: int
    earned_at: datetime


@dataclass(frozen=True, slots=True)
class PointsClawedBack:
    customer_id: str
    entry_id: str
    order_id: str
    refund_id: str
    points: int
    amount: Money
    rule: str
    balance: int
    clawed_back_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """An order that arrived at its buyer."""

    customer_id: str
    order_id: str
    total: Money
    delivered_at: datetime


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that went back. `refunded_total` is all of the order's so far, this one included."""

    customer_id: str
    order_id: str
    refund_id: str
    amount: Money
    refunded_total: Money
    order_total: Money
    refunded_at: datetime


Decision = tuple[Entry, PointsEarned | PointsClawedBack | None]


def points_for(amount: Money) -> int:
    """Rule `base-1`, rounded down."""
    return amount.minor_units // 10 ** _MORE_DECIMALS.get(amount.currency, 2)


def fold(account: Account | None, entry: Entry) -> Account:
    """The account once the entry stands in its ledger."""
    before = account or Account()
    if not entry.shown:
        return before
    return Account(
        balance=before.balance + entry.points,
        earned=before.earned + max(entry.points, 0),
        clawed_back=before.clawed_back + max(-entry.points, 0),
        entry_count=before.entry_count + 1,
    )


def earn(tenant: str, account: Account | None, recorded: Sequence[Entry], delivery: Delivery) -> Decision | None:
    """What a delivery earns, less what was refunded before it; None where that is nothing. `recorded` are the entries
    of this order. Raises Refused (ORDER_INCONSISTENT)."""
    withheld = [entry for entry in recorded if entry.kind is EntryKind.WITHHELD]
    _check_currency(delivery.total, *(entry.amount for entry in withheld))
    points = points_for(delivery.total) - sum(entry.withheld for entry in withheld)
    if points <= 0:
        return None
    entry = Entry(
        entry_id=derived_id("earn", tenant, delivery.order_id),
        kind=EntryKind.EARN,
        points=points,
        balance_after=_balance(account) + points,
        order_id=delivery.order_id,
        refund_id="",
        amount=sum((-entry.amount for entry in withheld), start=delivery.total),
        rule=RULE,
        at=delivery.delivered_at,
    )
    event = PointsEarned(
        customer_id=delivery.customer_id,
        entry_id=entry.entry_id,
        order_id=entry.order_id,
        points=points,
        amount=entry.amount,
        rule=RULE,
        balance=entry.balance_after,
        earned_at=entry.at,
    )
    return entry, event


def claw_back(tenant: str, account: Account | None, recorded: Sequence[Entry], refund: Refund) -> Decision | None:
    """What a refund takes back, never more than the order has left; None where that is nothing. Before the delivery it
    is withheld instead. `recorded` are the entries of this order. Raises Refused (ORDER_INCONSISTENT)."""
    _check_refund(refund)
    kept = refund.order_total - refund.refunded_total
    points = points_for(kept + refund.amount) - points_for(kept)
    if not any(entry.kind is EntryKind.EARN for entry in recorded):
        return _entry(tenant, refund, EntryKind.WITHHELD, 0, _balance(account), withheld=points), None
    points = min(points, sum(entry.points for entry in recorded))
    if points <= 0:
        return None
    entry = _entry(tenant, refund, EntryKind.CLAWBACK, -points, _balance(account) - points)
    event = PointsClawedBack(
        customer_id=refund.customer_id,
        entry_id=entry.entry_id,
        order_id=entry.order_id,
        refund_id=entry.refund_id,
        points=points,
        amount=entry.amount,
        rule=RULE,
        balance=entry.balance_after,
        clawed_back_at=entry.at,
    )
    return entry, event


def _entry(tenant: str, refund: Refund, kind: EntryKind, points: int, balance_after: int, withheld: int = 0) -> Entry:
    return Entry(
        entry_id=derived_id("clawback", tenant, refund.order_id, refund.refund_id),
        kind=kind,
        points=points,
        balance_after=balance_after,
        order_id=refund.order_id,
        refund_id=refund.refund_id,
        amount=refund.amount,
        rule=RULE,
        at=refund.refunded_at,
        withheld=withheld,
    )


def _balance(account: Account | None) -> int:
    return account.balance if account else 0


def _check_refund(refund: Refund) -> None:
    _check_currency(refund.order_total, refund.refunded_total, refund.amount)
    if not 0 < refund.amount.minor_units <= refund.refunded_total.minor_units <= refund.order_total.minor_units:
        raise _inconsistent(f"refund {refund.refund_id} isn't within what was refunded, and that within the total")


def _check_currency(expected: Money, *amounts: Money) -> None:
    for amount in amounts:
        if amount.currency != expected.currency:
            raise _inconsistent(f"an order in {expected.currency} has an amount in {amount.currency}")


def _inconsistent(message: str) -> Refused:
    return Refused("ORDER_INCONSISTENT", message)
