"""Timers: a document for each instant at which an aggregate wants to be looked at.

A timer is written before the aggregate that it belongs to, so none is ever missing; it is taken out once the aggregate
shows that it has done its work, or that it is not needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import mongoengine
from aiokafka.partitioner import murmur2
from pymongo import InsertOne

from services.kit.aggregate import Write
from services.kit.convert import from_document, to_document
from services.kit.frozen import frozen
from services.kit.instants import from_text, to_text
from services.kit.mongo import by_id, store_errors, write_all
from services.kit.topics import Topic

PAGE = 500
# Timers in one answer: there are stores that look at all that ring to find the first of them, and at the midnight of a
# large shop these are many.
_READ = 10 * PAGE
EVER = datetime.min.replace(tzinfo=UTC)
"""Before every timer."""


@frozen
class Timer:
    """Rings at `at` (UTC) for the aggregate `aggregate_id`, for its plan of that number, which was made at `set_at`.

    `what` is the service's word for what is to be done. Kafka has the aggregate's events in `partition`, whose owner is
    the timer's. One that is `certain` rings only when its source has been read past `certain_at`.
    """

    aggregate_id: str
    what: str
    plan: int
    at: datetime
    set_at: datetime
    partition: int
    certain: bool = False

    @property
    def id(self) -> str:
        """Names the plan beside the instant: a plan that comes back to an earlier instant has a timer of its own,
        which nobody can be about to take out."""
        return f"{self.aggregate_id}/{self.what}/{self.plan}/{to_text(self.at)}"

    @property
    def certain_at(self) -> datetime:
        """What the source has at this instant settles what had happened by `at`. Of an aggregate that was heard of too
        late, the fact that counts may well come right behind the first one."""
        return max(self.at, self.set_at)


class TimerDocument(mongoengine.Document):
    """`_id` is the timer's id; `at` a text that sorts as time does. A subclass names its `db_alias` and collection."""

    meta = {"abstract": True, "strict": False, "auto_create_index": False, "indexes": [("partition", "at")]}

    id = mongoengine.StringField(primary_key=True)
    at = mongoengine.StringField()
    partition = mongoengine.IntField()


def partition_of(key: str, topic: Topic) -> int:
    """Where Kafka has the events with this key."""
    return partition_among(key, topic.partitions)


def partition_among(key: str, partitions: int) -> int:
    """Where Kafka has them in a topic of so many partitions."""
    return (murmur2(key.encode()) & 0x7FFFFFFF) % partitions


def writes(collection: str, timers: Iterable[Timer]) -> tuple[Write, ...]:
    """What must stand before the aggregate does."""
    return tuple(Write(collection, timer.id, to_document(timer)) for timer in timers)


class Timers:
    """The timers of one collection. All of it is synchronous."""

    def __init__(self, document: type[TimerDocument]) -> None:
        self._document = document

    @property
    def collection(self) -> str:
        """Its name."""
        return self._document._get_collection_name()

    def upcoming(self, partitions: Iterable[int], after: datetime, until: datetime) -> list[tuple[datetime, int]]:
        """The instants in `(after, until]` at which timers ring, with their partitions. Raises Away."""
        between = {"$gt": to_text(after), "$lte": to_text(until)}
        timers = self._document._get_collection()
        with store_errors():
            return [
                (from_text(found["at"]), partition)
                for partition in partitions
                for found in timers.find({"partition": partition, "at": between}, {"_id": 0, "at": 1})
            ]

    def passed(self, partition: int, since: datetime, until: datetime) -> Iterator[list[Timer]]:
        """The timers that ring in `[since, until]`, in the order of their instants, page by page; those of a page may
        be taken out before the next one is asked for. Raises Away."""
        seen: set[str] = set()
        limit = _READ
        while True:
            with store_errors():
                query = self._document._get_collection().find(passed_query(partition, since, until))
                found = [from_document(one, Timer) for one in query.sort("at", 1).limit(limit)]
            fresh = [timer for timer in found if timer.id not in seen]
            for first in range(0, len(fresh), PAGE):
                yield fresh[first : first + PAGE]
            if len(found) < limit:
                return
            if not fresh:
                # Those that were seen, and are still there, have taken up all of it.
                limit = _READ + len(seen)
                continue
            # The next ones begin with the instant of the last of these: others may ring then.
            since = fresh[-1].at
            seen = {timer.id for timer in found if timer.at == since}
            limit = _READ + len(found) - len(fresh)

    def put_back(self, timers: Sequence[Timer]) -> list[Timer]:
        """Writes those that are missing; answers them. Raises Away."""
        collection = self._document._get_collection()
        known = by_id(collection, (timer.id for timer in timers), {"_id": 1})
        missing = [timer for timer in timers if timer.id not in known]
        write_all(collection, [InsertOne({**to_document(timer), "_id": timer.id}) for timer in missing])
        return missing

    def take_out(self, timers: Iterable[Timer]) -> None:
        """Raises Away."""
        ids = [timer.id for timer in timers]
        if ids:
            with store_errors():
                self._document._get_collection().delete_many({"_id": {"$in": ids}})


def passed_query(partition: int, since: datetime, until: datetime) -> dict[str, Any]:
    """What finds the timers of a page."""
    return {"partition": partition, "at": {"$gte": to_text(since), "$lte": to_text(until)}}
