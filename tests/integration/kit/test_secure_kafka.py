"""A Kafka behind TLS: who shows a login or a certificate does everything there, who doesn't is told why not."""

from __future__ import annotations

import asyncio
import dataclasses
import time
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
from heliodesk.ticketing.v1 import events_pb2 as ticketing

from services.edge.live.hub import Hub
from services.kit import dlq_admin, topics
from services.kit.broker import administration, apply_topics, lags
from services.kit.brokers import Access, Brokers
from services.kit.errors import Away
from services.kit.health import Health
from services.kit.producer import OrderedProducer, Record
from services.kit.ticking.reading import Reading
from services.kit.ticking.shards import Shards
from services.sla.load.counting import Counting
from services.sla.load.tables import changelogs
from tests.integration.kit.conftest import OrderTopic
from tests.support.secure_kafka import SecureKafka
from tests.support.streams import NOON, event_record, eventually

# Seconds; on a machine that has nothing else to do it takes one, on the command line five.
_SOON = 30


@pytest.fixture(scope="module")
def kafka(_servers, tmp_path_factory) -> Iterator[SecureKafka]:
    made = SecureKafka(tmp_path_factory.mktemp("secure-kafka"), _servers.port_base + 100)
    made.process.start()
    yield made
    made.process.stop()


@pytest.fixture(params=["SCRAM-SHA-256", "SCRAM-SHA-512", "certificate"])
def brokers(request, kafka) -> Brokers:
    """Every way in that there is."""
    return kafka.by_certificate() if request.param == "certificate" else kafka.by_login(request.param)


@pytest.fixture
async def orders(brokers, database, unique) -> AsyncIterator[OrderTopic]:
    group = f"ticketing-{unique}"
    topic = dataclasses.replace(topics.ORDER, name=f"heliodesk.test.order.{unique}", readers=(group,), partitions=2)
    assert await asyncio.to_thread(apply_topics, brokers, [topic])
    made = OrderTopic(topic, group, brokers, database)
    yield made
    await made.producer.stop()


async def test_events_are_made_read_put_aside_and_sent_back(orders):
    broken = Record(orders.topic.name, b"c1", b"\xff", orders.placed("order-2").headers)
    await orders.send(orders.placed("order-1"), broken, orders.paid("order-1", 2))
    async with orders.consuming():
        await orders.caught_up()
        found = await asyncio.to_thread(lags, orders.kafka, [orders.topic])
    assert sum(lag.end for lag in found) == 3
    assert orders.order("order-1") is not None
    aside = orders.topic.dead_letters(orders.group)
    (letter,) = await asyncio.to_thread(lambda: list(dlq_admin.letters(orders.kafka, aside)))
    await asyncio.to_thread(dlq_admin.replay, orders.kafka, [letter])
    await asyncio.to_thread(dlq_admin.drop, orders.kafka, aside, letter.number)
    assert await asyncio.to_thread(lambda: list(dlq_admin.letters(orders.kafka, aside))) == []
    assert sum(lag.end for lag in await asyncio.to_thread(lags, orders.kafka, [orders.topic])) == 4


class Owner:
    """Notes what it is given."""

    def __init__(self) -> None:
        self.shards: set[int] = set()

    def own(self, shards) -> None:
        self.shards = set(shards)

    def hear(self, shard, instants) -> None: ...


@pytest.mark.parametrize("way", ["login", "certificate"])
async def test_those_who_keep_time_count_or_watch_get_in_too(kafka, way, unique):
    brokers = kafka.by_login() if way == "login" else kafka.by_certificate()
    group = f"load-{unique}"
    topic = dataclasses.replace(topics.TICKET, name=f"heliodesk.test.ticket.{unique}", readers=(group,), partitions=2)
    await asyncio.to_thread(apply_topics, brokers, [topic, *changelogs(group, topic)])

    hub = Hub(brokers, [topic.name])
    async with hub.follow("shop") as (place, _):
        assert place
    await hub.close()

    owner, stop = Owner(), asyncio.Event()
    shards = asyncio.create_task(Shards(brokers, topic, f"tick-{unique}", owner, Health(), {}, "clocks").run(stop))
    await eventually(lambda: owner.shards == {0, 1}, within=20)
    stop.set()
    await shards

    async def none() -> None: ...

    reading = Reading(brokers, topic, group, none)
    assert await reading.follow({0: NOON, 1: NOON}, NOON + timedelta(minutes=1)) == {0, 1}
    await reading.stop()

    event = event_record(topic.name, ticketing.TicketOpened(), "ticket-1", 1, tenant="shop")
    producer = OrderedProducer(brokers)
    await producer.send([event])
    counting = Counting(group, brokers, topic, lambda *_: None)
    await counting.app.start()
    await eventually(lambda: 1 in counting.read.values(), within=30)
    await counting.app.stop()
    await producer.stop()


REFUSED = {
    "a wrong password": (lambda kafka: kafka.by_login(password="guessed"), "it refuses our login"),
    "a broker of another authority": (
        lambda kafka: kafka.by_login(ca=kafka.stranger.file),
        "its certificate isn't to be trusted: unable to get local issuer certificate",
    ),
    "plain text": (lambda kafka: kafka.login_servers, "does it want TLS, a login or a certificate?"),
    "no certificate of its own": (
        lambda kafka: Brokers(kafka.certificate_servers, Access("SSL", kafka.authority.file)),
        "does it want TLS, a login or a certificate?",
    ),
    "a mechanism that isn't there": (lambda kafka: kafka.by_login("PLAIN"), "it doesn't know our mechanism"),
    "a file that isn't there": (
        lambda kafka: kafka.by_login(ca=kafka.authority.file.with_name("none.pem")),
        "none.pem: No such file or directory",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_who_is_not_let_in_hears_soon_and_in_words_why(kafka, what, database, unique):
    way, words = REFUSED[what]
    brokers = way(kafka)
    started = time.monotonic()
    with pytest.raises(Away, match=words):
        await OrderedProducer(brokers).send([Record("any", b"k", b"v", ())])

    topic = dataclasses.replace(topics.ORDER, name="heliodesk.test.none", readers=(unique,))
    orders = OrderTopic(topic, unique, brokers, database)
    async with orders.consuming():
        await eventually(lambda: words in orders.not_ready(), within=_SOON)
    assert time.monotonic() - started < _SOON


@pytest.mark.parametrize("what", ["a wrong password", "a broker of another authority"])
def test_the_same_words_are_said_on_the_command_line(kafka, what):
    way, words = REFUSED[what]
    started = time.monotonic()
    with pytest.raises(Away, match=words), administration(way(kafka)):
        pass
    assert time.monotonic() - started < _SOON
