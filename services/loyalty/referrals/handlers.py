"""What is decided about referrals when something happens to orders, points and referrals."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from heliodesk.commerce.v1 import events_pb2 as commerce
from heliodesk.loyalty.v1 import events_pb2 as loyalty
from heliodesk.loyalty.v1 import referral_events_pb2 as referral

from services.kit.aggregate import Change
from services.kit.convert import from_proto
from services.kit.envelope import Envelope
from services.kit.instants import from_timestamp
from services.kit.money import Money
from services.kit.stream import Context
from services.loyalty.domain.referrals import referral as rules
from services.loyalty.domain.referrals.guards import Against
from services.loyalty.domain.referrals.referral import PlacedOrder, Referral, Referred, Step
from services.loyalty.domain.referrals.referrer import Referrer, call_off
from services.loyalty.referrals.judging import Judging


@dataclass(frozen=True, slots=True)
class Judged:
    """What was asked before it is decided; None: nothing speaks against it."""

    against: Against | None


class ReferralHandlers:
    """By what has happened, whenever it is heard of."""

    def __init__(self, judging: Judging) -> None:
        self._judging = judging

    def place(self, friend: Referred | None, event: commerce.OrderPlaced, context: Context) -> Change[Referred] | None:
        before = friend or Referred(event.customer_id)
        order = PlacedOrder(event.order_id, from_timestamp(event.placed_at), from_proto(event.total, Money))
        return self._concluded(before, rules.place(before, order), context)

    def cancel(
        self, friend: Referred | None, event: commerce.OrderCancelled, context: Context
    ) -> Change[Referred] | None:
        before = friend or Referred(event.customer_id)
        return self._concluded(before, rules.cancel(before, event.order_id), context)

    def refund(
        self, friend: Referred | None, event: commerce.OrderRefunded, context: Context
    ) -> Change[Referred] | None:
        before = friend or Referred(event.customer_id)
        step = rules.refund(before, event.order_id, event.refunded_total.minor_units, from_timestamp(event.refunded_at))
        return self._concluded(before, step, context)

    def release(
        self, friend: Referred | None, event: loyalty.PointsReleased, context: Context
    ) -> Change[Referred] | None:
        if friend is None:
            return None
        return self._concluded(friend, rules.release(friend, event.order_id), context)

    def earn(self, friend: Referred | None, event: loyalty.PointsEarned, context: Context) -> Change[Referred] | None:
        """Where a market has no return window, points are never released: they can be spent at once."""
        if friend is None:
            return None
        return self._concluded(friend, rules.release(friend, event.order_id), context)

    async def judge(self, event: referral.ReferralAsked, envelope: Envelope) -> Judged:
        """Raises Away."""
        return await asyncio.to_thread(self.judged, envelope.tenant, event.friend_id, event.referral_id)

    def judged(self, tenant: str, friend_id: str, referral_id: str) -> Judged:
        return Judged(self._judging.against(tenant, friend_id, referral_id))

    def settle(
        self, friend: Referred | None, event: referral.ReferralAsked, context: Context
    ) -> Change[Referred] | None:
        before = friend or Referred(event.friend_id)
        return self.settled(before, event.referral_id, context.prepared, context.tenant, context.now)

    def settled(
        self, friend: Referred, referral_id: str, judged: Judged, tenant: str, now: datetime
    ) -> Change[Referred] | None:
        step = rules.settle(friend, referral_id, judged.against, now)
        return None if step is None else self._with_conclusion(friend, step, tenant, now)

    def _concluded(self, before: Referred, step: Step | None, context: Context) -> Change[Referred] | None:
        return None if step is None else self._with_conclusion(before, step, context.tenant, context.envelope.time)

    def _with_conclusion(self, before: Referred, step: Step, tenant: str, at: datetime) -> Change[Referred] | None:
        friend, events = step
        worth = self._judging.worth(tenant, friend.first_order.placed_at if friend.first_order else at)

        def same_person(referral: Referral) -> Against | None:
            return self._judging.same_person(tenant, referral.friend_id, referral.referrer_id)

        conclusion = rules.conclude(friend, worth, same_person, at)
        if conclusion is not None:
            friend, events = conclusion[0], (*events, *conclusion[1])
        return Change(friend, events, at) if events or friend != before else None


def call_off_referrer(
    referrer: Referrer | None, event: referral.ReferralRefused, context: Context
) -> Change[Referrer] | None:
    changed = call_off(referrer, event.friend_id) if referrer is not None else None
    return None if changed is None else Change(changed)


def buyer(event: Any) -> str:
    return event.customer_id


def released_to(event: loyalty.PointsReleased) -> str:
    """Nobody, where it isn't an order's."""
    return event.customer_id if event.order_id else ""


def earned_at_once(event: loyalty.PointsEarned) -> str:
    """Who has points of an order that have no return window to wait for."""
    of_order = event.source == loyalty.EARN_SOURCE_ORDER
    return event.customer_id if of_order and not event.HasField("available_at") else ""


def friend_of(event: referral.ReferralAsked) -> str:
    return event.friend_id


def referrer_of(event: referral.ReferralRefused) -> str:
    return event.referrer_id
