"""What stands in the outboxes comes to Kafka: all of it, in its order, whoever dies or is away meanwhile."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from prometheus_client import REGISTRY
from pymongo import MongoClient

from services.kit import topics
from services.kit.aggregate import Change, Kind, Work
from services.kit.broker import apply_topics
from services.kit.envelope import Envelope
from services.kit.health import Health
from services.kit.mongo import CLIENT_OPTIONS
from services.kit.outbox import Publisher, Relay
from services.kit.producer import OrderedProducer
from services.kit.store import Pending, Store
from tests.support.streams import eventually, read_topic

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Count:
    count: int


@dataclass(frozen=True)
class SurveyAnswered:
    survey_id: str
    ticket_id: str
    customer_id: str
    score: int
    comment: str
    answered_at: datetime


def count_one(state: Count | None) -> Change[Count]:
    count = state.count + 1 if state else 1
    return Change(Count(count), [SurveyAnswered("s", "t", "c", count, "", NOON)])


class Outboxes:
    """Aggregates with events for a topic of the test's own."""

    def __init__(self, kafka: str, database: Any, topic: topics.Topic) -> None:
        self.kafka = kafka
        self.topic = topic
        self.health = Health()
        self.store: Store[Count] = Store(database, Kind("count", "counts", Count, topic), "test", lambda: NOON)

    def write(self, *ids: str, times: int = 1) -> list[Pending]:
        """What a command writes; nobody is told."""
        pendings: list[Pending] = []
        for _ in range(times):
            pendings.extend(self.store.run([Work(f"shop/{id_}", count_one) for id_ in ids])[1])
        return pendings

    def waiting(self) -> int:
        return sum(len(pending.entries) for pending in self.store.waiting(1000))

    def reason(self, part: str) -> str:
        """What readiness says of a part; empty when it is fine."""
        return self.health.report()["reasons"].get(part, "")

    @asynccontextmanager
    async def publisher(self) -> AsyncIterator[Publisher]:
        """One process's."""
        producer = OrderedProducer(self.kafka)
        publisher = Publisher(producer, "test", self.health)
        publisher.start()
        try:
            yield publisher
        finally:
            await publisher.stop()
            await producer.stop()

    @asynccontextmanager
    async def relaying(self) -> AsyncIterator[None]:
        stop = asyncio.Event()
        async with self.publisher() as publisher:
            task = asyncio.create_task(Relay([self.store], publisher, "test", self.health).run(stop))
            try:
                yield
            finally:
                stop.set()
                await asyncio.wait_for(task, 10)

    async def sent(self) -> list[Envelope]:
        """All that Kafka has, each aggregate's in the order in which it was appended."""
        return [Envelope.from_headers(record.headers) for record in await read_topic(self.kafka, self.topic.name)]


def of(subject: str, sent: Sequence[Envelope]) -> list[int]:
    return [envelope.sequence for envelope in sent if envelope.subject == subject]


def first_appearances(sequences: Sequence[int]) -> list[int]:
    return list(dict.fromkeys(sequences))


@pytest.fixture
async def outboxes(kafka_servers, mongodb_uri, database, unique) -> AsyncIterator[Outboxes]:
    name = f"heliodesk.test.survey.{unique}"
    topic = dataclasses.replace(topics.SURVEY, name=name, readers=(), partitions=2)
    await asyncio.to_thread(apply_topics, kafka_servers, [topic])
    with MongoClient(mongodb_uri, **CLIENT_OPTIONS) as client:
        yield Outboxes(kafka_servers, client[database.name], topic)


async def test_whoever_publishes_sends_everything_that_stands_in_the_outbox_in_its_order(outboxes):
    outboxes.write("a", "b", times=3)
    last = outboxes.write("a", "b")
    async with outboxes.publisher() as publisher:
        await publisher.publish(last)
        sent = await outboxes.sent()
        await eventually(lambda: outboxes.waiting() == 0)
    assert (of("a", sent), of("b", sent)) == ([1, 2, 3, 4], [1, 2, 3, 4])
    assert len({envelope.id for envelope in sent}) == 8


async def test_what_kafka_has_is_not_sent_again(outboxes):
    async with outboxes.publisher() as publisher:
        first = outboxes.write("a")
        await publisher.publish(first)
        # The first event still stood in the outbox when the second one was written.
        second = outboxes.write("a")
        both = dataclasses.replace(second[0], entries=(*first[0].entries, second[0].entries[-1]))
        await publisher.publish([both])
        await publisher.publish(first)
        assert of("a", await outboxes.sent()) == [1, 2]


