"""Orders, bonuses and corrections through the real Kafka: accounts ask, budgets decide, accounts credit."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from heliodesk.loyalty.v1 import correction_service_pb2, correction_types_pb2

from services.kit.broker import apply_topics, lags
from services.kit.clock import SystemClock
from services.kit.consumer import BatchConsumer
from services.kit.errors import Away
from services.kit.health import Health
from services.kit.outbox import Publisher, Relay
from services.kit.producer import OrderedProducer, Record
from services.kit.stream import Stream
from services.kit.topics import ORDER, Topic
from services.loyalty.campaigns.stream import stream as budget_stream
from services.loyalty.stream import stream as account_stream
from tests.support.campaigns import SPRING, Shop
from tests.support.orders import OrderEvent, delivered, refunded
from tests.support.streams import event_record, eventually

LIMITED = replace(SPRING, budget=1_000)
OPEN = replace(SPRING, campaign_id="open", bonus_percent=0, points_per_order=3)


class Running:
    """Both streams of a shop, on topics of the test's own, to start and stop."""

    def __init__(self, kafka: str, database: Any, unique: str) -> None:
        self.kafka = kafka
        plain = Shop(database)
        streams = account_stream(plain.programmes), budget_stream(plain.programmes)
        self.groups = {stream.group: f"{stream.group}-{unique}" for stream in streams}
        self.topics: dict[str, Topic] = {}
        for stream in streams:
            for topic in stream.topics.values():
                known = self.topics.get(topic.name)
                readers = (*(known.readers if known else ()), self.groups[stream.group])
                name = f"heliodesk.test.{topic.name.removeprefix('heliodesk.')}.{unique}"
                self.topics[topic.name] = dataclasses.replace(topic, name=name, readers=readers)
        self.shop = Shop(database, self.topics)
        self.producer = OrderedProducer(kafka)
        self.health = Health()

    def _stream(self, made: Stream) -> Stream:
        routes = [dataclasses.replace(route, kind=self.shop.kind(route.kind)) for route in made.routes]
        return Stream(self.groups[made.group], routes, known=tuple(self.topics.values()))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        stop, clock = asyncio.Event(), SystemClock()
        publisher = Publisher(self.producer, "loyalty", self.health)
        publisher.start()
        stores = {store.kind.name: store for store in self.shop.stores}
        streams = account_stream(self.shop.programmes), budget_stream(self.shop.programmes)
        consumers = [
            BatchConsumer(self._stream(made), stores, publisher, self.producer, self.kafka, self.health, clock)
            for made in streams
        ]
        relay = Relay(self.shop.stores, publisher, "loyalty", self.health)
        tasks = [asyncio.create_task(one.run(stop)) for one in (*consumers, relay)]
        try:
            yield
        finally:
            stop.set()
            await asyncio.wait_for(asyncio.gather(*tasks), 30)
            await publisher.stop()

    def records(self, events: Sequence[OrderEvent]) -> list[Record]:
        """As the edge would send them: numbered for each order, keyed by the customer."""
        numbers: dict[str, int] = {}
        made = []
        for event in events:
            numbers[event.order_id] = number = numbers.get(event.order_id, 0) + 1
            topic, customer = self.topics[ORDER.name].name, event.customer_id
            made.append(event_record(topic, event, event.order_id, number, tenant="shop", key=customer))
        return made

    async def send(self, events: Sequence[OrderEvent]) -> None:
        records = self.records(events)
        assert len(await self.producer.send(records)) == len(records)

    async def settled(self, fact: Callable[[], bool]) -> None:
        """Waits until nothing is left to be read or published, and the fact is there."""

        def quiet() -> bool:
            try:
                read = all(lag.behind == 0 for lag in lags(self.kafka, list(self.topics.values())))
            except Away:
                return False
            return fact() and read and not any(store.waiting(1) for store in self.shop.stores)

        await eventually(lambda: asyncio.to_thread(quiet), within=60)


@pytest.fixture
async def service(processes, kafka_servers, unique) -> AsyncIterator[Running]:
    made = Running(kafka_servers, processes().accounts.database, unique)
    await asyncio.to_thread(apply_topics, kafka_servers, list(made.topics.values()))
    yield made
    await made.producer.stop()


async def test_orders_spend_the_budget_of_a_campaign_and_no_more_and_a_replay_changes_nothing(service):
    shop, orders = service.shop, 60
    shop.publish(LIMITED, OPEN)
    events = [delivered(5_000, order=f"o{n}", customer=f"c{n % 7}") for n in range(orders)]

    def decided() -> bool:
        budget = shop.budget()
        return budget is not None and budget.decided == orders

    async with service.running():
        await service.send(events)
        await service.settled(decided)
        balances = [shop.account(f"c{n}") for n in range(7)]
        await service.send(events)
        await service.settled(decided)
        assert [shop.account(f"c{n}") for n in range(7)] == balances
    budget = shop.budget()
    assert (budget.granted, budget.bonuses, budget.refusals) == (1_000, 40, 20)
    assert sum(account.taken("spring") for account in balances) == 1_000
    assert sum(account.balance for account in balances) == orders * (50 + 3) + 1_000


async def test_a_refund_takes_its_share_whether_it_comes_before_or_after_the_budgets_answer(service):
    shop = service.shop
    shop.publish(LIMITED)
    bought = [delivered(1_000, order=f"o{n}", customer=f"c{n}") for n in range(10)]
    returned = [refunded(300, 300, 1_000, order=f"o{n}", customer=f"c{n}") for n in range(10)]
    # The first five are refunded before anybody has read their orders; the budget hears of them last.
    await service.send([*bought[:5], *returned[:5]])
    async with service.running():
        await service.settled(lambda: shop.budget() is not None and shop.budget().bonuses == 5)
        await service.send(bought[5:])
        await service.settled(lambda: shop.budget().bonuses == 10)
        await service.send(returned[5:])
        await service.settled(lambda: all(shop.account(f"c{n}").totals.clawed_back for n in range(5, 10)))
    assert [shop.account(f"c{n}").balance for n in range(10)] == [7 + 3] * 10
    assert shop.budget().granted == 50


async def test_a_grant_that_was_approved_is_in_the_account(service):
    shop = service.shop
    shop.publish()
    grant = correction_service_pb2.ProposeCorrectionRequest(
        customer_id="c1",
        points=250,
        kind=correction_types_pb2.CORRECTION_KIND_GRANT,
        reason="The parcel came late",
        actor="ana",
    )
    await shop.correcting.ProposeCorrection(grant, shop.call())
    assert [event.DESCRIPTOR.name for event in shop.told(shop.corrections)] == [
        "CorrectionProposed",
        "CorrectionApproved",
    ]
    async with service.running():
        await service.settled(lambda: shop.account("c1").balance == 250)
