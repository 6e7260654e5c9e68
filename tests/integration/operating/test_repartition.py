"""More partitions for a topic that is in use: the order of each key's events holds."""

from __future__ import annotations

import asyncio
import dataclasses
from collections import defaultdict

import pytest

from services.cli.operating.raising import carry_out, count_load_anew, plan
from services.cli.operating.shards import SHARDED, move_timers
from services.edge.commerce.documents import FEEDS
from services.edge.commerce.domain import RecordFact
from services.edge.commerce.facts import Fact, Shipped
from services.edge.commerce.handlers import record_fact
from services.kit import broker
from services.kit.broker import administration, apply_topics
from services.kit.clock import SystemClock
from services.kit.convert import to_document
from services.kit.envelope import Envelope
from services.kit.errors import Refused
from services.kit.outbox import Publisher
from services.kit.producer import OrderedProducer
from services.kit.settings import SERVICES
from services.kit.store import Store
from services.kit.ticking.timer import Timer, TimerDocument, partition_among
from services.kit.topics import CLOCK, RULEBOOK, TICKET, as_setting, raised_partitions
from services.sla.load.tables import changelogs
from tests.integration.cli.conftest import program
from tests.integration.kit.conftest import order_topic as order_topic
from tests.integration.operating.conftest import PAID, PLACED, delayed
from tests.support.streams import NOON, eventually, read_topic

BUYERS = [f"c{number}" for number in range(12)]


class Feeds:
    """The edge's feeds of orders, one for each buyer, on a topic of the test's own."""

    def __init__(self, topic, database) -> None:
        self.store = Store(database, dataclasses.replace(FEEDS, topic=topic.topic), "test", SystemClock().now)
        self.topic = topic

    def decide(self, *facts: Fact) -> list:
        return [
            pending
            for fact in facts
            for pending in self.store.run([record_fact("shop", self._command(buyer, fact), "") for buyer in BUYERS])[1]
        ]

    async def tell(self, *facts: Fact) -> None:
        """By a process that has just been started: one that runs knows of no new partitions for a while."""
        producer = OrderedProducer(self.topic.kafka)
        publisher = Publisher(producer, "test", self.topic.health)
        publisher.start()
        await publisher.publish(self.decide(*facts))
        await publisher.stop()
        await producer.stop()

    @staticmethod
    def _command(buyer: str, fact: Fact) -> RecordFact:
        told = dataclasses.replace(fact, customer_id=buyer) if fact is PLACED else fact
        return RecordFact(f"o-{buyer}", str(fact), str(fact), told, NOON)


@pytest.fixture
def feeds(order_topic, database) -> Feeds:
    return Feeds(order_topic, database)


async def planned(feeds: Feeds, partitions: int) -> list:
    def ask() -> list:
        with administration(feeds.topic.kafka) as admin:
            return plan(admin, [feeds.store], [feeds.topic.topic], partitions)

    return await asyncio.to_thread(ask)


async def raised(feeds: Feeds, database, partitions: int) -> None:
    raisings = await planned(feeds, partitions)

    def act() -> None:
        with administration(feeds.topic.kafka) as admin:
            carry_out(admin, {service: database for service in SERVICES}, raisings)

    await asyncio.to_thread(act)


async def test_each_keys_events_are_read_in_their_order_before_and_after(feeds, database):
    topic = feeds.topic
    await feeds.tell(PLACED, PAID)
    async with topic.consuming():
        await topic.caught_up()
    await raised(feeds, database, 7)
    await feeds.tell(Shipped("DHL", "", None), delayed("storm"))
    async with topic.consuming():
        await topic.caught_up()

    assert {document["marks"][0]["sequence"] for document in topic.orders().values()} == {4}
    assert all(document["marks"][0]["skipped"] == [] for document in topic.orders().values()), "no gap was met"
    assert {topic.order(f"o-{buyer}").status for buyer in BUYERS} == {"delayed"}
    assert await topic.dead_letters() == []
    places = defaultdict(list)
    for record in await read_topic(topic.kafka, topic.topic.name):
        places[record.key].append((record.partition, Envelope.from_headers(record.headers).sequence))
    new = [its for its in places.values() if len({partition for partition, _ in its}) == 2]
    assert new, "some keys have gone to another partition"
    assert all(partition_among(key.decode(), 7) in dict(its) for key, its in places.items())


async def test_a_group_that_begins_at_the_end_misses_nothing_in_a_new_partition(feeds, database):
    await feeds.tell(PLACED)
    async with feeds.topic.consuming():
        await feeds.topic.caught_up()
    await raised(feeds, database, 7)
    with administration(feeds.topic.kafka) as admin:
        committed = broker.committed(admin, feeds.topic.group)
    assert {place.partition: offset for place, offset in committed.items() if place.partition > 1} == {
        partition: 0 for partition in range(2, 7)
    }


