"""The SLA service's stream and tick roles on the real servers, with topics of the test's own and a clock that it
holds.
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import mongoengine
import pytest
from google.protobuf.message import Message
from heliodesk.ticketing.v1 import events_pb2 as ticketing
from heliodesk.ticketing.v1 import types_pb2

from services.kit import documents, topics
from services.kit.aggregate import Work
from services.kit.broker import apply_topics
from services.kit.clock import HeldClock
from services.kit.consumer import BatchConsumer
from services.kit.envelope import Envelope
from services.kit.health import Health
from services.kit.ids import new_id
from services.kit.instants import to_timestamp
from services.kit.outbox import Publisher
from services.kit.producer import OrderedProducer
from services.kit.settings import Settings
from services.kit.store import Store
from services.kit.stream import Stream
from services.kit.ticking.reading import Reading, Unpublished
from services.kit.ticking.shards import Shards
from services.kit.ticking.tick import Tick
from services.kit.ticking.timer import Timers
from services.sla.app import PLANS, desk_of
from services.sla.changes import change
from services.sla.documents import CLOCKS, ClockDocument
from services.sla.domain import clocks as rules
from services.sla.domain.assignment import Workload
from services.sla.domain.conditions import Facts
from services.sla.domain.standard import STANDARD
from services.sla.domain.target import Target
from services.sla.domain.terms import Terms
from services.sla.domain.words import Priority
from services.sla.handlers import TicketHandlers
from services.sla.rulebook_app import DOCUMENTS
from services.sla.stream import GROUP, stream
from services.sla.tick import ClockRules
from services.sla.timers import COLLECTION, ClockTimerDocument, shard_of
from services.ticketing.app import run as run_ticketing
from tests.support.streams import event_record, eventually, read_topic

OPENED_AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
TENANT = "kumo"
ALONE = Terms(STANDARD, {}, ())
"""What a shop promises that has published nothing."""


class Desk:
    """Tickets as their topic tells of them, and the clocks that run for them. The held clock shows OPENED_AT."""

    def __init__(self, kafka: str, database: Any, tickets: topics.Topic, clocks: topics.Topic, group: str) -> None:
        self.kafka = kafka
        self.group = group
        self.tickets = tickets
        self.clocks = clocks
        self.time = HeldClock(OPENED_AT)
        self.health = Health()
        self.producer = OrderedProducer(kafka)
        self.publisher = Publisher(self.producer, "sla", self.health)
        self.store = Store(database, dataclasses.replace(CLOCKS, topic=self.clocks), "test", self.time.now)
        self.handlers = TicketHandlers(desk_of(database, self.time.now))
        self.timers = database[COLLECTION]
        self.unpublished: Unpublished = _nothing
        """What asks ticketing."""
        self._sequences: Counter[str] = Counter()

    # What happens to tickets.

    async def opened(self, priority: str = "normal", at: datetime = OPENED_AT, ticket: str = "") -> str:
        ticket = ticket or new_id()
        number = types_pb2.Priority.Value(f"PRIORITY_{priority.upper()}")
        await self.send(ticketing.TicketOpened(ticket_id=ticket, priority=number, opened_at=to_timestamp(at)))
        return ticket

    async def opened_in_the_shard_of(self, other: str, at: datetime) -> str:
        """An urgent one."""
        ticket = next(ticket for ticket in iter(new_id, "") if shard(ticket) == shard(other))
        return await self.opened("urgent", at, ticket)

    async def replied(self, ticket: str, at: datetime) -> None:
        await self.send(ticketing.ReplySent(ticket_id=ticket, first=True, sent_at=to_timestamp(at)))

    async def prioritized(self, ticket: str, priority: str, at: datetime) -> None:
        number = types_pb2.Priority.Value(f"PRIORITY_{priority.upper()}")
        await self.send(ticketing.PriorityChanged(ticket_id=ticket, to=number, changed_at=to_timestamp(at)))

    async def send(self, event: Message) -> None:
        self._sequences[event.ticket_id] += 1
        sequence = self._sequences[event.ticket_id]
        record = event_record(self.tickets.name, event, event.ticket_id, sequence, tenant=TENANT)
        assert await self.producer.send([record]) == {0}

    def write_clock(self, ticket: str, opened_at: datetime) -> None:
        """What the consumer does when it has read that an urgent ticket opened, and nothing after that."""
        step = rules.opened(ticket, Facts(), Priority.URGENT, opened_at, ALONE, Workload)
        work = Work(f"{TENANT}/{ticket}", lambda _: change(TENANT, None, step, self.time.now()))
        _, pending = self.store.run([work])
        self.publisher.offer(pending)

    # What became of their clocks.

    def clock(self, ticket: str) -> Target | None:
        """That of the first response."""
        found = self.store.get(f"{TENANT}/{ticket}")
        return found.targets[0] if found else None

    async def becomes(self, ticket: str, state: str, within: float = 20) -> Target:
        def found() -> Target | None:
            clock = self.clock(ticket)
            return clock if clock and clock.state == state else None

        return await eventually(found, within)

    async def told(self, ticket: str) -> list[str]:
        """The names of the clock's events in Kafka, in their order. One that was sent twice has one id."""
        found = {}
        for record in await read_topic(self.kafka, self.clocks.name):
            envelope = Envelope.from_headers(record.headers)
            if envelope.subject == ticket:
                found.setdefault(envelope.id, envelope.type.rpartition(".")[2])
        return list(found.values())

    async def tells(self, ticket: str, *names: str) -> None:
        """Waits for the last of these, and is sure that there were no others."""

        async def last() -> bool:
            return len(await self.told(ticket)) >= len(names)

        await eventually(last)
        assert await self.told(ticket) == list(names)

    def timers_of(self, ticket: str) -> int:
        return self.timers.count_documents({"aggregate_id": f"{TENANT}/{ticket}"})

    # Who follows, and who ticks.

    @asynccontextmanager
    async def following(self) -> AsyncIterator[None]:
        table = Stream(self.group, stream(self.handlers).routes, known=(self.tickets,))
        consumer = BatchConsumer(
            table, {CLOCKS.name: self.store}, self.publisher, self.producer, self.kafka, self.health, self.time
        )
        async with _running(consumer.run):
            yield

    @asynccontextmanager
    async def ticking(self, *, shards: set[int] | None = None) -> AsyncIterator[Reading]:
        """A tick task: its shards come from Kafka, unless they are given."""
        reading = Reading(self.kafka, self.tickets, self.group, lambda: self.unpublished())
        timers, offer = Timers(ClockTimerDocument), self.publisher.offer
        tick = Tick(self.store, timers, ClockRules(self.handlers), reading, offer, self.time, self.health, "clock")
        async with _running(tick.run):
            if shards is not None:
                tick.own(shards)
                yield reading
                return
            group = f"{self.group}-tick"
            async with _running(Shards(self.kafka, self.clocks, group, tick, self.health, PLANS, "clock").run):
                await eventually(lambda: "clock.shards" not in self.health.report()["reasons"])
                yield reading

    def pass_time(self, **by: float) -> None:
        """A verdict on an instant takes a quarter of a second more: commands may be in flight."""
        self.time.advance(timedelta(**by))


