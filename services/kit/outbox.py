"""Brings what stands in the outboxes to Kafka, and takes out what Kafka has.

Whoever publishes an aggregate sends everything that stands in its outbox, in its order, never only its own: so the
first appearance of an event always follows its predecessor's, even with two publishers.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from services.kit import telemetry
from services.kit.aggregate import OutboxEntry
from services.kit.errors import Away
from services.kit.health import Health
from services.kit.logs import get_logger
from services.kit.producer import OrderedProducer, Record
from services.kit.retry import stopped_within
from services.kit.store import Pending, Store

_REMEMBERED_EVENTS = 10_000
# More aggregates than this wait in their documents, for the relay to find, and not in memory.
_MAX_WAITING = 5_000
_ROUND_RECORDS = 1_000
_SLOW_ROUND = 5.0
_SETTLE_EVERY = 0.1
_RELAY_EVERY = 1.0
_RELAY_LIMIT = 500

log = get_logger(__name__)


@dataclass(slots=True)
class _Watch:
    """Somebody who waits until Kafka has all of what they gave; `left` of it isn't there yet."""

    done: asyncio.Future[None]
    left: int

    def one_sent(self) -> None:
        self.left -= 1
        if not self.left and not self.done.done():
            self.done.set_result(None)


class Publisher:
    """One publisher of a process: a single round of sending at a time. Used from one event loop."""

    def __init__(self, producer: OrderedProducer, service: str, health: Health) -> None:
        self._producer = producer
        self._service = service
        self._health = health
        self._waiting: dict[tuple[str, str], Pending] = {}
        self._watchers: dict[tuple[str, str], list[_Watch]] = {}
        self._acknowledged: OrderedDict[str, None] = OrderedDict()
        self._settling: list[Pending] = []
        self._sending = False
        self._wake = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self, ended: Callable[[asyncio.Task[None]], None] | None = None) -> None:
        """`ended` is told when one of its two loops comes to an end: it shouldn't before `stop`."""
        self._tasks = [asyncio.create_task(self._send_rounds()), asyncio.create_task(self._settle_rounds())]
        for task in self._tasks:
            if ended is not None:
                task.add_done_callback(ended)

    async def stop(self, patience: float = 3.0) -> None:
        """Sends and settles what waits, for at most `patience` seconds; the rest stands in the outboxes."""
        with contextlib.suppress(asyncio.TimeoutError):
            async with asyncio.timeout(patience):
                while (self._waiting or self._sending) and not self._tasks[0].done():
                    await asyncio.sleep(0.02)
                with contextlib.suppress(Away):
                    await self._settle()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def offer(self, pendings: Iterable[Pending]) -> None:
        """Has them published soon. They stand in their outboxes, so nobody needs to wait."""
        for pending in pendings:
            if not pending.entries or (len(self._waiting) >= _MAX_WAITING and pending.key not in self._waiting):
                continue
            _add(self._waiting, pending)
        if self._waiting:
            self._wake.set()

    async def publish(self, pendings: Sequence[Pending]) -> None:
        """Returns when Kafka has all of it. It tries for as long as it takes; cancel it to stop waiting."""
        given = [pending for pending in pendings if pending.entries]
        if not given:
            return
        watch = _Watch(asyncio.get_running_loop().create_future(), len(given))
        for pending in given:
            self._watchers.setdefault(pending.key, []).append(watch)
            _add(self._waiting, pending)
        self._wake.set()
        await watch.done

    async def _send_rounds(self) -> None:
        failures = 0
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting:
                self._sending = True
                all_sent = await self._round()
                self._sending = False
                if all_sent:
                    failures = 0
                    self._health.ok("publisher")
                    continue
                failures += 1
                self._health.failing("publisher", "Kafka takes nothing; events wait in their outboxes")
                await asyncio.sleep(min(5.0, 0.2 * 2**failures) * random.uniform(0.5, 1.0))

    def _take(self) -> list[Pending]:
        taken, records = [], 0
        for key in list(self._waiting):
            pending = self._waiting.pop(key)
            taken.append(pending)
            records += len(pending.entries)
            if records >= _ROUND_RECORDS:
                break
        return taken

    async def _round(self) -> bool:
        taken = self._take()
        watchers = [self._watchers.pop(pending.key, []) for pending in taken]
        entries = [
            (position, entry)
            for position, pending in enumerate(taken)
            for entry in pending.entries
            if entry.envelope.id not in self._acknowledged
        ]
        try:
            sent = await self._send([_record(entry) for _, entry in entries]) if entries else set()
        except Away:
            sent = set()
        failed = {position for index, (position, _) in enumerate(entries) if index not in sent}
        self._acknowledge([entries[index][1] for index in sorted(sent)])
        for position, pending in enumerate(taken):
            if position in failed:
                self._return(pending, watchers[position])
                continue
            self._settling.append(pending)
            for watch in watchers[position]:
                watch.one_sent()
        return not failed

    async def _send(self, records: list[Record]) -> set[int]:
        """As the producer's, and says meanwhile that it takes long: the producer goes on trying for a minute."""
        sending = asyncio.ensure_future(self._producer.send(records))
        try:
            if not (await asyncio.wait({sending}, timeout=_SLOW_ROUND))[0]:
                self._health.failing("publisher", "Kafka is away, or slow; events wait in their outboxes")
            return await sending
        finally:
            sending.cancel()

    def _return(self, pending: Pending, watchers: list[_Watch]) -> None:
        newer = self._waiting.get(pending.key)
        self._waiting[pending.key] = _merged(pending, newer) if newer else pending
        self._watchers.setdefault(pending.key, []).extend(watchers)

    def _acknowledge(self, entries: Iterable[OutboxEntry]) -> None:
        count: Counter[tuple[str, str]] = Counter()
        for entry in entries:
            self._acknowledged[entry.envelope.id] = None
            count[entry.topic, entry.envelope.type] += 1
        for (topic, type), number in count.items():
            telemetry.PUBLISHED.labels(topic, type).inc(number)
        while len(self._acknowledged) > _REMEMBERED_EVENTS:
            self._acknowledged.popitem(last=False)

    async def _settle_rounds(self) -> None:
        while True:
            await asyncio.sleep(_SETTLE_EVERY)
            try:
                await self._settle()
            except Away as away:
                log.warning("settle_failed", why=str(away))
                await asyncio.sleep(1.0)

    async def _settle(self) -> None:
        batch, self._settling = self._settling, []
        # A busy aggregate comes many times, each time with all that stood in its outbox: once is enough.
        settling: dict[tuple[str, str], Pending] = {}
        for pending in batch:
            _add(settling, pending)
        by_store: dict[Store[Any], list[Pending]] = {}
        for pending in settling.values():
            by_store.setdefault(pending.store, []).append(pending)
        try:
            for store, pendings in by_store.items():
                await asyncio.to_thread(store.settle, pendings)
        except Away:
            # Clearing twice does no harm; not clearing would send again after a restart.
            self._settling = [*settling.values(), *self._settling]
            raise


