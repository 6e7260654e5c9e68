"""Events a second of the SLA service's handlers, against a bare loop that knows beforehand what they answer, and writes
the very same states and timers and publishes the very same events with the same round trips: getmany, one find, one
insert of timers, one bulk write with an outbox, one produce, commit.

A shop with five teams in five zones; each ticket opens, is told in which language it is, is assigned, answered, waits
for the customer, goes on and is solved. Rounds alternate, so that whatever else the machine does falls on both sides.
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
from heliodesk.ticketing.v1 import events_pb2, types_pb2
from pymongo import InsertOne, UpdateOne

from services.kit import documents, topics
from services.kit.aggregate import Work
from services.kit.broker import apply_topics
from services.kit.clock import SystemClock
from services.kit.consumer import BatchConsumer
from services.kit.envelope import Envelope
from services.kit.health import Health
from services.kit.ids import derived_id, document_id, new_id
from services.kit.instants import to_timestamp
from services.kit.outbox import Publisher
from services.kit.process import collect_seldom
from services.kit.producer import OrderedProducer, Record
from services.kit.store import Store
from services.kit.stream import Context, Stream
from services.sla.app import desk_of
from services.sla.documents import CLOCKS
from services.sla.handlers import TicketHandlers
from services.sla.stream import stream
from services.sla.timers import COLLECTION
from tests.bench.bare import Sent, bare_loop
from tests.bench.consumer import timed
from tests.support.shops import publish_shop
from tests.support.streams import NOON, event_record

# So many that the first batches, in which connections are made, are few of them.
TICKETS = 1_250
ROUNDS = 3
TENANT = "shop"


def _life(number: int) -> list[Message]:
    ticket = derived_id("bench", str(number))
    opened = NOON + timedelta(seconds=number)

    def at(minutes: int) -> Any:
        return to_timestamp(opened + timedelta(minutes=minutes))

    def moved(to: int, minutes: int) -> Message:
        return events_pb2.TicketStatusChanged(ticket_id=ticket, to=to, changed_at=at(minutes))

    return [
        events_pb2.TicketOpened(ticket_id=ticket, priority=types_pb2.PRIORITY_NORMAL, opened_at=at(0), market="DE"),
        events_pb2.MessageReceived(ticket_id=ticket, number=1, received_at=at(0)),
        events_pb2.TicketLanguageDetected(ticket_id=ticket, language="en", detected_at=at(0)),
        events_pb2.TicketAssigned(ticket_id=ticket, assignee_id="agent-ana", assigned_at=at(5)),
        events_pb2.ReplySent(ticket_id=ticket, number=2, sent_at=at(9), first=True),
        moved(types_pb2.TICKET_STATUS_PENDING, 9),
        moved(types_pb2.TICKET_STATUS_OPEN, 40),
        moved(types_pb2.TICKET_STATUS_SOLVED, 50),
    ]


LIVES = [_life(number) for number in range(TICKETS)]
# As they come: many tickets at the same time.
TOLD = [(life[step], step + 1) for step in range(len(LIVES[0])) for life in LIVES]
EVENTS = len(TOLD)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the handlers make of all events: documents by id, timers, and the events that they publish."""

    clocks: dict[str, dict[str, Any]]
    outboxes: dict[str, list[dict[str, Any]]]
    timers: list[dict[str, Any]]
    events: list[Sent]


@dataclass
class Side:
    kafka: str
    source: topics.Topic
    target: topics.Topic
    database: Any


def _records(topic: str) -> list[Record]:
    return [event_record(topic, event, event.ticket_id, sequence, tenant=TENANT) for event, sequence in TOLD]


async def _prepared(kafka: str, uri: str) -> Side:
    mark = new_id()[-12:]
    group = f"bench-{mark}"
    source = dataclasses.replace(topics.TICKET, name=f"bench.source.{mark}", readers=(group,))
    target = dataclasses.replace(topics.CLOCK, name=f"bench.target.{mark}", readers=())
    await asyncio.to_thread(apply_topics, kafka, [source, target])
    producer = OrderedProducer(kafka)
    await producer.send(_records(source.name))
    await producer.stop()
    database = documents.connect("sla", uri, f"bench_{mark}")
    publish_shop(database, TENANT, NOON - timedelta(days=1))
    return Side(kafka, source, target, database)


def _handlers(side: Side) -> TicketHandlers:
    return TicketHandlers(desk_of(side.database, SystemClock().now))


def _routes(side: Side) -> Stream:
    table = stream(_handlers(side))
    return Stream(side.source.readers[0], table.routes, known=(side.source,))


