"""`kill -9` at every step of an earn and of a clawback, and again and again in the middle of many: after the restart
the books are right, and Kafka has been told of each entry in its order."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import mongoengine
import pytest
from pymongo.database import Database

from services.cli.local.process import LocalProcess
from services.kit import documents
from services.kit.aggregate import Work
from services.kit.broker import apply_topics
from services.kit.commits import CommitStore
from services.kit.envelope import Envelope
from services.kit.health import Health
from services.kit.outbox import Publisher
from services.kit.producer import OrderedProducer, Record
from services.kit.store import Pending
from services.kit.topics import ACCOUNT, ORDER, TOPICS
from services.loyalty.documents import ACCOUNTS, DOCUMENTS
from services.loyalty.domain.account import Account
from services.loyalty.domain.programme import UNPUBLISHED
from services.loyalty.proving.run import prove
from services.loyalty.stream import stream
from tests.faults.platform import service_process
from tests.support import ledgers
from tests.support.killed import deaths
from tests.support.ledgers import Ledger, audit
from tests.support.orders import NOON, OrderEvent, delivered, money, refunded
from tests.support.streams import event_record, eventually, read_topic, skip_to_end

pytestmark = pytest.mark.timeout(300)

LATER = NOON + timedelta(days=20)
ROUTES = stream(SimpleNamespace(in_force=lambda tenant, at: UNPUBLISHED)).by_type
"""As a shop has them that has published no programme."""


@dataclass(frozen=True)
class Step:
    """The last of the `events` is the one at which a process dies; who has spent `spent` points did so before it."""

    events: tuple[OrderEvent, ...]
    after: tuple[OrderEvent, ...] = ()
    spent: int = 0


def steps(customer: str) -> Mapping[str, Step]:
    order = delivered(1999, order=f"o-{customer}", customer=customer)
    for line, price in (("lamp", 1500), ("book", 499)):
        order.lines.add(line_id=line, sku=line, quantity=1, unit_price=money(price))
    part = refunded(700, 700, 1999, order=order.order_id, customer=customer)
    part.lines.add(line_id="lamp", amount=money(600))
    rest = refunded(1299, 1999, 1999, order=order.order_id, customer=customer)
    return {
        "earn": Step((order,)),
        "refund": Step((order, part)),
        "refund-of-what-was-spent": Step((order, part, rest), spent=10),
        "refund-before-the-delivery": Step((part,), after=(order, rest)),
    }


def take(database: Database[dict[str, Any]], asked: tuple[str, str, bytes, str]) -> None:
    """What the consumer does with the event, until its outbox is empty."""
    kafka, tenant, data, name = asked
    route = ROUTES[name]
    work = ledgers.told(route.message.FromString(data), ROUTES, LATER, tenant)
    store = CommitStore(database, ACCOUNTS, "heliodesk/loyalty", lambda: LATER)
    asyncio.run(publish(kafka, store.run([work])[1]))


async def publish(kafka: str, pending: Iterable[Pending]) -> None:
    producer = OrderedProducer(kafka)
    publisher = Publisher(producer, "loyalty", Health())
    publisher.start()
    publisher.offer(pending)
    await publisher.stop(patience=30)
    await producer.stop()


class Shop:
    """A shop's accounts, the topic of its orders, and on paper what the accounts must say."""

    def __init__(self, uri: str, database: Database[dict[str, Any]], kafka: str, tenant: str) -> None:
        self.uri, self.kafka, self.tenant = uri, kafka, tenant
        self.store = CommitStore(database, ACCOUNTS, "heliodesk/loyalty", lambda: LATER)
        self.paper: dict[str, Ledger] = {}
        self.sequences: dict[str, int] = {}

    def works(self, events: Iterable[OrderEvent]) -> list[Work[Account]]:
        return [ledgers.told(event, ROUTES, LATER, self.tenant) for event in events]

    def on_paper(self, customer: str, works: Iterable[Work[Account]]) -> None:
        self.paper.setdefault(customer, Ledger()).take_all(*works)

    def records(self, events: Iterable[OrderEvent]) -> list[Record]:
        """As the edge would send them."""
        made = []
        for event in events:
            self.sequences[event.order_id] = number = self.sequences.get(event.order_id, 0) + 1
            customer = event.customer_id
            made.append(event_record(ORDER.name, event, event.order_id, number, tenant=self.tenant, key=customer))
        return made

    def entries(self, customer: str) -> list[Any]:
        return [entry for _, found in self.store.commits(f"{self.tenant}/{customer}") for entry in found]

    def done(self) -> bool:
        counts = {one: len(self.entries(one)) for one in self.paper}
        return counts == {one: len(paper.entries) for one, paper in self.paper.items()} and not self.store.waiting(1)

    async def assert_books_are_right(self) -> None:
        """To the letter: the entries are those on paper, hashes included."""
        for customer, paper in self.paper.items():
            account_id, entries = f"{self.tenant}/{customer}", self.entries(customer)
            account = self.store.get(account_id)
            audit(account_id, entries, account)
            assert entries == paper.entries, customer
            assert account == paper.account
        tally = await asyncio.to_thread(prove, self.uri, self.store.database.name, self.tenant)
        assert (tally.faults, tally.accounts) == ([], len(self.paper))
        told = await self.told()
        for customer, paper in self.paper.items():
            its = [(one.sequence, one.type.rpartition(".")[2]) for one in told.get(customer, [])]
            assert its == list(enumerate((type(event).__name__ for event in paper.events), start=1)), customer

    async def told(self) -> dict[str, list[Envelope]]:
        """What Kafka has of each account, in the order in which it appears first."""
        found: dict[str, dict[str, Envelope]] = {}
        for record in await read_topic(self.kafka, ACCOUNT.name):
            envelope = Envelope.from_headers(record.headers)
            if envelope.tenant == self.tenant:
                found.setdefault(envelope.subject, {}).setdefault(envelope.id, envelope)
        return {subject: list(events.values()) for subject, events in found.items()}


