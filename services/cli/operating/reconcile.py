"""A store that was set back to an earlier state, and a Kafka that wasn't: which events Kafka has that the store has
lost, and how the numbers of its aggregates get past them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kafka import KafkaConsumer, TopicPartition
from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from services.cli.operating import groups
from services.cli.operating.groups import Offsets
from services.cli.operating.note import Note
from services.kit import broker
from services.kit.brokers import connection
from services.kit.envelope import Envelope
from services.kit.errors import Away, RefusalKind, Refused
from services.kit.ids import document_id
from services.kit.lifting import sequences
from services.kit.store import Store

_POLL_MS = 10_000


@dataclass(frozen=True, slots=True)
class Told:
    """An event as Kafka has it: of which aggregate (`<tenant>/<id>`), which one, and where it stands."""

    aggregate_id: str
    sequence: int
    type: str
    time: datetime
    place: TopicPartition
    offset: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """What Kafka has of the aggregates of one store that the store has lost. `numbers` are those that their next events
    have to come after; `unreadable` records in the same stretch aren't events."""

    store: Store[Any]
    lost: tuple[Told, ...]
    numbers: Mapping[str, int]
    unreadable: int


def refuse_what_cannot_be(admin: KafkaAdminClient, topics: Sequence[str], note: Note) -> dict[TopicPartition, int]:
    """The ends of the topics, where all between the note and them is there. Raises Refused (EXPIRED, KAFKA_BEHIND)."""
    partitions = broker.partitions_of(admin, topics)
    first, ends = groups.beginnings(admin, partitions), broker.ends(admin, partitions)
    for place in partitions:
        if ends[place] < note.end(place):
            message = f"{place.topic}/{place.partition} ended at {note.end(place)} and now ends at {ends[place]}"
            raise Refused("KAFKA_BEHIND", f"{message}: it isn't as the note says", RefusalKind.FAILED_PRECONDITION)
        if first[place] > note.end(place):
            message = f"{place.topic}/{place.partition} begins at {first[place]}, and the note is of {note.end(place)}"
            raise Refused(
                "EXPIRED", f"{message}: Kafka has forgotten what lies between", RefusalKind.FAILED_PRECONDITION
            )
    return ends


def ahead(bootstrap_servers: str, store: Store[Any], note: Note, ends: Offsets) -> Ahead:
    """Reads what Kafka has of the store's topic behind the note. Raises Away."""
    its = {place: end for place, end in ends.items() if place.topic == store.kind.topic.name}
    told: dict[str, list[Told]] = defaultdict(list)
    unreadable = 0
    for record in _records(bootstrap_servers, {place: note.end(place) for place in its}, its):
        place = TopicPartition(record.topic, record.partition)
        try:
            envelope = Envelope.from_headers(record.headers)
            id_ = document_id(envelope.tenant, envelope.subject)
        except (Refused, ValueError):
            unreadable += 1
            continue
        sequence = envelope.sequence or 0
        told[id_].append(Told(id_, sequence, envelope.type, envelope.time, place, record.offset))
    known = sequences(store, list(told))
    lost = {
        (one.aggregate_id, one.sequence): one
        for id_, its_own in told.items()
        for one in its_own
        if one.sequence > known[id_]
    }
    numbers: dict[str, int] = {}
    for id_, sequence in lost:
        numbers[id_] = max(sequence, numbers.get(id_, 0))
    return Ahead(store, tuple(lost[key] for key in sorted(lost)), numbers, unreadable)


def _records(bootstrap_servers: str, start: Offsets, ends: Offsets) -> Iterator[Any]:
    """What stands between the offsets, partition by partition."""
    wanted = [place for place, end in ends.items() if start[place] < end]
    if not wanted:
        return
    try:
        consumer = KafkaConsumer(**connection(bootstrap_servers), enable_auto_commit=False)
        try:
            consumer.assign(wanted)
            for place in wanted:
                consumer.seek(place, start[place])
            while any(consumer.position(place) < ends[place] for place in wanted):
                found = consumer.poll(timeout_ms=_POLL_MS)
                if not found:
                    raise Away("Kafka", f"nothing came within {_POLL_MS // 1000} s")
                for place, records in found.items():
                    yield from (record for record in records if record.offset < ends[place])
        finally:
            consumer.close()
    except KafkaError as error:
        raise Away("Kafka", type(error).__name__) from error


def rewound(admin: KafkaAdminClient, wanted: Sequence[str], topics: Sequence[str], note: Note) -> dict[str, Offsets]:
    """Where these groups have to read on so that they read all that their store has lost: where they stood at the note,
    or at the first record that is left. Partitions in which that is where they stand anyway are left out."""
    standing = groups.groups_of(admin, topics)
    first = groups.beginnings(admin, broker.partitions_of(admin, topics))
    found = {}
    for group in wanted:
        its = {}
        for place, offset in standing.get(group, {}).items():
            back = min(offset, max(note.committed(group, place), first[place]))
            if back < offset:
                its[place] = back
        if its:
            found[group] = its
    return found
