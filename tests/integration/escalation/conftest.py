"""Escalation's roles on the real servers, with topics of the test's own and a clock that it holds; what it asks of
others is answered by a server of the test's own.
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
from heliodesk.escalation.v1 import service_pb2 as pb
from heliodesk.escalation.v1 import types_pb2
from heliodesk.sla.v1 import events_pb2 as sla
from heliodesk.sla.v1 import types_pb2 as sla_types
from heliodesk.ticketing.v1 import events_pb2 as ticketing
from heliodesk.ticketing.v1 import types_pb2 as ticketing_types

from services.escalation.asking import Asking, Peers
from services.escalation.books import ChainBooks
from services.escalation.documents import BOOKS, CASES, DOCUMENTS, ESCALATIONS, EscalationTimerDocument
from services.escalation.domain.case import Case
from services.escalation.domain.chain import Chain
from services.escalation.domain.escalation import Escalation
from services.escalation.rpc import EscalationServicer, Stores
from services.escalation.settings import EscalationSettings
from services.escalation.stream import GROUP, routes
from services.escalation.tick import PLANS, EscalationRules
from services.escalation.webhooks import Webhooks
from services.kit import documents, topics
from services.kit.addresses import networks
from services.kit.aggregate import Outcome, Verdict, Work
from services.kit.broker import apply_topics
from services.kit.clock import HeldClock, SystemClock
from services.kit.consumer import BatchConsumer
from services.kit.convert import to_proto
from services.kit.envelope import Envelope
from services.kit.health import Health
from services.kit.ids import new_id
from services.kit.instants import to_timestamp
from services.kit.outbox import Publisher
from services.kit.producer import OrderedProducer, Record
from services.kit.rpc import Call
from services.kit.settings import Settings
from services.kit.store import Store
from services.kit.stream import Stream
from services.kit.ticking.auditor import Auditor
from services.kit.ticking.shards import Shards
from services.kit.ticking.tick import Tick
from services.kit.ticking.timer import Timers
from tests.integration.escalation.neighbours import Neighbours, Receiver
from tests.support.streams import eventually, read_topic

START = datetime(2026, 3, 2, 10, tzinfo=UTC)
# One that no other service's tests have, since some of these share the platform's topics with them.
TENANT = "nagi"
SECRET = "whsec_bm90aGluZyBidXQgYSB0ZXN0J3M="

Topics = dict[str, topics.Topic]
_OF_THE_PLATFORM: Topics = {
    "tickets": topics.TICKET,
    "clocks": topics.CLOCK,
    "loads": topics.LOAD,
    "cases": topics.CASE,
    "escalations": topics.ESCALATION,
    "chains": topics.CHAIN,
}


class Desk:
    """Tickets and clocks as their topics tell of them, and the escalations that come of them. The held clock shows
    START."""

    def __init__(self, kafka: str, database: Any, named: Topics, group: str, neighbours: Neighbours) -> None:
        self.kafka, self.group, self.topics, self.neighbours = kafka, group, named, neighbours
        self.time = HeldClock(START)
        self.health = Health()
        self.producer = OrderedProducer(kafka)
        self.publisher = Publisher(self.producer, "escalation", self.health)
        self.books = self._store(database, BOOKS, "chains")
        self.cases = self._store(database, CASES, "cases")
        self.escalations = self._store(database, ESCALATIONS, "escalations")
        self.timers = database.escalation_timers
        run_all = [self._run(store) for store in (self.cases, self.escalations)]
        stores = Stores(self.books, self.escalations, self._run(self.books), *run_all)
        self.calls = EscalationServicer(stores, self.time.now, networks("127.0.0.0/8"))
        self._sequences: Counter[tuple[str, str]] = Counter()

    def _store(self, database: Any, kind: Any, name: str) -> Store[Any]:
        return Store(database, dataclasses.replace(kind, topic=self.topics[name]), "test", self.time.now)

    def _run(self, store: Store[Any]) -> Any:
        async def run(work: Work[Any]) -> Outcome[Any]:
            (outcome,), pending = await asyncio.to_thread(store.run, [work])
            self.publisher.offer(pending)
            if outcome.verdict is Verdict.REFUSED:
                raise outcome.refusal
            return outcome

        return run

    def call(self, command: str = "") -> Call:
        return Call(TENANT, command or new_id(), None, "", ())

    async def publish(self, *chains: Chain) -> None:
        for chain in chains:
            asked = pb.PublishChainRequest(chain=to_proto(chain, types_pb2.Chain))
            await self.calls.PublishChain(asked, self.call())
        # What happens from now on comes later than this.
        self.pass_time(seconds=1)

    # What happens elsewhere.

    async def opened(self, priority: str = "normal", ticket: str = "", market: str = "") -> str:
        ticket = ticket or new_id()
        number = ticketing_types.Priority.Value(f"PRIORITY_{priority.upper()}")
        event = ticketing.TicketOpened(ticket_id=ticket, priority=number, opened_at=self.now, market=market)
        await self.send(event)
        return ticket

    async def known(self, ticket: str, **facts: str) -> None:
        """Waits until the ticket's case knows this."""

        def found() -> bool:
            case = self.case(ticket)
            return case is not None and all(getattr(case.facts, name) == value for name, value in facts.items())

        await eventually(found, 20)

    async def breached(self, ticket: str, target: str = "first_response") -> None:
        event = sla.ClockBreached(ticket_id=ticket, target=_target(target), breached_at=self.now)
        await self.send(event, "clocks")

    async def warned(self, ticket: str, target: str = "first_response") -> None:
        await self.send(sla.ClockWarned(ticket_id=ticket, target=_target(target), warned_at=self.now), "clocks")

    async def met(self, ticket: str, target: str = "first_response") -> None:
        await self.send(sla.ClockMet(ticket_id=ticket, target=_target(target), met_at=self.now), "clocks")

    async def becomes_status(self, ticket: str, status: str) -> None:
        number = ticketing_types.TicketStatus.Value(f"TICKET_STATUS_{status.upper()}")
        await self.send(ticketing.TicketStatusChanged(ticket_id=ticket, to=number, changed_at=self.now))

    @property
    def now(self) -> Any:
        return to_timestamp(self.time.now())

    async def send(self, event: Message, topic: str = "tickets", subject: str = "") -> Record:
        subject = subject or event.ticket_id
        self._sequences[topic, subject] += 1
        envelope = Envelope(
            id=new_id(),
            type=event.DESCRIPTOR.full_name,
            source="test",
            subject=subject,
            time=self.time.now(),
            tenant=TENANT,
            sequence=self._sequences[topic, subject],
        )
        headers = envelope.to_headers()
        record = Record(self.topics[topic].name, subject.encode(), event.SerializeToString(), headers)
        assert await self.producer.send([record]) == {0}
        return record

    def pass_time(self, **by: float) -> None:
        self.time.advance(timedelta(**by))

    # What comes of it.

    def all(self) -> list[Escalation]:
        found = [one["_id"] for one in self.escalations.collection.find({}, {"_id": 1})]
        return [self.escalations.get(one) for one in found]

    def of(self, ticket: str) -> list[Escalation]:
        return [one for one in self.all() if one.ticket_id == ticket]

    def case(self, ticket: str) -> Case | None:
        return self.cases.get(f"{TENANT}/{ticket}")

    async def the_one_of(self, ticket: str, within: float = 20, **fields: Any) -> Escalation:
        """Waits until the ticket's only escalation has these values in its fields."""

        def found() -> Escalation | None:
            every = self.of(ticket)
            assert len(every) <= 1
            fits = every and all(getattr(every[0], name) == value for name, value in fields.items())
            return every[0] if fits else None

        return await eventually(found, within)

    async def stands_at(self, ticket: str, step: int) -> Escalation:
        def found() -> Escalation | None:
            every = self.of(ticket)
            return every[0] if every and every[0].place.step == step else None

        return await eventually(found, 20)

    async def told(self, escalation_id: str) -> list[Message]:
        """The escalation's events in Kafka, in their order. One that was sent twice has one id."""
        found: dict[str, Message] = {}
        topic = self.topics["escalations"]
        for record in await read_topic(self.kafka, topic.name):
            envelope = Envelope.from_headers(record.headers)
            if envelope.subject == escalation_id:
                found.setdefault(envelope.id, topic.message(envelope.type).FromString(record.value))
        return list(found.values())

    async def tells(self, escalation_id: str, *names: str) -> list[Message]:
        """Waits for the last of these, and is sure that there were no others."""

        async def last() -> bool:
            return len(await self.told(escalation_id)) >= len(names)

        await eventually(last, 20)
        told = await self.told(escalation_id)
        assert [event.DESCRIPTOR.name for event in told] == list(names)
        return told

    async def trail(self, escalation_id: str) -> list[str]:
        answer = await self.calls.GetEscalation(pb.GetEscalationRequest(escalation_id=escalation_id), self.call())
        assert [line.number for line in answer.audit_trail] == list(range(1, len(answer.audit_trail) + 1))
        return [line.what for line in answer.audit_trail]

    async def acknowledge(self, escalation_id: str) -> None:
        request = pb.AcknowledgeEscalationRequest(escalation_id=escalation_id, by="ana")
        await self.calls.AcknowledgeEscalation(request, self.call())

    async def caught_up(self) -> None:
        """Waits until all that was sent so far has been read: a ticket that is opened now has its case."""
        for _ in range(self.topics["tickets"].partitions * 2):
            ticket = await self.opened()
            await eventually(lambda ticket=ticket: self.case(ticket), 20)

    # Who follows, and who ticks.

    @asynccontextmanager
    async def following(self) -> AsyncIterator[None]:
        books = ChainBooks(self.books, self.time)
        stream = Stream(self.group, routes(books), known=tuple(self.topics.values()))
        stores = {store.kind.name: store for store in (self.cases, self.escalations)}
        consumer = BatchConsumer(stream, stores, self.publisher, self.producer, self.kafka, self.health, self.time)
        async with _running(consumer.run):
            yield

    @asynccontextmanager
    async def ticking(self) -> AsyncIterator[Auditor[Escalation]]:
        """With its auditor, who looks when he is told to."""
        address = self.neighbours.address
        settings = Settings(service="escalation", HELIODESK_SLA_ADDRESS=address, HELIODESK_TICKETING_ADDRESS=address)
        own = EscalationSettings(HELIODESK_WEBHOOK_SECRET=SECRET, HELIODESK_WEBHOOK_NETWORKS="127.0.0.0/8")
        peers, webhooks = Peers(settings), Webhooks(own, SystemClock().now)
        rules = EscalationRules(self.escalations, Asking(peers, self.cases, webhooks, self.time))
        offer, name = self.publisher.offer, ESCALATIONS.name
        timers = Timers(EscalationTimerDocument)
        tick = Tick(self.escalations, timers, rules, None, offer, self.time, self.health, name)
        topic = self.topics["escalations"]
        shards = Shards(self.kafka, topic, f"{self.group}-tick", tick, self.health, PLANS, name)
        try:
            async with _running(tick.run), _running(shards.run):
                await eventually(lambda: f"{name}.shards" not in self.health.report()["reasons"])
                yield Auditor(tick, self.escalations, timers, rules, self.time, self.health, name)
        finally:
            await rules.close()
            await peers.close()
            await webhooks.close()


