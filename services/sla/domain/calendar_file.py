"""An iCalendar file (RFC 5545): what takes place on which dates of a zone, and on which line of the file it stands.

A recurring event is expanded for two years. What is transparent or cancelled doesn't take place. A time with a zone is
moved into the zone that is asked for; a floating one is taken for that zone's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from icalendar.parser import Contentline

from services.sla.domain.calendar_happens import Happens, Unreadable

EXPANDED = timedelta(days=731)
# Nobody plans further than this, and nothing is expanded that far.
_FORESEEN = timedelta(days=36_525)
_DAY = timedelta(days=1)
_MOST_EVENTS, _MOST_RULES = 5_000, 200
# How often a rule recurs, in days; and how many steps all rules of a file may take from where they start to where they
# have been expanded: each costs some microseconds.
_STEPS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 30, "YEARLY": 365}
_MOST_STEPS = 200_000
# Several times a day, or by a day that may never come: such a rule would be searched through all ages.
_TIMES_OF_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_DAYS_OF_LONGER = ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYEASTER", "BYSETPOS")
_TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE")
_LINE = "X-HELIODESK-LINE"
# What the libraries raise for events that contradict themselves.
_SENSELESS = (ValueError, TypeError, KeyError, AttributeError, OverflowError, IndexError)


@dataclass(frozen=True, slots=True)
class _Event:
    """`lines` are those of its properties, `line` is where it begins."""

    line: int
    lines: dict[str, int] = field(default_factory=dict)

    def fault(self, problem: str, name: str = "") -> Unreadable:
        return Unreadable(problem, self.lines.get(name, self.line))


def happenings(text: str, zone: str, since: date) -> Iterator[Happens]:
    """What takes place from the date `since` on, wholly or in part. Raises Unreadable."""
    told = _outline(text)
    try:
        read = icalendar.Calendar.from_ical(text)
    except _SENSELESS as error:
        raise Unreadable(f"is no iCalendar file: {error}") from None
    components = read.walk("VEVENT")
    if len(components) > _MOST_EVENTS or sum("RRULE" in one for one in components) > _MOST_RULES:
        raise Unreadable(f"has more than {_MOST_EVENTS} events, or {_MOST_RULES} that recur")
    steps = 0
    for event, component in zip(told, components, strict=True):
        _check(event, component)
        component[_LINE] = str(event.line)
        steps += sum(_steps(event, component, rule, since) for rule in _each(component.get("RRULE")))
        if steps > _MOST_STEPS:
            raise event.fault("events of the file recur since too long ago", "RRULE")
    for group in _series(components):
        yield from _expanded(read, group, ZoneInfo(zone), since)


def _outline(text: str) -> list[_Event]:
    """The events of the file, with their lines."""
    events: list[_Event] = []
    open_parts: list[tuple[str, int]] = []
    for number, line in _content_lines(text):
        try:
            name, _, value = Contentline(line).parts()
        except ValueError:
            raise Unreadable(f"{line[:60]!r} is no line of an iCalendar file", number) from None
        name, part = name.upper(), value.upper()
        if name == "BEGIN":
            _check_place(part, open_parts, number, bool(events))
            open_parts.append((part, number))
            if part == "VEVENT":
                events.append(_Event(number))
        elif not open_parts or (name == "END" and open_parts.pop()[0] != part):
            raise Unreadable(f"{line[:60]!r} belongs to nothing that has begun", number)
        elif name != "END" and open_parts[-1][0] == "VEVENT":
            events[-1].lines.setdefault(name, number)
    if open_parts:
        raise Unreadable(f"{open_parts[-1][0]} has no end", open_parts[-1][1])
    return events


def _check_place(part: str, open_parts: list[tuple[str, int]], number: int, begun: bool) -> None:
    """One VCALENDAR, and the events right inside of it."""
    if (part == "VCALENDAR") != (not open_parts) or (part == "VCALENDAR" and begun):
        raise Unreadable("a file is one VCALENDAR", number)
    if part == "VEVENT" and len(open_parts) != 1:
        raise Unreadable("an event lies inside of another part", number)


def _content_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers; what was folded is one line again."""
    begun, told = 0, ""
    for number, line in enumerate(text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"), start=1):
        if line[:1] in (" ", "\t") and told:
            told += line[1:]
            continue
        if told.strip():
            yield begun, told
        begun, told = number, line
    if told.strip():
        yield begun, told


def _check(event: _Event, component: icalendar.Event) -> None:
    """Raises Unreadable."""
    for name, problem in component.errors:
        raise event.fault(f"{name}: {problem}", str(name).upper())
    start, end = component.get("DTSTART"), component.get("DTEND")
    if start is None or isinstance(start, list) or isinstance(end, list):
        raise event.fault("the event has no start, or several", "DTSTART")
    _check_length(event, start.dt, end and end.dt, component.get("DURATION"))
    for name in _TIMES:
        for value in _each(component.get(name)):
            zoned = "TZID" in getattr(value, "params", {})
            if zoned and any(one.tzinfo is None for one in _instants(value)):
                raise event.fault(f"{name}: {value.params['TZID']!r} is no zone that is known", name)


def _check_length(event: _Event, start: date | datetime, end: date | datetime | None, duration: object) -> None:
    """Raises Unreadable. What has neither end nor duration is looked at when it is known to take place."""
    if isinstance(duration, list) or getattr(duration, "dt", timedelta(0)) < timedelta(0):
        raise event.fault("the event has a duration of less than nothing, or several", "DURATION")
    if end is None:
        return
    if isinstance(start, datetime) != isinstance(end, datetime):
        raise event.fault("starts on a date and ends at a time, or the reverse", "DTEND")
    if (getattr(start, "tzinfo", None) is None) != (getattr(end, "tzinfo", None) is None):
        raise event.fault("starts in a zone and ends in none, or the reverse", "DTEND")
    if end < start:
        raise event.fault("ends before it starts", "DTEND")


def _steps(event: _Event, component: icalendar.Event, rule: icalendar.vRecur, since: date) -> int:
    """How many steps the rule takes to where it is to be expanded. Raises Unreadable."""
    frequency = [str(one).upper() for one in rule.get("FREQ", [])]
    if len(frequency) != 1 or frequency[0] not in _STEPS:
        raise event.fault(f"RRULE: is none of {', '.join(_STEPS)}", "RRULE")
    if any(interval < 1 for interval in _each(rule.get("INTERVAL"))):
        raise event.fault("RRULE: INTERVAL is less than 1", "RRULE")
    if not all(1 <= int(month) <= 12 for month in _each(rule.get("BYMONTH"))):
        raise event.fault("RRULE: BYMONTH is no month", "RRULE")
    if any(len(_each(rule.get(name))) > 1 for name in _TIMES_OF_DAY):
        raise event.fault("RRULE: recurs several times a day", "RRULE")
    if frequency[0] in ("DAILY", "WEEKLY") and any(name in rule for name in _DAYS_OF_LONGER):
        raise event.fault(f"RRULE: {frequency[0]} knows none of {', '.join(_DAYS_OF_LONGER)}", "RRULE")
    lasts = since + EXPANDED - _date(component["DTSTART"].dt)
    return max(lasts.days, 0) // _STEPS[frequency[0]] + 1


def _each(value: object) -> list:
    return [] if value is None else value if isinstance(value, list) else [value]


def _instants(value: object) -> list[datetime]:
    values = [one.dt for one in value.dts] if hasattr(value, "dts") else [value.dt]
    starts = [one[0] if isinstance(one, tuple) else one for one in values]
    return [one for one in starts if isinstance(one, datetime)]


def _series(components: list[icalendar.Event]) -> Iterator[list[icalendar.Event]]:
    """Events with the same UID are one: the later ones say what is different on a date."""
    named = sorted((one for one in components if one.get("UID")), key=lambda one: str(one["UID"]))
    yield from (list(group) for _, group in groupby(named, key=lambda one: str(one["UID"])))
    yield from ([one] for one in components if not one.get("UID"))


def _expanded(read: icalendar.Calendar, group: list[icalendar.Event], zone: ZoneInfo, since: date) -> Iterator[Happens]:
    alone = icalendar.Calendar()
    if "X-WR-TIMEZONE" in read:
        alone["X-WR-TIMEZONE"] = read["X-WR-TIMEZONE"]
    for component in group:
        alone.add_component(component)
    begins = datetime.combine(since, time())
    ends = begins + (EXPANDED if any("RRULE" in one for one in group) else _FORESEEN)
    line = int(group[0][_LINE])
    try:
        # A day more on both sides: where the zones differ, so may the dates.
        found = recurring_ical_events.of(alone).between(begins - _DAY, ends + _DAY)
    except _SENSELESS as error:
        raise Unreadable(f"the event makes no sense: {error}", line) from None
    for one in found:
        if str(one.get("TRANSP", "")).upper() == "TRANSPARENT" or str(one.get("STATUS", "")).upper() == "CANCELLED":
            continue
        happens = Happens(_local(one["DTSTART"].dt, zone), _local(one["DTEND"].dt, zone), int(one[_LINE]))
        if _date(happens.start) < ends.date():
            yield happens


def _local(at: date | datetime, zone: ZoneInfo) -> date | datetime:
    if not isinstance(at, datetime):
        return at
    return at.replace(tzinfo=None) if at.tzinfo is None else at.astimezone(zone).replace(tzinfo=None)


def _date(at: date | datetime) -> date:
    return at.date() if isinstance(at, datetime) else at
