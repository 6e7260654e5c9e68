"""What is decided in an account when a content was approved or withdrawn."""

from __future__ import annotations

from heliodesk.loyalty.v1 import content_events_pb2 as events

from services.kit.aggregate import Change
from services.kit.committed import Standing
from services.kit.convert import from_proto
from services.kit.stream import Context
from services.loyalty.changes import book_of, change_of
from services.loyalty.domain.account import Account
from services.loyalty.domain.content.events import ContentApproved, ContentWithdrawn
from services.loyalty.domain.content.rewarding import reward, take_back
from services.loyalty.programmes import Programmes

_Content = events.ContentApproved | events.ContentWithdrawn


class ContentHandlers:
    """The points live as the programme had it at the approval. Raises Refused (NOT_CREDITED), Away."""

    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def credit(
        self, standing: Standing[Account], event: events.ContentApproved, context: Context
    ) -> Change[Account] | None:
        approved = from_proto(event, ContentApproved)
        book = book_of(context.tenant, approved.customer_id, standing)
        reward(book, approved, self._programmes.in_force(context.tenant, approved.approved_at))
        return change_of(book, standing, context.now)

    def take_back(
        self, standing: Standing[Account], event: events.ContentWithdrawn, context: Context
    ) -> Change[Account] | None:
        withdrawn = from_proto(event, ContentWithdrawn)
        book = book_of(context.tenant, withdrawn.customer_id, standing)
        programme = self._programmes.in_force(context.tenant, withdrawn.withdrawn_at)
        take_back(book, standing.entries, withdrawn, programme)
        return change_of(book, standing, context.now)


def approval_keys(event: events.ContentApproved) -> tuple[str, ...]:
    return (f"credit/content/{event.content_id}",)


def withdrawal_keys(event: events.ContentWithdrawn) -> tuple[str, ...]:
    return (f"withdraw/content/{event.content_id}",)


def about_content(event: _Content) -> tuple[str, ...]:
    return (f"content/{event.content_id}",)
