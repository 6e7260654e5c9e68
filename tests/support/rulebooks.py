"""Rulebooks in the words of a test."""

from __future__ import annotations

from datetime import UTC, datetime

from services.sla.domain.rulebook.book import Rulebook
from services.sla.domain.rulebook.publishing import publish_calendar, publish_on_call, publish_policy, publish_team
from services.sla.domain.rulebook.specs import (
    AgentSpec,
    CalendarSpec,
    DayHoursSpec,
    IntervalSpec,
    OnCallManager,
    PolicySpec,
    PromisedTimeSpec,
    SpokenSpec,
    TeamSpec,
    Weekday,
)
from services.sla.domain.team import Level
from services.sla.domain.words import Kind, Priority

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
OFFICE_DAYS = tuple(Weekday)[:5]


def hours(*days: Weekday, start: str = "09:00", end: str = "17:00") -> tuple[DayHoursSpec, ...]:
    return tuple(DayHoursSpec(day, (IntervalSpec(start, end),)) for day in days or OFFICE_DAYS)


BERLIN = CalendarSpec("berlin", "Europe/Berlin", hours())
EMEA = TeamSpec("emea", "berlin", (SpokenSpec("de", Level.NATIVE),), capacity=20, agents=(AgentSpec("agent-ana"),))
STANDARD = PolicySpec("standard", "coverage", (PromisedTimeSpec(Kind.FIRST_RESPONSE, Priority.NORMAL, 14_400),))


def book(*said: CalendarSpec | TeamSpec | PolicySpec | OnCallManager, at: datetime = NOW) -> Rulebook | None:
    """What comes of publishing these one after the other."""
    found = None
    for one in said:
        if isinstance(one, CalendarSpec):
            found = publish_calendar(found, one, at)[0]
        elif isinstance(one, TeamSpec):
            found = publish_team(found, one, at)[0]
        elif isinstance(one, PolicySpec):
            found = publish_policy(found, one, at)[0]
        else:
            found = publish_on_call(found, (one,), at)[0]
    return found
