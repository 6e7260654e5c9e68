"""What the ledgers should say, worked out from the orders that were sent and from nothing that loyalty says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from services.cli.play.receipts import Outcome, Receipt
from services.cli.play.wording import Wording
from services.kit.money import Money

# ISO 4217's currencies with more than two decimals.
_MORE_DECIMALS = {"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3, "CLF": 4, "UYW": 4}


@dataclass(frozen=True, slots=True)
class Expected:
    """One customer's account. Not `certain`: a fact of theirs had no answer, and may have been taken or not."""

    balance: int = 0
    entries: int = 0
    certain: bool = True


def expected_accounts(receipts: Sequence[Receipt], wording: Wording) -> dict[str, Expected]:
    """By customer id. Who never got a parcel has no entries, and maybe no account."""
    orders: dict[str, list[Receipt]] = defaultdict(list)
    for receipt in sorted(receipts, key=lambda receipt: receipt.action.number):
        if receipt.action.do == "order":
            orders[receipt.action.content["order"]].append(receipt)
    accounts: dict[str, Expected] = {}
    for order, told in orders.items():
        customer = wording.customer_of(order)
        accounts[customer] = _added(accounts.get(customer, Expected()), _of_order(order, told, wording))
    return accounts


def _of_order(order: str, told: Sequence[Receipt], wording: Wording) -> Expected:
    """What one order brings: nothing before it is delivered, then the points of what is kept of each of its lines."""
    certain = not any(receipt.answer.outcome is Outcome.UNKNOWN for receipt in told)
    paid = _paid(order, wording)
    left = dict(paid)
    standing, entries, delivered = dict.fromkeys(paid, 0), 0, False
    for receipt in told:
        fact = receipt.action.fact
        if not receipt.accepted or fact not in ("delivered", "refunded"):
            continue
        if fact == "refunded":
            _take(left, order, receipt.action.content[fact], wording)
        delivered = delivered or fact == "delivered"
        after = _points(paid, left, wording.total(order)["currency"]) if delivered else standing
        # What moves no point makes no entry.
        entries += sum(after[line] != standing[line] for line in paid)
        standing = after
    return Expected(sum(standing.values()), entries, certain)


def _paid(order: str, wording: Wording) -> dict[str, int]:
    """What was paid for each line: the total, in proportion to the prices."""
    prices = {line: quantity * price for line, (quantity, price) in wording.prices(order).items()} or {"": 1}
    return _shared(wording.total(order)["minor_units"], prices)


def _take(left: dict[str, int], order: str, refund: Mapping[str, Any], wording: Wording) -> None:
    """What is named of a line comes from it; the rest from all, in proportion to what is left of them."""
    rest = refund["amount"]
    for line in refund.get("lines", ()):
        part = min(wording.refunded_of_line(order, line), left[str(line["line"])])
        left[str(line["line"])] -= part
        rest -= part
    if rest:
        for line, part in _shared(rest, dict(left)).items():
            left[line] -= part


def _shared(whole: int, weights: Mapping[str, int]) -> dict[str, int]:
    """By largest remainder."""
    exact = {name: Fraction(whole * weight, sum(weights.values())) for name, weight in weights.items()}
    shares = {name: int(value) for name, value in exact.items()}
    by_remainder = sorted(exact, key=lambda name: shares[name] - exact[name])
    for name in by_remainder[: whole - sum(shares.values())]:
        shares[name] += 1
    return shares


def _points(paid: Mapping[str, int], left: Mapping[str, int], currency: str) -> dict[str, int]:
    """Lines are rounded together: each has the points that it adds to those before it."""
    points, before = {}, 0
    for line, amount in paid.items():
        points[line] = points_for(Money(before + left[line], currency)) - points_for(Money(before, currency))
        before += amount
    return points


def points_for(amount: Money) -> int:
    """One point for each full 100 minor units, or for each full unit where that has more decimals."""
    return amount.minor_units // 10 ** _MORE_DECIMALS.get(amount.currency, 2)


def _added(left: Expected, right: Expected) -> Expected:
    return Expected(left.balance + right.balance, left.entries + right.entries, left.certain and right.certain)
