"""A consumer of the kit's with ticketing's order view behind it, on a topic of the test's own."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from heliodesk.commerce.v1 import events_pb2 as commerce
from heliodesk.common.v1.types_pb2 import Money

from services.kit import topics
from services.kit.broker import apply_topics, lags
from services.kit.clock import SystemClock
from services.kit.consumer import BatchConsumer
from services.kit.errors import Away
from services.kit.health import Health
from services.kit.outbox import Publisher
from services.kit.producer import OrderedProducer, Record
from services.kit.store import Store
from services.kit.stream import Route, Stream
from services.ticketing.documents import ORDERS
from services.ticketing.stream import STREAM
from tests.support.streams import event_record, eventually, read_topic

ORDER_ROUTES = [route for route in STREAM.routes if route.kind is ORDERS]


class OrderTopic:
    """The order topic under a name of the test's own, with a consumer to start and stop."""

    def __init__(self, topic: topics.Topic, group: str, kafka: str, database: Any) -> None:
        self.topic = topic
        self.group = group
        self.kafka = kafka
        self.store = Store(database, ORDERS, "test", SystemClock().now)
        self.health = Health()
        self.producer = OrderedProducer(kafka)

    async def send(self, *records: Record) -> None:
        assert len(await self.producer.send(records)) == len(records)

    def placed(self, order: str, sequence: int = 1, customer: str = "c1") -> Record:
        message = commerce.OrderPlaced(
            order_id=order, customer_id=customer, country="DE", total=Money(minor_units=100, currency="EUR")
        )
        return event_record(self.topic.name, message, order, sequence, tenant="shop", key=customer)

    def paid(self, order: str, sequence: int, customer: str = "c1") -> Record:
        message = commerce.OrderPaid(order_id=order, customer_id=customer)
        return event_record(self.topic.name, message, order, sequence, tenant="shop", key=customer)

    def shipped(self, order: str, sequence: int, carrier: str, customer: str = "c1") -> Record:
        message = commerce.OrderShipped(order_id=order, customer_id=customer, carrier=carrier)
        return event_record(self.topic.name, message, order, sequence, tenant="shop", key=customer)

    def order(self, order: str) -> Any:
        return self.store.get(f"shop/{order}")

    def orders(self) -> dict[str, Any]:
        return {document["_id"]: document for document in self.store.collection.find()}

    def not_ready(self) -> str:
        """What readiness says of the consumer; empty when it is ready."""
        return self.health.report()["reasons"].get(f"consumer:{self.group}", "")

    async def dead_letters(self) -> list[Any]:
        return await read_topic(self.kafka, self.topic.dead_letters(self.group))

    @asynccontextmanager
    async def consuming(self, routes: Sequence[Route] = ORDER_ROUTES) -> AsyncIterator[BatchConsumer]:
        stop = asyncio.Event()
        publisher = Publisher(self.producer, "test", self.health)
        publisher.start()
        consumer = BatchConsumer(
            Stream(self.group, routes, known=(self.topic,)),
            {ORDERS.name: self.store},
            publisher,
            self.producer,
            self.kafka,
            self.health,
            SystemClock(),
        )
        task = asyncio.create_task(consumer.run(stop))
        try:
            yield consumer
        finally:
            stop.set()
            await asyncio.wait_for(task, 30)
            await publisher.stop()

    async def caught_up(self) -> None:
        def no_lag() -> bool:
            try:
                return all(lag.behind == 0 for lag in lags(self.kafka, [self.topic]))
            except Away:
                return False

        await eventually(lambda: asyncio.to_thread(no_lag), within=30)


@pytest.fixture
async def order_topic(kafka_servers, database, unique) -> AsyncIterator[OrderTopic]:
    group = f"ticketing-{unique}"
    topic = dataclasses.replace(topics.ORDER, name=f"heliodesk.test.order.{unique}", readers=(group,), partitions=2)
    await asyncio.to_thread(apply_topics, kafka_servers, [topic])
    made = OrderTopic(topic, group, kafka_servers, database)
    yield made
    await made.producer.stop()
