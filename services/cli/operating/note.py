"""The note of a backup: where Kafka's topics ended, and where its groups stood, before the store was copied.

An event is in its aggregate's document before Kafka has it, and a group commits what its documents have taken. So a
store that was copied after the note knows of every event before the note's ends, and of all that a group had read by
then. An older note than needed does no harm: more is read again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from kafka import TopicPartition
from kafka.admin import KafkaAdminClient

from services.cli.operating import groups
from services.cli.operating.groups import Offsets
from services.cli.problems import CommandProblem
from services.kit import broker
from services.kit.instants import from_text, to_text
from services.kit.topics import TOPICS

FILE = "kafka.json"


@dataclass(frozen=True, slots=True)
class Note:
    """`taken_at` is UTC. A group has the partitions of which it had read anything."""

    taken_at: datetime
    ends: Offsets
    groups: Mapping[str, Offsets]

    def end(self, partition: TopicPartition) -> int:
        """Where the partition ended; one that wasn't there yet has all behind the note."""
        return self.ends.get(partition, 0)

    def committed(self, group: str, partition: TopicPartition) -> int:
        """Where the group stood; 0 where it had read nothing."""
        return self.groups.get(group, {}).get(partition, 0)


def take(admin: KafkaAdminClient, now: datetime, topics: list[str] | None = None) -> Note:
    """As it is now: groups first, since what they commit meanwhile is behind the note. Raises Away."""
    wanted = [topic.name for topic in TOPICS] if topics is None else topics
    standing = groups.groups_of(admin, wanted)
    return Note(now, broker.ends(admin, broker.partitions_of(admin, wanted)), standing)


def take_at(admin: KafkaAdminClient, instant: datetime) -> Note:
    """As it was at an earlier instant, by when Kafka was given each record: as if every group had read all by then.
    Raises Away."""
    wanted = [topic.name for topic in TOPICS]
    ends = groups.offsets_at(admin, broker.partitions_of(admin, wanted), instant)
    standing = {
        group: {place: min(offset, ends[place]) for place, offset in its.items() if place in ends}
        for group, its in groups.groups_of(admin, wanted).items()
    }
    return Note(instant, ends, standing)


def write(note: Note, path: Path) -> None:
    """Raises CommandProblem for a file that can't be written."""
    said = {
        "taken_at": to_text(note.taken_at),
        "ends": _by_topic(note.ends),
        "groups": {group: _by_topic(offsets) for group, offsets in note.groups.items()},
    }
    try:
        path.write_bytes(orjson.dumps(said, option=orjson.OPT_INDENT_2))
    except OSError as error:
        raise CommandProblem(f"can't write {path}: {error.strerror}", "name another file", 1) from error


def read(path: Path) -> Note:
    """Raises CommandProblem for what is no note."""
    try:
        said = orjson.loads(path.read_bytes())
        standing = {group: _by_partition(offsets) for group, offsets in said["groups"].items()}
        return Note(from_text(said["taken_at"]), _by_partition(said["ends"]), standing)
    except OSError as error:
        raise CommandProblem(f"can't read {path}: {error.strerror}", "name the backup's kafka.json") from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise CommandProblem(f"{path} is no note of a backup", "name the backup's kafka.json") from error


def _by_topic(offsets: Offsets) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for place, offset in sorted(offsets.items()):
        found[place.topic][str(place.partition)] = offset
    return dict(found)


def _by_partition(said: Mapping[str, Any]) -> dict[TopicPartition, int]:
    return {TopicPartition(topic, int(one)): int(at) for topic, its in said.items() for one, at in its.items()}
