"""The days of a statement, as the member lives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.kit.errors import Refused, Violation
from services.loyalty.domain.programme.local_days import end_of_day, local_date

_DAY = timedelta(days=1)
_USUAL = timedelta(days=90)
LONGEST = timedelta(days=800)


@dataclass(frozen=True, slots=True)
class Period:
    """From the beginning of `first` to the end of `last`, local days of the zone: the instants [since, until) (UTC)."""

    first: date
    last: date
    zone: str
    since: datetime
    until: datetime


def period_of(first: str, last: str, zone: str, now: datetime) -> Period:
    """Days as ISO texts; empty: until today, from 90 days before. Raises Refused (INVALID_FIELDS)."""
    end = _day("until", last) if last else local_date(now, zone)
    begin = _day("from", first) if first else max(end - _USUAL, date.min + _DAY)
    if begin > end:
        raise _wrong("until", "NOT_AFTER", "the last day isn't before the first")
    if end - begin > LONGEST:
        raise _wrong("from", "TOO_FAR", f"a statement is of {LONGEST.days} days at most")
    return Period(begin, end, zone, end_of_day(begin - _DAY, zone), end_of_day(end, zone))


def _day(field: str, text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise _wrong(field, "NO_DAY", f"{text} is no day of the calendar") from None
    if not 2000 <= day.year <= 2999:
        raise _wrong(field, "OUT_OF_RANGE", "a day from 2000 to 2999")
    return day


def _wrong(field: str, reason: str, message: str) -> Refused:
    return Refused("INVALID_FIELDS", message, violations=(Violation(field, reason, message),))