class Relay:
    """Finds what a process that died, or a full memory, left in the outboxes, and has it published."""

    def __init__(self, stores: Sequence[Store[Any]], publisher: Publisher, service: str, health: Health) -> None:
        self._stores = stores
        self._publisher = publisher
        self._service = service
        self._health = health
        self._first_seen: dict[str, float] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set."""
        while not await stopped_within(stop, _RELAY_EVERY):
            try:
                await self._scan()
                self._health.ok("relay")
            except Away as away:
                self._health.failing("relay", str(away))

    async def _scan(self) -> None:
        found: list[Pending] = []
        for store in self._stores:
            found.extend(await asyncio.to_thread(store.waiting, _RELAY_LIMIT))
        events = {entry.envelope.id for pending in found for entry in pending.entries}
        # What is seen for the first time is most likely on its way; what is still there a second later is not.
        seen = self._first_seen
        stale = [pending for pending in found if any(entry.envelope.id in seen for entry in pending.entries)]
        self._publisher.offer(stale)
        now = time.monotonic()
        self._first_seen = {event: seen.get(event, now) for event in events}
        telemetry.OUTBOX_PENDING.labels(self._service).set(len(events))
        oldest = min(self._first_seen.values(), default=now)
        telemetry.OUTBOX_OLDEST_SECONDS.labels(self._service).set(now - oldest)


def _add(pendings: dict[tuple[str, str], Pending], pending: Pending) -> None:
    key = pending.key
    earlier = pendings.get(key)
    pendings[key] = _merged(earlier, pending) if earlier else pending


def _merged(earlier: Pending, later: Pending) -> Pending:
    entries = {entry.envelope.sequence: entry for pending in (earlier, later) for entry in pending.entries}
    parts = dict((*earlier.parts, *later.parts))
    ordered = tuple(entry for _, entry in sorted(entries.items()))
    return Pending(later.store, later.id, ordered, tuple(parts.items()))


def _record(entry: OutboxEntry) -> Record:
    return Record(entry.topic, entry.key.encode(), entry.data, entry.envelope.to_headers())
