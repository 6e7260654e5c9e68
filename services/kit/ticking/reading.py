"""How far a group has followed its source: a verdict waits until what could overturn it has been read."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from services.kit.brokers import connection
from services.kit.errors import Away
from services.kit.logs import get_logger
from services.kit.topics import Topic

# Wall seconds that a command of the source's writer may take between its look at the clock and its write.
_IN_FLIGHT = 0.25
# Wall seconds: for an answer of Kafka, and until a writer that was away is asked again.
_PATIENCE = 5.0
_ASK_AGAIN = 1.0

Unpublished = Callable[[], Awaitable[datetime | None]]
"""Asks the source's writer when the oldest event happened that Kafka may not have yet; None: Kafka has all. Raises
Away."""

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Barrier:
    """All that had happened by the instant `at` lies before the offset `end`."""

    at: datetime
    end: int


class Reading:
    """Compares where the partitions of a topic end with what a group has committed, which it does after it has written
    what it read. `rate` is the clock's."""

    def __init__(
        self, bootstrap_servers: str, topic: Topic, group: str, unpublished: Unpublished, rate: float = 1.0
    ) -> None:
        self._bootstrap_servers = bootstrap_servers
        self._topic = topic
        self._group = group
        self._unpublished = unpublished
        self._in_flight = timedelta(seconds=_IN_FLIGHT * rate)
        # It only asks: it never subscribes, so it is no member of the group.
        self._asker: AIOKafkaConsumer | None = None
        self._barriers: dict[int, _Barrier] = {}
        self._read: dict[int, datetime] = {}
        self._ask_again_at = 0.0

    @property
    def waiting(self) -> bool:
        """Whether a partition has still to be read past an instant that was asked for."""
        return bool(self._barriers)

    def reach(self, now: datetime) -> datetime:
        """The last instant of which all can be known at `now`: later commands may still be in flight."""
        return now - self._in_flight

    def read_past(self, partition: int, instant: datetime) -> bool:
        """Whether all that had happened by that instant has been read."""
        return partition in self._read and instant <= self._read[partition]

    async def follow(self, wanted: Mapping[int, datetime], now: datetime) -> set[int]:
        """Looks whether these partitions have been read past these instants, and no others any more; answers those that
        have got further. Where the writer is away, nothing gets further than it was asked for before. Raises Away
        where Kafka is."""
        self._barriers = {one: barrier for one, barrier in self._barriers.items() if one in wanted}
        reach = self.reach(now)
        asked = [one for one, instant in wanted.items() if instant <= reach and not self._covered(one, instant)]
        if not asked and not self._barriers:
            return set()
        # Before the ends are looked at: what is published in between lies before the end, or is not known to be.
        reach = await self._published(reach) if asked else None
        async with self._asking() as asker:
            ends = await asker.end_offsets([self._place(one) for one in asked]) if asked else {}
            if reach is not None:
                self._put_up(reach, {place.partition: end for place, end in ends.items()})
            waiting = list(self._barriers)
            committed = await asyncio.gather(*(asker.committed(self._place(one)) for one in waiting))
        return {one for one, offset in zip(waiting, committed, strict=True) if self._pass(one, offset or 0)}

    def _covered(self, partition: int, instant: datetime) -> bool:
        """Whether the barrier that stands will do. It stays until it is passed, or a busy topic would put it off for
        ever."""
        return partition in self._barriers and instant <= self._barriers[partition].at

    async def _published(self, reach: datetime) -> datetime | None:
        """The last instant up to `reach` of which Kafka has all; None where the writer is away."""
        loop = asyncio.get_running_loop()
        if loop.time() < self._ask_again_at:
            return None
        try:
            oldest = await self._unpublished()
        except Away as away:
            self._ask_again_at = loop.time() + _ASK_AGAIN
            log.warning("verdicts_wait", why=str(away))
            return None
        return reach if oldest is None else min(reach, oldest - timedelta.resolution)

    def _put_up(self, at: datetime, ends: Mapping[int, int]) -> None:
        for partition, end in ends.items():
            standing = self._barriers.get(partition)
            if standing is None or standing.at < at:
                self._barriers[partition] = _Barrier(at, end)

    def _pass(self, partition: int, committed: int) -> bool:
        barrier = self._barriers[partition]
        if barrier.end > committed:
            return False
        del self._barriers[partition]
        if self.read_past(partition, barrier.at):
            return False
        self._read[partition] = barrier.at
        return True

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
        asker = AIOKafkaConsumer(**connection(self._bootstrap_servers), group_id=self._group, enable_auto_commit=False)
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
