"""When a team works, in the wall time of where it works.

An instant is open when its local wall time lies in an interval of a day. So a wall time that is skipped counts for
nothing, one that is repeated counts twice, and an interval belongs to the date on which it starts: a shift that begins
on the eve of a holiday goes on into it, and one that would begin on the holiday's evening doesn't take place at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import available_timezones

from services.sla.domain.holiday import PublicHolidays
from services.sla.domain.refusing import refusal

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = 24 * 60
_WALL = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


class Interval(NamedTuple):
    """Minutes of wall time since the midnight at which its date begins: from `start` on, before `end`. An end beyond
    1440 lies on the next date."""

    start: int
    end: int

    @classmethod
    def of(cls, start: str, end: str) -> Interval:
        """From "08:00" to "12:00". An end at or before the start is of the next date; "24:00" is the midnight that ends
        the date. Raises Refused."""
        begins = _minutes(start)
        ends = _DAY if end == "24:00" else _minutes(end)
        return cls(begins, ends if ends > begins else ends + _DAY)

    def __str__(self) -> str:
        end = "24:00" if self.end == _DAY else _wall(self.end % _DAY)
        return f"{_wall(self.start)}-{end}"


Hours = tuple[Interval, ...]
Week = tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]


@dataclass(frozen=True, slots=True)
class Exceptional:
    """Dates (both ends included) that have these hours in place of their usual ones, holiday or not. None: closed."""

    first: date
    last: date
    hours: Hours = ()

    def __post_init__(self) -> None:
        _ordered(self.first, self.last)
        _apart("intervals", self.hours)


@dataclass(frozen=True, slots=True)
class Season:
    """Dates (both ends included) with a week of their own, such as Ramadan's. Holidays stay holidays."""

    first: date
    last: date
    week: Week

    def __post_init__(self) -> None:
        _ordered(self.first, self.last)
        _week_apart(self.week)


@dataclass(frozen=True, slots=True)
class Calendar:
    """`zone` is an IANA name, `week` begins on Monday. For a date the first of these says: an exceptional date, a
    public holiday (closed), a season, the week. Raises Refused, with fields such as `week.mon`, `exceptions.1`."""

    zone: str
    week: Week
    holidays: PublicHolidays | None = None
    exceptions: tuple[Exceptional | Season, ...] = ()

    def __post_init__(self) -> None:
        if self.zone not in _zones():
            raise refusal("zone", f"{self.zone!r} is no zone of the IANA database", "UNKNOWN_ZONE")
        _week_apart(self.week)
        _dates_apart(self.exceptions)

    def hours(self, day: date) -> Hours:
        """The intervals that start on this date."""
        on_the_day = [one for one in self.exceptions if one.first <= day <= one.last]
        for exception in on_the_day:
            if isinstance(exception, Exceptional):
                return exception.hours
        if self.holidays is not None and self.holidays.name(day):
            return ()
        seasons = [one for one in on_the_day if isinstance(one, Season)]
        return (seasons[0] if seasons else self).week[day.weekday()]


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _minutes(text: str) -> int:
    found = _WALL.fullmatch(text)
    if not found:
        raise refusal("", f"{text!r} is no wall time: 00:00 to 23:59, or 24:00 as an end", "BAD_WALL_TIME")
    return int(found[1]) * 60 + int(found[2])


def _wall(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _ordered(first: date, last: date) -> None:
    if last < first:
        raise refusal("to", f"{last} is before {first}", "BAD_RANGE")


def _overlap(hours: Iterator[tuple[int, Interval]]) -> tuple[Interval, Interval] | None:
    """The first two that overlap, of intervals with the minute at which their day begins."""
    placed = sorted((day + one.start, day + one.end, one) for day, one in hours)
    for (_, end, earlier), (start, _, later) in zip(placed, placed[1:], strict=False):
        if start < end:
            return earlier, later
    return None


def _apart(field: str, hours: Hours) -> None:
    if found := _overlap((0, one) for one in hours):
        raise refusal(field, f"{found[0]} and {found[1]} overlap", "OVERLAP")


def _week_apart(week: Week) -> None:
    for number, hours in enumerate(week):
        _apart(f"week.{WEEKDAYS[number]}", hours)
    for number, hours in enumerate(week):
        tomorrow = (number + 1) % 7
        night = [(0, one) for one in hours if one.end > _DAY]
        if found := _overlap(iter(night + [(_DAY, one) for one in week[tomorrow]])):
            message = f"{found[0]} and {WEEKDAYS[tomorrow]} {found[1]} overlap"
            raise refusal(f"week.{WEEKDAYS[number]}", message, "OVERLAP")


def _dates_apart(ranges: tuple[Exceptional | Season, ...]) -> None:
    """A season may hold exceptional dates; two of a kind would contradict each other."""
    for number, one in enumerate(ranges):
        for earlier in ranges[:number]:
            if type(one) is type(earlier) and earlier.first <= one.last and one.first <= earlier.last:
                message = f"{max(one.first, earlier.first)} has other hours already"
                raise refusal(f"exceptions.{number}", message, "OVERLAP")
