"""Which engine translates what for whom: by the shop's policy, among those that can be asked now; and what came of it.

One for each process. The breakers are the process's own; quotas, costs and figures of quality are everybody's, in the
store.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from pymongo.database import Database

from services.kit.telemetry import TRANSLATION_ENGINE_CHECKED
from services.translation.domain.engine import Answer, Engine, QuotaSpent, Request
from services.translation.domain.routing.candidate import Candidate, candidates
from services.translation.domain.routing.month import month_of
from services.translation.domain.routing.policy import EngineTerms, Policy
from services.translation.domain.routing.route import Route, WhyNone
from services.translation.domain.routing.status import EngineStatus
from services.translation.routing.asking import Asking, pair_of
from services.translation.routing.guards import Guards
from services.translation.routing.policies import Policies
from services.translation.routing.status import statuses
from services.translation.routing.usage import Spent, Usage
from services.translation.routing.watching import Watch

# A shop's quota counts as spent when less than this share of it is left: what no longer fits isn't tried text by text.
_CRUMBS = 0.01
# Wall seconds after which a quota that was spent is looked at again: what was reserved may have been given back.
_LOOK_AGAIN = 600.0


class Routing:
    """`engines` stand in the order in which a shop without a policy has them asked. Make it inside the event loop that
    uses it; `policy` and `route` are synchronous and may be called from any thread. `monotonic` is in wall seconds."""

    def __init__(
        self,
        database: Database[dict[str, Any]],
        engines: Sequence[Engine],
        now: Callable[[], datetime],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engines = {engine.name: engine for engine in engines}
        self._now = now
        self._monotonic = monotonic
        self.policies = Policies(database, now)
        self._guards = Guards(now, monotonic)
        self._usage = Usage(database, now)
        self._asking = Asking(self._guards, self._usage, monotonic)
        self._watch = Watch(engines, self._guards, self._usage, monotonic)
        # (tenant, engine) -> its quota of which month was spent, and until when that is taken for granted.
        self._spent: dict[tuple[str, str], tuple[str, int, float]] = {}

    @property
    def engine_names(self) -> tuple[str, ...]:
        """Of those that are configured, in their order."""
        return tuple(self._engines)

    async def start(self) -> None:
        """Asks the engines for their pairs; one that is away is asked again by `watch`."""
        await self._watch.look()

    async def watch(self, stop: asyncio.Event) -> None:
        """Asks those that are away whether they are back, and writes what was counted, until `stop` is set."""
        await self._watch.run(stop)

    def policy(self, tenant: str) -> Policy:
        """The one in force. Raises Away."""
        return self.policies.current(tenant)

    def route(self, tenant: str, source: str, target: str) -> Route:
        """Who may be asked now, in this order. Raises Away."""
        policy = self.policy(tenant)
        named = [self._engines[name] for name in policy.engines_for(source, target, self._engines)]
        able = [replace(one, terms=policy.terms(one.engine.name)) for one in candidates(named, source, target)]
        free = tuple(one for one in able if self._guards.lets_through(one) and not self._is_spent(tenant, one))
        if free:
            return Route(free)
        if not able:
            never_reached = any(not engine.pairs() for engine in named)
            return Route((), WhyNone.ENGINE_AWAY if never_reached else WhyNone.NO_ENGINE_FOR_PAIR)
        spent = all(self._is_spent(tenant, one) or self._guards.is_spent(one.engine.name) for one in able)
        return Route((), WhyNone.QUOTA_SPENT if spent else WhyNone.ENGINE_AWAY)

    async def ask(self, tenant: str, candidate: Candidate, request: Request, seconds: float) -> Answer:
        """The candidate's answer, within so many wall seconds. The shop's quota is kept, and what comes of it counted.
        Raises EngineAway, QuotaSpent, EngineRefused; Away where the store is away."""
        try:
            return await self._asking.ask(tenant, candidate, request, seconds)
        except Spent as spent:
            name, limit = candidate.engine.name, candidate.terms.monthly_characters
            if spent.left < limit * _CRUMBS:
                self._spent[tenant, name] = (spent.month, limit, self._monotonic() + _LOOK_AGAIN)
            raise QuotaSpent(name, f"the shop has {spent.left} of {limit} characters left in {spent.month}") from None

    def judged(self, tenant: str, candidate: Candidate, faults: int) -> None:
        """An answer of the candidate was checked; so many tokens and terms aren't as they must be."""
        name, pair = candidate.engine.name, pair_of(candidate)
        TRANSLATION_ENGINE_CHECKED.labels(name, pair, "faulty" if faults else "sound").inc()
        self._usage.judged(tenant, name, pair, faults)

    async def status(self, tenant: str) -> tuple[EngineStatus, ...]:
        """Of all engines, with what they did for the shop this month. Raises Away."""
        month = month_of(self._now())

        def read() -> tuple[Policy, dict[str, dict[str, Any]]]:
            self._usage.flush()
            return self.policy(tenant), self._usage.read(tenant, self.engine_names, month)

        policy, counted = await asyncio.to_thread(read)
        return statuses(tuple(self._engines.values()), policy, self._guards, counted, month)

    def _is_spent(self, tenant: str, candidate: Candidate) -> bool:
        terms: EngineTerms = candidate.terms
        month, limit, until = self._spent.get((tenant, candidate.engine.name), ("", 0, 0.0))
        # Another month or another quota, and it is worth asking.
        return (month, limit) == (month_of(self._now()), terms.monthly_characters) and self._monotonic() < until
