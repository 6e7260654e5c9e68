"""A shop of which an SRE takes care: the edge tells of its orders, ticketing follows them, on the real topics."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from pymongo.database import Database

from services.cli.operating import groups
from services.edge.commerce.documents import FEEDS
from services.edge.commerce.domain import OrderFeed, RecordFact
from services.edge.commerce.facts import Delayed, Fact, Paid, Placed
from services.edge.commerce.handlers import record_fact
from services.kit.broker import administration, apply_topics, end_offsets, lags
from services.kit.clock import SystemClock
from services.kit.consumer import BatchConsumer
from services.kit.errors import Away
from services.kit.health import Health
from services.kit.money import Money
from services.kit.outbox import Publisher
from services.kit.producer import OrderedProducer
from services.kit.store import Store
from services.kit.stream import Stream
from services.kit.topics import ORDER, TOPICS
from services.ticketing.documents import ORDERS
from services.ticketing.domain.order import Order
from services.ticketing.stream import STREAM
from tests.integration.cli.conftest import heliodesk as heliodesk
from tests.support.streams import NOON, eventually, skip_to_end

_ROUTES = [route for route in STREAM.routes if route.kind is ORDERS]
PLACED = Placed(customer_id="c1", country="DE", lines=(), total=Money(100, "EUR"))
PAID = Paid(Money(100, "EUR"))


def delayed(reason: str) -> Delayed:
    return Delayed(reason=reason, expected_at=None)


@dataclass
class Shop:
    """`name` is the tenant. Facts are told by the edge's store; ticketing's consumer runs while it is `followed`."""

    name: str
    kafka: str
    edge: Database[dict[str, Any]]
    ticketing: Database[dict[str, Any]]
    producer: OrderedProducer
    told: int = 0

    @property
    def feeds(self) -> Store[OrderFeed]:
        return Store(self.edge, FEEDS, "heliodesk/edge", SystemClock().now)

    @property
    def orders(self) -> Store[Order]:
        return Store(self.ticketing, ORDERS, "heliodesk/ticketing", SystemClock().now)

    @asynccontextmanager
    async def publishing(self) -> AsyncIterator[Publisher]:
        publisher = Publisher(self.producer, "test", Health())
        publisher.start()
        try:
            yield publisher
        finally:
            await publisher.stop()

    async def tell(self, order: str, *facts: Fact) -> None:
        """Each a little later than the one before; Kafka has them when it returns."""
        async with self.publishing() as publisher:
            for fact in facts:
                self.told += 1
                at = NOON + timedelta(minutes=self.told)
                command = RecordFact(order, f"f{self.told}", str(fact), fact, at)
                outcomes, pending = self.feeds.run([record_fact(self.name, command, "")])
                assert outcomes[0].refusal is None, outcomes[0].refusal
                await publisher.publish(pending)

    @asynccontextmanager
    async def followed(self) -> AsyncIterator[None]:
        stop = asyncio.Event()
        async with self.publishing() as publisher:
            stream, stores = Stream("ticketing", _ROUTES), {ORDERS.name: self.orders}
            consumer = BatchConsumer(stream, stores, publisher, self.producer, self.kafka, Health(), SystemClock())
            running = asyncio.create_task(consumer.run(stop))
            try:
                await eventually(lambda: asyncio.to_thread(self._reads), within=40)
                yield
                await eventually(lambda: asyncio.to_thread(self._all_read), within=40)
            finally:
                stop.set()
                await asyncio.wait_for(running, 30)

    async def follow(self) -> None:
        """Ticketing reads all there is, and is stopped."""
        async with self.followed():
            pass

    def _reads(self) -> bool:
        with administration(self.kafka) as admin:
            return groups.reading(admin, ["ticketing"]) == ["ticketing"]

    def _all_read(self) -> bool:
        try:
            return all(lag.behind == 0 for lag in lags(self.kafka, [ORDER]) if lag.group == "ticketing")
        except Away:
            return False

    def order(self, order: str) -> Order:
        found = self.orders.get(f"{self.name}/{order}")
        assert found is not None
        return found

    def seen(self) -> dict[str, Any]:
        """All that ticketing has made of the shop's orders: Kafka holds those of other tests too."""
        ours = {"_id": {"$regex": f"^{self.name}/"}}
        return {document["_id"]: document for document in self.orders.collection.find(ours)}


def led(kafka_servers: str) -> bool:
    """Whether every partition has its leader, which new ones get a moment after they were made."""
    try:
        return bool(end_offsets(kafka_servers, [topic.name for topic in TOPICS]))
    except Away:
        return False


@pytest.fixture
async def shop(kafka_servers, mongodb_uri, database, unique, monkeypatch) -> AsyncIterator[Shop]:
    monkeypatch.setenv("MONGODB_URI", mongodb_uri)
    monkeypatch.setenv("HELIODESK_DATABASE", database.name)
    await asyncio.to_thread(apply_topics, kafka_servers)
    await eventually(lambda: asyncio.to_thread(led, kafka_servers))
    await skip_to_end(kafka_servers, TOPICS)
    client = database.client
    edge, ticketing = client[f"{database.name}_edge"], client[f"{database.name}_ticketing"]
    made = Shop(f"s{unique}", kafka_servers, edge, ticketing, OrderedProducer(kafka_servers))
    yield made
    await made.producer.stop()


@contextmanager
def set_back(*databases: Database[dict[str, Any]]) -> Iterator[None]:
    """What happens inside is lost to these, as if a copy from before had been put back."""
    kept = [{name: list(one[name].find()) for name in one.list_collection_names()} for one in databases]
    yield
    for one, collections in zip(databases, kept, strict=True):
        for name in one.list_collection_names():
            one.drop_collection(name)
        for name, documents in collections.items():
            if documents:
                one[name].insert_many(documents)
