"""Gives up the holds of redemptions whose process has died: first nobody can pay any more, then the unit is free."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from services.kit.aggregate import Change, Work
from services.kit.clock import Clock
from services.kit.errors import Away
from services.kit.health import Health
from services.kit.ids import document_id, split_document_id
from services.kit.retry import stopped_within
from services.kit.store import Pending, Store
from services.loyalty.domain.rewards.offering import redeemed_by
from services.loyalty.domain.rewards.redemption import Redemption, RedemptionStatus, abandon
from services.loyalty.domain.rewards.stock import Hold, Stock, held_before
from services.loyalty.programmes import Programmes
from services.loyalty.rewards import handlers
from services.loyalty.rewards.documents import waiting_stocks
from services.loyalty.rewards.ledger import Ledger, Payment
from services.loyalty.rewards.redeeming import Redeeming

# Wall seconds: longer than any call may take, whatever the process's clock does in the meantime.
_PATIENCE = 30.0
_EVERY = 5.0
_AT_ONCE = 100
_PART = "rewards.sweeper"


class Sweeper:
    """Several may run at once. `offer` has events published, from any thread."""

    def __init__(
        self,
        stocks: Store[Stock],
        redemptions: Store[Redemption],
        ledger: Ledger,
        redeeming: Redeeming,
        programmes: Programmes,
        clock: Clock,
        offer: Callable[[Sequence[Pending]], None],
    ) -> None:
        self._stocks = stocks
        self._redemptions = redemptions
        self._ledger = ledger
        self._redeeming = redeeming
        self._programmes = programmes
        self._clock = clock
        self._offer = offer

    async def run(self, stop: asyncio.Event, health: Health) -> None:
        """Until `stop` is set."""
        patience = timedelta(seconds=_PATIENCE * self._clock.rate)
        while not await stopped_within(stop, _EVERY):
            health.beat(_PART)
            try:
                await asyncio.to_thread(self.sweep, self._clock.now() - patience)
                health.ok(_PART)
            except Away as away:
                health.failing(_PART, str(away))
        health.ended(_PART)

    def sweep(self, before: datetime) -> int:
        """Settles the holds from before the instant; answers how many they were. Raises Away."""
        swept = 0
        for stock_id, stock in waiting_stocks(self._stocks, before, _AT_ONCE):
            tenant, reward_id = split_document_id(stock_id)
            holds = held_before(stock, before)
            came_about = self._paid(tenant, reward_id, [one for one in holds if not one.granted])
            came_about |= self._granted(tenant, reward_id, [one for one in holds if one.granted])
            self._redeeming.take([(tenant, one) for one in came_about.values()])
            self._drop(stock_id, (one for one in holds if one.redemption_id not in came_about))
            swept += len(holds)
        return swept

    def _paid(self, tenant: str, reward_id: str, holds: Sequence[Hold]) -> dict[str, Redemption]:
        payments = [Payment(tenant, one.customer_id, reward_id, one.redemption_id) for one in holds]
        if not payments:
            return {}
        found, pending = self._ledger.abandon(payments, self._clock.now())
        self._offer(pending)
        self._redeeming.issue([(tenant, one) for one in found.values()])
        # Under a key that was used for another reward, that one was redeemed.
        return {id_: one for id_, one in found.items() if one.reward_id == reward_id}

    def _granted(self, tenant: str, reward_id: str, holds: Sequence[Hold]) -> dict[str, Redemption]:
        works = [self._abandoning(tenant, reward_id, one) for one in holds]
        if not works:
            return {}
        outcomes, pending = self._redemptions.run(works)
        self._offer(pending)
        states = [outcome.state for outcome in outcomes if outcome.state is not None]
        return {one.redemption_id: one for one in states if one.status is not RedemptionStatus.ABANDONED}

    def _abandoning(self, tenant: str, reward_id: str, hold: Hold) -> Work[Redemption]:
        programme = self._programmes.revision(tenant, hold.revision)
        meant = redeemed_by(programme, hold.redemption_id, hold.customer_id, reward_id, 0, hold.since)

        def decide(known: Redemption | None) -> Change[Redemption] | None:
            given_up = abandon(known, meant)
            return None if given_up is None else Change(given_up)

        return Work(document_id(tenant, hold.redemption_id), decide)

    def _drop(self, stock_id: str, holds: Iterable[Hold]) -> None:
        works = [Work(stock_id, handlers.drop(one.redemption_id)) for one in holds]
        if works:
            _, pending = self._stocks.run(works)
            self._offer(pending)
