"""The Faust tables of the load. They can be dropped and counted again from Kafka; none of them is a fact's only place.

A ticket's events have one partition, and so has what they add: a crowd has counts of its own in each partition, and
whoever asks adds them up. So a process counts what it reads, and nothing is sent round by another topic.

The windows are by the time at which things happened, which may be any clock's. Faust drops windows by the wall clock,
so here they are dropped when the crowd has newer ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import faust

from services.kit.convert import from_document, to_document
from services.kit.topics import Topic
from services.sla.domain.conversation import Conversation, Effect
from services.sla.domain.load import Counts, Traffic, hour_of, minute_of

MINUTES_KEPT = 120
HOURS_KEPT = 15 * 24
"""Longer than Kafka keeps the tickets' events, so that what is read again finds what it has added. An hour that nobody
has taken from here yet is kept in any case."""
_CONVERSATIONS_KEPT = timedelta(hours=HOURS_KEPT)

_RESTORED_AT_ONCE = 1_000
_NAMES = ("tickets", "waiting", "minutes", "hours")


def changelogs(group: str, topic: Topic) -> list[Topic]:
    """Where Kafka keeps the tables. They have the partitions of what is counted."""
    return [
        Topic(
            name=f"{group}-{name}-changelog",
            package="",
            key="the table's key",
            writer="sla",
            partitions=topic.partitions,
            config={"cleanup.policy": "compact"},
        )
        for name in _NAMES
    ]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A crowd, as one partition counts it. `crowd_id` is `<tenant>/<language>.<region>`."""

    crowd_id: str
    partition: int

    def __str__(self) -> str:
        return f"{self.crowd_id}/{self.partition}"

    @classmethod
    def of(cls, text: str) -> Place:
        crowd_id, _, partition = text.rpartition("/")
        return cls(crowd_id, int(partition))


class _Windows:
    """One windowed table, and which windows of each place it has. `size` is in minutes; windows are numbered by it."""

    def __init__(self, table: Any, size: int, kept: int) -> None:
        self._table = table
        self._seconds = size * 60
        self._kept = kept
        self._known: dict[Place, set[int]] = defaultdict(set)

    def restore(self) -> None:
        self._known.clear()
        for place, (start, _) in list(self._table.table.keys()):
            self._known[Place.of(place)].add(int(start) // self._seconds)

    def places(self) -> set[Place]:
        return set(self._known)

    def of(self, place: Place) -> Iterator[tuple[int, Any]]:
        """The place's windows, with their numbers."""
        windows = self._table[str(place)]
        for number in self._known.get(place, ()):
            yield number, windows[self._range(number)]

    def set(self, place: Place, number: int, change: Callable[[Any], Any], spared: Container[Any] = ()) -> bool:
        """Changes the window by `change(old) -> new`. False: it is so old that it was dropped. Those (place, number)
        that are `spared` aren't dropped yet."""
        known = self._known[place]
        newest = max(known, default=number)
        if number <= newest - self._kept:
            return False
        windows = self._table[str(place)]
        windows[self._range(number)] = change(windows[self._range(number)])
        if number not in known:
            known.add(number)
            horizon = max(newest, number) - self._kept
            for old in [one for one in known if one <= horizon and (place, one) not in spared]:
                del windows[self._range(old)]
                known.discard(old)
        return True

    def _range(self, number: int) -> Any:
        return self._table.table.window.current(float(number * self._seconds))


class Tables:
    """What has been counted in the partitions of this process. Changed by the agent alone: Faust writes what changes
    to the partition of the event in hand."""

    def __init__(self, app: faust.App, partitions: int) -> None:
        common = {"partitions": partitions, "recovery_buffer_size": _RESTORED_AT_ONCE}
        self._tickets = app.Table("tickets", default=dict, **common)
        self._waiting = app.Table("waiting", default=int, **common)
        self._minutes = _Windows(app.Table("minutes", default=list, **common).tumbling(60), 1, MINUTES_KEPT)
        self._hours = _Windows(app.Table("hours", default=int, **common).tumbling(3600), 60, HOURS_KEPT)
        self._touched: dict[int, dict[str, datetime]] = defaultdict(dict)
        self.changed: set[Place] = set()
        """Places whose counts have changed since somebody took them from here."""
        self.changed_hours: set[tuple[Place, int]] = set()
        self._tickets.on_recover(self._restore)

    async def _restore(self) -> None:
        """What is in the tables again, Faust says; all of it may be news to the store."""
        self._minutes.restore()
        self._hours.restore()
        self._touched.clear()
        found = [(key, from_document(value, Conversation)) for key, value in self._tickets.items()]
        for key, conversation in sorted(found, key=lambda pair: pair[1].touched_at):
            self._touched[conversation.partition][key] = conversation.touched_at
        self.changed |= self._minutes.places() | {Place.of(place) for place in self._waiting}
        self.changed_hours |= {(place, hour) for place in self._hours.places() for hour, _ in self._hours.of(place)}

    def conversation(self, ticket: str) -> Conversation | None:
        """`ticket` is `<tenant>/<ticket id>`."""
        stored = self._tickets[ticket]
        return from_document(stored, Conversation) if stored else None

    def add(self, tenant: str, partition: int, effect: Effect) -> None:
        place = Place(f"{tenant}/{effect.crowd}", partition)
        counts = effect.counts
        if counts != Counts():
            self._minutes.set(place, minute_of(effect.at), lambda old: _added(old, counts))
        if counts.arrivals:
            hour = hour_of(effect.at)
            if self._hours.set(place, hour, lambda old: old + counts.arrivals, self.changed_hours):
                self.changed_hours.add((place, hour))
        if effect.waiting:
            self._waiting[str(place)] += effect.waiting
        self.changed.add(place)

    def keep(self, ticket: str, conversation: Conversation) -> None:
        """Remembers the conversation until Kafka has forgotten it, and forgets those that it has."""
        self._tickets[ticket] = to_document(conversation)
        touched = self._touched[conversation.partition]
        touched.pop(ticket, None)
        touched[ticket] = conversation.touched_at
        oldest = next(iter(touched))
        if conversation.touched_at - touched[oldest] > _CONVERSATIONS_KEPT:
            del touched[oldest]
            del self._tickets[oldest]

    def traffic(self, place: Place) -> Traffic:
        minutes = {number: Counts(*counts) for number, counts in self._minutes.of(place)}
        return Traffic(minutes, self._waiting[str(place)])

    def arrivals(self, place: Place, hours: Iterable[int]) -> dict[int, int]:
        """Of those hours that are still kept."""
        wanted = set(hours)
        return {hour: arrivals for hour, arrivals in self._hours.of(place) if hour in wanted}


def _added(old: list[int], counts: Counts) -> list[int]:
    total = Counts(*old) + counts
    return [total.arrivals, total.replies, total.answers]