async def _nothing() -> None:
    """All is published."""


def shard(ticket: str) -> int:
    return shard_of(f"{TENANT}/{ticket}")


@asynccontextmanager
async def _running(run: Any) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(run(stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(task, 30)


@pytest.fixture
async def desk(kafka_servers, mongodb_uri, database, unique) -> AsyncIterator[Desk]:
    """With topics of the test's own."""
    group = f"sla-{unique}"
    tickets = dataclasses.replace(topics.TICKET, name=f"heliodesk.test.ticket.{unique}", readers=(group,))
    clocks = dataclasses.replace(topics.CLOCK, name=f"heliodesk.test.clock.{unique}", readers=())
    async with opened_desk(Desk(kafka_servers, database, tickets, clocks, group), mongodb_uri) as made:
        yield made


@pytest.fixture
async def real_desk(kafka_servers, mongodb_uri, database) -> AsyncIterator[Desk]:
    """With the platform's topics, and the database that a process of the service has for the prefix `database.name`."""
    own = database.client[f"{database.name}_sla"]
    made = Desk(kafka_servers, own, topics.TICKET, topics.CLOCK, GROUP)
    # A process of the service ticks for rulebooks too.
    await asyncio.to_thread(apply_topics, kafka_servers, [topics.RULEBOOK])
    async with opened_desk(made, mongodb_uri):
        yield made


@asynccontextmanager
async def opened_desk(desk: Desk, mongodb_uri: str) -> AsyncIterator[Desk]:
    documents.connect("sla", mongodb_uri, desk.store.database.name)
    documents.ensure_indexes([ClockDocument, ClockTimerDocument, *DOCUMENTS])
    await asyncio.to_thread(apply_topics, desk.kafka, [desk.tickets, desk.clocks])
    desk.publisher.start()
    try:
        yield desk
    finally:
        await desk.publisher.stop()
        await desk.producer.stop()
        mongoengine.disconnect("sla")


@pytest.fixture
async def ticketing_serves(real_desk, kafka_servers, mongodb_uri, database, port_base) -> AsyncIterator[None]:
    """Ticketing's calls, which are asked whether Kafka has all of its events; it has none of its own."""
    settings = Settings(
        service="ticketing",
        HELIODESK_PORT_BASE=str(port_base),
        KAFKA_BOOTSTRAP_SERVERS=kafka_servers,
        MONGODB_URI=mongodb_uri,
        HELIODESK_DATABASE=database.name,
    )
    async with _running(lambda stop: run_ticketing(settings, frozenset({"serve"}), stop)):
        yield
