"""Whom to call for a ticket at this moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from services.sla.domain.assignment import Workload
from services.sla.domain.clocks import TicketClocks
from services.sla.domain.rulebook.rules import Manager
from services.sla.domain.serving import Serving
from services.sla.domain.terms import Terms
from services.sla.domain.timeline import MICROSECOND, coverage


@dataclass(frozen=True, slots=True)
class OnShift:
    """By id; None: nobody."""

    agent_id: str | None
    lead_id: str | None
    team_id: str | None
    manager_id: str | None


def on_shift(clocks: TicketClocks, terms: Terms, managers: Iterable[Manager], work: Workload, at: datetime) -> OnShift:
    """An agent is there who says so; a lead, a team and a manager are while their calendar is open. The owner comes
    first, then the better level, then the id."""
    owner, agent = clocks.owned.owner, clocks.owned.agent
    owning = owner.team if owner else None

    def rank(one: Serving) -> tuple[object, ...]:
        return one.team.id != owning, one.level.rank, one.team.id

    there = sorted((one for one in terms.able if one.shift_end(at) is not None), key=rank)
    return OnShift(
        agent if agent in work.present else None,
        next((one.team.lead_id for one in there if one.team.lead_id), None),
        there[0].team.id if there else None,
        next((one.id for one in managers if coverage([one.calendar]).spans(at, at + MICROSECOND)), None),
    )
