"""Whole topics read again from their beginning: what they led to doesn't change.

A run of its own (`make test-faults`): on topics that have nothing of other tests, and over before a return window of 14
simulated days ends, six minutes after the first order.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from pymongo import MongoClient

from services.cli.play.kafka import Offsets
from services.kit.broker import end_offsets
from services.kit.producer import OrderedProducer, Record
from services.kit.settings import SERVICES
from services.kit.topics import CLOCK, ORDER, TICKET, TOPICS, TRANSLATION, Topic
from tests.faults.platform import Platform
from tests.faults.traffic import Traffic
from tests.support.streams import eventually, read_topic

# Who runs the consumer of each group: `sla` that of `sla-tick`.
READERS = {group: group.partition("-")[0] for topic in TOPICS for group in topic.readers}
# What is counted anew each minute, from Kafka alone; and the ledger's snapshots, which a sweep takes along.
COUNTED = {"sla/loads", "sla/load_weeks", "loyalty/accounts"}

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
async def settled(platform: Platform) -> Platform:
    """A platform on which something has happened, and nothing more will: no timer is left that could ring."""
    traffic = Traffic(platform, seconds=4, conversations=8, orders=8)
    async with traffic.flowing():
        pass
    await traffic.assert_all_is_well()

    def timers() -> int:
        with MongoClient(platform.env["MONGODB_URI"]) as client:
            return client[f"{platform.env['HELIODESK_DATABASE']}_sla"]["clock_timers"].count_documents({})

    await eventually(lambda: not timers(), within=60)
    await at_rest(platform)
    messages = [one for name, one in state_of(platform).items() if name.startswith("translation/translations/")]
    assert {one["state"]["outcome"] for one in messages} == {"translated", "untranslated"}
    assert not any(one["state"]["again_at"] for one in messages), "an engine is away, and will be asked again"
    return platform


@pytest.mark.parametrize("topic", [TICKET, ORDER, TRANSLATION, CLOCK], ids=lambda topic: topic.name)
async def test_a_topic_that_is_sent_again_as_it_was_changes_nothing(settled: Platform, topic: Topic):
    before, ends = state_of(settled), await settled.kafka.ends()
    records = await read_topic(settled.env["KAFKA_BOOTSTRAP_SERVERS"], topic.name)
    assert records
    await send_again(settled, records)
    await at_rest(settled)
    assert changed(before, state_of(settled)) == []
    again = {place: end - ends[place] for place, end in (await settled.kafka.ends()).items() if end != ends[place]}
    assert sum(again.values()) == len(records), "the repetitions caused events of their own"
    assert {place.topic for place in again} == {topic.name}


async def test_groups_that_are_set_back_to_the_beginning_change_nothing(settled: Platform):
    before, ends = state_of(settled), await settled.kafka.ends()
    services = sorted(set(READERS.values()))
    await asyncio.gather(*(asyncio.to_thread(settled.services[name].stop) for name in services))
    told = [topic for topic in TOPICS if any(end for place, end in ends.items() if place.topic == topic.name)]
    for topic in told:
        for group in topic.readers:
            await set_back(settled, group, topic)
    lags = await settled.kafka.lags()
    assert all(lags[group] for topic in told for group in topic.readers)
    await settled.start(*services)
    await at_rest(settled)
    assert changed(before, state_of(settled)) == []
    assert await settled.kafka.ends() == ends, "the repetitions caused events of their own"


async def send_again(platform: Platform, records: Sequence[Any]) -> None:
    """In their order within each partition, which their keys lead them back to."""
    producer = OrderedProducer(platform.env["KAFKA_BOOTSTRAP_SERVERS"])
    copies = [Record(one.topic, one.key, one.value, one.headers) for one in records]
    for start in range(0, len(copies), 500):
        batch = copies[start : start + 500]
        assert len(await producer.send(batch)) == len(batch)
    await producer.stop()


async def set_back(platform: Platform, group: str, topic: Topic) -> None:
    """The group has no members now."""
    servers = platform.env["KAFKA_BOOTSTRAP_SERVERS"]
    consumer = AIOKafkaConsumer(bootstrap_servers=servers, group_id=group, enable_auto_commit=False)
    await consumer.start()
    try:
        ends = await asyncio.to_thread(end_offsets, servers, [topic.name])
        places = [TopicPartition(topic.name, partition) for _, partition in ends]
        consumer.assign(places)
        await consumer.commit(dict.fromkeys(places, 0))
    finally:
        await consumer.stop()


def state_of(platform: Platform) -> dict[str, Any]:
    """Every document of every service but what is only counted."""
    found = {}
    with MongoClient(platform.env["MONGODB_URI"]) as client:
        for service in SERVICES:
            database = client[f"{platform.env['HELIODESK_DATABASE']}_{service}"]
            for name in database.list_collection_names():
                if f"{service}/{name}" in COUNTED:
                    continue
                for document in database[name].find():
                    found[f"{service}/{name}/{document['_id']}"] = document
    return found


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The documents that are not as they were."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


async def at_rest(platform: Platform) -> None:
    """Returns when all has been read and every outbox is empty, twice at the same place."""
    seen: list[Offsets] = []

    def outboxes() -> int:
        return sum(bool(one.get("outbox")) and "changes" not in one for one in state_of(platform).values())

    async def still() -> bool:
        await platform.caught_up()
        seen.append(await platform.kafka.ends())
        return not outboxes() and len(seen) > 1 and seen[-1] == seen[-2]

    await eventually(still, within=60)
