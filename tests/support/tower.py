"""A tower of bells: aggregates that want to be struck again and again, and the tick that strikes them. No event tells
of it, so Kafka isn't needed; the clock is held."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from services.kit.aggregate import Change, Kind, Outcome, Work
from services.kit.clock import HeldClock
from services.kit.documents import AggregateDocument
from services.kit.health import Health
from services.kit.store import Store
from services.kit.ticking.auditor import Auditor
from services.kit.ticking.reading import Reading
from services.kit.ticking.rules import Rules
from services.kit.ticking.tick import Tick
from services.kit.ticking.timer import Timer, TimerDocument, Timers, writes
from services.kit.topics import CLOCK

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SHARDS = 3


@dataclass(frozen=True, slots=True)
class Bell:
    """Wants `left` more strikes, `every` so often."""

    left: int
    every: timedelta
    next_at: datetime | None
    struck: tuple[datetime, ...] = ()
    plan: int = 1


class BellDocument(AggregateDocument):
    meta = {"db_alias": "tower", "collection": "bells", "indexes": ["state.next_at"]}


class BellTimerDocument(TimerDocument):
    meta = {"db_alias": "tower", "collection": "bell_timers"}


BELLS = Kind(name="bell", collection="bells", state=Bell)


def shard(bell_id: str) -> int:
    return int(bell_id.rpartition("-")[2]) % SHARDS


def timers_of(bell_id: str, bell: Bell, now: datetime, certain: bool) -> list[Timer]:
    if bell.next_at is None:
        return []
    return [Timer(bell_id, "strike", bell.plan, bell.next_at, now, shard(bell_id), certain)]


@dataclass
class BellRules(Rules[Bell]):
    """Strikes; those of the bells in `waiting` wait for the sexton."""

    certain: bool = False
    waiting: set[str] = field(default_factory=set)
    rung: list[tuple[str, float]] = field(default_factory=list)

    def ring(self, timer: Timer, now: datetime) -> Callable[[Bell | None], Change[Bell] | None]:
        def strike(bell: Bell | None) -> Change[Bell] | None:
            if bell is None or bell.next_at != timer.at or bell.plan != timer.plan:
                return None
            left = bell.left - 1
            next_at = timer.at + bell.every if left else None
            struck = replace(bell, left=left, next_at=next_at, struck=(*bell.struck, now), plan=bell.plan + 1)
            set_anew = timers_of(timer.aggregate_id, struck, now, self.certain)
            return Change(struck, writes=writes("bell_timers", set_anew))

        return strike

    def spent(self, timer: Timer, state: Bell | None) -> bool:
        return state is not None and state.plan > timer.plan

    def wanted(self, aggregate_id: str, state: Bell, now: datetime) -> Sequence[Timer]:
        return timers_of(aggregate_id, state, now, self.certain)

    async def prepare(self, timers: Sequence[Timer]) -> Collection[Timer]:
        return [timer for timer in timers if timer.aggregate_id in self.waiting]

    def rang(self, timer: Timer, outcome: Outcome[Bell], lag: float) -> None:
        self.rung.append((timer.aggregate_id, lag))


class Tower:
    def __init__(self, database: Any) -> None:
        self.database = database
        self.time = HeldClock(NOON)
        self.health = Health()
        self.rules = BellRules()
        self.store = Store(database, BELLS, "test", self.time.now)
        self.timers = Timers(BellTimerDocument)
        self.tick = self.make_tick()

    def make_tick(self, reading: Reading | None = None) -> Tick[Bell]:
        """All shards are its own."""
        tick = Tick(self.store, self.timers, self.rules, reading, lambda _: None, self.time, self.health, "bell")
        tick.own(range(SHARDS))
        return tick

    def auditor(self, tick: Tick[Bell], every: float = 60.0) -> Auditor[Bell]:
        return Auditor(tick, self.store, self.timers, self.rules, self.time, self.health, "bell", every)

    def unread(self) -> Reading:
        """The source is never read any further: its Kafka is away."""

        async def nothing() -> None:
            pass

        return Reading("127.0.0.1:1", CLOCK, "group", nothing)

    def hang(self, number: int, first: datetime, strikes: int = 1, every: float = 60.0) -> str:
        """A bell that wants to be struck."""
        bell_id = f"kumo/bell-{number}"
        bell = Bell(strikes, timedelta(seconds=every), first)
        timers = timers_of(bell_id, bell, self.time.now(), self.rules.certain)
        self.store.run([Work(bell_id, lambda _: Change(bell, writes=writes("bell_timers", timers)))])
        for timer in timers:
            self.tick.hear(timer.partition, [timer.at])
        return bell_id

    def struck(self, bell_id: str) -> int:
        return len(self.store.get(bell_id).struck)

    @property
    def timers_left(self) -> int:
        return self.database.bell_timers.count_documents({})

    def pass_time(self, **by: float) -> None:
        self.time.advance(timedelta(**by))

    @asynccontextmanager
    async def ticking(self) -> AsyncIterator[None]:
        async with running(self.tick.run):
            yield


@asynccontextmanager
async def running(run: Any) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(run(stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(task, 30)
