"""Kafka's administration: making the topics, and asking how far its groups are. Synchronous, with kafka-python."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from kafka import TopicPartition
from kafka.admin import KafkaAdminClient, OffsetSpec
from kafka.errors import (
    CoordinatorLoadInProgressError,
    CoordinatorNotAvailableError,
    KafkaError,
    NotCoordinatorError,
)

from services.kit.brokers import connection, why_away_now
from services.kit.errors import Away
from services.kit.retry import backoff
from services.kit.topics import DEAD_LETTER_RETENTION_MS, TOPICS, Topic

T = TypeVar("T")

NOT_YET = (CoordinatorNotAvailableError, CoordinatorLoadInProgressError, NotCoordinatorError)
"""What a coordinator answers that will be there in a moment."""


@dataclass(frozen=True, slots=True)
class Lag:
    """How many records of a partition a group has still to read. `committed` None: it has read none of it."""

    group: str
    topic: str
    partition: int
    committed: int | None
    end: int
    behind: int


@contextmanager
def administration(bootstrap_servers: str) -> Iterator[KafkaAdminClient]:
    """Raises Away when no broker answers, or one that isn't ready to."""
    try:
        admin = KafkaAdminClient(**connection(bootstrap_servers), bootstrap_timeout_ms=5_000, request_timeout_ms=15_000)
    except (KafkaError, OSError) as error:
        why = why_away_now(bootstrap_servers, error)
        raise Away("Kafka", f"{bootstrap_servers} doesn't answer ({why})") from error
    try:
        yield admin
    except KafkaError as error:
        if not error.retriable:
            raise
        raise Away("Kafka", type(error).__name__) from error
    finally:
        admin.close()


def apply_topics(bootstrap_servers: str, topics: Iterable[Topic] = TOPICS) -> list[str]:
    """Makes the topics that aren't there yet, with the dead-letter topic of each reader; answers their names.

    It changes nothing about those that are there: partitions are chosen once. Raises Away.
    """
    wanted: dict[str, dict[str, object]] = {}
    for topic in topics:
        wanted[topic.name] = _options(topic.partitions, topic.retention_ms, topic.config)
        for group in topic.readers:
            wanted[topic.dead_letters(group)] = _options(1, DEAD_LETTER_RETENTION_MS, {})
    with administration(bootstrap_servers) as admin:
        known = set(admin.list_topics())
        missing = {name: options for name, options in wanted.items() if name not in known}
        if missing:
            admin.create_topics(missing, wait_for_metadata=True)
    return sorted(missing)


def _options(partitions: int, retention_ms: int, config: dict[str, str]) -> dict[str, object]:
    return {"num_partitions": partitions, "configs": {"retention.ms": str(retention_ms), **config}}


def end_offsets(bootstrap_servers: str, topics: Iterable[str]) -> dict[TopicPartition, int]:
    """The offset after the last record of each partition; topics that aren't there have none. Raises Away."""
    with administration(bootstrap_servers) as admin:
        return ends(admin, partitions_of(admin, topics))


def partitions_of(admin: KafkaAdminClient, topics: Iterable[str]) -> list[TopicPartition]:
    """All partitions of those of the topics that are there."""
    there = sorted(set(topics) & set(admin.list_topics()))
    described = admin.describe_topics(there) if there else []
    return sorted(
        TopicPartition(topic["name"], partition["partition_index"])
        for topic in described
        for partition in topic["partitions"]
    )


def ends(admin: KafkaAdminClient, partitions: Collection[TopicPartition]) -> dict[TopicPartition, int]:
    """The offset after the last record of each."""
    return offsets(admin, partitions, OffsetSpec.LATEST)


def offsets(admin: KafkaAdminClient, partitions: Collection[TopicPartition], spec: object) -> dict[TopicPartition, int]:
    """Those that the spec asks for: an `OffsetSpec`, or milliseconds since 1970 (-1 where no record is as young)."""
    if not partitions:
        return {}
    found = admin.list_partition_offsets(dict.fromkeys(partitions, spec))
    return {partition: place.offset for partition, place in found.items()}


def committed(admin: KafkaAdminClient, group: str) -> dict[TopicPartition, int]:
    """The next offset that the group reads, of the partitions of which it has read anything."""
    found = patiently(lambda: admin.list_group_offsets(group)).get(group, {})
    return {partition: place.offset for partition, place in found.items() if place.offset >= 0}


def patiently(ask: Callable[[], T]) -> T:
    """A fresh cluster makes what its coordinators need at the first question, and answers a moment later."""
    for delay in islice(backoff(), 6):
        try:
            return ask()
        except NOT_YET:
            time.sleep(delay)
    return ask()


def lags(bootstrap_servers: str, topics: Iterable[Topic] = TOPICS) -> list[Lag]:
    """The lag of each reader of each topic, by partition. Raises Away."""
    readers = [(group, topic.name) for topic in topics for group in topic.readers]
    found = []
    with administration(bootstrap_servers) as admin:
        last = ends(admin, partitions_of(admin, {topic for _, topic in readers}))
        for group in sorted({group for group, _ in readers}):
            read = committed(admin, group)
            for partition, end in sorted(last.items()):
                if (group, partition.topic) not in readers:
                    continue
                offset = read.get(partition)
                found.append(Lag(group, partition.topic, partition.partition, offset, end, end - (offset or 0)))
    return found
