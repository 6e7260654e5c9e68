"""Orders from the real Kafka to the ledger, and its events back."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from heliodesk.commerce.v1 import events_pb2 as commerce
from heliodesk.loyalty.v1 import events_pb2 as loyalty

from services.kit import topics
from services.kit.broker import apply_topics, lags
from services.kit.clock import SystemClock
from services.kit.commits import CommitStore
from services.kit.consumer import BatchConsumer
from services.kit.envelope import Envelope
from services.kit.errors import Away
from services.kit.health import Health
from services.kit.outbox import Publisher, Relay
from services.kit.producer import OrderedProducer, Record
from services.kit.stream import Stream
from services.loyalty.documents import ACCOUNTS
from services.loyalty.programmes import Programmes
from services.loyalty.stream import stream
from tests.integration.loyalty.test_ledger import balances, run, shop_orders
from tests.support.orders import OrderEvent
from tests.support.streams import event_record, eventually, read_topic


class Loyalty:
    """Loyalty's stream on topics of the test's own, to start and stop."""

    def __init__(self, kafka: str, database: Any, unique: str) -> None:
        group = f"loyalty-{unique}"
        self.orders = dataclasses.replace(topics.ORDER, name=f"heliodesk.test.order.{unique}", readers=(group,))
        self.accounts = dataclasses.replace(topics.ACCOUNT, name=f"heliodesk.test.account.{unique}")
        kind = dataclasses.replace(ACCOUNTS, topic=self.accounts)
        routes = [
            dataclasses.replace(route, kind=kind)
            for route in stream(Programmes(database, SystemClock().now)).routes
            if route.message in (commerce.OrderDelivered, commerce.OrderRefunded)
        ]
        self.kafka = kafka
        self.stream = Stream(group, routes, known=(self.orders,))
        self.store = CommitStore(database, kind, "heliodesk/loyalty", SystemClock().now)
        self.producer = OrderedProducer(kafka)
        self.health = Health()

    def records(self, events: list[OrderEvent]) -> list[Record]:
        """As the edge would send them: numbered for each order, keyed by the customer."""
        numbers: dict[str, int] = {}
        made = []
        for event in events:
            numbers[event.order_id] = number = numbers.get(event.order_id, 0) + 1
            customer = event.customer_id
            made.append(event_record(self.orders.name, event, event.order_id, number, tenant="shop", key=customer))
        return made

    async def send(self, records: list[Record]) -> None:
        assert len(await self.producer.send(records)) == len(records)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        stop = asyncio.Event()
        publisher = Publisher(self.producer, "loyalty", self.health)
        publisher.start()
        stores = {self.store.kind.name: self.store}
        consumer = BatchConsumer(
            self.stream,
            stores,
            publisher,
            self.producer,
            self.kafka,
            self.health,
            SystemClock(),
        )
        relay = Relay([self.store], publisher, "loyalty", self.health)
        tasks = [asyncio.create_task(consumer.run(stop)), asyncio.create_task(relay.run(stop))]
        try:
            yield
        finally:
            stop.set()
            await asyncio.wait_for(asyncio.gather(*tasks), 30)
            await publisher.stop()

    async def caught_up(self) -> None:
        def no_lag() -> bool:
            try:
                return all(lag.behind == 0 for lag in lags(self.kafka, [self.orders]))
            except Away:
                return False

        await eventually(lambda: asyncio.to_thread(no_lag), within=60)
        await eventually(lambda: asyncio.to_thread(lambda: self.store.waiting(10) == []))

    async def told(self) -> list[tuple[Envelope, Any]]:
        """The account's events in Kafka, each once, in the order of their first appearance."""
        found = {}
        for record in await read_topic(self.kafka, self.accounts.name):
            envelope = Envelope.from_headers(record.headers)
            message = getattr(loyalty, envelope.type.rpartition(".")[2]).FromString(record.value)
            found.setdefault(envelope.id, (envelope, message))
        return list(found.values())


@pytest.fixture
async def service(kafka_servers, database, unique) -> AsyncIterator[Loyalty]:
    made = Loyalty(kafka_servers, database, unique)
    await asyncio.to_thread(apply_topics, kafka_servers, [made.orders, made.accounts])
    yield made
    await made.producer.stop()


async def test_orders_earn_and_refunds_take_back_and_kafka_is_told_in_order(service):
    events, points = shop_orders(customers=5, orders=60)
    async with service.running():
        await service.send(service.records(events))
        await service.caught_up()
        told = await service.told()
    assert balances(service.store, points) == points
    assert len(told) == len(events)
    for customer, balance in points.items():
        its = [(envelope, event) for envelope, event in told if envelope.subject == customer]
        assert [envelope.sequence for envelope, _ in its] == list(range(1, len(its) + 1))
        assert its[-1][1].balance == balance


async def test_a_whole_topic_replayed_into_a_running_consumer_changes_nothing(service):
    events, points = shop_orders(customers=3, orders=20)
    records = service.records(events)
    async with service.running():
        await service.send(records)
        await service.caught_up()
        told = await service.told()
        await service.send(records)
        await service.caught_up()
        assert await service.told() == told
    assert balances(service.store, points) == points


async def test_what_a_process_that_died_had_committed_reaches_kafka(service):
    """It wrote the commits and sent nothing."""
    events, points = shop_orders(customers=2, orders=10)
    await service.send(service.records(events))
    died = CommitStore(service.store.database, service.store.kind, "heliodesk/loyalty", SystemClock().now)
    run(died, events)
    async with service.running():
        await service.caught_up()
        told = await service.told()
    assert len(told) == len(events)
    assert balances(service.store, points) == points


async def test_a_refund_that_contradicts_itself_is_put_aside(service):
    events, points = shop_orders(customers=2, orders=20)
    bad = commerce.OrderRefunded()
    bad.CopyFrom(next(event for event in events if isinstance(event, commerce.OrderRefunded)))
    bad.refund_id = "bad"
    bad.amount.minor_units = 0
    async with service.running():
        await service.send(service.records([*events, bad]))
        await service.caught_up()
        letters = await read_topic(service.kafka, service.orders.dead_letters(service.stream.group))
    assert [dict(letter.headers)["dlq_reason"] for letter in letters] == [b"ORDER_INCONSISTENT"]
    assert balances(service.store, points) == points