async def test_settling_leaves_the_version_alone(outboxes):
    pendings = outboxes.write("a", times=3)
    async with outboxes.publisher() as publisher:
        await publisher.publish(pendings)
        await eventually(lambda: outboxes.waiting() == 0)
    document = outboxes.store.collection.find_one({"_id": "shop/a"})
    assert (document["version"], document["sequence"], document["state"]) == (3, 3, {"count": 3})


async def test_stopping_sends_and_settles_what_was_offered(outboxes):
    ids = [f"a{number}" for number in range(300)]
    async with outboxes.publisher() as publisher:
        publisher.offer(outboxes.write(*ids))
    assert outboxes.waiting() == 0
    assert sorted(envelope.subject for envelope in await outboxes.sent()) == sorted(ids), "each once"


async def test_the_relay_finds_what_a_dead_process_left(outboxes):
    ids = [f"a{number}" for number in range(40)]
    outboxes.write(*ids, times=2)
    async with outboxes.relaying():
        await eventually(lambda: outboxes.waiting() == 0)
        sent = await outboxes.sent()
        assert all(first_appearances(of(id_, sent)) == [1, 2] for id_ in ids)
        await eventually(lambda: REGISTRY.get_sample_value("heliodesk_outbox_pending", {"service": "test"}) == 0)
        assert REGISTRY.get_sample_value("heliodesk_outbox_oldest_seconds", {"service": "test"}) == 0
    assert outboxes.reason("relay") == ""


async def test_with_two_publishers_first_appearances_are_in_order(outboxes):
    """Two processes that write the same aggregates, and two relays that sweep behind them."""
    ids = ["a", "b", "c"]

    async def process(publisher: Publisher, rounds: int) -> None:
        for _ in range(rounds):
            publisher.offer(await asyncio.to_thread(outboxes.write, *ids))

    async with (
        outboxes.relaying(),
        outboxes.relaying(),
        outboxes.publisher() as first,
        outboxes.publisher() as second,
    ):
        await asyncio.gather(process(first, 60), process(second, 60))
        await eventually(lambda: outboxes.waiting() == 0)
    sent = await outboxes.sent()
    for id_ in ids:
        assert first_appearances(of(id_, sent)) == list(range(1, 121))


async def test_while_kafka_is_away_events_wait_and_health_says_so(outboxes, kafka_process):
    async with outboxes.publisher() as publisher:
        await publisher.publish(outboxes.write("a"))
        kafka_process.stop()
        publishing = asyncio.create_task(publisher.publish(outboxes.write("a", "b", times=2)))
        await eventually(lambda: "events wait in their outboxes" in outboxes.reason("publisher"))
        assert not publishing.done()
        assert outboxes.waiting() == 4
        await asyncio.to_thread(kafka_process.start)
        await asyncio.wait_for(publishing, 40)
        assert outboxes.reason("publisher") == ""
        await eventually(lambda: outboxes.waiting() == 0)
    sent = await outboxes.sent()
    assert (first_appearances(of("a", sent)), first_appearances(of("b", sent))) == ([1, 2, 3], [1, 2])


async def test_who_stops_while_kafka_is_away_leaves_the_events_to_the_next_process(outboxes, kafka_process):
    kafka_process.stop()
    async with outboxes.publisher() as publisher:
        publisher.offer(outboxes.write("a", times=2))
    assert outboxes.waiting() == 2
    await asyncio.to_thread(kafka_process.start)
    async with outboxes.relaying():
        await eventually(lambda: outboxes.waiting() == 0, within=40)
    assert first_appearances(of("a", await outboxes.sent())) == [1, 2]


async def test_while_the_store_is_away_nothing_is_forgotten(outboxes, store_process):
    async with outboxes.relaying(), outboxes.publisher() as publisher:
        pendings = outboxes.write("a", times=2)
        await asyncio.to_thread(store_process.stop)
        await publisher.publish(pendings)
        await eventually(lambda: "store is away" in outboxes.reason("relay"))
        await asyncio.to_thread(store_process.start)
        await eventually(lambda: outboxes.reason("relay") == "" and outboxes.waiting() == 0, within=40)
    assert first_appearances(of("a", await outboxes.sent())) == [1, 2]
