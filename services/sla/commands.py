"""What people ask of a ticket's clocks."""

from __future__ import annotations

from datetime import datetime

from services.kit.aggregate import Change
from services.kit.errors import RefusalKind, Refused
from services.sla.changes import Decision, change, covered, known
from services.sla.desk import Desk
from services.sla.domain import clocks as rules
from services.sla.domain.clocks import TicketClocks
from services.sla.domain.events import ReplanCause


def replan(desk: Desk, tenant: str, now: datetime) -> Decision:
    """Puts the clocks under the newest rulebook."""

    def decide(found: TicketClocks | None) -> Change[TicketClocks]:
        clocks = known(found)
        terms = desk.now(tenant, clocks)
        with covered():
            step = rules.put_under(clocks, clocks.facts, terms, now, ReplanCause.ASKED, desk.work(tenant))
        return change(tenant, clocks, step, now)

    return decide


def reassign(desk: Desk, tenant: str, team_id: str, region: str, why: str, now: datetime) -> Decision:
    """Gives the ticket to this team, or to the best one of the region; of the rulebook that the ticket keeps."""

    def decide(found: TicketClocks | None) -> Change[TicketClocks]:
        clocks = known(found)
        if clocks.promises.status.ended:
            raise Refused("TICKET_ENDED", "nobody works on the ticket any more", RefusalKind.FAILED_PRECONDITION)
        terms = desk.kept(tenant, clocks)
        among = [one for one in terms.able if (one.team.id == team_id if team_id else one.team.region == region)]
        if not among:
            message = f"no team that can serve the ticket is {team_id or region!r}"
            raise Refused("NO_SUCH_TEAM", message, RefusalKind.FAILED_PRECONDITION)
        step = rules.given_to(clocks, among, terms, now, desk.work(tenant), why)
        return change(tenant, clocks, step, now)

    return decide
