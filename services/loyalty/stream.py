"""Which events of other services loyalty cares for. They are folded by customer: an order's id is not an account's."""

from __future__ import annotations

from heliodesk.commerce.v1 import events_pb2

from services.kit.stream import Stream, on
from services.loyalty.documents import ACCOUNTS
from services.loyalty.handlers import about_order, claw_back_points, clawback_keys, earn_keys, earn_points


def _buyer(event: events_pb2.OrderDelivered | events_pb2.OrderRefunded) -> str:
    return event.customer_id


STREAM = Stream(
    "loyalty",
    [
        on(events_pb2.OrderDelivered, ACCOUNTS, earn_points, route=_buyer, keys=earn_keys, about=about_order),
        on(events_pb2.OrderRefunded, ACCOUNTS, claw_back_points, route=_buyer, keys=clawback_keys, about=about_order),
    ],
)
