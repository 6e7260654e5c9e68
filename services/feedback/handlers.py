"""What is decided for each event that is followed and for each command."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from heliodesk.ticketing.v1 import events_pb2, types_pb2

from services.feedback import domain
from services.feedback.domain import Survey
from services.kit.aggregate import Change
from services.kit.errors import RefusalKind, Refused
from services.kit.stream import Context


def offer_survey(
    survey: Survey | None, event: events_pb2.TicketStatusChanged, context: Context
) -> Change[Survey] | None:
    """A ticket that was solved has its survey offered, as of when it was solved."""
    if event.to != types_pb2.TICKET_STATUS_SOLVED:
        return None
    at = context.envelope.time
    offered = domain.offer(survey, context.tenant, event.ticket_id, event.customer_id, at)
    return _change(offered, at)


def answer_survey(score: int, comment: str, at: datetime) -> Callable[[Survey | None], Change[Survey] | None]:
    """Raises Refused: NO_SURVEY, and what `domain.answer` raises."""

    def decide(survey: Survey | None) -> Change[Survey] | None:
        if survey is None:
            raise no_survey()
        return _change(domain.answer(survey, score, comment, at), at)

    return decide


def no_survey() -> Refused:
    return Refused("NO_SURVEY", "there is no such survey", RefusalKind.NOT_FOUND)


def _change(decided: tuple[Survey, object] | None, at: datetime) -> Change[Survey] | None:
    if decided is None:
        return None
    survey, event = decided
    return Change(survey, (event,), at)
