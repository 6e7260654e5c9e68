"""What tests of streams share: producing events as a service would, and waiting on facts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import CommitFailedError, UnknownMemberIdError
from google.protobuf.message import Message

from services.kit.broker import end_offsets
from services.kit.envelope import Envelope
from services.kit.ids import new_id
from services.kit.producer import Record
from services.kit.topics import Topic

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def event_record(topic: str, message: Message, subject: str, sequence: int, *, tenant: str, key: str = "") -> Record:
    """The record that a service writes for this event."""
    envelope = Envelope(
        id=new_id(),
        type=message.DESCRIPTOR.full_name,
        source="test",
        subject=subject,
        time=NOON,
        tenant=tenant,
        sequence=sequence,
    )
    return Record(topic, (key or subject).encode(), message.SerializeToString(), envelope.to_headers())


async def eventually(fact: Callable[[], Any | Awaitable[Any]], within: float = 60.0) -> Any:
    """Waits until the fact is true, and answers it; raises AssertionError after `within` wall seconds."""
    end = time.monotonic() + within
    while True:
        found = fact()
        if asyncio.iscoroutine(found):
            found = await found
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"not so within {within} s")
        await asyncio.sleep(0.05)


async def read_topic(bootstrap_servers: str, topic: str) -> list[Any]:
    """All records of a topic, in the order of each partition."""
    ends = await asyncio.to_thread(end_offsets, bootstrap_servers, [topic])
    partitions = [TopicPartition(found.topic, found.partition) for found in ends]
    if not partitions:
        return []
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap_servers)
    await consumer.start()
    try:
        consumer.assign(partitions)
        await consumer.seek_to_beginning(*partitions)
        records: list[Any] = []
        while any([await consumer.position(partition) < ends[partition] for partition in partitions]):
            for found in (await consumer.getmany(timeout_ms=200)).values():
                records.extend(found)
        return sorted(records, key=lambda record: (record.partition, record.offset))
    finally:
        await consumer.stop()


async def skip_to_end(bootstrap_servers: str, topics: Iterable[Topic]) -> None:
    """What other tests have left there is nothing to the groups that read these topics; none of them may be running."""
    named = {topic.name: topic for topic in topics}
    ends = await asyncio.to_thread(end_offsets, bootstrap_servers, list(named))
    for group in {group for topic in named.values() for group in topic.readers}:
        read = {
            TopicPartition(at.topic, at.partition): end for at, end in ends.items() if group in named[at.topic].readers
        }
        consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap_servers, group_id=group, enable_auto_commit=False)
        await consumer.start()
        try:
            consumer.assign(list(read))
            await eventually(partial(_committed, consumer, read))
        finally:
            await consumer.stop()


async def _committed(consumer: AIOKafkaConsumer, offsets: dict[TopicPartition, int]) -> bool:
    """False while the group has a member: one that was killed counts as one until its session has ended."""
    try:
        await consumer.commit(offsets)
    except (UnknownMemberIdError, CommitFailedError):
        return False
    return True
