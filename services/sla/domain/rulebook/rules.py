"""One revision of a rulebook, as tickets are timed and given by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.sla.domain.calendar import Calendar
from services.sla.domain.policy import Policy
from services.sla.domain.standard import STANDARD
from services.sla.domain.team import Team


@dataclass(frozen=True, slots=True)
class Manager:
    """Whom to call when nobody else is left, while the calendar is open."""

    id: str
    calendar: Calendar


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """`policies` are in the order in which they are asked, `managers` in the order in which they are called. Rules are
    compared as what they are, not by what they say: two shops have a first revision each."""

    revision: int
    calendars: Mapping[str, Calendar]
    teams: tuple[Team, ...]
    policies: tuple[Policy, ...]
    managers: tuple[Manager, ...]

    def team_of_agent(self, agent_id: str) -> Team | None:
        return next((team for team in self.teams if any(one.id == agent_id for one in team.agents)), None)


NOTHING_SAID = Rules(0, {}, (), (STANDARD,), ())
"""Of a shop that has published nothing."""


def may_be_given(team: Team, markets: frozenset[str], categories: frozenset[str]) -> bool:
    """Whether a ticket can be the team's at all: one of these markets and categories (empty: of any)."""
    agreement = team.agreement
    if agreement is None:
        return True
    wanted = ((agreement.markets, markets), (agreement.categories, categories))
    return not any(agreed and asked and agreed.isdisjoint(asked) for agreed, asked in wanted)
