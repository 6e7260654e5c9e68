"""What loyalty has decided of a ticket's compensations: they are its corrections of the same ids."""

from __future__ import annotations

from datetime import datetime

from heliodesk.loyalty.v1 import correction_events_pb2 as events

from services.kit.aggregate import Change
from services.kit.ids import is_uuid
from services.kit.instants import from_timestamp
from services.kit.stream import Context
from services.ticketing.domain.compensation import decided
from services.ticketing.domain.model import CompensationState, Ticket


def ticket_of(event: events.CorrectionApproved | events.CorrectionRejected) -> str:
    """Who corrects by hand may name any ticket, or something else."""
    return event.ticket_id if is_uuid(event.ticket_id) else ""


def on_approved(ticket: Ticket | None, event: events.CorrectionApproved, context: Context) -> Change[Ticket] | None:
    at = from_timestamp(event.approved_at)
    return _decided(ticket, event.correction_id, CompensationState.APPROVED, "", at)


def on_rejected(ticket: Ticket | None, event: events.CorrectionRejected, context: Context) -> Change[Ticket] | None:
    at = from_timestamp(event.rejected_at)
    return _decided(ticket, event.correction_id, CompensationState.REJECTED, event.reason, at)


def _decided(
    ticket: Ticket | None, correction_id: str, state: CompensationState, because: str, at: datetime
) -> Change[Ticket] | None:
    """None where it is about no compensation of a ticket, or that is known."""
    if ticket is None:
        return None
    after = decided(ticket, correction_id, state, because, at)
    return None if after is ticket else Change(after)
