"""More partitions for topics that are in use, without breaking the order of their events.

A key's next event may come into another partition than the ones before it. Order holds because nobody can meet the two
in the wrong order: whoever reads has read all before the first event is written to a new partition.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from kafka import TopicPartition
from kafka.admin import KafkaAdminClient
from pymongo.database import Database

from services.cli.operating import groups
from services.cli.operating.databases import Row
from services.cli.operating.shards import move_timers
from services.kit import broker
from services.kit.errors import Away, RefusalKind, Refused
from services.kit.retry import backoff
from services.kit.store import Store
from services.kit.topics import CLOCK, TICKET, Topic
from services.sla.load.documents import LoadDocument
from services.sla.load.role import GROUP as LOAD_GROUP
from services.sla.load.tables import changelogs

# The timers of a ticket's clocks are rung when that partition of the tickets was read far enough.
_TOGETHER = frozenset({TICKET.name, CLOCK.name})
_LOOKS = 10


@dataclass(frozen=True, slots=True)
class Raising:
    """What is to be done: from how many partitions to how many, and the groups that go on reading."""

    topic: Topic
    before: int
    after: int
    groups: tuple[str, ...]


def plan(admin: KafkaAdminClient, stores: Iterable[Store[Any]], topics: Sequence[Topic], after: int) -> list[Raising]:
    """What raising these topics takes. `stores` are all that write to them. Raises Refused (NO_SUCH_TOPIC,
    NEED_EACH_OTHER, FEWER_PARTITIONS, GROUP_READS, NOT_READ, NOT_PUBLISHED): then it can't be done, or not yet."""
    names = {topic.name for topic in topics}
    if len(names & _TOGETHER) == 1:
        raise _not_yet("NEED_EACH_OTHER", f"{' and '.join(sorted(_TOGETHER))} have the same number: name both")
    raisings = [_raising(admin, topic, after) for topic in topics]
    groups.refuse_while_read(admin, {group for one in raisings for group in one.groups})
    for one in raisings:
        _refuse_what_is_not_read(admin, one)
    for store in stores:
        if store.waiting(1):
            message = f"events of {store.kind.name} still wait for Kafka: its service's relay has to send them"
            raise _not_yet("NOT_PUBLISHED", message)
    return raisings


def _raising(admin: KafkaAdminClient, topic: Topic, after: int) -> Raising:
    before = len(broker.partitions_of(admin, [topic.name]))
    if not before:
        raise Refused("NO_SUCH_TOPIC", f"Kafka has no topic {topic.name}", RefusalKind.NOT_FOUND)
    if after < before:
        raise _not_yet("FEWER_PARTITIONS", f"{topic.name} has {before} partitions, and none can be taken away")
    others = groups.groups_of(admin, [topic.name])
    return Raising(topic, before, after, tuple(sorted({*others, *topic.readers})))


def _refuse_what_is_not_read(admin: KafkaAdminClient, raising: Raising) -> None:
    places = broker.partitions_of(admin, [raising.topic.name])
    first, ends = groups.beginnings(admin, places), broker.ends(admin, places)
    for group in raising.groups:
        committed = broker.committed(admin, group)
        behind = sum(ends[place] - max(committed.get(place, 0), first[place]) for place in places)
        if behind > 0:
            message = f"{group} has {behind} records of {raising.topic.name} still to read"
            raise _not_yet("NOT_READ", message)


def carry_out(admin: KafkaAdminClient, databases: dict[str, Database[Row]], raisings: Sequence[Raising]) -> int:
    """Raises them; answers how many timers have moved. One that stops half way is run again, before anything starts."""
    more = {one.topic.name: one.after for one in raisings if one.after > one.before}
    if more:
        admin.create_partitions(more)
    moved = 0
    for one in raisings:
        places = _all_places(admin, one)
        for group in one.groups:
            committed = broker.committed(admin, group)
            # Whoever would begin at the end would pass over what comes before it has asked for the first time.
            groups.set_offsets(admin, group, {place: 0 for place in places if place not in committed})
        moved += move_timers(databases, one.topic, one.after)
        if one.topic.name == TICKET.name:
            count_load_anew(admin, databases["sla"], LOAD_GROUP)
    return moved


def _all_places(admin: KafkaAdminClient, raising: Raising) -> list[TopicPartition]:
    """Brokers hear of new partitions a moment after they were made. Raises Away."""
    for delay in islice(backoff(), _LOOKS):
        places = broker.partitions_of(admin, [raising.topic.name])
        if len(places) == raising.after:
            return places
        time.sleep(delay)
    raise Away("Kafka", f"{raising.topic.name} doesn't show its {raising.after} partitions yet: run it again")


def count_load_anew(admin: KafkaAdminClient, sla: Database[Row], group: str) -> None:
    """The load is counted by partition, in tables that have the partitions of the tickets. What past weeks were like
    stays; what is going on is counted from now on."""
    there = set(admin.list_topics())
    tables = [topic.name for topic in changelogs(group, TICKET) if topic.name in there]
    if tables:
        admin.delete_topics(tables)
    sla[LoadDocument._get_collection_name()].delete_many({})


def _not_yet(reason: str, message: str) -> Refused:
    return Refused(reason, message, RefusalKind.FAILED_PRECONDITION)
