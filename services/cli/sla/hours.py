"""Calendars as a scenario tells them."""

from __future__ import annotations

from services.cli.told import Told
from services.sla.domain.calendar import WEEKDAYS, Calendar, Exceptional, Hours, Interval, Season, Week
from services.sla.domain.holiday import PublicHolidays


def calendar(told: Told) -> Calendar:
    """Raises CommandProblem."""
    said = told.fields("zone", "week", optional=("holidays", "exceptions"))
    zone, usual = said["zone"].text(), week(said["week"])
    holidays = _holidays(said["holidays"]) if "holidays" in said else None
    exceptions = tuple(_dated(one) for one in said["exceptions"].items()) if "exceptions" in said else ()
    with told.obeyed():
        return Calendar(zone, usual, holidays, exceptions)


def week(told: Told) -> Week:
    """A weekday left out is closed."""
    said = told.fields(optional=WEEKDAYS)
    return tuple(_hours(said[day]) if day in said else () for day in WEEKDAYS)


def _hours(told: Told) -> Hours:
    return tuple(_interval(one) for one in told.items())


def _interval(told: Told) -> Interval:
    edges = told.items()
    if len(edges) != 2:
        raise told.fault("is no pair of wall times: [start, end]")
    with told.obeyed():
        return Interval.of(*(edge.text() for edge in edges))


def _holidays(told: Told) -> PublicHolidays:
    said = told.fields("country", optional=("subdivision",))
    subdivision = said["subdivision"].text() if "subdivision" in said else None
    with told.obeyed():
        return PublicHolidays(said["country"].text(), subdivision)


def _dated(told: Told) -> Exceptional | Season:
    """A date or dates from `from` to `to` with their `intervals`, or such dates with a `week` of their own."""
    said = told.fields(optional=("date", "from", "to", "intervals", "week"))
    if "date" in said:
        said = told.fields("date", optional=("intervals",))
        first = last = said["date"].date()
    else:
        said = told.fields("from", "to", optional=("intervals", "week"))
        first, last = said["from"].date(), said["to"].date()
    if "week" in said and "intervals" in said:
        raise told.fault("has either intervals or a week")
    with told.obeyed():
        if "week" in said:
            return Season(first, last, week(said["week"]))
        return Exceptional(first, last, _hours(said["intervals"]) if "intervals" in said else ())
