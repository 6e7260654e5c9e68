"""What is decided for each event of an order, and the keys by which each of these facts counts once."""

from __future__ import annotations

from datetime import datetime

from heliodesk.commerce.v1 import events_pb2

from services.kit.aggregate import Change
from services.kit.committed import Standing
from services.kit.convert import from_proto
from services.kit.stream import Context
from services.loyalty import domain
from services.loyalty.domain import Account, Decision, Delivery, Refund


def earn_points(
    standing: Standing[Account], event: events_pb2.OrderDelivered, context: Context
) -> Change[Account] | None:
    """Raises Refused (ORDER_INCONSISTENT)."""
    delivery = from_proto(event, Delivery)
    decision = domain.earn(context.tenant, standing.state, standing.entries, delivery)
    return _change(standing, decision, delivery.delivered_at)


def claw_back_points(
    standing: Standing[Account], event: events_pb2.OrderRefunded, context: Context
) -> Change[Account] | None:
    """Raises Refused (ORDER_INCONSISTENT)."""
    refund = from_proto(event, Refund)
    decision = domain.claw_back(context.tenant, standing.state, standing.entries, refund)
    return _change(standing, decision, refund.refunded_at)


def _change(standing: Standing[Account], decision: Decision | None, at: datetime) -> Change[Account] | None:
    if decision is None:
        return None
    entry, event = decision
    return Change(domain.fold(standing.state, entry), (event,) if event else (), at, entries=(entry,))


# Ids have no slash in them, so two facts never look alike.


def earn_keys(event: events_pb2.OrderDelivered) -> tuple[str, ...]:
    return (f"earn/{event.order_id}",)


def clawback_keys(event: events_pb2.OrderRefunded) -> tuple[str, ...]:
    return (f"clawback/{event.order_id}/{event.refund_id}",)


def about_order(event: events_pb2.OrderDelivered | events_pb2.OrderRefunded) -> tuple[str, ...]:
    return (f"order/{event.order_id}",)
