"""What is told of an order: that it was delivered, that money went back; and what of it can't be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.kit.errors import Refused
from services.kit.money import Money

MOST_MINOR_UNITS = 10**12
"""Of one order: more is somebody's mistake."""


@dataclass(frozen=True, slots=True)
class Line:
    """`unit_price` is that of one piece."""

    line_id: str
    sku: str
    quantity: int
    unit_price: Money


@dataclass(frozen=True, slots=True)
class Delivery:
    """An order that arrived at its buyer, in `country` (ISO 3166-1; empty: not known)."""

    customer_id: str
    order_id: str
    total: Money
    delivered_at: datetime
    lines: tuple[Line, ...] = ()
    country: str = ""


@dataclass(frozen=True, slots=True)
class RefundedLine:
    line_id: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that went back. `refunded_total` is all of the order's so far, this one included. What the `lines` don't
    say of the amount is spread over what is left of all lines."""

    customer_id: str
    order_id: str
    refund_id: str
    amount: Money
    refunded_total: Money
    order_total: Money
    refunded_at: datetime
    lines: tuple[RefundedLine, ...] = ()


def check_delivery(delivery: Delivery) -> None:
    if not 0 <= delivery.total.minor_units <= MOST_MINOR_UNITS:
        raise Refused("ABSURD_AMOUNT", f"an order of {delivery.total.minor_units} minor units can't be")
    for line in delivery.lines:
        check_currency(delivery.total, line.unit_price)
        if line.unit_price.minor_units < 0 or line.quantity < 0:
            raise inconsistent(f"order {delivery.order_id} has a line below zero")
    if len(delivery.lines) > 1 and len({line.line_id for line in delivery.lines}) < len(delivery.lines):
        raise inconsistent(f"order {delivery.order_id} has two lines with one id")


def check_refund(refund: Refund) -> None:
    check_currency(refund.order_total, refund.refunded_total, refund.amount, *(line.amount for line in refund.lines))
    if not 0 < refund.amount.minor_units <= refund.refunded_total.minor_units <= refund.order_total.minor_units:
        raise inconsistent(f"refund {refund.refund_id} isn't within what was refunded, and that within the total")
    if refund.order_total.minor_units > MOST_MINOR_UNITS:
        raise Refused("ABSURD_AMOUNT", f"an order of {refund.order_total.minor_units} minor units can't be")
    of_lines = [line.amount.minor_units for line in refund.lines]
    if any(amount <= 0 for amount in of_lines) or sum(of_lines) > refund.amount.minor_units:
        raise inconsistent(f"the lines of refund {refund.refund_id} don't make up its amount")


def check_currency(expected: Money, *amounts: Money) -> None:
    for amount in amounts:
        if amount.currency != expected.currency:
            raise inconsistent(f"an order in {expected.currency} has an amount in {amount.currency}")


def inconsistent(message: str) -> Refused:
    return Refused("ORDER_INCONSISTENT", message)
