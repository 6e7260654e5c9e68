"""Where Kafka's groups stand in topics, and setting them back. Synchronous, with kafka-python."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import TypeVar

from kafka import TopicPartition
from kafka.admin import KafkaAdminClient, OffsetSpec
from kafka.errors import CoordinatorLoadInProgressError, CoordinatorNotAvailableError, KafkaError, NotCoordinatorError
from kafka.structs import OffsetAndMetadata

from services.kit.errors import RefusalKind, Refused
from services.kit.retry import backoff

T = TypeVar("T")
Offsets = Mapping[TopicPartition, int]

_NOT_YET = (CoordinatorNotAvailableError, CoordinatorLoadInProgressError, NotCoordinatorError)
# States of a group in which nobody reads for it.
_WITHOUT_MEMBERS = frozenset({"", "Dead", "Empty"})


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
    return _offsets(admin, partitions, OffsetSpec.LATEST)


def beginnings(admin: KafkaAdminClient, partitions: Collection[TopicPartition]) -> dict[TopicPartition, int]:
    """The offset of the first record that Kafka still has; where it has none, the end."""
    return _offsets(admin, partitions, OffsetSpec.EARLIEST)


def offsets_at(
    admin: KafkaAdminClient, partitions: Collection[TopicPartition], instant: datetime
) -> dict[TopicPartition, int]:
    """The offset of the first record that Kafka was given at the instant or later; where there is none, the end."""
    found = _offsets(admin, partitions, int(instant.timestamp() * 1000))
    last = ends(admin, partitions)
    return {partition: found[partition] if found[partition] >= 0 else last[partition] for partition in partitions}


def _offsets(
    admin: KafkaAdminClient, partitions: Collection[TopicPartition], spec: object
) -> dict[TopicPartition, int]:
    if not partitions:
        return {}
    found = admin.list_partition_offsets(dict.fromkeys(partitions, spec))
    return {partition: place.offset for partition, place in found.items()}


def committed(admin: KafkaAdminClient, group: str) -> dict[TopicPartition, int]:
    """The next offset that the group reads, of the partitions of which it has read anything."""
    found = _patiently(lambda: admin.list_group_offsets(group)).get(group, {})
    return {partition: place.offset for partition, place in found.items() if place.offset >= 0}


def groups_of(admin: KafkaAdminClient, topics: Collection[str]) -> dict[str, dict[TopicPartition, int]]:
    """Every group that has read any of these topics, ours or not, with what it has committed of them."""
    found = {}
    for group in sorted(one["group_id"] for one in _patiently(admin.list_groups)):
        its = {place: offset for place, offset in committed(admin, group).items() if place.topic in topics}
        if its:
            found[group] = its
    return found


def reading(admin: KafkaAdminClient, groups: Iterable[str]) -> list[str]:
    """Those of the groups that have members, or are about to."""
    wanted = sorted(set(groups))
    if not wanted:
        return []
    described = _patiently(lambda: admin.describe_groups(wanted))
    return [group for group in wanted if str(described[group]["group_state"]) not in _WITHOUT_MEMBERS]


def refuse_while_read(admin: KafkaAdminClient, groups: Iterable[str]) -> None:
    """Raises Refused (GROUP_READS) while one of the groups has members."""
    busy = reading(admin, groups)
    if busy:
        message = f"{', '.join(busy)} {'has' if len(busy) == 1 else 'have'} members that read"
        raise Refused("GROUP_READS", message, RefusalKind.FAILED_PRECONDITION)


def set_offsets(admin: KafkaAdminClient, group: str, offsets: Offsets) -> None:
    """The group goes on reading there. Raises Refused (GROUP_READS) where it has members after all."""
    places = {partition: OffsetAndMetadata(offset, "", -1) for partition, offset in offsets.items()}

    def alter() -> dict[TopicPartition, type[KafkaError]]:
        answers = admin.alter_group_offsets(group, places)
        for error in answers.values():
            if issubclass(error, _NOT_YET):
                raise error
        return answers

    for partition, error in _patiently(alter).items():
        if error.errno:
            message = f"Kafka doesn't set {group} back in {partition.topic}: {error.__name__}"
            raise Refused("GROUP_READS", message, RefusalKind.FAILED_PRECONDITION)


def _patiently(ask: Callable[[], T]) -> T:
    """A fresh cluster makes what its coordinators need at the first question, and answers a moment later."""
    for delay in islice(backoff(), 6):
        try:
            return ask()
        except _NOT_YET:
            time.sleep(delay)
    return ask()
