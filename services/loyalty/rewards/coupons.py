"""Coupons at the till: found by their codes, used once for an order, let go where it falls through."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from services.kit.aggregate import Change, Outcome, Work
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import document_id
from services.kit.store import Store
from services.loyalty.domain.rewards import redemption as rules
from services.loyalty.domain.rewards.codes import fingerprint
from services.loyalty.domain.rewards.redemption import Redemption, Use
from services.loyalty.domain.rewards.terms import term_in
from services.loyalty.programmes import Programmes
from services.loyalty.rewards.documents import find_coupon

Run = Callable[[Work[Redemption]], Awaitable[Outcome[Redemption]]]


class Coupons:
    """Raises Refused (UNKNOWN_COUPON), Away."""

    def __init__(
        self, redemptions: Store[Redemption], run: Run, programmes: Programmes, now: Callable[[], datetime]
    ) -> None:
        self._redemptions = redemptions
        self._run = run
        self._programmes = programmes
        self._now = now

    def check(self, tenant: str, code: str, customer_id: str, market: str) -> Redemption:
        """Synchronous. Raises Refused where the coupon can't be used so (`redemption.check`)."""
        found = self._found(tenant, code)
        rules.check(found, self._use(tenant, found, customer_id, "", market), self._now())
        return found

    async def use(self, tenant: str, code: str, customer_id: str, order_id: str, market: str) -> Redemption:
        """The order has it. Raises Refused as `check`, and ORDER_RELEASED."""
        found = await asyncio.to_thread(self._found, tenant, code)
        use = await asyncio.to_thread(self._use, tenant, found, customer_id, order_id, market)
        now = self._now()

        def decide(known: Redemption) -> Change[Redemption] | None:
            step = rules.use_coupon(known, use, now)
            return None if step is None else Change(step[0], (step[1],), now)

        return await self._change(tenant, found, decide)

    async def release(self, tenant: str, code: str, customer_id: str, order_id: str) -> Redemption:
        """The order doesn't have it, and won't. Raises Refused (COUPON_OF_ANOTHER, COUPON_USED)."""
        found = await asyncio.to_thread(self._found, tenant, code)
        now = self._now()

        def decide(known: Redemption) -> Change[Redemption] | None:
            step = rules.release(known, customer_id, order_id, now)
            if step is None:
                return None
            freed, event = step
            return Change(freed, () if event is None else (event,), now)

        return await self._change(tenant, found, decide)

    def _found(self, tenant: str, code: str) -> Redemption:
        found = find_coupon(self._redemptions, tenant, fingerprint(tenant, code))
        if found is None:
            raise Refused("UNKNOWN_COUPON", "there is no such coupon", RefusalKind.NOT_FOUND)
        return found

    def _use(self, tenant: str, found: Redemption, customer_id: str, order_id: str, market: str) -> Use:
        term = term_in(self._programmes.revision(tenant, found.revision), found, market)
        return Use(customer_id, order_id, market, None if term is None else term.valid_until)

    async def _change(
        self, tenant: str, found: Redemption, decide: Callable[[Redemption], Change[Redemption] | None]
    ) -> Redemption:
        return (await self._run(Work(document_id(tenant, found.redemption_id), decide))).state
