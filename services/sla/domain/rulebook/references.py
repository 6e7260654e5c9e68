"""What calendars, teams, policies and managers say of each other, both ways."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import datetime

from services.kit.faults import Faults
from services.sla.domain.calendar import Calendar
from services.sla.domain.policy import Policy, calendar_of
from services.sla.domain.rulebook.book import Rulebook
from services.sla.domain.rulebook.rules import may_be_given
from services.sla.domain.rulebook.specs import OnCallManager, PolicySpec, TeamSpec
from services.sla.domain.serving import serving
from services.sla.domain.team import Team
from services.sla.domain.timeline import MICROSECOND, NoCoverage, coverage


def check_opens(calendar: Calendar, now: datetime, field: str, faults: Faults) -> None:
    try:
        coverage([calendar]).deadline(now, MICROSECOND)
    except NoCoverage as error:
        faults.add(field, "NO_COVERAGE", str(error))


def check_team(book: Rulebook, spec: TeamSpec, faults: Faults) -> None:
    """That its calendar is there, and that its agents are in no other team."""
    if book.calendar(spec.calendar) is None:
        faults.add("calendar", "UNKNOWN_CALENDAR", f"there is no calendar {spec.calendar!r}")
    elsewhere = {
        one.agent_id: team.team_id for team in book.teams if team.team_id != spec.team_id for one in team.agents
    }
    for number, agent in enumerate(spec.agents):
        if agent.agent_id in elsewhere:
            message = f"{agent.agent_id} is in the team {elsewhere[agent.agent_id]} already"
            faults.add(f"agents.{number}.agent_id", "IN_TWO_TEAMS", message)


def check_managers(book: Rulebook, managers: Sequence[OnCallManager], faults: Faults) -> None:
    faults.twice([one.manager_id for one in managers], lambda number: f"{number}.manager_id")
    for number, one in enumerate(managers):
        if book.calendar(one.calendar) is None:
            faults.add(f"{number}.calendar", "UNKNOWN_CALENDAR", f"there is no calendar {one.calendar!r}")


def check_clocks(calendars: Container[str], spec: PolicySpec, faults: Faults) -> None:
    """That the clocks name calendars among these."""
    clocks = {"clock": spec.clock, **{f"clocks.{number}.clock": one.clock for number, one in enumerate(spec.clocks)}}
    for field, clock in clocks.items():
        name = calendar_of(clock)
        if name and name not in calendars:
            faults.add(field, "UNKNOWN_CALENDAR", f"there is no calendar {name!r}")


def uncovered(policy: Policy, teams: Sequence[Team], now: datetime) -> tuple[str, str] | None:
    """What of the policy nobody covers: (field, what is wrong); None: somebody covers all of it. A field is empty where
    it is the coverage clock itself."""
    if not any(policy.clock_of(kind) == "coverage" for kind in policy.targets):
        return None
    conditions = policy.conditions
    given = [team for team in teams if may_be_given(team, conditions.markets, conditions.categories)]
    if not given:
        return "", f"nothing covers the policy {policy.id}: there is no team that could be given its tickets"
    for language in sorted(conditions.languages):
        able = serving((team for team in given if team.may_be_given(language)), language, policy.translated_languages)
        if not able:
            return language, f"nothing covers the policy {policy.id}: no team serves {language!r}"
        if problem := _never_open([one.team for one in able], now):
            return language, f"nothing covers the policy {policy.id} in {language!r}: {problem}"
    problem = _never_open(given, now)
    return ("", f"nothing covers the policy {policy.id}: {problem}") if problem else None


def _never_open(teams: Sequence[Team], now: datetime) -> str:
    try:
        coverage(team.calendar for team in teams).deadline(now, MICROSECOND)
    except NoCoverage as error:
        return str(error)
    return ""
