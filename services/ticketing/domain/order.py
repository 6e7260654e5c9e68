"""Orders as support sees them, from what happens to them in the shop. Pure rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from services.kit.frozen import frozen
from services.kit.money import Money


class OrderStatus(StrEnum):
    PLACED = "placed"
    PAID = "paid"
    SHIPPED = "shipped"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"


@frozen
class Order:
    """An order. `status_at` is when the status came about: an older fact that comes late doesn't go back."""

    order_id: str
    customer_id: str
    updated_at: datetime
    status: OrderStatus | None = None
    status_at: datetime | None = None
    total: Money | None = None
    refunded: Money | None = None
    country: str | None = None
    carrier: str | None = None
    tracking_number: str | None = None
    placed_at: datetime | None = None
    expected_at: datetime | None = None
    delivered_at: datetime | None = None
    delay_reason: str | None = None


def known(order: Order | None, order_id: str, customer_id: str, at: datetime) -> Order:
    """The order, or a new one of which nothing more is known yet."""
    return order or Order(order_id, customer_id, updated_at=at)


def learn(order: Order, status: OrderStatus | None, at: datetime, **facts: object) -> Order:
    """The order after a fact of `at`. `status` None: the fact doesn't change it, as a refund of a part doesn't."""
    news = {name: value for name, value in facts.items() if value is not None}
    if status is not None and (order.status_at is None or at >= order.status_at):
        news |= {"status": status, "status_at": at}
    return replace(order, updated_at=max(order.updated_at, at), **news)
