"""What is decided for each event of an order, and the keys by which each of these facts counts once."""

from __future__ import annotations

from datetime import datetime

from heliodesk.commerce.v1 import events_pb2

from services.kit.aggregate import Change
from services.kit.committed import Standing
from services.kit.convert import from_proto
from services.kit.stream import Context
from services.loyalty.changes import book_of, change_of
from services.loyalty.domain import orders
from services.loyalty.domain.account import Account
from services.loyalty.domain.maturing import mature
from services.loyalty.domain.order_facts import Delivery, Refund
from services.loyalty.programmes import Programmes

OrderEvent = events_pb2.OrderDelivered | events_pb2.OrderRefunded


class OrderHandlers:
    """By the programme that was in force when it happened. Raises Refused (ORDER_INCONSISTENT, ABSURD_AMOUNT,
    REFUND_TOO_LARGE, NO_RATE), Away."""

    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def earn(
        self, standing: Standing[Account], event: events_pb2.OrderDelivered, context: Context
    ) -> Change[Account] | None:
        return self.delivered(standing, from_proto(event, Delivery), context.tenant, context.now)

    def claw_back(
        self, standing: Standing[Account], event: events_pb2.OrderRefunded, context: Context
    ) -> Change[Account] | None:
        return self.refunded(standing, from_proto(event, Refund), context.tenant, context.now)

    def delivered(
        self, standing: Standing[Account], delivery: Delivery, tenant: str, now: datetime
    ) -> Change[Account] | None:
        book = book_of(tenant, delivery.customer_id, standing)
        programme = self._programmes.in_force(tenant, delivery.delivered_at)
        # A review that is due comes first: it may take the tier by which the order earns.
        mature(book, programme, min(delivery.delivered_at, now))
        orders.earn(book, standing.entries, delivery, programme)
        return change_of(book, standing, now)

    def refunded(
        self, standing: Standing[Account], refund: Refund, tenant: str, now: datetime
    ) -> Change[Account] | None:
        book = book_of(tenant, refund.customer_id, standing)
        orders.claw_back(book, standing.entries, refund, self._programmes.in_force(tenant, refund.refunded_at))
        return change_of(book, standing, now)


# Ids have no slash in them, so two facts never look alike.


def earn_keys(event: events_pb2.OrderDelivered | Delivery) -> tuple[str, ...]:
    return (f"earn/{event.order_id}",)


def clawback_keys(event: events_pb2.OrderRefunded | Refund) -> tuple[str, ...]:
    return (f"clawback/{event.order_id}/{event.refund_id}",)


def about_order(event: OrderEvent | Delivery | Refund) -> tuple[str, ...]:
    return (f"order/{event.order_id}",)
