"""The clock algebra: how much open time lies between two instants, and when so much of it has passed.

A timeline knows its open time as sorted UTC spans with prefix sums, year by year as they are asked for, and answers by
bisection. All instants are aware; answers are UTC, and exact to the microsecond.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple, Protocol

from services.sla.domain.calendar import Calendar
from services.sla.domain.opening import SECOND, Spans, merged, union
from services.sla.domain.zones import year_start

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LONGEST_GAP = timedelta(days=400)
_LONGEST_GAP = LONGEST_GAP // MICROSECOND
_YEARS = range(2, 9999)


class NoCoverage(Exception):
    """Nothing is open for more than 400 days from `since` (UTC) on."""

    def __init__(self, since: datetime) -> None:
        super().__init__(f"nothing is open within 400 days of {since.isoformat()}")
        self.since = since


class OpenTime(Protocol):
    """What a target is timed by."""

    def elapsed(self, a: datetime, b: datetime) -> timedelta:
        """The open time from `a` on and before `b`. Raises ValueError where `b` is before `a`."""

    def deadline(self, start: datetime, duration: timedelta) -> datetime:
        """The earliest instant by which that much open time has passed since `start`: so a duration that ends with a
        span is due at its end, not at the next opening. Raises NoCoverage, ValueError for less than nothing."""

    def spans(self, a: datetime, b: datetime) -> list[tuple[datetime, datetime]]:
        """What is open from `a` on and before `b`, in order."""


class _Compiled(NamedTuple):
    """Years `first` to before `last`. `before` and `after`: the open microseconds of all spans up to the start and to
    the end of each. `breaks`: the indices of spans that follow on more than 400 days without one."""

    first: int
    last: int
    low: int
    high: int
    starts: list[int]
    ends: list[int]
    before: list[int]
    after: list[int]
    breaks: list[int]


class Timeline:
    """The open time that `opened` tells for each UTC year. What was compiled is replaced, never changed: threads may
    share it."""

    def __init__(self, opened: Callable[[int], Spans]) -> None:
        self._opened = opened
        self._compiled = _Compiled(0, 0, 0, 0, [], [], [], [], [])

    def elapsed(self, a: datetime, b: datetime) -> timedelta:
        if b < a:
            raise ValueError(f"{b} is before {a}")
        first, last = _micros(a), _micros(b)
        compiled = self._reaching(first, last)
        return timedelta(microseconds=_passed(compiled, last) - _passed(compiled, first))

    def deadline(self, start: datetime, duration: timedelta) -> datetime:
        since = start - EPOCH
        at = (since.days * 86_400 + since.seconds) * SECOND + since.microseconds
        wanted = (duration.days * 86_400 + duration.seconds) * SECOND + duration.microseconds
        if wanted <= 0:
            if wanted < 0:
                raise ValueError(f"{duration} is less than nothing")
            return EPOCH + since
        compiled = self._compiled
        if not compiled.low <= at < compiled.high:
            compiled = self._reaching(at, at)
        # The same as _passed, written out: this is the hottest line of the service.
        index = bisect_right(compiled.starts, at) - 1
        if index >= 0:
            end = compiled.ends[index]
            wanted += compiled.before[index] + (at if at < end else end) - compiled.starts[index]
        found = bisect_left(compiled.after, wanted)
        if found == len(compiled.after):
            compiled = self._reaching_sum(at, wanted - _passed(compiled, at))
            return self.deadline(start, duration)
        if compiled.breaks:
            _check_gaps(compiled, at, index, found)
        return EPOCH + timedelta(microseconds=compiled.starts[found] + wanted - compiled.before[found])

    def spans(self, a: datetime, b: datetime) -> list[tuple[datetime, datetime]]:
        first, last = _micros(a), _micros(b)
        compiled = self._reaching(first, last)
        found = []
        for index in range(bisect_right(compiled.ends, first), bisect_left(compiled.starts, last)):
            start, end = max(compiled.starts[index], first), min(compiled.ends[index], last)
            found.append((EPOCH + timedelta(microseconds=start), EPOCH + timedelta(microseconds=end)))
        return found

    def _reaching(self, first: int, last: int) -> _Compiled:
        """Compiled at least from `first` to and with `last`."""
        compiled = self._compiled
        if compiled.low <= first and last < compiled.high:
            return compiled
        years = [(EPOCH + timedelta(microseconds=at)).year for at in (first, last)]
        known = [compiled.first, compiled.last - 1] if compiled.last else years
        return self._compile(min(years[0], known[0]), max(years[1], known[1]) + 1)

    def _reaching_sum(self, at: int, wanted: int) -> _Compiled:
        """Compiled until that much open time has passed since `at`. Raises NoCoverage."""
        compiled = self._compiled
        while compiled.after[-1:] < [_passed(compiled, at) + wanted]:
            latest = max(at, compiled.ends[-1] if compiled.ends else at)
            if compiled.high - latest > _LONGEST_GAP or compiled.last >= _YEARS.stop:
                raise NoCoverage(EPOCH + timedelta(microseconds=latest))
            compiled = self._compile(compiled.first, compiled.last + 1)
        return compiled

    def _compile(self, first: int, last: int) -> _Compiled:
        if first not in _YEARS or last - 1 not in _YEARS:
            raise OverflowError(f"the years are {_YEARS.start} to {_YEARS.stop - 1}")
        known = self._compiled
        fresh = {year: self._opened(year) for year in range(first, last) if not known.first <= year < known.last}
        spans = [span for year in sorted(fresh) if year < known.first for span in fresh[year]]
        spans += zip(known.starts, known.ends, strict=True)
        spans += [span for year in sorted(fresh) if year >= known.last for span in fresh[year]]
        self._compiled = _compiled(first, last, merged(spans))
        return self._compiled


class Always:
    """A clock that never stands still."""

    def elapsed(self, a: datetime, b: datetime) -> timedelta:
        if b < a:
            raise ValueError(f"{b} is before {a}")
        return b - a

    def deadline(self, start: datetime, duration: timedelta) -> datetime:
        if duration < timedelta(0):
            raise ValueError(f"{duration} is less than nothing")
        return start.astimezone(UTC) + duration

    def spans(self, a: datetime, b: datetime) -> list[tuple[datetime, datetime]]:
        return [(a.astimezone(UTC), b.astimezone(UTC))] if a < b else []


ALWAYS = Always()


def coverage(calendars: Iterable[Calendar]) -> Timeline:
    """What is open in at least one of them. The same calendars give the same timeline, shared by all who ask."""
    return _coverage(frozenset(calendars))


@lru_cache(maxsize=512)
def _coverage(calendars: frozenset[Calendar]) -> Timeline:
    return Timeline(lambda year: union(calendars, year))


def _micros(instant: datetime) -> int:
    return (instant - EPOCH) // MICROSECOND


def _passed(compiled: _Compiled, at: int) -> int:
    """The open microseconds before `at`, since the compiled years began."""
    index = bisect_right(compiled.starts, at) - 1
    if index < 0:
        return 0
    return compiled.before[index] + min(at, compiled.ends[index]) - compiled.starts[index]


def _compiled(first: int, last: int, spans: Spans) -> _Compiled:
    low, high = year_start(first) * SECOND, year_start(last) * SECOND
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    after = list(accumulate(end - start for start, end in spans))
    before = [0, *after[:-1]] if spans else []
    earlier = [low, *ends[:-1]]
    breaks = [index for index, start in enumerate(starts) if start - earlier[index] > _LONGEST_GAP]
    return _Compiled(first, last, low, high, starts, ends, before, after, breaks)


def _check_gaps(compiled: _Compiled, at: int, index: int, found: int) -> None:
    for late in compiled.breaks:
        if index < late <= found:
            since = max(at, compiled.ends[late - 1] if late else at)
            if compiled.starts[late] - since > _LONGEST_GAP:
                raise NoCoverage(EPOCH + timedelta(microseconds=since))
