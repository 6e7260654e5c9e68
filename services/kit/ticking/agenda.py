"""When to look for timers that ring: the instants of the next minute, never the timers themselves."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from datetime import datetime


class Agenda:
    """Instants with their partitions up to `until`; what lies beyond isn't taken down."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        self._heap: list[tuple[datetime, int]] = []
        self._noted: set[tuple[datetime, int]] = set()

    def note(self, entries: Iterable[tuple[datetime, int]]) -> None:
        for entry in entries:
            if entry[0] <= self.until and entry not in self._noted:
                self._noted.add(entry)
                heapq.heappush(self._heap, entry)

    @property
    def next(self) -> datetime:
        """The first instant; where there is none, the end of the agenda."""
        return self._heap[0][0] if self._heap else self.until

    def passed(self, now: datetime) -> dict[int, datetime]:
        """Crosses out what lies at `now` or before; answers its partitions, each with its first instant."""
        found: dict[int, datetime] = {}
        while self._heap and self._heap[0][0] <= now:
            entry = heapq.heappop(self._heap)
            self._noted.discard(entry)
            found.setdefault(entry[1], entry[0])
        return found
