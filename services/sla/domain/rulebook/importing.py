"""Exceptions of a calendar that come from a file, put among those that it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from services.kit.faults import Faults
from services.sla.domain.calendar import Exceptional, Interval
from services.sla.domain.imported import without
from services.sla.domain.rulebook.specs import CalendarSpec, ExceptionSpec, IntervalSpec

# As many as the contract allows.
_MOST_EXCEPTIONS = 1000


def with_exceptions(spec: CalendarSpec, found: Sequence[Exceptional]) -> CalendarSpec:
    """The calendar with these: they stand in for what it has for the same dates; seasons go on around them. Raises
    Refused where it would have too many."""
    taken = [(one.first, one.last) for one in found]
    kept = [left for one in spec.exceptions for left in _left(one, taken)]
    exceptions = (*kept, *(_spec(one) for one in found))
    if len(exceptions) > _MOST_EXCEPTIONS:
        faults = Faults("")
        message = f"the calendar would have {len(exceptions)} exceptions, more than {_MOST_EXCEPTIONS}"
        faults.add("icalendar", "TOO_MANY_ITEMS", message)
        faults.check()
    return replace(spec, exceptions=exceptions)


def _left(spec: ExceptionSpec, taken: Sequence[tuple[date, date]]) -> Iterator[ExceptionSpec]:
    if spec.week:
        yield spec
        return
    dates = date.fromisoformat(spec.from_), date.fromisoformat(spec.to or spec.from_)
    for first, last in without(dates, taken):
        yield replace(spec, from_=first.isoformat(), to=last.isoformat())


def _spec(one: Exceptional) -> ExceptionSpec:
    return ExceptionSpec(one.first.isoformat(), one.last.isoformat(), tuple(_intervals(one.hours)))


def _intervals(hours: Iterable[Interval]) -> Iterator[IntervalSpec]:
    for one in hours:
        start, end = str(one).split("-")
        yield IntervalSpec(start, end)
