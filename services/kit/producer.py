"""Sends records to Kafka so that their order holds: what belongs to one partition goes as one batch after another.

A batch is appended by the broker as a whole or not at all, and the next one is sent only when the one before is
acknowledged, so a failure never lets a later record overtake an earlier one.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from aiokafka.partitioner import murmur2

from services.kit.brokers import connection, why_away
from services.kit.errors import Away
from services.kit.frozen import frozen
from services.kit.logs import get_logger

_BATCH_BYTES = 512 * 1024
# The broker takes a message of 1 MiB, overhead included.
MAX_RECORD_BYTES = 1000 * 1000
_ROUND_SECONDS = 60.0

log = get_logger(__name__)


@frozen
class Record:
    """One message for Kafka. Its partition follows from the key as the Java client's would."""

    topic: str
    key: bytes | None
    value: bytes
    headers: Sequence[tuple[str, bytes]]


class OrderedProducer:
    """An idempotent producer (`acks=all`). Used from one event loop."""

    def __init__(self, bootstrap_servers: str) -> None:
        self._bootstrap_servers = bootstrap_servers
        self._producer: AIOKafkaProducer | None = None
        self._starting = asyncio.Lock()

    async def send(self, records: Sequence[Record]) -> set[int]:
        """Sends all; answers the indexes of those acknowledged: for each partition a prefix of its records.

        Raises Away when the broker can't be reached at all.
        """
        producer = await self._connected()
        try:
            lanes = await self._by_partition(producer, records)
        except KafkaError as error:
            raise Away("Kafka", type(error).__name__) from error
        sent: set[int] = set()
        lane_tasks = [
            asyncio.create_task(self._send_lane(producer, lane, records, indexes, sent))
            for lane, indexes in lanes.items()
        ]
        done, late = await asyncio.wait(lane_tasks, timeout=_ROUND_SECONDS)
        failures = [task.exception() for task in done if task.exception()]
        for task in late:
            task.cancel()
        if late or failures:
            log.warning("send_failed", late=len(late), error=repr(failures[0]) if failures else "timeout")
            # Its sequence numbers can't be relied on any more; a new one starts afresh.
            await self._discard(producer)
        return sent

    async def stop(self) -> None:
        if self._producer is not None:
            await self._discard(self._producer)

    async def _connected(self) -> AIOKafkaProducer:
        async with self._starting:
            if self._producer is None:
                try:
                    self._producer = await _started(self._bootstrap_servers)
                except (KafkaError, OSError) as error:
                    raise Away("Kafka", await why_away(self._bootstrap_servers, error)) from error
            return self._producer

    async def _discard(self, producer: AIOKafkaProducer) -> None:
        if self._producer is producer:
            self._producer = None
        await _quietly_stop(producer)

    @staticmethod
    async def _by_partition(producer: AIOKafkaProducer, records: Sequence[Record]) -> dict[tuple[str, int], list[int]]:
        counts = {topic: len(await producer.partitions_for(topic)) for topic in {record.topic for record in records}}
        lanes: dict[tuple[str, int], list[int]] = {}
        for index, record in enumerate(records):
            partition = (murmur2(record.key or b"") & 0x7FFFFFFF) % counts[record.topic]
            lanes.setdefault((record.topic, partition), []).append(index)
        return lanes

    @staticmethod
    async def _send_lane(
        producer: AIOKafkaProducer,
        lane: tuple[str, int],
        records: Sequence[Record],
        indexes: list[int],
        sent: set[int],
    ) -> None:
        topic, partition = lane
        position = 0
        while position < len(indexes):
            batch = producer.create_batch()
            first = position
            while position < len(indexes):
                record = records[indexes[position]]
                added = batch.append(timestamp=None, key=record.key, value=record.value, headers=list(record.headers))
                if added is None:
                    break
                position += 1
            if position == first:
                raise ValueError(f"a record of {len(record.value)} bytes doesn't fit into a batch")
            batch.close()
            await (await producer.send_batch(batch, topic, partition=partition))
            sent.update(indexes[first:position])


async def _started(bootstrap_servers: str) -> AIOKafkaProducer:
    producer = AIOKafkaProducer(
        **connection(bootstrap_servers),
        enable_idempotence=True,
        acks="all",
        max_batch_size=_BATCH_BYTES,
        max_request_size=2 * _BATCH_BYTES,
        request_timeout_ms=10_000,
    )
    try:
        await producer.start()
    except (KafkaError, OSError):
        await _quietly_stop(producer)
        raise
    return producer


async def _quietly_stop(producer: AIOKafkaProducer) -> None:
    # What it still holds stands in an outbox; waiting for a broker that is away would only delay.
    with contextlib.suppress(KafkaError, OSError, asyncio.TimeoutError):
        await asyncio.wait_for(producer.stop(), timeout=2)
