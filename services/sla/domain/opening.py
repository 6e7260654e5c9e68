"""A calendar's open time of a year, as UTC."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from services.sla.domain.calendar import Calendar
from services.sla.domain.zones import offsets

_DAY = 86_400
_EPOCH_DAY = date(1970, 1, 1)

Spans = tuple[tuple[int, int], ...]
"""Half-open, sorted, apart from each other; seconds since the epoch."""


@lru_cache(maxsize=1024)
def opened(calendar: Calendar, year: int) -> Spans:
    """What is open in the UTC year. Between two changes of the zone's offset wall time is UTC plus a constant, so each
    interval is laid on each such span and cut to it: the skipped part is cut away, the repeated part is cut twice."""
    return merged(_pieces(calendar, year))


def union(calendars: Iterable[Calendar], year: int) -> Spans:
    """What is open in at least one of them."""
    return merged(heapq.merge(*(opened(calendar, year) for calendar in calendars)))


def merged(spans: Iterable[tuple[int, int]]) -> Spans:
    """Spans sorted by their starts, those that touch or overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            if end > found[-1][1]:
                found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)


def _pieces(calendar: Calendar, year: int) -> Iterator[tuple[int, int]]:
    for begin, last, offset in offsets(calendar.zone, year):
        # The day before may reach into the span with a shift over midnight.
        first_day = (begin + offset) // _DAY - 1
        last_day = (last + offset) // _DAY
        for day in range(first_day, last_day + 1):
            midnight = day * _DAY - offset
            for interval in calendar.hours(_EPOCH_DAY + timedelta(days=day)):
                start = max(midnight + interval.start * 60, begin)
                end = min(midnight + interval.end * 60, last)
                if start < end:
                    yield start, end
