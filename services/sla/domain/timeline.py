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
from services.sla.domain.opening import Spans, merged, union

MICROSECOND = timedelta(microseconds=1)
LONGEST_GAP = timedelta(days=400)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NOTHING = timedelta(0)
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
    """Years `first` to before `last`, the instants `low` to before `high`. `before` and `after`: the open time of all
    spans up to the start and to the end of each. `breaks`: the indices of spans that follow on more than 400 days
    without one. Python compares and adds its own datetimes faster than it makes them from numbers."""

    first: int
    last: int
    low: datetime
    high: datetime
    starts: list[datetime]
    ends: list[datetime]
    before: list[timedelta]
    after: list[timedelta]
    breaks: list[int]


class Timeline:
    """The open time that `opened` tells for each UTC year. What was compiled is replaced, never changed: threads may
    share it."""

    def __init__(self, opened: Callable[[int], Spans]) -> None:
        self._opened = opened
        self._compiled = _Compiled(0, 0, _EPOCH, _EPOCH, [], [], [], [], [])

    def elapsed(self, a: datetime, b: datetime) -> timedelta:
        first, last = _utc(a), _utc(b)
        if last < first:
            raise ValueError(f"{b} is before {a}")
        compiled = self._reaching(first, last)
        return _passed(compiled, last) - _passed(compiled, first)

    def deadline(self, start: datetime, duration: timedelta) -> datetime:
        if start.tzinfo is not UTC:
            start = _utc(start)
        if duration <= _NOTHING:
            if duration < _NOTHING:
                raise ValueError(f"{duration} is less than nothing")
            return start
        compiled = self._compiled
        if not compiled.low <= start < compiled.high:
            compiled = self._reaching(start, start)
        # The same as _passed, written out: these are the hottest lines of the service.
        wanted = duration
        index = bisect_right(compiled.starts, start) - 1
        if index >= 0:
            end = compiled.ends[index]
            wanted += compiled.before[index] + ((start if start < end else end) - compiled.starts[index])
        found = bisect_left(compiled.after, wanted)
        if found == len(compiled.after):
            self._reach_sum(start, duration)
            return self.deadline(start, duration)
        if compiled.breaks:
            _check_gaps(compiled, start, index, found)
        return compiled.starts[found] + (wanted - compiled.before[found])

    def spans(self, a: datetime, b: datetime) -> list[tuple[datetime, datetime]]:
        first, last = _utc(a), _utc(b)
        compiled = self._reaching(first, last)
        return [
            (max(compiled.starts[index], first), min(compiled.ends[index], last))
            for index in range(bisect_right(compiled.ends, first), bisect_left(compiled.starts, last))
        ]

    def _reaching(self, first: datetime, last: datetime) -> _Compiled:
        """Compiled at least from `first` to and with `last`."""
        compiled = self._compiled
        if compiled.low <= first and last < compiled.high:
            return compiled
        known = (compiled.first, compiled.last - 1) if compiled.last else (first.year, last.year)
        return self._compile(min(first.year, known[0]), max(last.year, known[1]) + 1)

    def _reach_sum(self, start: datetime, duration: timedelta) -> None:
        """Compiles until that much open time has passed since `start`. Raises NoCoverage."""
        compiled = self._compiled
        while not compiled.after or compiled.after[-1] - _passed(compiled, start) < duration:
            latest = max(start, compiled.ends[-1]) if compiled.ends else start
            if compiled.high - latest > LONGEST_GAP or compiled.last >= _YEARS.stop:
                raise NoCoverage(latest)
            # By half as much again, or a clock that is seldom open would be compiled anew for each of many years.
            further = max(1, (compiled.last - compiled.first) // 2)
            compiled = self._compile(compiled.first, min(compiled.last + further, _YEARS.stop))

    def _compile(self, first: int, last: int) -> _Compiled:
        if first not in _YEARS or last - 1 not in _YEARS:
            raise OverflowError(f"the years are {_YEARS.start} to {_YEARS.stop - 1}")
        spans = merged(span for year in range(first, last) for span in self._opened(year))
        self._compiled = _compiled(first, last, spans)
        return self._compiled


class Always:
    """A clock that never stands still."""

    def elapsed(self, a: datetime, b: datetime) -> timedelta:
        if b < a:
            raise ValueError(f"{b} is before {a}")
        return _utc(b) - _utc(a)

    def deadline(self, start: datetime, duration: timedelta) -> datetime:
        if duration < _NOTHING:
            raise ValueError(f"{duration} is less than nothing")
        return _utc(start) + duration

    def spans(self, a: datetime, b: datetime) -> list[tuple[datetime, datetime]]:
        return [(_utc(a), _utc(b))] if a < b else []


ALWAYS = Always()


def coverage(calendars: Iterable[Calendar]) -> Timeline:
    """What is open in at least one of them. The same calendars give the same timeline, shared by all who ask."""
    return _coverage(frozenset(calendars))


@lru_cache(maxsize=512)
def _coverage(calendars: frozenset[Calendar]) -> Timeline:
    return Timeline(lambda year: union(calendars, year))


def _utc(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no zone")
    return instant if instant.tzinfo is UTC else instant.astimezone(UTC)


def _passed(compiled: _Compiled, at: datetime) -> timedelta:
    """The open time before `at`, since the compiled years began."""
    index = bisect_right(compiled.starts, at) - 1
    if index < 0:
        return _NOTHING
    return compiled.before[index] + (min(at, compiled.ends[index]) - compiled.starts[index])


def _compiled(first: int, last: int, spans: Spans) -> _Compiled:
    low, high = datetime(first, 1, 1, tzinfo=UTC), datetime(last, 1, 1, tzinfo=UTC)
    starts = [_EPOCH + timedelta(seconds=start) for start, _ in spans]
    ends = [_EPOCH + timedelta(seconds=end) for _, end in spans]
    after = list(accumulate(end - start for start, end in zip(starts, ends, strict=True)))
    before = [_NOTHING, *after[:-1]]
    breaks = [
        index for index, (end, start) in enumerate(zip([low, *ends], starts, strict=False)) if start - end > LONGEST_GAP
    ]
    return _Compiled(first, last, low, high, starts, ends, before, after, breaks)


def _check_gaps(compiled: _Compiled, start: datetime, index: int, found: int) -> None:
    """Raises NoCoverage where more than 400 days without an opening lie between `start` and the span `found`."""
    for late in compiled.breaks:
        if index < late <= found:
            since = max(start, compiled.ends[late - 1]) if late else start
            if compiled.starts[late] - since > LONGEST_GAP:
                raise NoCoverage(since)
