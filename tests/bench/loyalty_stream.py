"""Order events a second through loyalty's consumer, against a bare loop that knows beforehand what comes of them, and
writes the very same commits, keys and timers and publishes the very same events with the same round trips: getmany, one
find of the accounts, one insert each of timers, keys and commits, one produce, one update of the accounts, commit.

Each customer has four orders with one or two lines, and every fourth order is refunded in part. Rounds alternate, so
that whatever else the machine does falls on both sides.
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

import mongoengine
from google.protobuf.message import Message
from heliodesk.commerce.v1 import events_pb2 as commerce
from pymongo import InsertOne, UpdateOne

from services.kit import documents, topics
from services.kit.aggregate import Work
from services.kit.broker import apply_topics
from services.kit.clock import SystemClock
from services.kit.commits import CommitStore
from services.kit.consumer import BatchConsumer
from services.kit.envelope import Envelope
from services.kit.health import Health
from services.kit.ids import document_id, new_id
from services.kit.instants import to_timestamp
from services.kit.outbox import Publisher
from services.kit.process import collect_seldom
from services.kit.producer import OrderedProducer
from services.kit.stream import Context, Stream
from services.loyalty.documents import ACCOUNTS, DOCUMENTS
from services.loyalty.programmes import Programmes
from services.loyalty.stream import stream
from services.loyalty.timers import COLLECTION, AccountTimerDocument
from tests.bench.bare import Sent, bare_loop
from tests.bench.consumer import timed
from tests.support.orders import NOON, money
from tests.support.streams import event_record

CUSTOMERS = 400
ORDERS = 4
ROUNDS = 3
TENANT = "shop"


def _told() -> list[Message]:
    """As they come: many customers at the same time."""
    found: list[Message] = []
    for number in range(ORDERS):
        for customer in range(CUSTOMERS):
            found += _order(f"c{customer:04d}", f"o{customer:04d}-{number}", number + 4 * customer, number)
    return found


def _order(customer: str, order: str, seed: int, number: int) -> list[Message]:
    at = NOON + timedelta(days=number, seconds=seed)
    prices = [2_000 + 37 * (seed % 100), 990][: 1 + seed % 2]
    total = sum(prices)
    lines = [
        commerce.OrderLine(line_id=str(place), sku=f"SKU-{place}", quantity=1, unit_price=money(price))
        for place, price in enumerate(prices, 1)
    ]
    known = {"order_id": order, "customer_id": customer}
    told: list[Message] = [
        commerce.OrderDelivered(**known, total=money(total), lines=lines, delivered_at=to_timestamp(at), country="DE")
    ]
    if number == 1:
        part, back = money(700), to_timestamp(at + timedelta(hours=3))
        told.append(
            commerce.OrderRefunded(
                **known, refund_id="r", amount=part, refunded_total=part, order_total=money(total), refunded_at=back
            )
        )
    return told


TOLD = _told()
EVENTS = len(TOLD)


@dataclass
class Side:
    kafka: str
    source: topics.Topic
    target: topics.Topic
    database: Any


@dataclass(frozen=True, slots=True)
class Wanted:
    """What comes of each customer's events, in their order: commits, keys, timers and events of each."""

    commits: dict[str, list[dict[str, Any]]]
    keys: dict[str, list[dict[str, Any]]]
    timers: dict[str, list[dict[str, Any]]]
    events: dict[str, list[list[Sent]]]
    heads: dict[str, dict[str, Any]]


async def _prepared(kafka: str, uri: str) -> Side:
    mark = new_id()[-12:]
    source = dataclasses.replace(topics.ORDER, name=f"bench.source.{mark}", readers=(f"bench-{mark}",))
    target = dataclasses.replace(topics.ACCOUNT, name=f"bench.target.{mark}", readers=())
    await asyncio.to_thread(apply_topics, kafka, [source, target])
    producer = OrderedProducer(kafka)
    numbers: Counter[str] = Counter()
    records = []
    for event in TOLD:
        numbers[event.order_id] += 1
        number = numbers[event.order_id]
        records.append(event_record(source.name, event, event.order_id, number, tenant=TENANT, key=event.customer_id))
    await producer.send(records)
    await producer.stop()
    database = documents.connect("loyalty", uri, f"bench_{mark}")
    documents.ensure_indexes((*DOCUMENTS, AccountTimerDocument))
    return Side(kafka, source, target, database)


def _table(side: Side) -> dict[str, Any]:
    return stream(Programmes(side.database, SystemClock().now)).by_type


def _store(side: Side) -> CommitStore[Any]:
    kind = dataclasses.replace(ACCOUNTS, topic=side.target)
    return CommitStore(side.database, kind, "bench", SystemClock().now)


async def _ours(side: Side, stages: Counter[str]) -> float:
    store, health, producer = _store(side), Health(), OrderedProducer(side.kafka)
    publisher = Publisher(producer, "bench", health)
    publisher.start()
    table = _table(side)
    routes = [
        dataclasses.replace(table[message.DESCRIPTOR.full_name], kind=store.kind)
        for message in (commerce.OrderDelivered, commerce.OrderRefunded)
    ]
    known = Stream(side.source.readers[0], routes, known=(side.source,))
    consumer = BatchConsumer(known, {store.kind.name: store}, publisher, producer, side.kafka, health, SystemClock())
    stop = asyncio.Event()
    task = asyncio.create_task(consumer.run(stop))
    seconds = await timed(lambda: consumer.committed, EVENTS, task)
    stop.set()
    await task
    await publisher.stop()
    await producer.stop()
    stages.update(consumer.stages)
    return seconds


