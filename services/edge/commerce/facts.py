"""What a shop may tell of an order, and what the edge then publishes. Amounts are in minor units, instants are UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.kit.money import Money


@dataclass(frozen=True, slots=True)
class OrderLine:
    """`unit_price` is the price of one piece."""

    line_id: str
    sku: str
    quantity: int
    unit_price: Money


# --- what the shop says


@dataclass(frozen=True, slots=True)
class Placed:
    """`total` is what the customer pays, shipping and discounts included."""

    customer_id: str
    country: str
    lines: tuple[OrderLine, ...]
    total: Money


@dataclass(frozen=True, slots=True)
class Paid:
    amount: Money


@dataclass(frozen=True, slots=True)
class Shipped:
    carrier: str
    tracking_number: str
    expected_at: datetime | None


@dataclass(frozen=True, slots=True)
class Delayed:
    expected_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Delivered:
    pass


@dataclass(frozen=True, slots=True)
class Cancelled:
    reason: str


@dataclass(frozen=True, slots=True)
class RefundedLine:
    line_id: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Refunded:
    refund_id: str
    amount: Money
    lines: tuple[RefundedLine, ...] = ()


Fact = Placed | Paid | Shipped | Delayed | Delivered | Cancelled | Refunded


# --- what is published of it


@dataclass(frozen=True, slots=True)
class OrderPlaced:
    order_id: str
    customer_id: str
    country: str
    total: Money
    lines: tuple[OrderLine, ...]
    placed_at: datetime


@dataclass(frozen=True, slots=True)
class OrderPaid:
    order_id: str
    customer_id: str
    amount: Money
    paid_at: datetime


@dataclass(frozen=True, slots=True)
class OrderShipped:
    order_id: str
    customer_id: str
    carrier: str
    tracking_number: str
    expected_at: datetime | None
    shipped_at: datetime


@dataclass(frozen=True, slots=True)
class OrderDelayed:
    order_id: str
    customer_id: str
    expected_at: datetime | None
    reason: str
    delayed_at: datetime


@dataclass(frozen=True, slots=True)
class OrderDelivered:
    order_id: str
    customer_id: str
    total: Money
    lines: tuple[OrderLine, ...]
    delivered_at: datetime
    country: str


@dataclass(frozen=True, slots=True)
class OrderCancelled:
    order_id: str
    customer_id: str
    reason: str
    cancelled_at: datetime


@dataclass(frozen=True, slots=True)
class OrderRefunded:
    order_id: str
    customer_id: str
    refund_id: str
    amount: Money
    refunded_at: datetime
    refunded_total: Money
    order_total: Money
    lines: tuple[RefundedLine, ...]
