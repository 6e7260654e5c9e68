"""A week of coverage as JSON and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from rich.table import Column, Table

from services.cli.problems import CommandProblem
from services.cli.sla.answer import instant, seconds
from services.cli.sla.scenario import Scenario
from services.kit.errors import Refused
from services.sla.domain.week import Hour, LanguageWeek, covered_week, monday

WEEK = timedelta(days=7)
_HOUR = timedelta(hours=1)


def begins(week: str) -> datetime:
    """The UTC midnight at which an ISO week such as `2026-W13` begins. Raises CommandProblem."""
    try:
        return monday(week)
    except Refused:
        raise CommandProblem(f"{week!r} is no week", "name one such as 2026-W13") from None


def covered(scenario: Scenario, since: datetime) -> tuple[LanguageWeek, ...]:
    """Of every language that a team speaks, that may be translated, or that the ticket is in."""
    spoken = {tag for team in scenario.teams for tag, _ in team.languages}
    languages = sorted(spoken | scenario.policy.translated_languages | {scenario.ticket.language})
    return covered_week(scenario.teams, languages, scenario.policy.translated_languages, since)


def as_json(week: str, since: datetime, languages: Sequence[LanguageWeek]) -> dict[str, Any]:
    return {
        "week": week,
        "from": instant(since),
        "to": instant(since + WEEK),
        "languages": [_language(one) for one in languages],
    }


def _language(one: LanguageWeek) -> dict[str, Any]:
    return {
        "language": one.language,
        "covered_seconds": seconds(one.covered),
        "hours": [
            {"from": instant(hour.since), "teams": list(hour.teams), "covered_seconds": seconds(hour.covered)}
            for hour in one.hours
        ],
        "gaps": [{"from": instant(since), "to": instant(until)} for since, until in one.gaps],
        "holiday_gaps": [
            {
                "from": instant(gap.since),
                "to": instant(gap.until),
                "holidays": list(gap.holidays),
                "teams": list(gap.teams),
            }
            for gap in one.holiday_gaps
        ],
    }


def as_table(week: str, languages: Sequence[LanguageWeek]) -> Table:
    hours = Column("00    06    12    18", no_wrap=True)
    table = Table("language", "day", hours, "covered", "who", title=f"{week}, hours of UTC", caption=_legend(languages))
    for one in languages:
        for number, day in enumerate(days(one)):
            open_time = sum((hour.covered for hour in day), timedelta(0))
            who = ", ".join(dict.fromkeys(team for hour in day for team in hour.teams)) or "nobody"
            cells = "".join(_cell(hour) for hour in day)
            name = "" if number else one.language
            table.add_row(name, f"{day[0].since:%a %d}", cells, f"{open_time / timedelta(days=1):.0%}", who)
        table.add_section()
    return table


def days(one: LanguageWeek) -> Iterator[tuple[Hour, ...]]:
    return (one.hours[first : first + 24] for first in range(0, len(one.hours), 24))


def _cell(hour: Hour) -> str:
    return "█" if hour.covered == _HOUR else "▒" if hour.covered else "·"


def _legend(languages: Sequence[LanguageWeek]) -> str:
    lost = sum(len(one.holiday_gaps) for one in languages)
    return f"█ covered, ▒ in part, · by nobody; gaps by holiday in the year to come: {lost} (--json names them)"
