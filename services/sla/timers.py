"""Timers: a document for each instant at which a clock wants to be looked at.

A timer is written before the clock that it belongs to, so none is ever missing; it is taken out once the clock shows
that it has done its work, or that it is not needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import mongoengine
from aiokafka.partitioner import murmur2

from services.kit.aggregate import Write
from services.kit.convert import from_document, to_document
from services.kit.ids import split_document_id
from services.kit.instants import from_text, to_text
from services.kit.mongo import store_errors
from services.kit.topics import CLOCK
from services.sla.domain.promise import Clock, ClockState, Target

COLLECTION = "timers"
PAGE = 500


class TimerKind(StrEnum):
    """What is to be done at the instant."""

    WARN = "warn"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Timer:
    """Rings at `at` (UTC) for the clock `clock_id`, for its plan of that number, which was made at `set_at`. Kafka has
    the clock's events in `partition`, whose owner is the timer's."""

    clock_id: str
    target: Target
    kind: TimerKind
    plan: int
    at: datetime
    set_at: datetime
    partition: int

    @property
    def id(self) -> str:
        """Names the plan beside the instant: a plan that comes back to an earlier instant has a timer of its own,
        which nobody can be about to take out."""
        return f"{self.clock_id}/{self.target}/{self.kind}/{self.plan}/{to_text(self.at)}"

    @property
    def certain_at(self) -> datetime:
        """What Kafka has at this instant settles what had happened by `at`. Of a ticket that was heard of too late, the
        reply may well come right behind the opening."""
        return max(self.at, self.set_at)

    def spent(self, clock: Clock | None) -> bool:
        """Whether it can be taken out. One that is ahead of its clock is not: the clock's own write is on its way."""
        if clock is None:
            return False
        if clock.state is not ClockState.RUNNING or clock.plan > self.plan:
            return True
        return clock.plan == self.plan and self.kind is TimerKind.WARN and clock.warned_at is not None


class TimerDocument(mongoengine.Document):
    """`_id` is the timer's id; `at` a text that sorts as time does."""

    meta = {
        "db_alias": "sla",
        "collection": COLLECTION,
        "strict": False,
        "auto_create_index": False,
        "indexes": [("partition", "at")],
    }

    id = mongoengine.StringField(primary_key=True)
    at = mongoengine.StringField()
    partition = mongoengine.IntField()


def partition_of(clock_id: str) -> int:
    """Where Kafka has the events of this clock, and those of its ticket: both topics have the same key and the same
    number of partitions."""
    ticket_id = split_document_id(clock_id)[1]
    return (murmur2(ticket_id.encode()) & 0x7FFFFFFF) % CLOCK.partitions


def timers_of(clock_id: str, clock: Clock, set_at: datetime) -> tuple[Timer, Timer]:
    """Those that the clock's plan needs."""
    partition = partition_of(clock_id)
    return (
        Timer(clock_id, clock.target, TimerKind.WARN, clock.plan, clock.warn_at, set_at, partition),
        Timer(clock_id, clock.target, TimerKind.DUE, clock.plan, clock.due_at, set_at, partition),
    )


def writes_of(clock_id: str, clock: Clock, set_at: datetime) -> tuple[Write, ...]:
    """What must stand before the clock does."""
    return tuple(Write(COLLECTION, timer.id, to_document(timer)) for timer in timers_of(clock_id, clock, set_at))


def upcoming(partitions: Iterable[int], after: datetime, until: datetime) -> list[tuple[datetime, int]]:
    """The instants in `(after, until]` at which timers ring, with their partitions. Raises Away."""
    between = {"$gt": to_text(after), "$lte": to_text(until)}
    timers = TimerDocument._get_collection()
    with store_errors():
        return [
            (from_text(found["at"]), partition)
            for partition in partitions
            for found in timers.find({"partition": partition, "at": between}, {"_id": 0, "at": 1})
        ]


def passed(partition: int, until: datetime) -> Iterator[list[Timer]]:
    """The timers that ring at `until` or before, in the order of their instants, page by page; those of a page may be
    taken out before the next one is asked for. Raises Away."""
    since, seen = datetime.min.replace(tzinfo=UTC), set()
    while True:
        limit = PAGE + len(seen)
        with store_errors():
            query = TimerDocument._get_collection().find(passed_query(partition, since, until))
            found = [from_document(one, Timer) for one in query.sort("at", 1).limit(limit)]
        page = [timer for timer in found if timer.id not in seen]
        if page:
            yield page
        if len(found) < limit:
            return
        # The next page begins with the instant of this one's last timer: others may ring then.
        last = page[-1].at
        seen = {timer.id for timer in page if timer.at == last} | (seen if last == since else set())
        since = last


def passed_query(partition: int, since: datetime, until: datetime) -> dict[str, Any]:
    """What finds the timers of a page."""
    return {"partition": partition, "at": {"$gte": to_text(since), "$lte": to_text(until)}}


def take_out(timers: Iterable[Timer]) -> None:
    """Raises Away."""
    ids = [timer.id for timer in timers]
    if ids:
        with store_errors():
            TimerDocument._get_collection().delete_many({"_id": {"$in": ids}})