def _target(name: str) -> int:
    return sla_types.Target.Value(f"TARGET_{name.upper()}")


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
async def neighbours() -> AsyncIterator[Neighbours]:
    made = Neighbours()
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    made = Receiver()
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def desk(kafka_servers, mongodb_uri, database, unique, neighbours) -> AsyncIterator[Desk]:
    """With topics of the test's own."""
    group = f"escalation-{unique}"
    named = {
        name: dataclasses.replace(topic, name=f"heliodesk.test.{name}.{unique}", readers=(group,))
        for name, topic in _OF_THE_PLATFORM.items()
    }
    async with opened_desk(Desk(kafka_servers, database, named, group, neighbours), mongodb_uri) as made:
        yield made


@pytest.fixture
async def running_desk(desk) -> AsyncIterator[Desk]:
    """It follows, and it ticks."""
    async with desk.following(), desk.ticking():
        yield desk


@pytest.fixture
async def real_desk(kafka_servers, mongodb_uri, database, neighbours) -> AsyncIterator[Desk]:
    """With the platform's topics, and the database that a process of the service has for the prefix `database.name`."""
    own = database.client[f"{database.name}_escalation"]
    made = Desk(kafka_servers, own, _OF_THE_PLATFORM, GROUP, neighbours)
    async with opened_desk(made, mongodb_uri):
        yield made


@asynccontextmanager
async def opened_desk(desk: Desk, mongodb_uri: str) -> AsyncIterator[Desk]:
    documents.connect("escalation", mongodb_uri, desk.escalations.database.name)
    documents.ensure_indexes(DOCUMENTS)
    await asyncio.to_thread(apply_topics, desk.kafka, list(desk.topics.values()))
    desk.publisher.start()
    try:
        yield desk
    finally:
        await desk.publisher.stop()
        await desk.producer.stop()
        mongoengine.disconnect("escalation")
