"""How far the clocks have followed their tickets: a verdict waits until what could overturn it has been read."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from datetime import datetime

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from services.kit.errors import Away
from services.kit.topics import Topic

_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class _Barrier:
    """All that Kafka had at the instant `at` lies before the offset `end`."""

    at: datetime
    end: int


class TicketReading:
    """Compares where the partitions of the tickets' topic end with what the group has committed, which it does after
    the clocks are written. An event that Kafka doesn't have yet, since it stands in ticketing's outbox, isn't seen."""

    def __init__(self, bootstrap_servers: str, topic: Topic, group: str) -> None:
        self._bootstrap_servers = bootstrap_servers
        self._topic = topic
        self._group = group
        # It only asks: it never subscribes, so it is no member of the group.
        self._asker: AIOKafkaConsumer | None = None
        self._barriers: dict[int, tuple[_Barrier, ...]] = {}
        self._read: dict[int, datetime] = {}

    @property
    def waiting(self) -> bool:
        """Whether a partition has still to be read past an instant that was asked for."""
        return bool(self._barriers)

    def read_past(self, partition: int, instant: datetime) -> bool:
        """Whether all that Kafka had at that instant has been read."""
        return partition in self._read and instant <= self._read[partition]

    def keep_to(self, partitions: Collection[int]) -> None:
        """Waits for no others any more."""
        self._barriers = {one: waiting for one, waiting in self._barriers.items() if one in partitions}

    async def follow(self, partitions: Collection[int], now: datetime) -> set[int]:
        """Asks for these to be read past `now`, which must not lie ahead; answers those (asked for now or earlier) that
        have got further. Raises Away."""
        if not partitions and not self._barriers:
            return set()
        async with self._asking() as asker:
            ends = await asker.end_offsets([self._place(one) for one in partitions]) if partitions else {}
            for place, end in ends.items():
                # The first barrier stays until it is passed, or a busy topic would put it off for ever.
                first = self._barriers.get(place.partition, ())[:1]
                self._barriers[place.partition] = (*first, _Barrier(now, end))
            waiting = list(self._barriers)
            committed = await asyncio.gather(*(asker.committed(self._place(one)) for one in waiting))
        return {one for one, offset in zip(waiting, committed, strict=True) if self._pass(one, offset or 0)}

    def _pass(self, partition: int, committed: int) -> bool:
        waiting = self._barriers[partition]
        left = tuple(barrier for barrier in waiting if barrier.end > committed)
        passed = waiting[: len(waiting) - len(left)]
        if passed:
            self._read[partition] = passed[-1].at
        if left:
            self._barriers[partition] = left
        else:
            del self._barriers[partition]
        return bool(passed)

    @contextlib.asynccontextmanager
    async def _asking(self) -> AsyncIterator[AIOKafkaConsumer]:
        try:
            async with asyncio.timeout(_PATIENCE):
                if self._asker is None:
                    self._asker = await self._connect()
                yield self._asker
        except (KafkaError, OSError, TimeoutError) as error:
            raise Away("Kafka", type(error).__name__) from error

    async def _connect(self) -> AIOKafkaConsumer:
        asker = AIOKafkaConsumer(
            bootstrap_servers=self._bootstrap_servers, group_id=self._group, enable_auto_commit=False
        )
        try:
            await asker.start()
        except BaseException:
            await asker.stop()
            raise
        return asker

    async def stop(self) -> None:
        if self._asker is not None:
            await self._asker.stop()
            self._asker = None

    def _place(self, partition: int) -> TopicPartition:
        return TopicPartition(self._topic.name, partition)
