"""What the ledgers should say, worked out from the orders that were sent and from nothing that loyalty says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from babel.numbers import get_currency_precision

from services.cli.play.receipts import Outcome, Receipt
from services.cli.play.wording import Wording
from services.kit.money import Money


@dataclass(frozen=True, slots=True)
class Expected:
    """One customer's account. Not `certain`: a fact of theirs had no answer, and may have been taken or not."""

    balance: int = 0
    entries: int = 0
    certain: bool = True


def expected_accounts(receipts: Sequence[Receipt], wording: Wording) -> dict[str, Expected]:
    """By customer id. Those who never got a parcel have no account."""
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
    """What one order brings: points for what was kept of it, once it was delivered."""
    facts = [receipt for receipt in told if receipt.accepted]
    certain = not any(receipt.answer.outcome is Outcome.UNKNOWN for receipt in told)
    total = Money(**wording.total(order))
    if not any(receipt.action.fact == "delivered" for receipt in facts):
        return Expected(certain=certain)
    balance, entries = points_for(total), 1
    kept = total
    for receipt in facts:
        if receipt.action.fact == "refunded":
            kept -= Money(**wording.amount(order, receipt.action.content["refunded"]["amount"]))
            entries += 1
    return Expected(points_for(kept) if kept != total else balance, entries, certain)


def points_for(amount: Money) -> int:
    """One point for each whole unit of the currency."""
    return amount.minor_units // 10 ** get_currency_precision(amount.currency)


def _added(left: Expected, right: Expected) -> Expected:
    return Expected(left.balance + right.balance, left.entries + right.entries, left.certain and right.certain)