async def _ours(side: Side, stages: Counter[str]) -> float:
    kind = dataclasses.replace(CLOCKS, topic=side.target)
    store = Store(side.database, kind, "bench", SystemClock().now)
    health, producer = Health(), OrderedProducer(side.kafka)
    publisher = Publisher(producer, "bench", health)
    publisher.start()
    consumer = BatchConsumer(_routes(side), {kind.name: store}, publisher, producer, side.kafka, health, SystemClock())
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
    """By the handlers themselves, beforehand."""
    store = Store(side.database, dataclasses.replace(CLOCKS, topic=side.target), "bench", SystemClock().now)
    by_type = _routes(side).by_type
    events, outboxes = [], defaultdict(list)
    for event, sequence in TOLD:
        envelope = Envelope("", event.DESCRIPTOR.full_name, "test", event.ticket_id, NOON, TENANT, sequence)
        context, handler = Context(envelope, NOON), by_type[event.DESCRIPTOR.full_name].handler
        work = Work(
            document_id(TENANT, event.ticket_id),
            lambda state, event=event, context=context, handler=handler: handler(state, event, context),
        )
        _, pending = store.run([work])
        for one in pending:
            outboxes[one.id] += [entry.to_document() for entry in one.entries]
            events += [(entry.key.encode(), entry.data, entry.envelope.to_headers()) for entry in one.entries]
        store.settle(pending)
    clocks = {one["_id"]: one for one in side.database[CLOCKS.collection].find()}
    return Wanted(clocks, outboxes, list(side.database[COLLECTION].find()), events)


class Bare:
    """The store's part of the bare loop."""

    def __init__(self, database: Any, wanted: Wanted) -> None:
        self._database = database
        self._wanted = wanted
        self._written: Counter[str] = Counter()
        self._read = 0

    def write(self, records: Sequence[Any]) -> Sequence[Sent]:
        """A write names the version that it read, and holds the events that it caused, as anybody's outbox does."""
        counted = Counter(document_id(TENANT, _parsed(record).ticket_id) for record in records)
        wanted, clocks = self._wanted, self._database[CLOCKS.collection]
        list(clocks.find({"_id": {"$in": list(counted)}}))
        share = self._read / EVENTS, (self._read + len(records)) / EVENTS
        self._read += len(records)
        if timers := _between(wanted.timers, *share):
            self._database[COLLECTION].bulk_write([InsertOne(one) for one in timers], ordered=False)
        clocks.bulk_write([self._write(id_, count) for id_, count in counted.items()], ordered=False)
        return _between(wanted.events, *share)

    def _write(self, id_: str, count: int) -> InsertOne[dict[str, Any]] | UpdateOne:
        clocks, outbox, version = self._wanted.clocks[id_], self._wanted.outboxes[id_], self._written[id_]
        said = outbox[: len(outbox) * count // len(LIVES[0])]
        state = {name: clocks[name] for name in ("tenant", "schema", "state", "sequence")} | {"marks": []}
        self._written[id_] += 1
        if not version:
            return InsertOne({"_id": id_, "version": 1, **state, "outbox": said})
        update = {"$set": state, "$inc": {"version": 1}, "$push": {"outbox": {"$each": said}}}
        return UpdateOne({"_id": id_, "version": version}, update)


def _between(found: list[Any], first: float, last: float) -> list[Any]:
    """The part of the list that lies between these shares of it."""
    return found[round(len(found) * first) : round(len(found) * last)]


def _parsed(record: Any) -> Message:
    name = Envelope.from_headers(record.headers).type
    return topics.TICKET.message(name).FromString(record.value)


async def _round(kafka: str, uri: str, stages: Counter[str]) -> tuple[float, float]:
    """Events a second: ours, the bare loop's."""
    side = await _prepared(kafka, uri)
    ours = await _ours(side, stages)
    _forget(side)
    side = await _prepared(kafka, uri)
    wanted = await asyncio.to_thread(_wanted, side)
    side.database[CLOCKS.collection].delete_many({})
    side.database[COLLECTION].delete_many({})
    done: Counter[str] = Counter()
    task = asyncio.create_task(
        bare_loop(side.kafka, side.source, side.target, EVENTS, Bare(side.database, wanted).write, done)
    )
    bare = await timed(lambda: done["events"], EVENTS, task)
    await task
    _forget(side)
    return EVENTS / ours, EVENTS / bare


def _forget(side: Side) -> None:
    side.database.client.drop_database(side.database.name)
    mongoengine.disconnect("sla")


async def _measure(kafka: str, uri: str) -> dict[str, Any]:
    stages: Counter[str] = Counter()
    collect_seldom()
    rounds = [await _round(kafka, uri, stages) for _ in range(ROUNDS)]
    return {
        "name": "sla_stream",
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
