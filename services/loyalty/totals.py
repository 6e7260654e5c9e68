"""The points of each shop taken together, for metrics: what is outstanding, what it would cost, how much expires.

All accounts are read as they are, a page at a time with a pause in between, so that a million of them cost a few
percent of a processor; each was so at some moment of the sweep. Heads that lag are taken along on the way: who looks
for accounts by what their heads say, as the auditor of the timers does, finds them as of the last sweep at the latest.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from services.kit import telemetry
from services.kit.clock import Clock
from services.kit.commits import CommitStore
from services.kit.errors import Away
from services.kit.ids import split_document_id
from services.kit.logs import get_logger
from services.kit.mongo import store_errors
from services.kit.retry import stopped_within
from services.kit.ticking.tick import Tick
from services.loyalty.domain.account import Account
from services.loyalty.programmes import Programmes

_PAGE = 1_000
# Wall seconds: between two pages, and between two sweeps.
_PAUSE = 0.5
_EVERY = 60.0
# Whoever owns this shard counts for all, so that one process does.
_COUNTING_SHARD = 0

log = get_logger(__name__)


@dataclass(slots=True)
class Totals:
    """Points. `outstanding` is what lots hold, `pending` included; `used` what was redeemed and not restored."""

    outstanding: int = 0
    pending: int = 0
    owed: int = 0
    expired: int = 0
    used: int = 0

    def add(self, account: Account) -> None:
        self.outstanding += account.balance + account.debt
        self.pending += account.pending
        self.owed += account.debt
        self.expired += account.totals.expired
        self.used += account.totals.redeemed - account.totals.restored

    @property
    def breakage(self) -> float:
        """The share that expired of the points that have come to an end: 0 to 1."""
        ended = self.expired + self.used
        return self.expired / ended if ended > 0 else 0.0


class Counting:
    """One task beside the tick of the accounts."""

    def __init__(self, store: CommitStore[Account], programmes: Programmes, clock: Clock) -> None:
        self._store = store
        self._programmes = programmes
        self._clock = clock

    async def run(self, tick: Tick[Account], stop: asyncio.Event) -> None:
        """Until `stop` is set; counts while the tick owns the shard that stands for this."""
        while not await stopped_within(stop, _EVERY):
            if _COUNTING_SHARD not in tick.owned:
                continue
            try:
                await self.sweep(stop)
            except Away as away:
                log.warning("totals_failed", why=str(away))

    async def sweep(self, stop: asyncio.Event) -> None:
        """Counts all accounts and tells. Raises Away."""
        found: defaultdict[str, Totals] = defaultdict(Totals)
        pages = self._pages()
        while page := await asyncio.to_thread(next, pages, None):
            for account_id, account in page:
                found[split_document_id(account_id)[0]].add(account)
            if await stopped_within(stop, _PAUSE):
                return
        for tenant, totals in found.items():
            await asyncio.to_thread(self._tell, tenant, totals)

    def _pages(self) -> Iterator[list[tuple[str, Account]]]:
        with store_errors(), self._store.collection.find({}, {"_id": 1}, batch_size=_PAGE) as cursor:
            while ids := [head["_id"] for head in islice(cursor, _PAGE)]:
                streams = self._store.load(ids)
                self._store.catch_up(streams.values())
                yield [(id_, stream.state) for id_, stream in streams.items() if stream.state is not None]

    def _tell(self, tenant: str, totals: Totals) -> None:
        programme = self._programmes.in_force(tenant, self._clock.now())
        telemetry.LOYALTY_POINTS.labels(tenant, "outstanding").set(totals.outstanding)
        telemetry.LOYALTY_POINTS.labels(tenant, "pending").set(totals.pending)
        telemetry.LOYALTY_POINTS.labels(tenant, "owed").set(totals.owed)
        telemetry.LOYALTY_POINTS.labels(tenant, "expired").set(totals.expired)
        liability = programme.liability(totals.outstanding)
        telemetry.LOYALTY_LIABILITY.labels(tenant, programme.currency).set(liability)
        telemetry.LOYALTY_BREAKAGE_RATIO.labels(tenant).set(totals.breakage)
