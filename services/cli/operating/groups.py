"""Where Kafka's groups stand in topics, and setting them back. Synchronous, with kafka-python."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from kafka import TopicPartition
from kafka.admin import KafkaAdminClient, OffsetSpec
from kafka.errors import KafkaError
from kafka.structs import OffsetAndMetadata

from services.kit import broker
from services.kit.errors import RefusalKind, Refused

Offsets = Mapping[TopicPartition, int]

# States of a group in which nobody reads for it.
_WITHOUT_MEMBERS = frozenset({"", "Dead", "Empty"})


def beginnings(admin: KafkaAdminClient, partitions: Collection[TopicPartition]) -> dict[TopicPartition, int]:
    """The offset of the first record that Kafka still has; where it has none, the end."""
    return broker.offsets(admin, partitions, OffsetSpec.EARLIEST)


def offsets_at(
    admin: KafkaAdminClient, partitions: Collection[TopicPartition], instant: datetime
) -> dict[TopicPartition, int]:
    """The offset of the first record that Kafka was given at the instant or later; where there is none, the end."""
    found = broker.offsets(admin, partitions, int(instant.timestamp() * 1000))
    last = broker.ends(admin, partitions)
    return {partition: found[partition] if found[partition] >= 0 else last[partition] for partition in partitions}


def groups_of(admin: KafkaAdminClient, topics: Collection[str]) -> dict[str, dict[TopicPartition, int]]:
    """Every group that has read any of these topics, ours or not, with what it has committed of them."""
    found = {}
    for group in sorted(one["group_id"] for one in broker.patiently(admin.list_groups)):
        its = {place: offset for place, offset in broker.committed(admin, group).items() if place.topic in topics}
        if its:
            found[group] = its
    return found


def reading(admin: KafkaAdminClient, groups: Iterable[str]) -> list[str]:
    """Those of the groups that have members, or are about to."""
    wanted = sorted(set(groups))
    if not wanted:
        return []
    described = broker.patiently(lambda: admin.describe_groups(wanted))
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
            if issubclass(error, broker.NOT_YET):
                raise error
        return answers

    for partition, error in broker.patiently(alter).items():
        if error.errno:
            message = f"Kafka doesn't set {group} back in {partition.topic}: {error.__name__}"
            raise Refused("GROUP_READS", message, RefusalKind.FAILED_PRECONDITION)
