"""Kafka as the audit sees it: what was published, what waits for its readers, what was put aside."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError
from aiokafka.structs import ConsumerRecord
from google.protobuf.message import DecodeError, Message

from services.kit import broker
from services.kit.brokers import connection
from services.kit.envelope import Envelope
from services.kit.errors import Away, Refused
from services.kit.topics import BY_NAME, TOPICS

_READ_MS = 500

Offsets = Mapping[TopicPartition, int]


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it stands on its topic. Events of one aggregate stand in one partition."""

    topic: str
    partition: int
    offset: int
    key: str
    envelope: Envelope
    message: Message

    @property
    def name(self) -> str:
        """`TicketOpened`."""
        return self.envelope.type.rpartition(".")[2]


class Kafka:
    """Reads without a group, so nobody's offsets move. Everything raises Away when Kafka doesn't answer."""

    def __init__(self, bootstrap_servers: str) -> None:
        self._bootstrap_servers = bootstrap_servers

    async def ends(self) -> Offsets:
        """Where each partition of our topics ends now."""
        names = [topic.name for topic in TOPICS]
        found = await asyncio.to_thread(broker.end_offsets, self._bootstrap_servers, names)
        return {TopicPartition(*partition): end for partition, end in found.items()}

    async def dead_letters(self) -> dict[str, int]:
        """How many dead letters have ever been written to each topic that takes some."""
        names = [topic.dead_letters(group) for topic in TOPICS for group in topic.readers]
        found = await asyncio.to_thread(broker.end_offsets, self._bootstrap_servers, names)
        counted = dict.fromkeys(names, 0)
        for partition, end in found.items():
            counted[partition.topic] += end
        return counted

    async def lags(self) -> dict[str, int]:
        """How many events each group of ours has still to read."""
        counted: Counter[str] = Counter()
        for lag in await asyncio.to_thread(broker.lags, self._bootstrap_servers):
            counted[lag.group] += lag.behind
        return dict(counted)

    async def read(self, start: Offsets, end: Offsets) -> list[Event]:
        """The events between two places, in their order within each partition; what can't be read is none."""
        wanted = [partition for partition, place in end.items() if place > start.get(partition, 0)]
        if not wanted:
            return []
        consumer = AIOKafkaConsumer(**connection(self._bootstrap_servers), auto_offset_reset="earliest")
        try:
            await consumer.start()
            consumer.assign(wanted)
            for partition in wanted:
                consumer.seek(partition, start.get(partition, 0))
            events = [_event(record) async for record in _until(consumer, end, set(wanted))]
        except (KafkaError, OSError) as error:
            raise Away("Kafka", type(error).__name__) from error
        finally:
            await consumer.stop()
        return [event for event in events if event is not None]


async def _until(consumer: AIOKafkaConsumer, end: Offsets, left: set[TopicPartition]) -> AsyncIterator[ConsumerRecord]:
    """What stands before the ends, as it comes."""
    while left:
        for partition, records in (await consumer.getmany(*left, timeout_ms=_READ_MS)).items():
            for record in records:
                if record.offset < end[partition]:
                    yield record
        left = {partition for partition in left if await consumer.position(partition) < end[partition]}


def _event(record: ConsumerRecord) -> Event | None:
    try:
        envelope = Envelope.from_headers(record.headers)
        package, _, name = envelope.type.rpartition(".")
        topic = BY_NAME[record.topic]
        if package != topic.package:
            return None
        message = getattr(topic.events(), name).FromString(record.value or b"")
    except (Refused, DecodeError, AttributeError):
        return None
    return Event(record.topic, record.partition, record.offset, (record.key or b"").decode(), envelope, message)
