"""What one person gives away alone: the price of coupons counts with the points that they correct and grant."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from services.kit.aggregate import Outcome, Work
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import document_id
from services.loyalty.corrections.handlers import use_allowance
from services.loyalty.domain.corrections.allowance import Allowance
from services.loyalty.domain.corrections.correction import person
from services.loyalty.domain.rewards.offering import known_reward
from services.loyalty.programmes import Programmes

Run = Callable[[Work[Allowance]], Awaitable[Outcome[Allowance]]]


class Granting:
    """`run` runs a command on an allowance."""

    def __init__(self, run: Run, programmes: Programmes, now: Callable[[], datetime]) -> None:
        self._run = run
        self._programmes = programmes
        self._now = now

    async def allow(self, tenant: str, actor: str, reward_id: str, redemption_id: str) -> None:
        """Uses the person's allowance, once for a redemption. Raises Refused (NO_REWARD, NEEDS_APPROVAL), Away."""
        now = self._now()
        programme = await asyncio.to_thread(self._programmes.in_force, tenant, now)
        points, limit = known_reward(programme, reward_id).points, programme.correction_limit
        decide = use_allowance(redemption_id, points, limit, now)
        allowance = (await self._run(Work(document_id(tenant, person(actor)), decide))).state
        if allowance is None or not allowance.holds(redemption_id):
            message = f"one person gives {limit} points' worth within 24 hours, and this costs {points}"
            raise Refused("NEEDS_APPROVAL", message, RefusalKind.FORBIDDEN)
