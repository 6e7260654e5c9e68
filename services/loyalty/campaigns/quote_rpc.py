"""What an order would earn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from heliodesk.loyalty.v1 import quote_service_pb2 as calls

from services.kit.commits import CommitStore
from services.kit.convert import from_proto, to_proto
from services.kit.errors import Refused, Violation
from services.kit.ids import document_id
from services.kit.instants import to_timestamp
from services.kit.money import Money
from services.kit.rpc import Call
from services.kit.store import Store
from services.loyalty.domain.account import Account
from services.loyalty.domain.campaigns.budget import Budget, left_of
from services.loyalty.domain.campaigns.quoting import Quote, quote, within
from services.loyalty.domain.order_facts import Delivery, Line
from services.loyalty.domain.programme import Programme
from services.loyalty.programmes import Programmes

_NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class _Asked:
    customer_id: str
    country: str
    lines: tuple[Line, ...]
    total: Money | None


class QuoteServicer:
    """heliodesk.loyalty.v1.QuoteService."""

    def __init__(
        self,
        accounts: CommitStore[Account],
        budgets: Store[Budget],
        programmes: Programmes,
        now: Callable[[], datetime],
    ) -> None:
        self._accounts = accounts
        self._budgets = budgets
        self._programmes = programmes
        self._now = now

    async def QuoteOrder(self, request: calls.QuoteOrderRequest, call: Call) -> calls.QuoteOrderResponse:
        asked = from_proto(request, _Asked)
        delivery = Delivery(
            asked.customer_id, "quote", asked.total or _total(asked.lines), self._now(), asked.lines, asked.country
        )
        found, programme = await asyncio.to_thread(self._quote, call.tenant, delivery)
        return _shown(found, programme)

    def _quote(self, tenant: str, delivery: Delivery) -> tuple[Quote, Programme]:
        account_id = document_id(tenant, delivery.customer_id or _NOBODY)
        account = self._accounts.get(account_id) if delivery.customer_id else None
        programme = self._programmes.current(tenant)
        found = quote(account, account_id, delivery, programme)
        asked = {line.campaign_id for line in found.lines if line.budgeted}
        return (within(found, self._left(tenant, asked, programme)) if asked else found), programme

    def _left(self, tenant: str, campaigns: set[str], programme: Programme) -> dict[str, int]:
        known = self._budgets.load(document_id(tenant, one) for one in campaigns)
        left = {}
        for one in campaigns:
            kept, spec = known.get(document_id(tenant, one)), programme.campaign(one)
            left[one] = left_of(kept.state if kept is not None else None, spec.budget if spec is not None else 0)
        return left


def _total(lines: tuple[Line, ...]) -> Money:
    amounts = [line.quantity * line.unit_price for line in lines]
    if len({amount.currency for amount in amounts}) > 1:
        message = "the lines of an order have one currency"
        raise Refused("INVALID_FIELDS", message, violations=(Violation("lines", "MIXED_CURRENCIES", message),))
    return sum(amounts[1:], amounts[0])


def _shown(found: Quote, programme: Programme) -> calls.QuoteOrderResponse:
    answer = calls.QuoteOrderResponse(
        points=found.points,
        bonus=found.bonus,
        quotes=[to_proto(line, calls.Quote) for line in found.lines],
        tier=found.tier,
        tier_after=found.tier_after,
        revision=programme.revision,
    )
    if found.available_at is not None:
        answer.available_at.CopyFrom(to_timestamp(found.available_at))
    if found.expires_at is not None:
        answer.expires_at.CopyFrom(to_timestamp(found.expires_at))
    return answer
