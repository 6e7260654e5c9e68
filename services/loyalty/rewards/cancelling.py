"""Cancelling: the coupon is void first, which decides between cancelling and using; then the points go back.

Whoever dies between the two leaves CouponCancelled, from which the accounts' stream and the stocks' take the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from services.kit.aggregate import Change, Work
from services.kit.commits import CommitStore
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import document_id
from services.kit.store import Pending, Store
from services.loyalty.domain.account import Account
from services.loyalty.domain.rewards import redemption as rules
from services.loyalty.domain.rewards.redemption import Redemption
from services.loyalty.domain.rewards.terms import ended
from services.loyalty.handlers.redemptions import RedemptionHandlers, Restoring, about, restore_keys
from services.loyalty.programmes import Programmes


class Cancelling:
    """Synchronous and thread-safe. Raises Away. `offer` has events published, from any thread."""

    def __init__(
        self,
        redemptions: Store[Redemption],
        accounts: CommitStore[Account],
        programmes: Programmes,
        now: Callable[[], datetime],
        offer: Callable[[Sequence[Pending]], None],
    ) -> None:
        self._redemptions = redemptions
        self._accounts = accounts
        self._programmes = programmes
        self._handlers = RedemptionHandlers(programmes)
        self._now = now
        self._offer = offer

    def cancel(self, tenant: str, redemption_id: str, reason: str, actor: str) -> Redemption:
        """The redemption as it is then; the same where it was cancelled before. Raises Refused (NO_REDEMPTION,
        COUPON_USED, COUPON_EXPIRED, REWARD_IS_FINAL)."""
        now = self._now()

        def decide(known: Redemption | None) -> Change[Redemption] | None:
            if known is None:
                raise Refused("NO_REDEMPTION", "there is no such redemption", RefusalKind.NOT_FOUND)
            over = ended(self._programmes.revision(tenant, known.revision), known, now)
            step = rules.cancel(known, reason, actor or known.customer_id, over, now)
            return None if step is None else Change(step[0], (step[1],), now)

        cancelled = self._redemptions.run_one(Work(document_id(tenant, redemption_id), decide), self._offer).state
        if cancelled.points:
            self._restore(tenant, cancelled)
        return cancelled

    def _restore(self, tenant: str, cancelled: Redemption) -> None:
        told = Restoring(
            cancelled.customer_id, cancelled.redemption_id, cancelled.cancelled_for, cancelled.cancelled_at
        )
        now = self._now()
        work = Work(
            document_id(tenant, cancelled.customer_id),
            lambda standing: self._handlers.restored(standing, told, tenant, now),
            keys=restore_keys(told),
            about=about(cancelled.customer_id, cancelled.redemption_id, cancelled.reward_id),
        )
        _, pending = self._accounts.run([work])
        self._offer(pending)
