"""What the ledgers should say, worked out from the orders that were sent and from nothing that loyalty says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

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
    """What one order brings: nothing before it is delivered, then the points of what is kept of it."""
    certain = not any(receipt.answer.outcome is Outcome.UNKNOWN for receipt in told)
    kept, balance, entries, delivered = Money(**wording.total(order)), 0, 0, False
    for receipt in told:
        fact = receipt.action.fact
        if not receipt.accepted or fact not in ("delivered", "refunded"):
            continue
        if fact == "refunded":
            kept -= Money(**wording.amount(order, receipt.action.content[fact]["amount"]))
        delivered = delivered or fact == "delivered"
        after = points_for(kept) if delivered else 0
        # What moves no point makes no entry.
        entries += after != balance
        balance = after
    return Expected(balance, entries, certain)


def points_for(amount: Money) -> int:
    """One point for each full 100 minor units, or for each full unit where that has more decimals."""
    return amount.minor_units // 10 ** _MORE_DECIMALS.get(amount.currency, 2)


def _added(left: Expected, right: Expected) -> Expected:
    return Expected(left.balance + right.balance, left.entries + right.entries, left.certain and right.certain)
