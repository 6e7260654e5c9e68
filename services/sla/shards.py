"""The shards that a tick process owns: the partitions of the clocks' topic that its group has given it.

What comes there tells it of new timers. Nothing is kept of it, so committing is only housekeeping.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError
from google.protobuf.message import DecodeError
from heliodesk.sla.v1 import events_pb2

from services.kit.envelope import Envelope
from services.kit.errors import Refused
from services.kit.health import Health
from services.kit.instants import from_timestamp
from services.kit.logs import get_logger
from services.kit.retry import backoff, stopped_within
from services.kit.topics import Topic

_PLANNED = {message.DESCRIPTOR.full_name: message for message in (events_pb2.ClockStarted, events_pb2.ClockReplanned)}

log = get_logger(__name__)


class Owner(Protocol):
    """Who fires the timers."""

    def own(self, partitions: Iterable[int]) -> None:
        """From now on these, and no others."""

    def hear(self, partition: int, instants: Sequence[datetime]) -> None:
        """Timers have been set there for these instants."""


class Shards(ConsumerRebalanceListener):
    """Tells the owner what it owns, and what is new there."""

    def __init__(self, bootstrap_servers: str, topic: Topic, group: str, owner: Owner, health: Health) -> None:
        self._bootstrap_servers = bootstrap_servers
        self._topic = topic
        self._group = group
        self._owner = owner
        self._health = health

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set; leaves the group."""
        self._health.starting("shards")
        consumer = await self._started(stop)
        if consumer is None:
            return
        try:
            while not stop.is_set():
                self._health.beat("shards")
                read = await consumer.getmany(timeout_ms=200)
                for place, records in read.items():
                    instants = [instant for record in records for instant in planned(record)]
                    if instants:
                        self._owner.hear(place.partition, instants)
        finally:
            self._health.ended("shards")
            await consumer.stop()

    async def _started(self, stop: asyncio.Event) -> AIOKafkaConsumer | None:
        for delay in backoff():
            consumer = AIOKafkaConsumer(
                bootstrap_servers=self._bootstrap_servers,
                group_id=self._group,
                enable_auto_commit=True,
                auto_offset_reset="earliest",
                # The timers of one that died wait for this long, unless somebody else has its shards already.
                session_timeout_ms=6_000,
                heartbeat_interval_ms=1_500,
                fetch_max_wait_ms=100,
            )
            consumer.subscribe([self._topic.name], listener=self)
            try:
                await consumer.start()
                return consumer
            except (KafkaError, OSError) as error:
                self._health.failing("shards", f"Kafka is away: {type(error).__name__}")
                await consumer.stop()
            if await stopped_within(stop, delay):
                return None
        return None

    async def on_partitions_revoked(self, revoked: list[TopicPartition]) -> None:
        self._owner.own(())

    async def on_partitions_assigned(self, assigned: list[TopicPartition]) -> None:
        self._owner.own(place.partition for place in assigned)
        self._health.ok("shards")


def planned(record: ConsumerRecord) -> tuple[datetime, ...]:
    """The instants at which a clock's new plan has timers; none for any other event."""
    try:
        message = _PLANNED.get(Envelope.from_headers(record.headers).type)
        if message is None:
            return ()
        event = message.FromString(record.value or b"")
        return from_timestamp(event.warn_at), from_timestamp(event.due_at)
    except (Refused, DecodeError, ValueError, OverflowError) as error:
        # The store knows the timers; it is asked for them before long in any case.
        log.warning("clock_event_unreadable", partition=record.partition, offset=record.offset, why=str(error))
        return ()
