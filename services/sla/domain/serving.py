"""The teams that can serve a ticket, and when each is on shift."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.sla.domain.conditions import Facts
from services.sla.domain.team import Level, Team
from services.sla.domain.timeline import MICROSECOND, Timeline, coverage

# Longer than that no shift is told apart from one without an end.
_FORESEEN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Serving:
    """A team that can serve the ticket."""

    team: Team
    level: Level
    hours: Timeline = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        # Kept, since finding the timeline of a calendar takes longer than asking it.
        object.__setattr__(self, "hours", coverage([self.team.calendar]))

    def shift_end(self, at: datetime) -> datetime | None:
        """None: it isn't on shift at `at`. A shift of more than a week is as good as one of a week."""
        spans = self.hours.spans(at, at + _FORESEEN)
        return spans[0][1] if spans and spans[0][0] == at else None

    def opens_at(self, at: datetime) -> datetime:
        """The first instant from `at` on at which it is open. Raises NoCoverage."""
        return self.hours.deadline(at, MICROSECOND) - MICROSECOND


def able(teams: Iterable[Team], facts: Facts, translated: frozenset[str]) -> tuple[Serving, ...]:
    """The teams that can be given a ticket of which this is known, by id. As long as its language isn't known, or where
    nobody speaks it and nothing may be translated, it is for everybody: somebody has to look at it."""
    given = sorted((team for team in teams if _agreed(team, facts)), key=lambda team: team.id)
    found = serving(given, facts.language, translated) if facts.language else ()
    return found or tuple(Serving(team, Level.TRANSLATION) for team in given)


def _agreed(team: Team, facts: Facts) -> bool:
    """Whether an outside team is given such tickets; the shop's own teams are given all."""
    if team.agreement is None:
        return True
    return team.agreement.allows(facts.language or "", facts.market or "", facts.category or "")


def serving(teams: Iterable[Team], language: str, translated: frozenset[str]) -> tuple[Serving, ...]:
    """The teams that can serve a language, by id."""
    found = ((team, team.level(language, translated)) for team in sorted(teams, key=lambda team: team.id))
    return tuple(Serving(team, level) for team, level in found if level is not None)
