"""What draws do in the accounts: entries that don't count are given back."""

from __future__ import annotations

from heliodesk.loyalty.v1 import draw_events_pb2

from services.kit.aggregate import Change
from services.kit.committed import Standing
from services.kit.instants import from_timestamp
from services.kit.stream import Context
from services.loyalty.changes import book_of, change_of
from services.loyalty.domain import spending
from services.loyalty.domain.account import Account
from services.loyalty.domain.maturing import mature
from services.loyalty.programmes import Programmes


class DrawHandlers:
    """Raises Away."""

    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def give_back(
        self, standing: Standing[Account], event: draw_events_pb2.DrawEntryReturned, context: Context
    ) -> Change[Account] | None:
        """To the lots that the points came from, with the expiries that these had."""
        at, book = from_timestamp(event.returned_at), book_of(context.tenant, event.customer_id, standing)
        reason = f"draw/{event.draw_id}: {event.reason}"
        if spending.restore(book, standing.entries, event.redemption_id, reason, at) is None:
            return None
        # A lot that has expired meanwhile is open again: it expires at once.
        mature(book, self._programmes.in_force(context.tenant, at), at)
        return change_of(book, standing, context.now)


def entrant(event: draw_events_pb2.DrawEntryReturned) -> str:
    return event.customer_id


def returned_keys(event: draw_events_pb2.DrawEntryReturned) -> tuple[str, ...]:
    return (f"restore/{event.redemption_id}",)


def about_returned(event: draw_events_pb2.DrawEntryReturned) -> tuple[str, ...]:
    return (f"redemption/{event.redemption_id}",)
