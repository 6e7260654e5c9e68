"""Orders and refunds that are told by a call: those of a till or a marketplace, which the shop's order feed has not.
They are the same facts under the same keys."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from heliodesk.loyalty.v1 import service_pb2

from services.kit.aggregate import Change, Outcome, Verdict, Work
from services.kit.committed import Standing
from services.kit.convert import from_proto
from services.kit.errors import refused_field
from services.kit.ids import document_id
from services.kit.instants import from_timestamp, to_timestamp
from services.kit.rpc import Call
from services.loyalty.domain.account import EMPTY, Account
from services.loyalty.domain.order_facts import Delivery, Refund
from services.loyalty.handlers.orders import OrderHandlers, about_order, clawback_keys, earn_keys
from services.loyalty.programmes import Programmes

Run = Callable[[Work[Any]], Awaitable[Outcome[Any]]]


class Purchases:
    """Each answers the account, and whether it was news. Raises Refused as the handlers do, and INVALID_FIELDS for an
    amount of nothing and for what is said to happen later."""

    def __init__(self, run: Run, programmes: Programmes, now: Callable[[], datetime]) -> None:
        self._run = run
        self._orders = OrderHandlers(programmes)
        self._now = now

    async def earn(self, request: service_pb2.EarnForOrderRequest, call: Call) -> tuple[Account, bool]:
        now = self._dated(request, "delivered_at")
        _check_positive(request.total.minor_units, "total")
        delivery = from_proto(request, Delivery)

        def decide(standing: Standing[Account]) -> Change[Account] | None:
            return self._orders.delivered(standing, delivery, call.tenant, now)

        return await self._commit(delivery, decide, earn_keys(delivery), call)

    async def claw_back(self, request: service_pb2.ClawBackRefundRequest, call: Call) -> tuple[Account, bool]:
        now = self._dated(request, "refunded_at")
        _check_positive(request.amount.minor_units, "amount")
        refund = from_proto(request, Refund)

        def decide(standing: Standing[Account]) -> Change[Account] | None:
            return self._orders.refunded(standing, refund, call.tenant, now)

        return await self._commit(refund, decide, clawback_keys(refund), call)

    async def _commit(
        self, fact: Delivery | Refund, decide: Any, keys: tuple[str, ...], call: Call
    ) -> tuple[Account, bool]:
        id_ = document_id(call.tenant, fact.customer_id)
        outcome = await self._run(Work(id_, decide, traceparent=call.traceparent, keys=keys, about=about_order(fact)))
        return outcome.state or EMPTY, outcome.verdict is Verdict.APPLIED

    def _dated(self, request: Any, field: str) -> datetime:
        """Sets the instant where it isn't told; answers the present one."""
        now = self._now()
        at = getattr(request, field)
        if not request.HasField(field):
            at.CopyFrom(to_timestamp(now))
        elif from_timestamp(at) > now:
            raise refused_field("IN_THE_FUTURE", field, "it has not happened yet")
        return now


def _check_positive(minor_units: int, field: str) -> None:
    if minor_units <= 0:
        raise refused_field("AMOUNT_NOT_POSITIVE", f"{field}.minor_units", "the amount is more than zero")
