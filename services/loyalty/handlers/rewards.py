"""What redemptions do in the accounts: pay, go back, or never come about. The key of a redemption is one fact: it was
paid, or it was abandoned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from heliodesk.loyalty.v1 import coupon_events_pb2

from services.kit.aggregate import Change
from services.kit.committed import Standing
from services.kit.convert import from_proto
from services.kit.stream import Context
from services.loyalty.changes import book_of, change_of
from services.loyalty.domain import spending
from services.loyalty.domain.account import Account
from services.loyalty.domain.entry import Entry
from services.loyalty.domain.maturing import mature
from services.loyalty.programmes import Programmes


@dataclass(frozen=True, slots=True)
class Restoring:
    """A redemption that was cancelled."""

    customer_id: str
    redemption_id: str
    points: int
    reason: str
    cancelled_at: datetime


class RewardHandlers:
    """What accounts learn from redemptions. Raises Away."""

    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def restore(
        self, standing: Standing[Account], event: coupon_events_pb2.CouponCancelled, context: Context
    ) -> Change[Account] | None:
        return self.restoring(context.tenant, from_proto(event, Restoring), context.now)(standing)

    def restoring(
        self, tenant: str, cancelled: Restoring, now: datetime
    ) -> Callable[[Standing[Account]], Change[Account] | None]:
        """The decision about the account."""

        def decide(standing: Standing[Account]) -> Change[Account] | None:
            at = cancelled.cancelled_at
            book, recorded = book_of(tenant, cancelled.customer_id, standing), once_each(standing.entries)
            if spending.restore(book, recorded, cancelled.redemption_id, cancelled.reason, at) is None:
                return None
            # A lot that has expired meanwhile is open again: it expires at once.
            mature(book, self._programmes.in_force(tenant, at), at)
            return change_of(book, standing, now)

        return decide


def once_each(entries: Sequence[Entry]) -> list[Entry]:
    """Of entries that are about several of the things that were asked for."""
    return list({one.number: one for one in entries}.values())


def payer(event: coupon_events_pb2.CouponCancelled) -> str:
    """What was given away has cost nobody anything."""
    return event.customer_id if event.points else ""


def restore_keys(event: coupon_events_pb2.CouponCancelled) -> tuple[str, ...]:
    return (restore_key(event.redemption_id),)


def about_cancelled(event: coupon_events_pb2.CouponCancelled) -> tuple[str, ...]:
    return about(event.customer_id, event.redemption_id, event.reward_id)


def restore_key(redemption_id: str) -> str:
    return f"restore/{redemption_id}"


def key_of(redemption_id: str) -> str:
    return f"redemption/{redemption_id}"


def about(customer_id: str, redemption_id: str, reward_id: str) -> tuple[str, ...]:
    return (f"redemption/{redemption_id}", about_reward(customer_id, reward_id))


def about_reward(customer_id: str, reward_id: str) -> str:
    """By which a member's redemptions of a reward are counted."""
    return f"reward/{customer_id}/{reward_id}"
