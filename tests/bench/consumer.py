"""Events a second of `kit/consumer` with ticketing's order view, against a bare loop that does the same round trips by
hand: getmany, one find, one insert of the same documents, one produce of as many events, commit.

Both sides read the same kind of topic, in rounds that alternate, so that whatever else the machine does falls on both.
The handler is ticketing's own; what it decides is published as an event of the order, as many as are read.
"""

from __future__ import annotations

import asyncio
import dataclasses
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from statistics import median
from typing import Any

from heliodesk.commerce.v1 import events_pb2 as commerce
from heliodesk.common.v1.types_pb2 import Money
from pymongo import InsertOne, MongoClient

from services.kit import topics
from services.kit.aggregate import Change
from services.kit.broker import apply_topics
from services.kit.clock import SystemClock
from services.kit.consumer import BatchConsumer
from services.kit.frozen import frozen
from services.kit.health import Health
from services.kit.ids import new_id
from services.kit.mongo import CLIENT_OPTIONS
from services.kit.outbox import Publisher
from services.kit.process import collect_seldom
from services.kit.producer import OrderedProducer, Record
from services.kit.store import Store
from services.kit.stream import Stream, on
from services.ticketing import handlers
from services.ticketing.documents import ORDERS
from tests.bench.bare import Sent, bare_loop
from tests.support.streams import NOON, event_record

# So many that the first batches, in which connections are made, are few of them.
EVENTS = 20_000
ROUNDS = 3


@frozen
class OrderPaid:
    """The event that each event read causes, on both sides."""

    order_id: str
    customer_id: str
    paid_at: datetime


def _placed_and_told(state: Any, event: Any, context: Any) -> Change[Any]:
    change = handlers.on_order_placed(state, event, context)
    return Change(change.state, [OrderPaid(event.order_id, event.customer_id, context.envelope.time)])


def _records(topic: str, count: int) -> list[Record]:
    return [
        event_record(
            topic,
            commerce.OrderPlaced(
                order_id=f"o{number}",
                customer_id=f"c{number}",
                country="DE",
                total=Money(minor_units=1, currency="EUR"),
            ),
            f"o{number}",
            1,
            tenant="shop",
            key=f"c{number}",
        )
        for number in range(count)
    ]


@dataclass
class Side:
    """One round of one side: its own topics and its own collection."""

    kafka: str
    uri: str
    source: topics.Topic
    target: topics.Topic
    database: Any


async def _prepared(kafka: str, uri: str) -> Side:
    mark = new_id()[-12:]
    group = f"bench-{mark}"
    source = dataclasses.replace(topics.ORDER, name=f"bench.source.{mark}", readers=(group,), partitions=6)
    target = dataclasses.replace(topics.ORDER, name=f"bench.target.{mark}", readers=(), partitions=6)
    await asyncio.to_thread(apply_topics, kafka, [source, target])
    producer = OrderedProducer(kafka)
    await producer.send(_records(source.name, EVENTS))
    await producer.stop()
    return Side(kafka, uri, source, target, MongoClient(uri, **CLIENT_OPTIONS)[f"bench_{mark}"])


async def _ours(side: Side, stages: Counter[str]) -> float:
    kind = dataclasses.replace(ORDERS, topic=side.target)
    store = Store(side.database, kind, "bench", SystemClock().now)
    health, producer = Health(), OrderedProducer(side.kafka)
    publisher = Publisher(producer, "bench", health)
    publisher.start()
    group = side.source.readers[0]
    stream = Stream(group, [on(commerce.OrderPlaced, kind, _placed_and_told)], known=(side.source,))
    consumer = BatchConsumer(stream, {kind.name: store}, publisher, producer, side.kafka, health, SystemClock())
    stop = asyncio.Event()
    task = asyncio.create_task(consumer.run(stop))
    seconds = await timed(lambda: consumer.committed, EVENTS, task)
    stop.set()
    await task
    await publisher.stop()
    await producer.stop()
    stages.update(consumer.stages)
    return seconds


def _write(collection: Any, records: Sequence[Any]) -> list[Sent]:
    """What somebody would write who needs none of what the kit promises."""
    events = [commerce.OrderPlaced.FromString(record.value) for record in records]
    ids = [f"shop/{event.order_id}" for event in events]
    list(collection.find({"_id": {"$in": ids}}))
    collection.bulk_write(
        [InsertOne(_order(id_, event)) for id_, event in zip(ids, events, strict=True)], ordered=False
    )
    return [
        (
            event.customer_id.encode(),
            commerce.OrderPaid(order_id=event.order_id, customer_id=event.customer_id).SerializeToString(),
            list(record.headers),
        )
        for event, record in zip(events, records, strict=True)
    ]


def _order(id_: str, event: Any) -> dict[str, Any]:
    at = NOON.isoformat()
    return {
        "_id": id_,
        "tenant": "shop",
        "schema": 1,
        "version": 1,
        "state": {
            "order_id": event.order_id,
            "customer_id": event.customer_id,
            "updated_at": at,
            "status": "placed",
            "status_at": at,
            "total": {"minor_units": event.total.minor_units, "currency": event.total.currency},
            "country": event.country,
            "placed_at": at,
        },
        "sequence": 1,
        "marks": [{"topic": "source", "sequence": 1, "skipped": []}],
        "outbox": [{"id": id_, "data": event.SerializeToString()}],
    }


async def timed(count: Callable[[], int], events: int, task: asyncio.Task[None]) -> float:
    """Seconds for all events, by the time from the first one done to the last: joining the group doesn't count."""

    async def reached(number: int) -> None:
        while count() < number:
            if task.done():
                raise RuntimeError("the consumer ended early") from task.exception()
            await asyncio.sleep(0.005)

    await reached(1)
    first, started = count(), time.perf_counter()
    await reached(events)
    return (time.perf_counter() - started) * events / (events - first)


async def _round(kafka: str, uri: str, stages: Counter[str]) -> tuple[float, float]:
    """Events a second: ours, the bare loop's."""
    side = await _prepared(kafka, uri)
    ours = await _ours(side, stages)
    side.database.client.drop_database(side.database.name)
    side = await _prepared(kafka, uri)
    done: Counter[str] = Counter()
    write = partial(_write, side.database["orders"])
    task = asyncio.create_task(bare_loop(side.kafka, side.source, side.target, EVENTS, write, done))
    bare = await timed(lambda: done["events"], EVENTS, task)
    await task
    side.database.client.drop_database(side.database.name)
    return EVENTS / ours, EVENTS / bare


async def _measure(kafka: str, uri: str) -> dict[str, Any]:
    stages: Counter[str] = Counter()
    collect_seldom()
    rounds = [await _round(kafka, uri, stages) for _ in range(ROUNDS)]
    ratio = median(ours / bare for ours, bare in rounds)
    return {
        "name": "consumer",
        "value": round(median(ours for ours, _ in rounds)),
        "unit": "events/s",
        "baseline": round(median(bare for _, bare in rounds)),
        "ratio": round(ratio, 2),
        "stages_microseconds_per_event": {
            stage: round(1e6 * seconds / (EVENTS * ROUNDS), 1) for stage, seconds in stages.items()
        },
    }


def run(kafka: str, uri: str) -> dict[str, Any]:
    return asyncio.run(_measure(kafka, uri))