async def test_it_is_refused_until_the_order_is_safe(feeds):
    async def why(partitions: int = 7) -> str:
        with pytest.raises(Refused) as refused:
            await planned(feeds, partitions)
        return refused.value.reason

    await feeds.tell(PLACED)
    assert await why() == "NOT_READ"
    async with feeds.topic.consuming():
        await feeds.topic.caught_up()
        assert await why() == "GROUP_READS"
    assert await why(partitions=1) == "FEWER_PARTITIONS"
    feeds.decide(PAID)
    assert await why() == "NOT_PUBLISHED"


async def test_it_begins_again_where_it_stopped(feeds, database):
    await feeds.tell(PLACED)
    async with feeds.topic.consuming():
        await feeds.topic.caught_up()
    await raised(feeds, database, 7)
    await raised(feeds, database, 7)
    assert [(one.before, one.after) for one in await planned(feeds, 7)] == [(7, 7)]


def timer(aggregate_id: str, key: str) -> dict:
    """As it lies with the six partitions that topics are made with."""
    made = Timer(aggregate_id, "due", 1, NOON, NOON, partition_among(key, 6), certain=True)
    return {"_id": made.id, **to_document(made)}


def test_timers_go_along_with_their_keys(database):
    clocks, rulebooks = database["clock_timers"], database["rulebook_timers"]
    clocks.insert_many([timer(f"shop/t{number}", f"t{number}") for number in range(40)])
    rulebooks.insert_many([timer(f"shop-{number}/rulebook", f"shop-{number}") for number in range(20)])
    before = list(rulebooks.find())
    assert move_timers({"sla": database}, CLOCK, 16) > 0
    assert list(rulebooks.find()) == before
    for moved in clocks.find():
        assert moved["partition"] == partition_among(moved["aggregate_id"].partition("/")[2], 16)
    assert move_timers({"sla": database}, CLOCK, 16) == 0
    assert move_timers({"sla": database}, RULEBOOK, 16) > 0
    assert {moved["partition"] for moved in rulebooks.find()} == {
        partition_among(f"shop-{number}", 16) for number in range(20)
    }


def test_all_timers_are_known():
    declared = {one for one in TimerDocument.__subclasses__() if one.__module__.startswith("services.")}
    assert {one.document for one in SHARDED} == declared


def test_tickets_and_their_clocks_are_raised_together(kafka_servers):
    with administration(kafka_servers) as admin, pytest.raises(Refused, match="name both"):
        plan(admin, [], [TICKET], 12)


def test_who_is_told_another_number_than_kafka_has_is_told_so(kafka_servers):
    apply_topics(kafka_servers)
    told = {"KAFKA_BOOTSTRAP_SERVERS": kafka_servers, "HELIODESK_PARTITIONS": f"{TICKET.name}=12"}
    assert {row["topic"]: row["partitions"] for row in program("topics", "list", "--json", **told).data}[
        TICKET.name
    ] == 12
    answer = program("topics", "apply", **told)
    assert answer.code == 1
    assert f"set HELIODESK_PARTITIONS={TICKET.name}=6 for every process" in answer.problem


async def test_the_load_is_counted_anew(kafka_servers, database, unique):
    group = f"load-{unique}"
    tables = changelogs(group, TICKET)
    apply_topics(kafka_servers, tables)
    database["loads"].insert_one({"_id": "shop/de.eu", "tenant": "shop", "parts": {"0": {"waiting": 3}}})
    database["load_weeks"].insert_one({"_id": "shop/de.eu/2900", "week": 2900})
    with administration(kafka_servers) as admin:
        count_load_anew(admin, database, group)
        await eventually(lambda: {topic.name for topic in tables}.isdisjoint(admin.list_topics()))
    assert [database[name].count_documents({}) for name in ("loads", "load_weeks")] == [0, 1]


def test_the_environment_says_what_was_raised():
    assert raised_partitions("a.v1=12, b.v1=7") == {"a.v1": 12, "b.v1": 7} == raised_partitions("b.v1=7,a.v1=12")
    assert as_setting({"b.v1": 7, "a.v1": 12}) == "a.v1=12,b.v1=7"
    for wrong in ("a.v1", "a.v1=", "=3", "a.v1=0", "a.v1=-1", "a.v1=six"):
        with pytest.raises(ValueError, match="is not <topic>=<partitions>"):
            raised_partitions(wrong)