def _wanted(side: Side) -> Wanted:
    """By the handlers themselves, beforehand, one event at a time."""
    store, table = _store(side), _table(side)
    events: dict[str, list[list[Sent]]] = defaultdict(list)
    for event in TOLD:
        route = table[event.DESCRIPTOR.full_name]
        context = Context(Envelope("", event.DESCRIPTOR.full_name, "test", event.order_id, NOON, TENANT, 1), NOON)
        work = Work(
            document_id(TENANT, event.customer_id),
            lambda standing, event=event, context=context, route=route: route.handler(standing, event, context),
            keys=route.keys(event),
            about=route.about(event),
        )
        _, pending = store.run([work])
        entries = [entry for one in pending for entry in one.entries]
        events[event.customer_id].append(
            [(entry.key.encode(), entry.data, entry.envelope.to_headers()) for entry in entries]
        )
        store.settle(pending)
    database = side.database
    return Wanted(
        _by_customer(database[ACCOUNTS.commits].find(), lambda one: one["_id"].split("/")[1]),
        _by_customer(database[ACCOUNTS.keys].find(), lambda one: one["commit"].split("/")[1]),
        _by_customer(database[COLLECTION].find(), lambda one: one["_id"].split("/")[1]),
        events,
        {one["_id"]: one for one in database[ACCOUNTS.collection].find()},
    )


def _by_customer(found: Any, customer_of: Any) -> dict[str, list[dict[str, Any]]]:
    by_customer: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in sorted(found, key=lambda one: one["_id"]):
        by_customer[customer_of(one)].append(one)
    return by_customer


class Bare:
    """The store's part of the bare loop."""

    def __init__(self, database: Any, wanted: Wanted) -> None:
        self._database = database
        self._wanted = wanted
        self._done: Counter[str] = Counter()

    def write(self, records: Sequence[Any]) -> list[Sent]:
        counted = Counter(record.key.decode() for record in records)
        for record in records:
            topics.ORDER.message(Envelope.from_headers(record.headers).type).FromString(record.value)
        ids = [document_id(TENANT, customer) for customer in counted]
        list(self._database[ACCOUNTS.collection].find({"_id": {"$in": ids}}))
        spans = {customer: (self._done[customer], self._done[customer] + count) for customer, count in counted.items()}
        self._done.update(counted)
        wanted = self._wanted
        for collection, by_customer in (
            (COLLECTION, wanted.timers),
            (ACCOUNTS.keys, wanted.keys),
            (ACCOUNTS.commits, wanted.commits),
        ):
            inserts = [
                InsertOne(one)
                for customer, span in spans.items()
                for one in by_customer[customer][
                    self._part(customer, by_customer, span[0]) : self._part(customer, by_customer, span[1])
                ]
            ]
            if inserts:
                self._database[collection].bulk_write(inserts, ordered=False)
        heads = [UpdateOne({"_id": id_}, {"$set": wanted.heads[id_]}, upsert=True) for id_ in ids]
        self._database[ACCOUNTS.collection].bulk_write(heads, ordered=False)
        return [
            one
            for customer, (first, last) in spans.items()
            for told in wanted.events[customer][first:last]
            for one in told
        ]

    def _part(self, customer: str, found: dict[str, list[dict[str, Any]]], place: int) -> int:
        """Of what comes of so many of the customer's events."""
        return round(len(found[customer]) * place / len(self._wanted.events[customer]))


async def _round(kafka: str, uri: str, stages: Counter[str]) -> tuple[float, float]:
    """Events a second: ours, the bare loop's."""
    side = await _prepared(kafka, uri)
    ours = await _ours(side, stages)
    _forget(side)
    side = await _prepared(kafka, uri)
    wanted = await asyncio.to_thread(_wanted, side)
    for collection in (COLLECTION, ACCOUNTS.keys, ACCOUNTS.commits, ACCOUNTS.collection):
        side.database[collection].delete_many({})
    done: Counter[str] = Counter()
    bare = Bare(side.database, wanted)
    task = asyncio.create_task(bare_loop(side.kafka, side.source, side.target, EVENTS, bare.write, done))
    seconds = await timed(lambda: done["events"], EVENTS, task)
    await task
    _forget(side)
    return EVENTS / ours, EVENTS / seconds


def _forget(side: Side) -> None:
    side.database.client.drop_database(side.database.name)
    mongoengine.disconnect("loyalty")


async def _measure(kafka: str, uri: str) -> dict[str, Any]:
    stages: Counter[str] = Counter()
    collect_seldom()
    rounds = [await _round(kafka, uri, stages) for _ in range(ROUNDS)]
    return {
        "name": "loyalty_stream",
        "value": round(median(ours for ours, _ in rounds)),
        "unit": "events/s",
        "baseline": round(median(bare for _, bare in rounds)),
        "ratio": round(median(ours / bare for ours, bare in rounds), 2),
        "stages_microseconds_per_event": {
            stage: round(1e6 * seconds / (EVENTS * ROUNDS), 1) for stage, seconds in stages.items()
        },
    }


def run(kafka: str, uri: str) -> dict[str, Any]:
    return asyncio.run(_measure(kafka, uri))