@pytest.fixture
async def shop(kafka_servers, mongodb_uri, database, unique) -> AsyncIterator[Shop]:
    connected = documents.connect("loyalty", mongodb_uri, f"{database.name}_loyalty")
    await asyncio.to_thread(documents.ensure_indexes, DOCUMENTS)
    await asyncio.to_thread(apply_topics, kafka_servers, TOPICS)
    await skip_to_end(kafka_servers, [topic for topic in TOPICS if "loyalty" in topic.readers])
    yield Shop(mongodb_uri, connected, kafka_servers, unique)
    mongoengine.disconnect("loyalty")


@pytest.fixture
def loyalty(kafka_servers, mongodb_uri, database, port_base, tmp_path: Path) -> Iterator[LocalProcess]:
    """Its consumer and its relay as a process; not started yet. Without the tick, no timer changes the books."""
    env = {
        "KAFKA_BOOTSTRAP_SERVERS": kafka_servers,
        "MONGODB_URI": mongodb_uri,
        "HELIODESK_DATABASE": database.name,
        "HELIODESK_PORT_BASE": str(port_base),
    }
    process = service_process("loyalty", tmp_path, port_base, env, "stream", "relay")
    yield process
    process.stop()


@pytest.fixture
async def producer(kafka_servers) -> AsyncIterator[OrderedProducer]:
    made = OrderedProducer(kafka_servers)
    yield made
    await made.stop()


def kill_at_every_write(shop: Shop, step: str) -> list[OrderEvent]:
    """One customer for each place at which the process has died; answers all that these customers' orders tell."""
    events: list[OrderEvent] = []

    def prepare(name: str) -> tuple[str, str, bytes, str]:
        customer = f"{step}-{name}"
        found = steps(customer)[step]
        before = shop.works(found.events[:-1])
        if found.spent:
            account_id = f"{shop.tenant}/{customer}"
            before.append(ledgers.redeemed(customer, found.spent, LATER, account_id=account_id))
        for work in before:
            shop.store.run([work])
        shop.on_paper(customer, [*before, *shop.works([found.events[-1], *found.after])])
        events.extend([*found.events, *found.after])
        last = found.events[-1]
        return shop.kafka, shop.tenant, last.SerializeToString(), last.DESCRIPTOR.full_name

    died = list(deaths(shop.uri, shop.store.database.name, __name__, take, prepare))
    # In front of and behind the key and the commit at least.
    assert len(died) >= 4, (step, died)
    return events


async def test_a_process_that_is_killed_at_any_step_leaves_books_that_come_right(shop, loyalty, producer):
    events = []
    for step in steps("anybody"):
        events += await asyncio.to_thread(kill_at_every_write, shop, step)
    # The offsets were not committed: all of it is read again.
    records = shop.records(events)
    assert len(await producer.send(records)) == len(records)
    await asyncio.to_thread(loyalty.start)
    await eventually(lambda: asyncio.to_thread(shop.done), within=90)
    kinds = {entry.kind.value for paper in shop.paper.values() for entry in paper.entries}
    assert kinds == {"earn", "release", "redeem", "clawback"}
    assert any(paper.account.debt for paper in shop.paper.values())
    await shop.assert_books_are_right()


async def test_a_process_that_is_killed_again_and_again_among_many_refunds_counts_each_once(shop, loyalty, producer):
    chance = random.Random(4)
    events: list[OrderEvent] = []
    for number in range(600):
        customer, order, total = f"c{number % 25}", f"o{number}-{shop.tenant}", 1000 + number
        one = [delivered(total, order=order, customer=customer)]
        for part in range(number % 4):
            one.append(refunded(250, 250 * (part + 1), total, order=order, customer=customer))
        chance.shuffle(one)
        shop.on_paper(customer, shop.works(one))
        events += one
    records = shop.records(events)
    shares = [records[start : start + len(records) // 4 + 1] for start in range(0, len(records), len(records) // 4 + 1)]
    for share in shares:
        before = sum(len(shop.entries(one)) for one in shop.paper)
        assert len(await producer.send(share)) == len(share)
        await asyncio.to_thread(loyalty.start)
        await eventually(lambda before=before: sum(len(shop.entries(one)) for one in shop.paper) > before, within=90)
        await asyncio.to_thread(loyalty.kill9)
    await asyncio.to_thread(loyalty.start)
    await eventually(lambda: asyncio.to_thread(shop.done), within=90)
    await shop.assert_books_are_right()
