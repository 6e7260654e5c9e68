"""The shards that a tick process owns: the partitions of the aggregates' topic that its group has given it.

What comes there tells it of new timers. Nothing is kept of it, so committing is only housekeeping.

Two owners of a timer do no harm, and none would make it late. So while the group is finding out who is there (a member
that died is missed only after the session time), each keeps what it had, and one that has just come takes all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError
from google.protobuf.message import DecodeError, Message

from services.kit.brokers import connection, why_away
from services.kit.envelope import Envelope
from services.kit.errors import Refused
from services.kit.health import Health
from services.kit.instants import from_timestamp
from services.kit.logs import get_logger
from services.kit.retry import backoff, stopped_within
from services.kit.topics import Topic

# Wall seconds that a newcomer waits for its share; a group in which nobody has died gives it sooner.
_PATIENCE = 0.25

Plans = Mapping[type[Message], Sequence[str]]
"""Messages that tell of timers, with the names of their Timestamp fields that are instants of timers."""

log = get_logger(__name__)


class Owner(Protocol):
    """Who fires the timers."""

    def own(self, partitions: Iterable[int]) -> None:
        """From now on these, and no others."""

    def hear(self, partition: int, instants: Sequence[datetime]) -> None:
        """Timers have been set there for these instants."""


class Shards(ConsumerRebalanceListener):
    """Tells the owner what it owns, and what is new there. `name` stands in the names of its health."""

    def __init__(
        self, bootstrap_servers: str, topic: Topic, group: str, owner: Owner, health: Health, plans: Plans, name: str
    ) -> None:
        self._bootstrap_servers = bootstrap_servers
        self._topic = topic
        self._group = group
        self._owner = owner
        self._health = health
        self._plans = {message.DESCRIPTOR.full_name: (message, tuple(names)) for message, names in plans.items()}
        self._part = f"{name}.shards"

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set; leaves the group."""
        self._health.starting(self._part)
        consumer = await self._started(stop)
        if consumer is None:
            return
        try:
            while not stop.is_set():
                self._health.beat(self._part)
                read = await consumer.getmany(timeout_ms=200)
                for place, records in read.items():
                    instants = [instant for record in records for instant in self.planned(record)]
                    if instants:
                        self._owner.hear(place.partition, instants)
        finally:
            self._health.ended(self._part)
            await consumer.stop()

    async def _started(self, stop: asyncio.Event) -> AIOKafkaConsumer | None:
        for delay in backoff():
            takes_all = asyncio.get_running_loop().call_later(_PATIENCE, self._take_all)
            try:
                return await self._joined()
            except (KafkaError, OSError) as error:
                why = await why_away(self._bootstrap_servers, error)
                self._health.failing(self._part, f"Kafka is away: {why}")
            finally:
                takes_all.cancel()
            if await stopped_within(stop, delay):
                return None
        return None

    async def _joined(self) -> AIOKafkaConsumer:
        """Once the group has given it its share."""
        consumer = self._consumer()
        try:
            await consumer.start()
        except (KafkaError, OSError, asyncio.CancelledError):
            await consumer.stop()
            raise
        return consumer

    def _consumer(self) -> AIOKafkaConsumer:
        consumer = AIOKafkaConsumer(
            **connection(self._bootstrap_servers),
            group_id=self._group,
            enable_auto_commit=True,
            auto_offset_reset="earliest",
            session_timeout_ms=6_000,
            heartbeat_interval_ms=1_500,
            fetch_max_wait_ms=100,
        )
        consumer.subscribe([self._topic.name], listener=self)
        return consumer

    def _take_all(self) -> None:
        log.info("shards_taken", group=self._group, why="the group waits for a member")
        self._owner.own(range(self._topic.partitions))

    async def on_partitions_revoked(self, revoked: list[TopicPartition]) -> None:
        """They stay its own until it is told what it has instead."""

    async def on_partitions_assigned(self, assigned: list[TopicPartition]) -> None:
        self._owner.own(place.partition for place in assigned)
        self._health.ok(self._part)

    def planned(self, record: ConsumerRecord) -> list[datetime]:
        """The instants at which new timers ring, as the event tells; none for any other event."""
        try:
            message, names = self._plans.get(Envelope.from_headers(record.headers).type, (None, ()))
            if message is None:
                return []
            event = message.FromString(record.value or b"")
            return [from_timestamp(getattr(event, name)) for name in names if event.HasField(name)]
        except (Refused, DecodeError, ValueError, OverflowError) as error:
            # The store knows the timers; it is asked for them before long in any case.
            log.warning("event_unreadable", partition=record.partition, offset=record.offset, why=str(error))
            return []
