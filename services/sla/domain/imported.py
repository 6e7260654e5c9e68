"""Exceptional dates of a calendar, from an iCalendar file.

An event of whole days closes its dates. An event with times gives the date on which it starts hours in place of the
usual ones, all such events of a date together; where both speak of a date, the hours hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from services.sla.domain.calendar import Exceptional, Hours, Interval
from services.sla.domain.calendar_happens import Happens, Unreadable

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_FULL = 24 * 60
_MOST_DATES = 20_000

Dates = tuple[date, date]
"""From the first on, to and with the last."""


def imported(text: str, zone: str, since: date) -> tuple[Exceptional, ...]:
    """In the order of their dates, from the date `since` on; dates that follow each other and have the same hours are
    one. `zone` is the calendar's. Raises Unreadable."""
    # The libraries that read such a file take a third of a second to load, and few processes ever see one.
    from services.sla.domain.calendar_file import happenings

    closed: set[date] = set()
    opened: dict[date, list[Interval]] = {}
    for one in happenings(text, zone, since):
        if one.whole_days:
            closed.update(day for day in _days(one) if day >= since)
        else:
            for day, interval in _pieces(one):
                if day >= since:
                    opened.setdefault(day, []).append(interval)
        if len(closed) + len(opened) > _MOST_DATES:
            raise Unreadable(f"speaks of more than {_MOST_DATES} dates")
    hours = {day: () for day in closed} | {day: _apart(found) for day, found in opened.items()}
    return tuple(_ranges(sorted(hours.items())))


def number_of_dates(exceptions: Iterable[Exceptional]) -> int:
    return sum((one.last - one.first).days + 1 for one in exceptions)


def without(dates: Dates, taken: Sequence[Dates]) -> list[Dates]:
    """What is left of dates when others (in their order, apart from each other) are taken out."""
    left, (first, last) = [], dates
    for begin, end in taken:
        if end < first or begin > last:
            continue
        if first < begin:
            left.append((first, begin - _DAY))
        first = end + _DAY
    return [*left, (first, last)] if first <= last else left


def _days(one: Happens) -> Iterator[date]:
    # Some programs write the same date twice for a day.
    number = max((one.end - one.start).days, 1)
    if number > _MOST_DATES:
        raise Unreadable(f"takes more than {_MOST_DATES} days", one.line)
    return (one.start + day * _DAY for day in range(number))


def _pieces(one: Happens) -> Iterator[tuple[date, Interval]]:
    """An event of more than 24 hours is cut at each midnight."""
    if one.end <= one.start:
        raise Unreadable("the event has no length in the wall time of the calendar's zone", one.line)
    if one.start.second or one.start.microsecond or one.end.second or one.end.microsecond:
        raise Unreadable("hours have whole minutes", one.line)
    if one.end - one.start > _MOST_DATES * _DAY:
        raise Unreadable(f"takes more than {_MOST_DATES} days", one.line)
    start = one.start
    while one.end - start > _DAY:
        midnight = datetime.combine(start.date() + _DAY, time())
        yield start.date(), Interval(_minute(start), _FULL)
        start = midnight
    if start < one.end:
        yield start.date(), Interval(_minute(start), _minute(start) + (one.end - start) // _MINUTE)


def _minute(at: datetime) -> int:
    return at.hour * 60 + at.minute


def _apart(told: list[Interval]) -> Hours:
    """The same hours, in intervals of a day at most that don't overlap."""
    found: list[Interval] = []
    for one in sorted(told):
        last = found[-1] if found else None
        if last is None or one.start > last.end:
            found.append(one)
        elif max(one.end, last.end) - last.start <= _FULL:
            found[-1] = Interval(last.start, max(one.end, last.end))
        else:
            # Together they are longer than a day: the first ends where the second starts.
            found[-1:] = [Interval(last.start, one.start), one]
    return tuple(found)


def _ranges(days: Iterable[tuple[date, Hours]]) -> Iterator[Exceptional]:
    first = last = hours = None
    for day, told in days:
        if first is not None and day == last + _DAY and told == hours:
            last = day
            continue
        if first is not None:
            yield Exceptional(first, last, hours)
        first, last, hours = day, day, told
    if first is not None:
        yield Exceptional(first, last, hours)
