"""The batch consumer: read, decide, save, publish, commit, in four round trips for a whole batch.

A failure is of one of two kinds. Passing: partitions are paused, polling goes on so that the group lives, and the batch
is tried again with backoff. Permanent: the message is put aside, when the window says that it is the message's fault.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Mapping
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError

from services.kit import batch as batches
from services.kit import telemetry
from services.kit.batch import BatchResult, Task
from services.kit.brokers import connection, why_away
from services.kit.clock import Clock
from services.kit.dlq import DeadLetter
from services.kit.errors import Away
from services.kit.health import Health
from services.kit.logs import get_logger
from services.kit.observing import Observing
from services.kit.outbox import Publisher
from services.kit.producer import OrderedProducer
from services.kit.retry import backoff, stopped_within
from services.kit.silence import Silence
from services.kit.store import Store
from services.kit.stream import Stream
from services.kit.window import FailureWindow, Judgement

MAX_BATCH = 500
# How long an event that leaves a gap waits for its predecessor.
GAP_PATIENCE = 5.0
MAX_HELD = 1_000
_POLL_MS = 200
_COMMIT_SECONDS = 5.0

log = get_logger(__name__)


class BatchConsumer(ConsumerRebalanceListener):
    """Runs one stream. `stores` are by the name of their kind."""

    def __init__(
        self,
        stream: Stream,
        stores: Mapping[str, Store[Any]],
        publisher: Publisher,
        producer: OrderedProducer,
        bootstrap_servers: str,
        health: Health,
        clock: Clock,
    ) -> None:
        self._stream = stream
        self._stores = stores
        self._publisher = publisher
        self._producer = producer
        self._health = health
        self._clock = clock
        self._bootstrap_servers = bootstrap_servers
        self._part = f"consumer:{stream.group}"
        self._silence = Silence(health, self._part)
        self._observing = Observing(stream.group, clock)
        self._window = FailureWindow()
        self._held: list[Task] = []
        self._failed: list[Task] = []
        self._positions: dict[TopicPartition, int] = {}
        self._committed: dict[TopicPartition, int] = {}
        self._generation = 0
        self.stages: Counter[str] = Counter()
        """Seconds spent so far in decode, load, decide, save, publish and commit."""

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set: finishes the batch in hand, commits, leaves the group."""
        self._health.starting(self._part)
        consumer = await self._started(stop)
        if consumer is None:
            return
        try:
            while not stop.is_set():
                self._health.beat(self._part)
                await self._turn(consumer, stop)
                if self._window.judge(time.monotonic()) is Judgement.OURSELVES:
                    await self._give_up(consumer, stop)
                    return
        finally:
            self._health.ended(self._part)
            await consumer.stop()

    async def _started(self, stop: asyncio.Event) -> AIOKafkaConsumer | None:
        for delay in backoff():
            try:
                return await self._joined()
            except (KafkaError, OSError) as error:
                why = await why_away(self._bootstrap_servers, error)
                self._health.failing(self._part, f"Kafka is away: {why}")
            if await stopped_within(stop, delay):
                return None
        return None

    async def _joined(self) -> AIOKafkaConsumer:
        consumer = AIOKafkaConsumer(
            **connection(self._bootstrap_servers),
            group_id=self._stream.group,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            session_timeout_ms=10_000,
            heartbeat_interval_ms=2_000,
            max_poll_interval_ms=300_000,
            fetch_max_wait_ms=100,
        )
        consumer.subscribe(list(self._stream.topics), listener=self)
        try:
            await consumer.start()
        except (KafkaError, OSError):
            await consumer.stop()
            raise
        return consumer

    @property
    def committed(self) -> int:
        """The sum of the offsets committed by this member since it got its partitions."""
        return sum(self._committed.values())

    async def on_partitions_revoked(self, revoked: list[TopicPartition]) -> None:
        """What isn't committed will be read again, by whoever owns the partition then."""
        self._generation += 1
        self._observing.revoked(revoked)
        self._held, self._failed, self._positions, self._committed = [], [], {}, {}
        self._window.forget()

    async def on_partitions_assigned(self, assigned: list[TopicPartition]) -> None:
        self._health.ok(self._part)

    async def _turn(self, consumer: AIOKafkaConsumer, stop: asyncio.Event) -> None:
        read = await consumer.getmany(timeout_ms=_POLL_MS, max_records=MAX_BATCH)
        self._silence.listen(consumer, read)
        generation = self._generation
        before = self.stages.copy()
        started = time.perf_counter()
        tasks = [batches.decode(self._stream, record) for records in read.values() for record in records]
        self.stages["decode"] += time.perf_counter() - started
        if self._held:
            tasks = self._with_held(tasks)
        if tasks:
            result = await self._until_handled(consumer, tasks, generation, stop)
            self._silence.heard()
            # After a rebalance its places may be somebody else's: whoever owns them now reads them again.
            if result is None or generation != self._generation:
                return
            for partition, records in read.items():
                self._positions[partition] = records[-1].offset + 1
            self._note(tasks, result)
            self._observing.lag(consumer, read, self._positions)
        await self._conclude(consumer, generation)
        if tasks:
            self._observing.stages(self.stages - before)

    def _with_held(self, tasks: list[Task]) -> list[Task]:
        """Those that wait for a predecessor come along, in the order of their sequence; patience ends."""
        now = time.monotonic()
        for task in self._held:
            if now - task.held_since > GAP_PATIENCE or len(self._held) > MAX_HELD:
                if not task.accept_gap:
                    log.error("sequence_gap", topic=task.record.topic, subject=task.envelope.subject,
                              sequence=task.envelope.sequence)  # fmt: skip
                task.accept_gap = True
        together = [*self._held, *tasks]
        self._held = []
        return sorted(together, key=lambda task: task.source.sequence if task.source else 0)

    async def _until_handled(
        self, consumer: AIOKafkaConsumer, tasks: list[Task], generation: int, stop: asyncio.Event
    ) -> BatchResult | None:
        """Handles and publishes, however long what we depend on is away. None: given up, it will be read again."""
        for delay in backoff():
            try:
                result = await self._handle(tasks, stop)
                self._health.ok(self._part)
                return result
            except Away as away:
                self._health.failing(self._part, str(away))
                log.warning("batch_waits", group=self._stream.group, why=str(away))
            if not await self._idle(consumer, delay, generation, stop):
                return None
        return None

    async def _handle(self, tasks: list[Task], stop: asyncio.Event) -> BatchResult:
        await batches.prepare(tasks)
        result = await asyncio.to_thread(batches.run, tasks, self._stores, self._clock.now(), self.stages)
        started = time.perf_counter()
        await self._published(result, stop)
        self.stages["publish"] += time.perf_counter() - started
        return result

    async def _published(self, result: BatchResult, stop: asyncio.Event) -> None:
        """Waits until Kafka has what the batch caused; what is left at the stop stands in the outboxes."""
        publishing = asyncio.ensure_future(self._publisher.publish(result.pending))
        while not (await asyncio.wait({publishing}, timeout=0.5))[0]:
            self._health.beat(self._part)
            if stop.is_set():
                publishing.cancel()
                return

    async def _idle(self, consumer: AIOKafkaConsumer, delay: float, generation: int, stop: asyncio.Event) -> bool:
        """Waits with all partitions paused, polling so that the group doesn't throw us out."""
        paused = consumer.assignment()
        consumer.pause(*paused)
        try:
            end = time.monotonic() + delay
            while (left := end - time.monotonic()) > 0 and not stop.is_set() and generation == self._generation:
                self._health.beat(self._part)
                await consumer.getmany(timeout_ms=int(1000 * min(left, 0.5)))
        finally:
            consumer.resume(*(paused & consumer.assignment()))
        return not stop.is_set() and generation == self._generation

    def _note(self, tasks: list[Task], result: BatchResult) -> None:
        now = time.monotonic()
        for task in result.gaps:
            task.held_since = task.held_since or now
        self._held = result.gaps
        self._failed.extend(result.failed)
        bad = {id(task) for task in result.failed}
        waiting = {id(task) for task in result.gaps}
        self._window.count([id(task) in bad for task in tasks if id(task) not in waiting], now)
        self._observing.batch(tasks, result.failed, result.gaps)

    async def _conclude(self, consumer: AIOKafkaConsumer, generation: int) -> None:
        """Puts aside and commits, as far as the window's verdict allows."""
        judgement = self._window.judge(time.monotonic())
        if judgement in (Judgement.OPEN, Judgement.OURSELVES):
            return
        if judgement is Judgement.MESSAGES:
            if not await self._put_aside():
                return
            self._window.close()
        offsets = self._offsets()
        if generation == self._generation and offsets != self._committed:
            await self._commit(consumer, offsets)

    def _offsets(self) -> dict[TopicPartition, int]:
        """The next to read of each partition, but nothing that waits for a predecessor counts as read."""
        offsets = dict(self._positions)
        for task in self._held:
            partition = TopicPartition(task.record.topic, task.record.partition)
            offsets[partition] = min(offsets.get(partition, task.record.offset), task.record.offset)
        return offsets

    async def _commit(self, consumer: AIOKafkaConsumer, offsets: dict[TopicPartition, int]) -> None:
        started = time.perf_counter()
        try:
            # The client itself would ask for as long as Kafka is away, and neither poll nor say so meanwhile.
            async with asyncio.timeout(_COMMIT_SECONDS):
                await consumer.commit(offsets)
            self._committed = offsets
            self._health.ok(self._part)
        except TimeoutError:
            self._health.failing(self._part, "Kafka is away: it takes no commit")
        except (CommitFailedError, IllegalStateError) as error:
            # The partitions are somebody else's now, who reads again; repetitions change nothing.
            log.warning("commit_refused", group=self._stream.group, error=type(error).__name__)
        except KafkaError as error:
            log.warning("commit_failed", group=self._stream.group, error=type(error).__name__)
        self.stages["commit"] += time.perf_counter() - started

    async def _put_aside(self) -> bool:
        letters = [self._dead_letter(task) for task in self._failed]
        try:
            sent = await self._producer.send([letter.to_record() for letter in letters])
        except Away:
            sent = set()
        if len(sent) < len(letters):
            return False
        for letter in letters:
            telemetry.DEAD_LETTERS.labels(letter.group, letter.topic, letter.reason).inc()
            log.error("dead_letter", topic=letter.topic, partition=letter.partition, offset=letter.offset,
                      reason=letter.reason)  # fmt: skip
        self._failed = []
        return True

    def _dead_letter(self, task: Task) -> DeadLetter:
        record, refusal = task.record, task.refusal
        return DeadLetter(
            topic=record.topic,
            partition=record.partition,
            offset=record.offset,
            group=self._stream.group,
            reason=refusal.reason,
            detail=refusal.message,
            at=self._clock.now(),
            key=record.key,
            body=record.value or b"",
            headers=record.headers,
        )

    async def _give_up(self, consumer: AIOKafkaConsumer, stop: asyncio.Event) -> None:
        reasons = Counter(task.refusal.reason for task in self._failed)
        most, _ = reasons.most_common(1)[0]
        why = (
            f"{self._window.failed} of {self._window.seen} messages failed, most of them {most}; none was put aside. "
            "Find out why, then restart."
        )
        log.error("consumer_stopped", group=self._stream.group, why=why)
        self._health.failing(self._part, why)
        self._health.ended(self._part)
        await consumer.stop()
        await stop.wait()
