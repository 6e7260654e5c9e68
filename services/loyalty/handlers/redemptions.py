"""What redemptions do in the accounts once they were paid: they go back, of a coupon that was cancelled or of entries
into a draw that don't count. The key of a redemption is one fact: it was paid, or it was abandoned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from heliodesk.loyalty.v1 import coupon_events_pb2, draw_events_pb2

from services.kit.aggregate import Change
from services.kit.committed import Standing
from services.kit.instants import from_timestamp
from services.kit.stream import Context
from services.loyalty.changes import book_of, change_of
from services.loyalty.domain import spending
from services.loyalty.domain.account import Account
from services.loyalty.domain.maturing import mature
from services.loyalty.programmes import Programmes

_Ended = coupon_events_pb2.CouponCancelled | draw_events_pb2.DrawEntryReturned


@dataclass(frozen=True, slots=True)
class Restoring:
    """A redemption that is to go back, since `at`."""

    customer_id: str
    redemption_id: str
    reason: str
    at: datetime


class RedemptionHandlers:
    """Raises Away."""

    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def cancel(
        self, standing: Standing[Account], event: coupon_events_pb2.CouponCancelled, context: Context
    ) -> Change[Account] | None:
        at = from_timestamp(event.cancelled_at)
        told = Restoring(event.customer_id, event.redemption_id, event.reason, at)
        return self.restored(standing, told, context.tenant, context.now)

    def give_back(
        self, standing: Standing[Account], event: draw_events_pb2.DrawEntryReturned, context: Context
    ) -> Change[Account] | None:
        reason, at = f"draw/{event.draw_id}: {event.reason}", from_timestamp(event.returned_at)
        told = Restoring(event.customer_id, event.redemption_id, reason, at)
        return self.restored(standing, told, context.tenant, context.now)

    def restored(
        self, standing: Standing[Account], told: Restoring, tenant: str, now: datetime
    ) -> Change[Account] | None:
        """To the lots that the points came from, with the expiries that these had."""
        book = book_of(tenant, told.customer_id, standing)
        if spending.restore(book, standing.entries, told.redemption_id, told.reason, told.at) is None:
            return None
        # A lot that has expired meanwhile is open again: it expires at once.
        mature(book, self._programmes.in_force(tenant, told.at), told.at)
        return change_of(book, standing, now)


def payer(event: coupon_events_pb2.CouponCancelled) -> str:
    """What was given away has cost nobody anything."""
    return event.customer_id if event.points else ""


def restore_keys(event: _Ended | Restoring) -> tuple[str, ...]:
    return (f"restore/{event.redemption_id}",)


def about_cancelled(event: coupon_events_pb2.CouponCancelled) -> tuple[str, ...]:
    return about(event.customer_id, event.redemption_id, event.reward_id)


def about_returned(event: draw_events_pb2.DrawEntryReturned) -> tuple[str, ...]:
    return (about_redemption(event.redemption_id),)


def key_of(redemption_id: str) -> str:
    return f"redemption/{redemption_id}"


def about(customer_id: str, redemption_id: str, reward_id: str) -> tuple[str, ...]:
    return (about_redemption(redemption_id), about_reward(customer_id, reward_id))


def about_reward(customer_id: str, reward_id: str) -> str:
    """By which a member's redemptions of a reward are counted."""
    return f"reward/{customer_id}/{reward_id}"


def about_redemption(redemption_id: str) -> str:
    return f"redemption/{redemption_id}"
