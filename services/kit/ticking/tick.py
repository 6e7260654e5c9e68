"""The tick role: rings the timers of the shards that this process owns, at their instants.

Ringing proves itself in the aggregate's own write, so two owners do no harm; a timer is taken out only after that, so a
process that dies leaves it to the next. A timer that is certain rings only when its source has been read past its
instant, since what makes it idle may still be in the queue. While Kafka or the store is away, nothing rings.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from services.kit import telemetry
from services.kit.aggregate import Change, Outcome, Verdict, Work
from services.kit.clock import Clock
from services.kit.errors import Away
from services.kit.health import Health
from services.kit.instants import from_text
from services.kit.logs import get_logger
from services.kit.retry import backoff, stopped_within
from services.kit.store import Pending, Store
from services.kit.ticking.agenda import Agenda
from services.kit.ticking.reading import Reading
from services.kit.ticking.rules import Rules
from services.kit.ticking.timer import EVER, Timer, Timers

S = TypeVar("S")

# Wall seconds: times the clock's rate, this is what the agenda holds; it is made anew when half of it is over.
_LOOK_AHEAD = 60.0
# Wall seconds between two turns: what falls due one after the other rings together.
_BREATH = 0.05
# Wall seconds between two questions how far the source has been read.
_READING_POLL = 0.1
# Wall seconds until timers are tried again that had to wait for somebody else.
_TRY_AGAIN = 1.0
_LONGEST_REST = 10.0
# Partitions that are looked at together: while the store writes what one of them decided, another one decides.
_AT_ONCE = 2

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Held:
    """The timers of a partition that may not ring yet: the first instant of them, and the first to be read past."""

    since: datetime
    certain_at: datetime

    def with_(self, timers: Sequence[Timer]) -> _Held:
        since = min(self.since, *(timer.at for timer in timers))
        return _Held(since, min(self.certain_at, *(timer.certain_at for timer in timers)))


class Tick(Generic[S]):
    """One task. `offer` has events published that stand in the outboxes; `reading` may be left out where no timer is
    certain; `name` stands in the names of its health."""

    def __init__(
        self,
        store: Store[S],
        timers: Timers,
        rules: Rules[S],
        reading: Reading | None,
        offer: Callable[[Iterable[Pending]], None],
        clock: Clock,
        health: Health,
        name: str,
    ) -> None:
        self._store = store
        self._timers = timers
        self._rules = rules
        self._reading = reading
        self._offer = offer
        self._clock = clock
        self._health = health
        self._name = name
        self._part = f"{name}.tick"
        self._look_ahead = timedelta(seconds=_LOOK_AHEAD * clock.rate)
        self._owned: frozenset[int] = frozenset()
        # Partitions in which timers may have passed that nobody has looked at yet, each with the first instant.
        self._ripe: dict[int, datetime] = {}
        self._held: dict[int, _Held] = {}
        # Partitions with timers that wait for somebody else, each with the first instant of them.
        self._put_off: dict[int, datetime] = {}
        self._try_again_at = 0.0
        self._agenda: Agenda | None = None
        self._woken = asyncio.Event()

    @property
    def owned(self) -> frozenset[int]:
        """Its shards."""
        return self._owned

    def own(self, partitions: Iterable[int]) -> None:
        """From now on these shards, and no others."""
        self._owned = frozenset(partitions)
        self._agenda = None
        self._woken.set()

    def hear(self, partition: int, instants: Sequence[datetime]) -> None:
        """Timers have been set there for these instants."""
        self._note((instant, partition) for instant in instants)

    def _note(self, entries: Iterable[tuple[datetime, int]]) -> None:
        if self._agenda is not None:
            self._agenda.note(entry for entry in entries if entry[1] in self._owned)
            self._woken.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set."""
        delays: Iterator[float] | None = None
        try:
            while not stop.is_set():
                self._health.beat(self._part)
                self._woken.clear()
                try:
                    until = await self._turn()
                    self._health.ok(self._part)
                    delays, patience = None, self._patience()
                except Away as away:
                    delays = delays or backoff()
                    until, patience = None, next(delays)
                    self._health.failing(self._part, str(away))
                    log.warning("timers_wait", timers=self._name, why=str(away))
                await self._rest(until, patience, stop)
        finally:
            self._health.ended(self._part)
            if self._reading is not None:
                await self._reading.stop()

    def _patience(self) -> float:
        """Wall seconds until there may be something to do, whatever the clock says."""
        if self._held:
            return _READING_POLL
        return _TRY_AGAIN if self._put_off else _LONGEST_REST

    async def _turn(self) -> datetime:
        """Looks ahead where it is time to, and rings what has passed; answers when the next look is due."""
        now = self._clock.now()
        if self._agenda is None or now >= self._agenda.until - self._look_ahead / 2:
            await self._look_ahead_from(now)
        agenda = self._agenda
        if agenda is None:
            # The shards have changed meanwhile.
            return now
        self._ripen(agenda.passed(now).items())
        if asyncio.get_running_loop().time() >= self._try_again_at:
            self._ripen(self._put_off.items())
            self._put_off = {}
        await self._ring_passed(now)
        return min(agenda.next, agenda.until - self._look_ahead / 2)

    async def _look_ahead_from(self, now: datetime) -> None:
        # It takes down what is heard while the store is asked, so nothing falls between the two.
        agenda = self._agenda = Agenda(now + self._look_ahead)
        try:
            agenda.note(await asyncio.to_thread(self._timers.upcoming, self._owned, now, agenda.until))
        except Away:
            if self._agenda is agenda:
                self._agenda = None
            raise
        # What rang before now was on nobody's agenda, or is left from a process that died.
        self._ripen((partition, EVER) for partition in self._owned)

    def _ripen(self, passed: Iterable[tuple[int, datetime]]) -> None:
        for partition, since in passed:
            self._ripe[partition] = min(since, self._ripe.get(partition, since))

    async def _ring_passed(self, now: datetime) -> None:
        owned = self._owned
        self._ripe = {one: since for one, since in self._ripe.items() if one in owned}
        self._held = {one: held for one, held in self._held.items() if one in owned}
        further = await self._follow(now)
        self._ripen((one, self._held[one].since) for one in further if one in self._held)
        ripe = iter(list(self._ripe.items()))
        ended = await asyncio.gather(*(self._look_at_some(ripe, now) for _ in range(_AT_ONCE)), return_exceptions=True)
        for failure in filter(None, ended):
            raise failure

    async def _look_at_some(self, ripe: Iterator[tuple[int, datetime]], now: datetime) -> None:
        for partition, since in ripe:
            await self._look_at(partition, since, now)
            del self._ripe[partition]

    async def _follow(self, now: datetime) -> set[int]:
        """The partitions whose source has been read further. Kafka is asked before anything rings: is it there?"""
        if self._reading is None:
            return set()
        wanted = {one: self._reading.reach(now) for one in self._ripe}
        wanted |= {one: held.certain_at for one, held in self._held.items()}
        return await self._reading.follow(wanted, now)

    async def _look_at(self, partition: int, since: datetime, now: datetime) -> None:
        held = self._held.get(partition)
        if held is not None and since <= held.since:
            # They are seen again, all of them.
            del self._held[partition]
        pages = self._timers.passed(partition, since, now)
        while page := await asyncio.to_thread(next, pages, None):
            ringing = [timer for timer in page if self.may_ring(timer)]
            self._hold(partition, [timer for timer in page if not self.may_ring(timer)])
            await self.ring(ringing, now)
            self._health.beat(self._part)

    async def ring(self, timers: Sequence[Timer], now: datetime) -> int:
        """Rings these, which may ring; answers how many of them changed something. Raises Away."""
        waiting = await self._rules.prepare(timers) if timers else ()
        if waiting:
            self._put_these_off(waiting)
            timers = [timer for timer in timers if timer not in waiting]
        if not timers:
            return 0
        outcomes, pending, set_anew = await asyncio.to_thread(self._ring, timers, now)
        self._offer(pending)
        self._note(set_anew)
        return sum(outcome.verdict is Verdict.APPLIED for outcome in outcomes)

    def _put_these_off(self, timers: Collection[Timer]) -> None:
        if not self._put_off:
            self._try_again_at = asyncio.get_running_loop().time() + _TRY_AGAIN
        for timer in timers:
            self._put_off[timer.partition] = min(timer.at, self._put_off.get(timer.partition, timer.at))

    def may_ring(self, timer: Timer) -> bool:
        """Whether what settles it is known; its instant must have passed."""
        if not timer.certain or self._reading is None:
            return True
        return self._reading.read_past(timer.partition, timer.certain_at)

    def _hold(self, partition: int, timers: Sequence[Timer]) -> None:
        if timers:
            first = self._held.get(partition) or _Held(timers[0].at, timers[0].certain_at)
            self._held[partition] = first.with_(timers)

    def _ring(
        self, timers: Sequence[Timer], now: datetime
    ) -> tuple[list[Outcome[S]], list[Pending], list[tuple[datetime, int]]]:
        """Also takes out those that are spent; answers what came of them, what is to be published, and the instants of
        the timers that were set. Synchronous. Raises Away."""
        set_anew: list[tuple[datetime, int]] = []
        works = [Work(timer.aggregate_id, self._noting(self._rules.ring(timer, now), set_anew)) for timer in timers]
        with telemetry.span(telemetry.SpanName.TIMER_FIRE, timers=len(timers)):
            outcomes, pending = self._store.run(works)
        rang_at = self._clock.now()
        rung = list(zip(timers, outcomes, strict=True))
        for timer, outcome in rung:
            self._rules.rang(timer, outcome, (rang_at - timer.at).total_seconds())
        self._timers.take_out(timer for timer, outcome in rung if self._rules.spent(timer, outcome.state))
        return outcomes, pending, set_anew

    def _noting(
        self, decide: Callable[[S | None], Change[S] | None], set_anew: list[tuple[datetime, int]]
    ) -> Callable[[S | None], Change[S] | None]:
        """A timer that is set by one that rings is known at once: Kafka may tell of it when it has passed."""

        def decided(state: S | None) -> Change[S] | None:
            change = decide(state)
            if change is not None:
                set_anew.extend(
                    _entry(write.document) for write in change.writes if write.collection == self._timers.collection
                )
            return change

        return decided

    async def _rest(self, until: datetime | None, patience: float, stop: asyncio.Event) -> None:
        """A breath at least; until the clock says so, something new is heard, we are to stop, or these wall seconds are
        over."""
        if await stopped_within(stop, _BREATH):
            return
        waits = {asyncio.ensure_future(self._woken.wait()), asyncio.ensure_future(stop.wait())}
        if until is not None:
            waits.add(asyncio.ensure_future(self._clock.sleep_until(until)))
        try:
            await asyncio.wait(waits, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.gather(*waits, return_exceptions=True)


def _entry(document: dict[str, Any]) -> tuple[datetime, int]:
    return from_text(document["at"]), document["partition"]
