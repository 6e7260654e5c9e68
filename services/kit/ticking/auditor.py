"""Looks for timers that should have rung and didn't, and for aggregates whose timers are missing; repairs both.

There should be none: what it counts is a fault of ours, and when it last looked says that it lives.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from services.kit import telemetry
from services.kit.clock import Clock
from services.kit.errors import Away
from services.kit.health import Health
from services.kit.instants import to_text
from services.kit.logs import get_logger
from services.kit.mongo import store_errors
from services.kit.retry import stopped_within
from services.kit.store import Store
from services.kit.stored import Aggregate
from services.kit.ticking.rules import Rules
from services.kit.ticking.tick import Tick
from services.kit.ticking.timer import EVER, PAGE, Timers

S = TypeVar("S")

EVERY = 60.0
"""Wall seconds."""
# Wall seconds that a timer may be late, or missing: the tick itself has looked twice at everything by then.
_GRACE = 60.0
# Pages of aggregates in one audit, those that wait longest first.
_MOST_PAGES = 20

log = get_logger(__name__)


class Auditor(Generic[S]):
    """One task beside the tick, for the shards that the tick owns. The state of the store's aggregates has a field
    `next_at`: the earliest instant at which it wants to be looked at, None for never; it is indexed. Of a commit
    stream that is the head's, which may be behind until somebody catches up with it."""

    def __init__(
        self,
        tick: Tick[S],
        store: Store[S],
        timers: Timers,
        rules: Rules[S],
        clock: Clock,
        health: Health,
        name: str,
        every: float = EVERY,
    ) -> None:
        self._tick = tick
        self._store = store
        self._timers = timers
        self._rules = rules
        self._clock = clock
        self._health = health
        self._name = name
        self._every = every
        self._grace = timedelta(seconds=_GRACE * clock.rate)

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set."""
        part = f"{self._name}.auditor"
        while not await stopped_within(stop, self._every):
            self._health.beat(part, within=3 * self._every)
            try:
                await self.audit()
            except Away as away:
                log.warning("audit_failed", timers=self._name, why=str(away))
        self._health.ended(part)

    async def audit(self) -> int:
        """Repairs what is wrong; answers how much that was. Raises Away."""
        now = self._clock.now()
        unfired = await self._ring_unfired(now) + await self._put_back_missing(now)
        telemetry.TIMERS_UNFIRED.labels(self._name).set(unfired)
        telemetry.TIMERS_REPAIRED.labels(self._name).inc(unfired)
        telemetry.TIMERS_AUDITED_AT.labels(self._name).set(self._clock.now().timestamp())
        if unfired:
            log.error("timers_unfired", timers=self._name, count=unfired)
        return unfired

    async def _ring_unfired(self, now: datetime) -> int:
        """Those that may ring. One that changes nothing when it rings had rung: it is left over."""
        found = 0
        for partition in self._tick.owned:
            pages = self._timers.passed(partition, EVER, now - self._grace)
            while page := await asyncio.to_thread(next, pages, None):
                found += await self._tick.ring([timer for timer in page if self._tick.may_ring(timer)], now)
        return found

    async def _put_back_missing(self, now: datetime) -> int:
        found = 0
        pages = self._overdue(now - self._grace)
        for _ in range(_MOST_PAGES):
            page = await asyncio.to_thread(next, pages, None)
            if page is None:
                break
            wanted = [timer for one in page for timer in self._rules.wanted(one.id, one.state, now)]
            own = [timer for timer in wanted if timer.partition in self._tick.owned]
            missing = await asyncio.to_thread(self._timers.put_back, own)
            for timer in missing:
                self._tick.hear(timer.partition, [timer.at])
            found += len(missing)
        return found

    def _overdue(self, until: datetime) -> Iterator[Sequence[Aggregate[S]]]:
        """The aggregates that want to have been looked at, page by page. Raises Away."""
        with store_errors():
            found = self._store.collection.find(overdue_query(until), {"_id": 1}).sort("state.next_at", 1)
            ids = [one["_id"] for one in found.limit(_MOST_PAGES * PAGE)]
        for first in range(0, len(ids), PAGE):
            # As they are: of a commit stream only a snapshot was asked, which mustn't be found again for what it was.
            found = self._store.load(ids[first : first + PAGE]).values()
            self._store.catch_up(found)
            yield list(found)


def overdue_query(until: datetime) -> dict[str, Any]:
    """What finds the aggregates that wanted to be looked at by this instant."""
    return {"state.next_at": {"$gt": "", "$lte": to_text(until)}}
