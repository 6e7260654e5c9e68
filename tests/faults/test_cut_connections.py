"""Sends that fail at random, since the connections to Kafka are cut at random: order and completeness hold."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from heliodesk.commerce.v1 import events_pb2 as commerce
from heliodesk.ticketing.v1 import service_pb2 as pb
from heliodesk.ticketing.v1 import types_pb2 as types

from services.cli.play.invariants import unpublished
from services.cli.play.kafka import Event, Kafka
from services.cli.play.stored import Stored, read_stored
from services.kit.aggregate import Change, Kind, Work
from services.kit.broker import lags
from services.kit.health import Health
from services.kit.ids import new_id
from services.kit.outbox import Publisher, Relay
from services.kit.producer import OrderedProducer
from services.kit.rpc import Client
from services.kit.settings import Settings
from services.kit.store import Store
from services.kit.topics import ORDER, SURVEY
from tests.faults.cut_kafka import CutKafka, running_cut_kafka
from tests.faults.platform import service_process
from tests.support.orders import delivered, money
from tests.support.streams import event_record, eventually

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CUTS = 25
CONVERSATIONS, NOTES, ORDERS = 20, 4, 20

pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="module")
def kafka(_servers, tmp_path_factory) -> Iterator[CutKafka]:
    with running_cut_kafka(tmp_path_factory.mktemp("cut"), _servers.port_base + 100) as found:
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


@asynccontextmanager
async def publishing(store: Store[Any], bootstrap_servers: str) -> AsyncIterator[Publisher]:
    """What a process of its own has: a producer, a publisher, a relay."""
    producer, health, stop = OrderedProducer(bootstrap_servers), Health(), asyncio.Event()
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


@pytest.mark.parametrize("seed", [1, 2])
async def test_two_publishers_whose_sends_fail_at_random_lose_nothing_and_keep_the_order(
    kafka: CutKafka, database, unique: str, seed: int
):
    store = Store(database, COUNTERS, "test", lambda: NOW)
    works = [Work(f"shop/{unique}-{n}", count_one) for n in range(20)]
    before = await Kafka(kafka.direct).ends()
    async with (
        kafka.proxy(seed).serving() as proxy,
        publishing(store, kafka.cut) as first,
        publishing(store, kafka.cut) as second,
    ):
        turn = 0
        while proxy.cuts < CUTS:
            turn += 1
            _, pending = await asyncio.to_thread(store.run, works)
            publisher = (first, second)[turn % 2]
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


async def test_a_service_whose_connections_to_kafka_are_cut_at_random_does_all_its_work_once(
    kafka: CutKafka, mongodb_uri: str, database, port_base: int, tmp_path, unique: str
):
    env = {
        "HELIODESK_PORT_BASE": str(port_base + 100),
        "KAFKA_BOOTSTRAP_SERVERS": kafka.cut,
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
            while proxy.cuts < CUTS:
                rounds += 1
                conversations = (converse(client, f"{rounds}-{n}") for n in range(CONVERSATIONS))
                await asyncio.gather(tell_orders(kafka.direct, f"{unique}-{rounds}"), *conversations)
            await eventually(lambda: asyncio.to_thread(all_read, kafka.direct, "ticketing"), within=60)
            await eventually(lambda: asyncio.to_thread(all_settled, mongodb_uri, database.name), within=60)
            orders = (await ask(client, "ListOrders", pb.ListOrdersRequest(page_size=500))).orders
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
    assert {order.status for order in orders} == {types.ORDER_STATUS_DELIVERED}
    assert len(orders) == rounds * ORDERS
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
