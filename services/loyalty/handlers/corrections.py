"""What is decided in an account when a correction or a grant was approved."""

from __future__ import annotations

from heliodesk.loyalty.v1 import correction_events_pb2 as events

from services.kit.aggregate import Change
from services.kit.committed import Standing
from services.kit.convert import from_proto
from services.kit.stream import Context
from services.loyalty.changes import book_of, change_of
from services.loyalty.domain.account import Account
from services.loyalty.domain.corrections.booking import book_correction
from services.loyalty.domain.corrections.correction import CorrectionApproved
from services.loyalty.programmes import Programmes


class CorrectionHandlers:
    """Points that are given expire by the programme that was in force when they were approved. Raises Away."""

    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def correct(
        self, standing: Standing[Account], event: events.CorrectionApproved, context: Context
    ) -> Change[Account] | None:
        approved = from_proto(event, CorrectionApproved)
        book = book_of(context.tenant, approved.customer_id, standing)
        book_correction(book, approved, self._programmes.in_force(context.tenant, approved.approved_at))
        return change_of(book, standing, context.now)


def corrected(event: events.CorrectionApproved) -> str:
    """The customer whose account it is about: none, where a coupon is given."""
    return "" if event.reward_id else event.customer_id


def correction_keys(event: events.CorrectionApproved) -> tuple[str, ...]:
    return (f"correction/{event.correction_id}",)
