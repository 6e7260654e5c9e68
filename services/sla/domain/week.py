"""A week of coverage: for each language who is there in each hour, where nobody is, and what holidays will cost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.sla.domain.calendar import Calendar
from services.sla.domain.refusing import refusal
from services.sla.domain.serving import Serving, serving
from services.sla.domain.team import Team
from services.sla.domain.timeline import OpenTime, coverage

_HOUR, _DAY, _WEEK, _YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=7), timedelta(days=365)
_ISO_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
# What nobody means by a year is a slip of the pen.
_YEARS = range(1970, 3000)

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Hour:
    """From `since` (UTC) on: who is open in some part of the hour, by id, and how much of it is covered."""

    since: datetime
    teams: tuple[str, ...]
    covered: timedelta


@dataclass(frozen=True, slots=True)
class HolidayGap:
    """Time that these teams would cover if it weren't for a holiday, or another exceptional date; the holidays by
    name."""

    since: datetime
    until: datetime
    holidays: tuple[str, ...]
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LanguageWeek:
    """168 hours; `gaps` are those of the week, `holiday_gaps` those of the 365 days from its Monday on."""

    language: str
    hours: tuple[Hour, ...]
    gaps: tuple[Span, ...]
    holiday_gaps: tuple[HolidayGap, ...]

    @property
    def covered(self) -> timedelta:
        return sum((hour.covered for hour in self.hours), timedelta(0))


def monday(week: str) -> datetime:
    """The UTC midnight at which an ISO week such as `2026-W13` begins. Raises Refused."""
    found = _ISO_WEEK.fullmatch(week)
    try:
        if found and int(found[1]) in _YEARS:
            return datetime.combine(date.fromisocalendar(int(found[1]), int(found[2]), 1), time(), UTC)
    except ValueError:
        pass  # it has the form of a week, and there is none of that number
    raise refusal("week", f"{week!r} is no week such as 2026-W13", "BAD_WEEK")


def week_of(at: datetime) -> str:
    """The ISO week that it is in UTC."""
    year, week, _ = at.astimezone(UTC).isocalendar()
    return f"{year}-W{week:02}"


def covered_week(
    teams: Sequence[Team], languages: Iterable[str], translated: frozenset[str], monday: datetime
) -> tuple[LanguageWeek, ...]:
    """`monday` is the UTC midnight at which the week begins."""
    return tuple(_language(language, who_serves(teams, language, translated), monday) for language in languages)


def who_serves(teams: Iterable[Team], language: str, translated: frozenset[str]) -> tuple[Serving, ...]:
    """By id; an outside team only where the language has been agreed with it."""
    return serving((team for team in teams if team.may_be_given(language)), language, translated)


def gaps(clock: OpenTime, since: datetime, until: datetime) -> list[Span]:
    """What of the time isn't open."""
    spans = clock.spans(since, until)
    starts, ends = [since, *(end for _, end in spans)], [*(start for start, _ in spans), until]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def lost(
    able: Sequence[Serving], usual: Callable[[Calendar], Calendar], since: datetime, until: datetime
) -> list[HolidayGap]:
    """Time that nobody covers, and somebody would if the calendars were as usual."""
    clock = coverage(usual(one.team.calendar) for one in able)
    uncovered = gaps(coverage(one.team.calendar for one in able), since, until)
    return [_explained(able, usual, span) for gap in uncovered for span in clock.spans(*gap)]


def _language(language: str, able: Sequence[Serving], monday: datetime) -> LanguageWeek:
    whole = coverage(one.team.calendar for one in able)
    hours = tuple(_hour(able, whole, monday + number * _HOUR) for number in range(_WEEK // _HOUR))
    holiday_gaps = lost(able, _without_holidays, monday, monday + _YEAR)
    return LanguageWeek(language, hours, tuple(gaps(whole, monday, monday + _WEEK)), tuple(holiday_gaps))


def _hour(able: Sequence[Serving], whole: OpenTime, since: datetime) -> Hour:
    there = tuple(one.team.id for one in able if one.hours.spans(since, since + _HOUR))
    return Hour(since, there, whole.elapsed(since, since + _HOUR))


def _without_holidays(calendar: Calendar) -> Calendar:
    return replace(calendar, holidays=None)


def _explained(able: Sequence[Serving], usual: Callable[[Calendar], Calendar], span: Span) -> HolidayGap:
    """Who would be there, and the holidays of those."""
    away = [one.team for one in able if coverage([usual(one.team.calendar)]).spans(*span)]
    names = dict.fromkeys(name for team in away if (name := _holiday(team.calendar, span)))
    return HolidayGap(*span, tuple(names), tuple(team.id for team in away))


def _holiday(calendar: Calendar, span: Span) -> str | None:
    """The holiday of the date, or of the one before for a shift over midnight."""
    if calendar.holidays is None:
        return None
    day = span[0].astimezone(ZoneInfo(calendar.zone)).date()
    return calendar.holidays.name(day) or calendar.holidays.name(day - _DAY)
