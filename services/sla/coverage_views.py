"""A week of coverage, as the calls show it."""

from __future__ import annotations

from datetime import datetime

from heliodesk.sla.v1 import rulebook_service_pb2 as calls

from services.kit.instants import to_timestamp
from services.sla.domain.rulebook.rules import Rules
from services.sla.domain.rulebook.watch import languages, translated
from services.sla.domain.team import check_language
from services.sla.domain.week import HolidayGap, Hour, LanguageWeek, Span, covered_week, monday, week_of

_Gap = calls.CoverageGap


def coverage_message(rules: Rules, week: str, language: str, now: datetime) -> calls.GetCoverageResponse:
    """Of the week and the language; empty: of the week that it is at `now`, of all that are spoken. Raises Refused."""
    week = week or week_of(now)
    if language:
        check_language(language, "language")
    wanted = (language,) if language else languages(rules)
    covered = covered_week(rules.teams, wanted, translated(rules), monday(week))
    return calls.GetCoverageResponse(week=week, languages=[_language(one) for one in covered])


def _language(one: LanguageWeek) -> calls.LanguageCoverage:
    return calls.LanguageCoverage(
        language=one.language,
        covered_seconds=round(one.covered.total_seconds()),
        hours=[_hour(hour) for hour in one.hours],
        gaps=[_gap(span) for span in one.gaps],
        holiday_gaps=[_holiday_gap(gap) for gap in one.holiday_gaps],
    )


def _hour(hour: Hour) -> calls.CoveredHour:
    since = {"from": to_timestamp(hour.since)}
    return calls.CoveredHour(**since, team_ids=hour.teams, covered_seconds=round(hour.covered.total_seconds()))


def _gap(span: Span) -> _Gap:
    return _Gap(**{"from": to_timestamp(span[0])}, to=to_timestamp(span[1]))


def _holiday_gap(gap: HolidayGap) -> _Gap:
    since = {"from": to_timestamp(gap.since)}
    return _Gap(**since, to=to_timestamp(gap.until), holidays=gap.holidays, team_ids=gap.teams)
