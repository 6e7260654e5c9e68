"""A group whose members come and go while a batch is in hand."""

from __future__ import annotations

import asyncio
import dataclasses
import threading
from collections.abc import AsyncIterator

import pytest
from heliodesk.commerce.v1 import events_pb2 as commerce

from services.kit import topics
from services.kit.broker import apply_topics
from services.kit.stream import on
from services.ticketing import handlers
from services.ticketing.documents import ORDERS
from tests.integration.kit.conftest import OrderTopic
from tests.support.streams import eventually

CUSTOMERS = [f"c{n}" for n in range(12)]


@pytest.fixture
async def order_topic(kafka_servers, database, unique) -> AsyncIterator[OrderTopic]:
    """Two partitions, each with some of the customers."""
    group = f"ticketing-{unique}"
    topic = dataclasses.replace(topics.ORDER, name=f"heliodesk.test.order.{unique}", readers=(group,), partitions=2)
    await asyncio.to_thread(apply_topics, kafka_servers, [topic])
    made = OrderTopic(topic, group, kafka_servers, database)
    yield made
    await made.producer.stop()


async def test_who_loses_a_partition_with_a_batch_in_hand_goes_on_with_those_that_are_left(order_topic: OrderTopic):
    in_hand, let_go = threading.Event(), threading.Event()

    def slow(state, event, context):
        in_hand.set()
        assert let_go.wait(60)
        return handlers.on_order_placed(state, event, context)

    await order_topic.send(*(order_topic.placed(f"o-{customer}", customer=customer) for customer in CUSTOMERS))
    routes = [on(commerce.OrderPlaced, ORDERS, slow), on(commerce.OrderShipped, ORDERS, handlers.on_order_shipped)]
    async with order_topic.consuming(routes):
        await eventually(in_hand.is_set, within=30)
        async with order_topic.consuming() as second:
            # What it has committed is what it has been given; the first one still has its batch in hand.
            await eventually(lambda: second.committed, within=30)
            let_go.set()
            later = (order_topic.shipped(f"o-{customer}", 2, "Northway", customer) for customer in CUSTOMERS)
            await order_topic.send(*later)
            await order_topic.caught_up()
    assert {order_topic.order(f"o-{customer}").carrier for customer in CUSTOMERS} == {"Northway"}
    assert await order_topic.dead_letters() == []
