"""The role `load`: counts what happens to tickets, writes what was counted each minute, and says who surges."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from aiokafka.errors import KafkaError

from services.kit.broker import apply_topics, lags
from services.kit.clock import Clock
from services.kit.errors import Away
from services.kit.health import Health
from services.kit.logs import get_logger
from services.kit.retry import backoff, stopped_within
from services.kit.store import Pending, Store
from services.kit.ticking.timer import partition_of
from services.kit.topics import Topic
from services.sla.domain.conditions import Facts
from services.sla.domain.load import Crowd, hour_of, minute_of
from services.sla.domain.surge import Surge
from services.sla.domain.terms import Terms
from services.sla.domain.timeline import NoCoverage
from services.sla.domain.wait import estimate
from services.sla.load.counting import Counting
from services.sla.load.documents import Loads, Part, Summary, primary
from services.sla.load.judging import HEARD_WITHIN, Judging
from services.sla.load.tables import Place, changelogs

GROUP = "sla-load"
PART = "load"
# Wall seconds.
_EVERY = 0.5
# What happened longer ago is read again, or too late to tell anybody how long to wait.
_NEWS = timedelta(minutes=2)
# The oldest day that Kafka has may be half of one.
_SPARED = timedelta(days=1)

TermsOf = Callable[[str, Facts, datetime], Terms]
"""(tenant, facts, at) -> the terms that a ticket of which this is known has at the instant. Raises Away."""

log = get_logger(__name__)


class LoadRole:
    """One member of the group that counts."""

    def __init__(
        self,
        bootstrap_servers: str,
        topic: Topic,
        loads: Loads,
        surges: Store[Surge],
        terms: TermsOf,
        offer: Callable[[Sequence[Pending]], None],
        clock: Clock,
        health: Health,
        group: str = GROUP,
    ) -> None:
        self._servers = bootstrap_servers
        self._topic = topic
        self._loads = loads
        self._terms = terms
        self._offer = offer
        self._clock = clock
        self._health = health
        self._group = group
        self._judging = Judging(loads, surges, lambda crowd: partition_of(crowd, topic) in self._ends)
        self._ends: dict[int, int] = {}
        self._known: Sequence[Summary] = ()
        self._told_minute = 0
        self._told_hour = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set."""
        self._health.starting(PART)
        for delay in backoff():
            try:
                await self._live(stop)
            except (Away, KafkaError, OSError) as error:
                self._health.failing(PART, f"Kafka is away: {type(error).__name__}")
            if await stopped_within(stop, delay):
                return

    async def _live(self, stop: asyncio.Event) -> None:
        """One life of the app, which can't be started twice. Raises Away, KafkaError, OSError."""
        if not await asyncio.to_thread(self._lags):
            self._health.failing(PART, f"there is no topic {self._topic.name}")
            return
        # Faust would make them too, and could not write to them before their partitions are known to all.
        await asyncio.to_thread(apply_topics, self._servers, changelogs(self._group, self._topic))
        counting = Counting(self._group, self._servers, self._topic, self._foretell)
        self._ends, self._told_minute = {}, 0
        try:
            await counting.app.start()
            while not counting.app.should_stop and not await stopped_within(stop, _EVERY):
                await self._turn(counting)
            if not stop.is_set():
                log.error("counting_ended", why=repr(counting.app.crash_reason))
        finally:
            await counting.app.stop()

    def _lags(self) -> dict[int, tuple[int, int]]:
        """By partition, what the group has committed and where the partition ends."""
        found = lags(self._servers, [dataclasses.replace(self._topic, readers=(self._group,))])
        return {lag.partition: (lag.committed or 0, lag.end) for lag in found}

    async def _turn(self, counting: Counting) -> None:
        if counting.app.rebalancing or counting.app.in_recovery or not await self._caught_up(counting):
            return
        now = self._clock.now()
        if minute_of(now) == self._told_minute:
            return
        try:
            await self._tell(counting, now)
        except Away as away:
            self._health.failing(PART, str(away))
            return
        self._told_minute = minute_of(now)
        self._health.ok(PART)

    async def _caught_up(self, counting: Counting) -> bool:
        """Whether each partition was read to where it ended when it came here: until then too little is counted."""
        owned = {
            place.partition: place for place in counting.app.consumer.assignment() if place.topic == self._topic.name
        }
        if set(owned) != set(self._ends):
            found = await asyncio.to_thread(self._lags)
            first = await counting.app.consumer.earliest_offsets(*owned.values())
            for partition, place in owned.items():
                counting.read.setdefault(partition, max(found[partition][0], first.get(place, 0)))
            self._ends = {partition: found[partition][1] for partition in owned}
        return all(counting.read.get(partition, 0) >= end for partition, end in self._ends.items())

    async def _tell(self, counting: Counting, now: datetime) -> None:
        """Raises Away; then what was taken is put back."""
        tables = counting.tables
        changed, hours = tables.changed, tables.changed_hours
        tables.changed, tables.changed_hours = set(), set()
        parts = [self._part(counting, place, hours) for place in changed if place.partition in self._ends]
        try:
            await asyncio.to_thread(self._write, parts, now)
        except Away:
            tables.changed |= changed
            tables.changed_hours |= hours
            raise
        self._known, pending = await asyncio.to_thread(self._judge, now)
        self._offer(pending)

    def _part(self, counting: Counting, place: Place, hours: set[tuple[Place, int]]) -> Part:
        changed = [hour for other, hour in hours if other == place]
        tables = counting.tables
        return Part(place.crowd_id, place.partition, tables.traffic(place), tables.arrivals(place, changed))

    def _write(self, parts: Sequence[Part], now: datetime) -> None:
        kept = timedelta(milliseconds=self._topic.retention_ms) - _SPARED
        self._loads.write(parts, hour_of(now - kept))
        if hour_of(now) != self._told_hour:
            self._loads.forget_weeks(now)
            self._told_hour = hour_of(now)

    def _judge(self, now: datetime) -> tuple[Sequence[Summary], list[Pending]]:
        summaries = self._loads.active(now, HEARD_WITHIN)
        return summaries, self._judging.judge(summaries, now)

    async def _foretell(self, tenant: str, crowd: Crowd, at: datetime) -> timedelta | None:
        """What the greeting would have told the customer; nothing while the store is away, or where nobody comes."""
        if abs(self._clock.now() - at) > _NEWS:
            return None
        facts = Facts(language=crowd.language, market=crowd.region or None)
        queue = [
            one
            for one in self._known
            if one.tenant == tenant and primary(one.crowd.language) == primary(crowd.language)
        ]
        waiting = sum(one.traffic.waiting for one in queue)
        answers = sum(one.traffic.hour(at).answers for one in queue)
        try:
            terms = await asyncio.to_thread(self._terms, tenant, facts, at)
            return estimate(terms.able, waiting, answers, at).wait
        except (Away, NoCoverage):
            return None
