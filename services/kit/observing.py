"""What a consumer measures of its own work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from services.kit import telemetry
from services.kit.batch import Task
from services.kit.clock import Clock


class Observing:
    """The metrics of one group in one process."""

    def __init__(self, group: str, clock: Clock) -> None:
        self._group = group
        self._clock = clock
        self._size = telemetry.BATCH_SIZE.labels(group)
        self._latency = telemetry.EVENT_LATENCY_SECONDS.labels(group)

    def batch(self, tasks: Collection[Task], failed: Iterable[Task], waiting: Iterable[Task]) -> None:
        """What became of a batch that was handled and published."""
        self._size.observe(len(tasks))
        outcomes = {id(task): "gap" for task in waiting} | {id(task): "failed" for task in failed}
        now = self._clock.now()
        count: Counter[tuple[str, str]] = Counter()
        for task in tasks:
            outcome = outcomes.get(id(task), "done")
            # What somebody else may have written into a header is no label.
            kind = task.type if task.event is not None else "unreadable"
            count[kind, outcome] += 1
            if outcome == "done":
                self._latency.observe(max(0.0, (now - task.envelope.time).total_seconds()))
        for (kind, outcome), number in count.items():
            telemetry.CONSUMER_EVENTS.labels(self._group, kind, outcome).inc(number)

    def stages(self, spent: Counter[str]) -> None:
        """Seconds by stage, of one batch."""
        for stage, seconds in spent.items():
            telemetry.BATCH_STAGE_SECONDS.labels(self._group, stage).observe(seconds)

    def lag(
        self, consumer: AIOKafkaConsumer, read: Iterable[TopicPartition], positions: Mapping[TopicPartition, int]
    ) -> None:
        """How far the partitions that were just read reach beyond what was handled."""
        for partition in read:
            end = consumer.highwater(partition)
            if end is not None:
                behind = max(0, end - positions[partition])
                telemetry.CONSUMER_LAG.labels(*self._place(partition)).set(behind)

    def revoked(self, partitions: Iterable[TopicPartition]) -> None:
        """Whoever owns them now tells their lag; what this process knows of it would stand still for ever."""
        for partition in partitions:
            telemetry.CONSUMER_LAG.remove(*self._place(partition))

    def _place(self, partition: TopicPartition) -> tuple[Any, ...]:
        return self._group, partition.topic, partition.partition
