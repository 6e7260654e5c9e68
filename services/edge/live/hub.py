"""Follows the topics of `GET /v1/stream` once for the whole process and hands each tenant's events to those who listen.

It reads only while somebody listens. Nobody waits for anybody: who doesn't keep up is dropped, and comes back with the
id of the last event that it saw.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from services.edge.live.events import LiveEvent, as_json, tenant_of
from services.edge.live.positions import Positions, decode, encode
from services.kit.brokers import connection
from services.kit.errors import Away
from services.kit.logs import get_logger

MAX_WAITING = 1_000
_POLL_MS = 500
_MAX_REPLAYS = 4
_START_SECONDS = 10

log = get_logger(__name__)


class Listener:
    """One client. `joined` is where it stands before its first event."""

    def __init__(self, tenant: str, joined: Positions) -> None:
        self.tenant = tenant
        self.joined = dict(joined)
        self.dropped = False
        self._waiting: deque[LiveEvent] = deque()
        self._wake = asyncio.Event()

    def offer(self, event: LiveEvent) -> None:
        if len(self._waiting) >= MAX_WAITING:
            self.drop()
        elif not self.dropped:
            self._waiting.append(event)
            self._wake.set()

    def drop(self) -> None:
        """Ends the client's stream."""
        self.dropped = True
        self._waiting.clear()
        self._wake.set()

    async def events(self) -> AsyncIterator[LiveEvent]:
        """Until dropped."""
        while not self.dropped:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting:
                yield self._waiting.popleft()


class Hub:
    """Used from one event loop."""

    def __init__(self, bootstrap_servers: str, topics: Sequence[str]) -> None:
        self._bootstrap_servers = bootstrap_servers
        self._topics = tuple(topics)
        self._listeners: dict[str, set[Listener]] = {}
        self._positions: dict[TopicPartition, int] = {}
        self._changing = asyncio.Lock()
        self._reader: asyncio.Task[None] | None = None
        self._replays = asyncio.Semaphore(_MAX_REPLAYS)

    @contextlib.asynccontextmanager
    async def follow(
        self, tenant: str, last_event_id: str = "", until: Callable[[], Coroutine[None, None, None]] | None = None
    ) -> AsyncIterator[tuple[str, AsyncIterator[LiveEvent]]]:
        """The id of where the client stands, and what happens from there on, for as long as `until` runs. Raises Away,
        and Refused for an id that is none of ours."""
        listener = await self._join(tenant)
        ends = asyncio.create_task(until()) if until is not None else None
        if ends is not None:
            ends.add_done_callback(lambda _: listener.drop())
        try:
            since = decode(last_event_id, self._topics, listener.joined) if last_event_id else {}
            yield encode(since or listener.joined, self._topics), self._events(listener, since)
        finally:
            if ends is not None:
                ends.cancel()
            await self._leave(listener)

    async def close(self) -> None:
        """Ends every client's stream."""
        for listener in [one for group in self._listeners.values() for one in group]:
            listener.drop()
        async with self._changing:
            await self._stop_reading()

    async def _join(self, tenant: str) -> Listener:
        async with self._changing:
            if self._reader is None or self._reader.done():
                self._reader = asyncio.create_task(self._read(await self._open()))
            listener = Listener(tenant, self._positions)
            self._listeners.setdefault(tenant, set()).add(listener)
            return listener

    async def _leave(self, listener: Listener) -> None:
        group = self._listeners[listener.tenant]
        group.discard(listener)
        if not group:
            del self._listeners[listener.tenant]
        async with self._changing:
            if not self._listeners:
                await self._stop_reading()

    async def _stop_reading(self) -> None:
        if self._reader is not None:
            self._reader.cancel()
            await asyncio.gather(self._reader, return_exceptions=True)
            self._reader = None

    async def _open(self) -> AIOKafkaConsumer:
        """A reader of all partitions that stands at their ends."""
        consumer = await _started(AIOKafkaConsumer(*self._topics, **self._settings("latest")))
        try:
            places = consumer.assignment()
            if {place.topic for place in places} != set(self._topics):
                raise Away("Kafka", "not all topics are there yet")
            self._positions = dict(await consumer.end_offsets(places))
        except (Away, KafkaError) as error:
            await consumer.stop()
            raise error if isinstance(error, Away) else Away("Kafka", type(error).__name__) from error
        for place, offset in self._positions.items():
            consumer.seek(place, offset)
        return consumer

    def _settings(self, reset: str) -> dict:
        return {
            **connection(self._bootstrap_servers),
            "group_id": None,
            "enable_auto_commit": False,
            "auto_offset_reset": reset,
        }

    async def _read(self, consumer: AIOKafkaConsumer) -> None:
        try:
            while True:
                for records in (await consumer.getmany(timeout_ms=_POLL_MS, max_records=500)).values():
                    for record in records:
                        self._hand_out(record)
        except KafkaError as error:
            log.warning("stream_interrupted", why=type(error).__name__)
        finally:
            # Whoever still listens comes back, and is brought up to date.
            for listener in [one for group in self._listeners.values() for one in group]:
                listener.drop()
            with contextlib.suppress(KafkaError):
                await consumer.stop()

    def _hand_out(self, record: ConsumerRecord) -> None:
        self._positions[TopicPartition(record.topic, record.partition)] = record.offset + 1
        listeners = self._listeners.get(tenant_of(record))
        if not listeners:
            return
        data = as_json(record)
        if data is None:
            return
        event = LiveEvent(encode(self._positions, self._topics), data)
        for listener in tuple(listeners):
            listener.offer(event)

    async def _events(self, listener: Listener, since: Positions) -> AsyncIterator[LiveEvent]:
        missed = {place: offset for place, offset in since.items() if offset < listener.joined[place]}
        if missed:
            async with self._replays:
                async for event in self._replay(listener, missed):
                    yield event
        async for event in listener.events():
            yield event

    async def _replay(self, listener: Listener, missed: dict[TopicPartition, int]) -> AsyncIterator[LiveEvent]:
        """What lies between where the client left and where it came back."""
        consumer = await _started(AIOKafkaConsumer(**self._settings("earliest")))
        try:
            consumer.assign(list(missed))
            for place, offset in missed.items():
                consumer.seek(place, offset)
            positions = {**listener.joined, **missed}
            while missed and not listener.dropped:
                for records in (await consumer.getmany(timeout_ms=_POLL_MS, max_records=500)).values():
                    for record in records:
                        place = TopicPartition(record.topic, record.partition)
                        if record.offset >= listener.joined[place]:
                            continue
                        positions[place] = record.offset + 1
                        if tenant_of(record) == listener.tenant and (data := as_json(record)) is not None:
                            yield LiveEvent(encode(positions, self._topics), data)
                for place in tuple(missed):
                    if await consumer.position(place) >= listener.joined[place]:
                        del missed[place]
        finally:
            await consumer.stop()


async def _started(consumer: AIOKafkaConsumer) -> AIOKafkaConsumer:
    try:
        await asyncio.wait_for(consumer.start(), _START_SECONDS)
    except (KafkaError, OSError, TimeoutError) as error:
        with contextlib.suppress(KafkaError):
            await consumer.stop()
        raise Away("Kafka", type(error).__name__) from error
    return consumer
