"""Events of orders, as the edge tells them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from heliodesk.commerce.v1 import events_pb2 as commerce
from heliodesk.common.v1.types_pb2 import Money as MoneyMessage

from services.kit.instants import to_timestamp

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
OrderEvent = commerce.OrderDelivered | commerce.OrderRefunded


def money(minor_units: int, currency: str = "EUR") -> MoneyMessage:
    return MoneyMessage(minor_units=minor_units, currency=currency)


def points_for(minor_units: int, currency: str = "EUR") -> int:
    """What an order earns in a shop that has published no programme, worked out by hand."""
    more_decimals = {"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3, "CLF": 4, "UYW": 4}
    return minor_units // 10 ** more_decimals.get(currency, 2)


def delivered(total: int, order: str = "o1", currency: str = "EUR", customer: str = "c1") -> commerce.OrderDelivered:
    at = to_timestamp(NOON)
    return commerce.OrderDelivered(order_id=order, customer_id=customer, total=money(total, currency), delivered_at=at)


def refunded(
    amount: int,
    so_far: int,
    total: int,
    order: str = "o1",
    refund: str = "",
    currency: str = "EUR",
    customer: str = "c1",
) -> commerce.OrderRefunded:
    return commerce.OrderRefunded(
        order_id=order,
        customer_id=customer,
        refund_id=refund or f"r{so_far}",
        amount=money(amount, currency),
        refunded_at=to_timestamp(NOON + timedelta(hours=1)),
        refunded_total=money(so_far, currency),
        order_total=money(total, currency),
    )
