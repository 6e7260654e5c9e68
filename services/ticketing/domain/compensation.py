"""What an agent gives a ticket's customer to make up for something. Loyalty decides whether it is given; the ticket
shows what became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from services.kit.errors import RefusalKind, Refused
from services.ticketing.domain.events import CompensationGranted
from services.ticketing.domain.model import Compensation, CompensationState, Ticket, TicketStatus
from services.ticketing.domain.ticket import Decision, closed, existing

MOST = 20
"""Of one ticket: the list of them is part of its document."""


def grant(ticket: Ticket | None, granted: Compensation) -> Decision:
    """Nothing where it was granted before. Raises Refused (TICKET_NOT_FOUND, TICKET_CLOSED, TOO_MANY_COMPENSATIONS)."""
    ticket = existing(ticket)
    if find(ticket, granted.compensation_id) is not None:
        return ticket, []
    if ticket.status is TicketStatus.CLOSED:
        raise closed(ticket)
    if len(ticket.compensations) >= MOST:
        message = f"a ticket has {MOST} compensations at most"
        raise Refused("TOO_MANY_COMPENSATIONS", message, RefusalKind.FAILED_PRECONDITION)
    told = CompensationGranted(
        ticket.ticket_id,
        granted.compensation_id,
        ticket.customer_id,
        granted.points,
        granted.reward_id,
        granted.reason,
        granted.actor,
        granted.granted_at,
    )
    updated_at = max(ticket.updated_at, granted.granted_at)
    return replace(ticket, compensations=(*ticket.compensations, granted), updated_at=updated_at), [told]


def decided(ticket: Ticket, compensation_id: str, state: CompensationState, because: str, at: datetime) -> Ticket:
    """Loyalty has decided, also of a ticket that was closed meanwhile; what was approved may fall through, what was
    rejected stays so. The same ticket where that is known, or it is no compensation of the ticket."""
    known = find(ticket, compensation_id)
    if known is None or known.state in (state, CompensationState.REJECTED):
        return ticket
    after = replace(known, state=state, decided_at=at, rejected_because=because)
    return replace(ticket, compensations=tuple(after if one is known else one for one in ticket.compensations))


def find(ticket: Ticket, compensation_id: str) -> Compensation | None:
    return next((one for one in ticket.compensations if one.compensation_id == compensation_id), None)
