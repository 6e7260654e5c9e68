"""Sends that fail at random, since the connections to Kafka break at random: order and completeness hold."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from heliodesk.commerce.v1 import events_pb2 as commerce
from heliodesk.ticketing.v1 import service_pb2 as pb
from heliodesk.ticketing.v1 import types_pb2 as types
from pymongo import MongoClient

from services.cli.play.invariants import unpublished
from services.cli.play.kafka import Event, Kafka
from services.cli.play.stored import Stored, read_stored
from services.kit import producer as producers
from services.kit.aggregate import Change, Kind, Work
from services.kit.broker import lags
from services.kit.health import Health
from services.kit.ids import new_id
from services.kit.outbox import Publisher, Relay
from services.kit.producer import OrderedProducer, Record
from services.kit.rpc import Client
from services.kit.settings import Settings
from services.kit.store import Store
from services.kit.topics import ORDER, SURVEY
from tests.faults.broken_kafka import BrokenKafka, running_broken_kafka
from tests.faults.platform import service_process
from tests.support.orders import delivered, money
from tests.support.streams import event_record, eventually

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FAILURES, BREAKS = 5, 20
CONVERSATIONS, NOTES, ORDERS = 20, 4, 20

pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="module")
def kafka(_servers, tmp_path_factory) -> Iterator[BrokenKafka]:
    with running_broken_kafka(tmp_path_factory.mktemp("broken"), _servers.port_base + 100) as found:
        yield found


@dataclass(frozen=True)
class Counter:
    count: int


@dataclass(frozen=True)
class SurveyAnswered:
    survey_id: str
    ticket_id: str
    customer_id: str
    score: int
    comment: str
    answered_at: datetime


COUNTERS = Kind(name="counter", collection="counters", state=Counter, topic=SURVEY)


def count_one(state: Counter | None) -> Change[Counter]:
    count = state.count + 1 if state else 1
    return Change(Counter(count), [SurveyAnswered("s", "t", "c", count, "x" * 500, NOW)])


class CountingProducer(OrderedProducer):
    """Counts the rounds in which not all was sent."""

    failures = 0

    async def send(self, records: Sequence[Record]) -> set[int]:
        sent: set[int] = set()
        try:
            sent = await super().send(records)
            return sent
        finally:
            self.failures += len(sent) < len(records)


@asynccontextmanager
async def publishing(store: Store[Any], producer: OrderedProducer) -> AsyncIterator[Publisher]:
    """What a process has beside its producer: a publisher, a relay."""
    health, stop = Health(), asyncio.Event()
    publisher = Publisher(producer, "test", health)
    publisher.start()
    relay = asyncio.create_task(Relay([store], publisher, "test", health).run(stop))
    try:
        yield publisher
    finally:
        stop.set()
        await relay
        await publisher.stop()
        await producer.stop()


def counters_in(store: Store[Any]) -> list[Stored]:
    return [
        Stored(
            SURVEY.writer, "counters", document["_id"].partition("/")[2], document["sequence"], len(document["outbox"])
        )
        for document in store.collection.find()
    ]


def nothing_waits(store: Store[Any]) -> bool:
    return not any(one.waiting for one in counters_in(store))


@pytest.mark.parametrize("count", [1, 2], ids=["one_publisher", "two_publishers"])
async def test_what_is_sent_over_connections_that_break_at_random_comes_in_order_and_whole(
    kafka: BrokenKafka, database, unique: str, count: int, monkeypatch: pytest.MonkeyPatch
):
    # The client tries again by itself what is cut; a silence longer than this is ours to deal with.
    monkeypatch.setattr(producers, "_ROUND_SECONDS", 0.5)
    store = Store(database, COUNTERS, "test", lambda: NOW)
    works = [Work(f"shop/{unique}-{n}", count_one) for n in range(20)]
    before, turn = await Kafka(kafka.direct).ends(), 0
    async with kafka.proxy(seed=count).serving(), AsyncExitStack() as stack:
        sending = [CountingProducer(kafka.broken) for _ in range(count)]
        publishers = [await stack.enter_async_context(publishing(store, producer)) for producer in sending]
        while min(producer.failures for producer in sending) < FAILURES:
            turn += 1
            _, pending = await asyncio.to_thread(store.run, works)
            publisher = publishers[turn % count]
            publisher.offer(pending)
            if turn % 10 > 7:
                # As a consumer does, which waits for what its batch has caused.
                await publisher.publish(pending)
        await eventually(lambda: asyncio.to_thread(nothing_waits, store), within=120)
    events = await Kafka(kafka.direct).read(before, await Kafka(kafka.direct).ends())
    assert list(unpublished(events, counters_in(store))) == []
    assert [one.sequence for one in counters_in(store)] == [turn] * len(works)
    assert_repeated_as_they_were(events)


def assert_repeated_as_they_were(events: Sequence[Event]) -> None:
    bodies: dict[str, set[bytes]] = defaultdict(set)
    for event in events:
        bodies[event.envelope.id].add(event.message.SerializeToString())
    assert all(len(found) == 1 for found in bodies.values())


async def test_a_service_whose_connections_to_kafka_break_at_random_does_all_its_work_once(
    kafka: BrokenKafka, mongodb_uri: str, database, port_base: int, tmp_path, unique: str
):
    env = {
        "HELIODESK_PORT_BASE": str(port_base + 100),
        "KAFKA_BOOTSTRAP_SERVERS": kafka.broken,
        "MONGODB_URI": mongodb_uri,
        "HELIODESK_DATABASE": database.name,
    }
    service = service_process("ticketing", tmp_path, port_base + 100, env)
    client = Client(Settings(service="ticketing", **env).ticketing_address, "heliodesk.ticketing.v1.TicketingService")
    before = await Kafka(kafka.direct).ends()
    async with kafka.proxy(seed=3).serving() as proxy:
        await asyncio.to_thread(service.start)
        try:
            rounds = 0
            while proxy.breaks < BREAKS:
                rounds += 1
                conversations = (converse(client, f"{rounds}-{n}") for n in range(CONVERSATIONS))
                await asyncio.gather(tell_orders(kafka.direct, f"{unique}-{rounds}"), *conversations)
            await eventually(lambda: asyncio.to_thread(all_read, kafka.direct, "ticketing"), within=60)
            await eventually(lambda: asyncio.to_thread(all_settled, mongodb_uri, database.name), within=60)
        finally:
            await client.close()
            await asyncio.to_thread(service.stop)
    tickets = tickets_in(mongodb_uri, database.name)
    events = await Kafka(kafka.direct).read(before, await Kafka(kafka.direct).ends())
    told = [event for event in events if event.topic != ORDER.name]
    assert list(unpublished(told, tickets)) == []
    # Opened, the message, and the notes.
    assert [one.sequence for one in tickets] == [2 + NOTES] * (rounds * CONVERSATIONS)
    assert_repeated_as_they_were(told)
    assert order_statuses(mongodb_uri, database.name) == ["delivered"] * (rounds * ORDERS)
    assert not any(event.topic.endswith(".dlq") for event in events)


async def tell_orders(bootstrap_servers: str, prefix: str) -> None:
    """Each is placed, shipped, delivered."""
    producer = OrderedProducer(bootstrap_servers)
    names = [f"{prefix}-{n}" for n in range(ORDERS)]
    messages = [
        message
        for name in names
        for message in (
            commerce.OrderPlaced(order_id=name, customer_id="c1", country="DE", total=money(4200)),
            commerce.OrderShipped(order_id=name, customer_id="c1", carrier="Northway"),
            delivered(4200, order=name),
        )
    ]
    records = [
        event_record(ORDER.name, message, message.order_id, 1 + place % 3, tenant="shop")
        for place, message in enumerate(messages)
    ]
    assert len(await producer.send(records)) == len(records)
    await producer.stop()


async def converse(client: Client, name: str) -> None:
    sender = types.Sender(address="visitor", name="Ada Lang", customer_id=f"customer-{name}")
    first = pb.ReceiveMessageRequest(
        channel=types.CHANNEL_CHAT, thread=f"t-{name}", external_id=f"m-{name}", text="Hello?", **{"from": sender}
    )
    ticket_id = (await ask(client, "ReceiveMessage", first)).ticket_id
    for note in range(NOTES):
        await ask(client, "AddNote", pb.AddNoteRequest(ticket_id=ticket_id, agent_id="agent-1", text=f"note {note}"))


async def ask(client: Client, method: str, request: Any) -> Any:
    return await client.call(method, request, tenant="shop", command_id=new_id(), timeout=30)


def all_read(bootstrap_servers: str, group: str) -> bool:
    return not any(lag.behind for lag in lags(bootstrap_servers) if lag.group == group)


def all_settled(uri: str, prefix: str) -> bool:
    return not any(one.waiting for one in tickets_in(uri, prefix))


def tickets_in(uri: str, prefix: str) -> list[Stored]:
    return read_stored(uri, prefix, "shop", lambda subject: True)


def order_statuses(uri: str, prefix: str) -> list[str]:
    with MongoClient(uri) as client:
        return [order["state"]["status"] for order in client[f"{prefix}_ticketing"]["orders"].find()]
