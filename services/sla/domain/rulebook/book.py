"""A rulebook: calendars, teams, policies and on-call managers of a shop, the newest version of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from services.sla.domain.calendar import Calendar
from services.sla.domain.rulebook.building import calendar_of, policy_of, team_of
from services.sla.domain.rulebook.rules import Manager, Rules
from services.sla.domain.rulebook.specs import CalendarSpec, OnCallManager, PolicySpec, TeamSpec
from services.sla.domain.standard import STANDARD
from services.sla.domain.team import Team


@dataclass(frozen=True, slots=True)
class Rulebook:
    """`revision` counts all changes, from 1; it is in force from `published_at` (UTC) on. Calendars, teams and policies
    stand in the order in which they were first published."""

    revision: int
    published_at: datetime
    calendars: tuple[CalendarSpec, ...] = ()
    teams: tuple[TeamSpec, ...] = ()
    policies: tuple[PolicySpec, ...] = ()
    managers: tuple[OnCallManager, ...] = ()

    def calendar(self, name: str) -> CalendarSpec | None:
        return next((one for one in self.calendars if one.name == name), None)

    def team(self, team_id: str) -> TeamSpec | None:
        return next((one for one in self.teams if one.team_id == team_id), None)

    def policy(self, policy_id: str) -> PolicySpec | None:
        return next((one for one in self.policies if one.policy_id == policy_id), None)

    @property
    def in_order(self) -> tuple[PolicySpec, ...]:
        """The policies in the order in which they are asked."""
        return tuple(sorted(self.policies, key=lambda one: (one.position, one.policy_id)))

    @property
    def compiled(self) -> Rules:
        """What it says, as the algebra's objects. A shop that has no policy promises what is usual."""
        calendars = {one.name: calendar_of(one) for one in self.calendars}
        policies = tuple(policy_of(one) for one in self.in_order)
        managers = tuple(Manager(one.manager_id, calendars[one.calendar]) for one in self.managers)
        return Rules(self.revision, calendars, self.built_teams(calendars), policies or (STANDARD,), managers)

    def built_teams(self, calendars: Mapping[str, Calendar]) -> tuple[Team, ...]:
        return tuple(team_of(one, calendars[one.calendar]) for one in self.teams)


EMPTY = Rulebook(0, datetime.min.replace(tzinfo=UTC))
"""That of a shop that has published nothing."""
