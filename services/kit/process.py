"""What every service's process is made of: the composition roots put it together from here."""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from typing import Any

import mongoengine

from services.kit import documents, telemetry
from services.kit.aggregate import Kind, Outcome, Verdict, Work
from services.kit.clock import Clock
from services.kit.commands import Gathered
from services.kit.commits import CommitStore
from services.kit.committed import CommitKind
from services.kit.consumer import BatchConsumer
from services.kit.errors import Away
from services.kit.health import Health
from services.kit.logs import get_logger
from services.kit.ops import serve_ops
from services.kit.outbox import Publisher, Relay
from services.kit.producer import OrderedProducer
from services.kit.retry import backoff
from services.kit.rpc import serve
from services.kit.settings import Settings
from services.kit.store import Pending, Store
from services.kit.stream import Stream

ROLES = frozenset({"serve", "stream", "relay", "tick", "load"})

_WHOLE = "process"
# New objects before the youngest are looked through (the interpreter's own: 700).
_YOUNGEST = 10_000

log = get_logger(__name__)


class Process:
    """One process of a service, with the roles that it was given. Use it through `running`."""

    def __init__(self, settings: Settings, roles: frozenset[str], stop: asyncio.Event) -> None:
        self.settings = settings
        self.roles = roles
        self.stop = stop
        self.clock: Clock = settings.clock()
        self.health = Health()
        # Nobody is to be sent here before all of it has been put together: see `until_stopped`.
        self.health.starting(_WHOLE)
        self._loop = asyncio.get_running_loop()
        self.database = documents.connect(settings.service, settings.mongodb_uri, settings.database)
        self.producer = OrderedProducer(settings.kafka_bootstrap_servers)
        self.publisher = Publisher(self.producer, settings.service, self.health)
        self.stores: dict[str, Store[Any]] = {}
        self._tasks: list[asyncio.Task[Any]] = []
        self._servers: list[Any] = []

    def store(self, kind: Kind[Any]) -> Store[Any]:
        """The store of this kind of aggregates, in the service's own database."""
        source = f"heliodesk/{self.settings.service}"
        make = CommitStore if isinstance(kind, CommitKind) else Store
        return self.stores.setdefault(kind.name, make(self.database, kind, source, self.clock.now))

    def commands(self, kind: Kind[Any]) -> Callable[[Work[Any]], Awaitable[Outcome[Any]]]:
        """Runs one command's work: saved when it returns, published soon. Raises Refused, Away."""
        store = self.store(kind)

        def run(works: Sequence[Work[Any]]) -> list[Outcome[Any] | Exception]:
            outcomes, pending = store.run(works)
            self.offer(pending)
            return [outcome.refusal if outcome.verdict is Verdict.REFUSED else outcome for outcome in outcomes]

        return Gathered(run)

    def offer(self, pending: Sequence[Pending]) -> None:
        """Has it published soon. From any thread."""
        self._loop.call_soon_threadsafe(self.publisher.offer, pending)

    async def ensure_indexes(self, *classes: type[mongoengine.Document]) -> None:
        """Waits until the store is there and has the indexes."""
        self.health.starting("store")
        for delay in backoff():
            try:
                await asyncio.to_thread(documents.ensure_indexes, classes)
                break
            except Away as away:
                self.health.failing("store", str(away))
                if self.stop.is_set():
                    return
                await asyncio.sleep(delay)
        self.health.ok("store")

    async def serve(self, servicers: list[tuple[str, object]]) -> None:
        """Answers gRPC calls: (full name of the service, object with a method for each call). Role `serve`."""
        if "serve" in self.roles:
            self._servers.append(await serve(servicers, self.settings, self.health))

    def stream(self, stream: Stream) -> None:
        """Consumes the stream. Role `stream`."""
        if "stream" in self.roles:
            for route in stream.routes:
                self.store(route.kind)
            consumer = BatchConsumer(
                stream,
                self.stores,
                self.publisher,
                self.producer,
                self.settings.kafka_bootstrap_servers,
                self.health,
                self.clock,
            )
            self.task(consumer.run(self.stop))

    def relay(self) -> None:
        """Publishes what was left in the outboxes of all stores made so far. Role `relay`."""
        if "relay" in self.roles:
            relay = Relay(
                [store for store in self.stores.values() if store.kind.topic],
                self.publisher,
                self.settings.service,
                self.health,
            )
            self.task(relay.run(self.stop))

    def task(self, work: Coroutine[Any, Any, Any]) -> None:
        """Runs beside the others; if it fails, the process ends, for the supervisor to start it anew."""
        task = asyncio.create_task(work)
        task.add_done_callback(self.ended)
        self._tasks.append(task)

    def ended(self, task: asyncio.Task[Any]) -> None:
        """Ends the process where a task has failed."""
        if not task.cancelled() and task.exception() is not None:
            log.error("task_failed", exc_info=task.exception())
            self.stop.set()

    async def until_stopped(self) -> None:
        """Everything has been started: from now on the process is ready whenever its parts are."""
        collect_seldom()
        self.health.ok(_WHOLE)
        await self.stop.wait()

    async def drain(self) -> None:
        """Finishes what is in hand: calls, the batch, the outboxes."""
        for server in self._servers:
            await server.stop()
        done, _ = await asyncio.wait(self._tasks, timeout=10) if self._tasks else (set(), set())
        for task in self._tasks:
            if task not in done:
                task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.publisher.stop()
        await self.producer.stop()


def collect_seldom() -> None:
    """Once all has been put together: it stays until the end, and the collector of cycles needn't look through it again
    and again, which is a twentieth of a busy process's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNGEST, *gc.get_threshold()[1:])


@contextlib.asynccontextmanager
async def running(settings: Settings, roles: frozenset[str], stop: asyncio.Event) -> AsyncIterator[Process]:
    """A process that serves its ops port from the start, and drains at the end. Start its parts inside, then wait
    `until_stopped`: before that it isn't ready."""
    telemetry.configure(settings.service, settings.otlp_endpoint)
    process = Process(settings, roles or ROLES, stop)
    ops = await serve_ops(process.health, settings.host, settings.ops_port)
    process.publisher.start(process.ended)
    try:
        yield process
    finally:
        await process.drain()
        await ops.stop()
        mongoengine.disconnect(settings.service)
        telemetry.shutdown()
