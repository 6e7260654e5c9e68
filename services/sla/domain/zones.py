"""The spans of constant offset from UTC that make up a zone's years."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

_DAY = 86_400


def year_start(year: int) -> int:
    """Seconds from the epoch to the UTC year's first instant."""
    return int(datetime(year, 1, 1, tzinfo=UTC).timestamp())


@lru_cache(maxsize=4096)
def offsets(zone: str, year: int) -> tuple[tuple[int, int, int], ...]:
    """(from, to, offset) in seconds, from the epoch and from UTC; together they are the UTC year.

    The database's zones are asked day by day: since 1970 no two changes of a zone lie within a week of each other.
    """
    there = ZoneInfo(zone)

    def offset(second: int) -> int:
        found = datetime.fromtimestamp(second, there).utcoffset()
        return found.days * _DAY + found.seconds

    spans, begin, last = [], year_start(year), year_start(year + 1)
    current = offset(begin)
    for day in range(begin + _DAY, last + _DAY, _DAY):
        until = min(day, last)
        if (later := offset(until - 1)) != current:
            change = _first_other(offset, current, max(begin, day - _DAY), until - 1)
            spans.append((begin, change, current))
            begin, current = change, later
    return (*spans, (begin, last, current))


def _first_other(offset: Callable[[int], int], current: int, before: int, after: int) -> int:
    """The first second with another offset than `current`; `before` has that one or may be it, `after` has another."""
    while before < after:
        middle = (before + after) // 2
        if offset(middle) == current:
            before = middle + 1
        else:
            after = middle
    return before
