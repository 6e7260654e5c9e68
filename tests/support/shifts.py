"""Three teams that follow the sun, eight hours each, every day of the week: Tokyo from 00:00, Berlin from 08:00, and
Austin from 16:00 (UTC)."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.sla.domain.assignment import Workload
from services.sla.domain.calendar import WEEKDAYS, Calendar
from services.sla.domain.conditions import Facts
from services.sla.domain.policy import Policy, Warn
from services.sla.domain.serving import able
from services.sla.domain.team import Agent, Level, Team
from services.sla.domain.terms import Terms
from services.sla.domain.words import Kind, Priority, Status
from tests.support.calendars import at, week


def daily(start: str, end: str) -> Calendar:
    return Calendar("UTC", week(**{day: [(start, end)] for day in WEEKDAYS}))


def team(name: str, start: str, end: str, languages: dict[str, Level] | None = None, **other) -> Team:
    spoken = languages or {"en": Level.FLUENT}
    return Team(name, daily(start, end), tuple(spoken.items()), other.pop("capacity", 10), **other)


TOKYO = team("tokyo", "00:00", "08:00", {"ja": Level.NATIVE, "en": Level.FLUENT}, region="apac", lead_id="agent-ken")
BERLIN = team(
    "berlin", "08:00", "16:00", {"de": Level.NATIVE, "en": Level.FLUENT}, region="emea", agents=(Agent("agent-ana"),)
)
AUSTIN = team("austin", "16:00", "24:00", {"en": Level.NATIVE}, region="amer")
SUN = (TOKYO, BERLIN, AUSTIN)
POLICY = Policy(
    "sun",
    "coverage",
    {
        Kind.FIRST_RESPONSE: {Priority.NORMAL: timedelta(hours=4), Priority.URGENT: timedelta(minutes=15)},
        Kind.NEXT_RESPONSE: {Priority.NORMAL: timedelta(hours=4)},
        Kind.RESOLUTION: {Priority.NORMAL: timedelta(hours=48)},
    },
    frozenset({Status.PENDING}),
    (Warn.of("80%"),),
)
NOBODY = Workload()


def terms(facts: Facts, policy: Policy = POLICY, teams: tuple[Team, ...] = SUN) -> Terms:
    return Terms(policy, {}, able(teams, facts, policy.translated_languages), 1)


def monday(time: str) -> datetime:
    """On Monday the 2nd of March 2026."""
    return at(f"2026-03-02T{time}Z")
