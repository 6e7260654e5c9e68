"""A week of coverage: for each language who is there in each hour, where nobody is, and what holidays will cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from services.sla.domain.owners import Serving, serving
from services.sla.domain.team import Team
from services.sla.domain.timeline import OpenTime, coverage

_HOUR, _DAY, _WEEK, _YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=7), timedelta(days=365)

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Hour:
    """From `since` (UTC) on: who is open in some part of the hour, by id, and how much of it is covered."""

    since: datetime
    teams: tuple[str, ...]
    covered: timedelta


@dataclass(frozen=True, slots=True)
class HolidayGap:
    """Time that would be covered if it weren't for these holidays of these teams."""

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


def covered_week(
    teams: Sequence[Team], languages: Iterable[str], translated: frozenset[str], monday: datetime
) -> tuple[LanguageWeek, ...]:
    """`monday` is the UTC midnight at which the week begins."""
    return tuple(_language(language, serving(teams, language, translated), monday) for language in languages)


def _language(language: str, able: Sequence[Serving], monday: datetime) -> LanguageWeek:
    whole = coverage(one.team.calendar for one in able)
    hours = tuple(_hour(able, whole, monday + number * _HOUR) for number in range(_WEEK // _HOUR))
    gaps = tuple(_gaps(whole, monday, monday + _WEEK))
    return LanguageWeek(language, hours, gaps, tuple(_holiday_gaps(able, monday)))


def _hour(able: Sequence[Serving], whole: OpenTime, since: datetime) -> Hour:
    there = tuple(one.team.id for one in able if one.hours.spans(since, since + _HOUR))
    return Hour(since, there, whole.elapsed(since, since + _HOUR))


def _gaps(clock: OpenTime, since: datetime, until: datetime) -> list[Span]:
    spans = clock.spans(since, until)
    starts, ends = [since, *(end for _, end in spans)], [*(start for start, _ in spans), until]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _holiday_gaps(able: Sequence[Serving], since: datetime) -> list[HolidayGap]:
    with_holidays = coverage(one.team.calendar for one in able)
    without = coverage(replace(one.team.calendar, holidays=None) for one in able)
    lost = [span for gap in _gaps(with_holidays, since, since + _YEAR) for span in without.spans(*gap)]
    return [_explained(able, span) for span in lost]


def _explained(able: Sequence[Serving], span: Span) -> HolidayGap:
    found = [(name, one.team.id) for one in able if (name := _holiday(one.team, span))]
    return HolidayGap(*span, tuple(dict.fromkeys(name for name, _ in found)), tuple(team for _, team in found))


def _holiday(team: Team, span: Span) -> str | None:
    """The holiday that keeps the team from being there, if one does: of the date, or of the one before for a shift
    over midnight."""
    calendar = team.calendar
    usual = coverage([replace(calendar, holidays=None)])
    if calendar.holidays is None or not usual.spans(*span):
        return None
    day = span[0].astimezone(ZoneInfo(calendar.zone)).date()
    return calendar.holidays.name(day) or calendar.holidays.name(day - _DAY)
