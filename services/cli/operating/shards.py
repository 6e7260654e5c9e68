"""Timers belong to the partition in which Kafka has their aggregate's events: when a topic gets more partitions, some
of them belong elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from pymongo import UpdateOne
from pymongo.collection import Collection
from pymongo.database import Database

from services.cli.operating.databases import Row
from services.escalation.documents import EscalationTimerDocument
from services.kit.ids import split_document_id
from services.kit.mongo import write_all
from services.kit.ticking.timer import TimerDocument, partition_among
from services.kit.topics import ACCOUNT, CLOCK, DRAW, ESCALATION, MEMBER, RULEBOOK, Topic
from services.loyalty.draws.documents import DrawTimerDocument
from services.loyalty.members.documents import MemberTimerDocument
from services.loyalty.timers import AccountTimerDocument
from services.sla.rulebook_documents import RulebookTimerDocument
from services.sla.timers import ClockTimerDocument

_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Sharded:
    """Timers of a service: the topic of their aggregates' events, and the key of those from the aggregate's id."""

    service: str
    document: type[TimerDocument]
    topic: Topic
    key: Callable[[str], str]


def _own_id(aggregate_id: str) -> str:
    return split_document_id(aggregate_id)[1]


def _tenant(aggregate_id: str) -> str:
    return split_document_id(aggregate_id)[0]


SHARDED = (
    Sharded("sla", ClockTimerDocument, CLOCK, _own_id),
    Sharded("sla", RulebookTimerDocument, RULEBOOK, _tenant),
    Sharded("escalation", EscalationTimerDocument, ESCALATION, _own_id),
    Sharded("loyalty", AccountTimerDocument, ACCOUNT, _own_id),
    Sharded("loyalty", MemberTimerDocument, MEMBER, _own_id),
    Sharded("loyalty", DrawTimerDocument, DRAW, _own_id),
)


def move_timers(databases: dict[str, Database[Row]], topic: Topic, partitions: int) -> int:
    """Gives the timers of a topic's aggregates to the partitions that they have when there are so many; answers how
    many have moved. Safe to run again."""
    moved = 0
    for one in SHARDED:
        if one.topic.name == topic.name:
            collection = databases[one.service][one.document._get_collection_name()]
            moved += sum(_moved(collection, one.key, partitions))
    return moved


def _moved(collection: Collection[Row], key: Callable[[str], str], partitions: int) -> Iterator[int]:
    # All are read before any is written: what moves would be met again.
    found = [
        (timer["_id"], belongs)
        for timer in collection.find({}, {"aggregate_id": 1, "partition": 1})
        if (belongs := partition_among(key(timer["aggregate_id"]), partitions)) != timer["partition"]
    ]
    waiting = iter(found)
    while page := list(islice(waiting, _AT_ONCE)):
        write_all(collection, [UpdateOne({"_id": _id}, {"$set": {"partition": belongs}}) for _id, belongs in page])
        yield len(page)
