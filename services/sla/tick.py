"""The tick role: rings the timers of the shards that this process owns, at their instants.

Ringing proves itself in the clock's own write, so two owners do no harm; a timer is taken out only after that, so a
process that dies leaves it to the next. A warning is given at once; a breach is told only when the ticket's events
have been read past the due instant, since the reply may still be in the queue. While Kafka or the store is away,
nothing rings.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from services.kit import telemetry
from services.kit.aggregate import Verdict, Work
from services.kit.clock import Clock as TimeSource
from services.kit.errors import Away
from services.kit.health import Health
from services.kit.logs import get_logger
from services.kit.retry import backoff
from services.kit.store import Pending, Store
from services.sla import timers
from services.sla.agenda import Agenda
from services.sla.domain.promise import Clock
from services.sla.handlers import ring
from services.sla.reading import TicketReading
from services.sla.timers import Timer, TimerKind

# Wall seconds: times the clock's rate, this is what the agenda holds; it is made anew when half of it is over.
_LOOK_AHEAD = 60.0
# Wall seconds between two questions how far the tickets have been read.
_READING_POLL = 0.1
_LONGEST_REST = 10.0

log = get_logger(__name__)


class Tick:
    """One task. `offer` has events published that stand in the outboxes."""

    def __init__(
        self,
        clocks: Store[Clock],
        reading: TicketReading,
        offer: Callable[[Iterable[Pending]], None],
        time: TimeSource,
        health: Health,
    ) -> None:
        self._clocks = clocks
        self._reading = reading
        self._offer = offer
        self._time = time
        self._health = health
        self._look_ahead = timedelta(seconds=_LOOK_AHEAD * time.rate)
        self._owned: frozenset[int] = frozenset()
        # Partitions in which timers may have passed that nobody has looked at yet.
        self._ripe: set[int] = set()
        self._agenda: Agenda | None = None
        self._woken = asyncio.Event()

    def own(self, partitions: Iterable[int]) -> None:
        """From now on these shards, and no others."""
        self._owned = frozenset(partitions)
        self._reading.keep_to(self._owned)
        self._agenda = None
        self._woken.set()

    def hear(self, partition: int, instants: Sequence[datetime]) -> None:
        """Timers have been set there for these instants."""
        if self._agenda is not None and partition in self._owned:
            self._agenda.note((instant, partition) for instant in instants)
            self._woken.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set."""
        delays: Iterator[float] | None = None
        try:
            while not stop.is_set():
                self._health.beat("tick")
                self._woken.clear()
                try:
                    until = await self._turn()
                    self._health.ok("tick")
                    delays, patience = None, _READING_POLL if self._reading.waiting else _LONGEST_REST
                except Away as away:
                    delays = delays or backoff()
                    until, patience = None, next(delays)
                    self._health.failing("tick", str(away))
                    log.warning("timers_wait", why=str(away))
                await self._rest(until, patience, stop)
        finally:
            self._health.ended("tick")
            await self._reading.stop()

    async def _turn(self) -> datetime:
        """Looks ahead where it is time to, and rings what has passed; answers when the next look is due."""
        now = self._time.now()
        if self._agenda is None or now >= self._agenda.until - self._look_ahead / 2:
            await self._look_ahead_from(now)
        agenda = self._agenda
        if agenda is None:
            # The shards have changed meanwhile.
            return now
        self._ripe |= agenda.passed(now)
        await self._ring_passed(now)
        return min(agenda.next, agenda.until - self._look_ahead / 2)

    async def _look_ahead_from(self, now: datetime) -> None:
        # It takes down what is heard while the store is asked, so nothing falls between the two.
        agenda = self._agenda = Agenda(now + self._look_ahead)
        try:
            agenda.note(await asyncio.to_thread(timers.upcoming, self._owned, now, agenda.until))
        except Away:
            if self._agenda is agenda:
                self._agenda = None
            raise
        # What rang before now was on nobody's agenda, or is left from a process that died.
        self._ripe |= self._owned

    async def _ring_passed(self, now: datetime) -> None:
        self._ripe &= self._owned
        self._ripe |= await self._reading.follow(self._ripe, now)
        looked_at = frozenset(self._ripe)
        for partition in looked_at:
            pages = timers.passed(partition, now)
            while page := await asyncio.to_thread(next, pages, None):
                self._offer(await asyncio.to_thread(self._ring, page, now))
                self._health.beat("tick")
        self._ripe -= looked_at

    def _ring(self, page: Sequence[Timer], now: datetime) -> list[Pending]:
        """Rings those of the page that may ring, and takes out those that are spent. Synchronous. Raises Away."""
        ringing = [timer for timer in page if self._may_ring(timer)]
        with telemetry.span(telemetry.SpanName.TIMER_FIRE, timers=len(ringing)):
            outcomes, pending = self._clocks.run([Work(timer.clock_id, ring(timer, now)) for timer in ringing])
        rang_at = self._time.now()
        spent = []
        for timer, outcome in zip(ringing, outcomes, strict=True):
            if outcome.verdict is Verdict.APPLIED:
                _observe(timer, (rang_at - timer.at).total_seconds())
            if timer.spent(outcome.state):
                spent.append(timer)
        timers.take_out(spent)
        return pending

    def _may_ring(self, timer: Timer) -> bool:
        return timer.kind is TimerKind.WARN or self._reading.read_past(timer.partition, timer.certain_at)

    async def _rest(self, until: datetime | None, patience: float, stop: asyncio.Event) -> None:
        """Until the clock says so, something new is heard, we are to stop, or these wall seconds are over."""
        waits = {asyncio.ensure_future(self._woken.wait()), asyncio.ensure_future(stop.wait())}
        if until is not None:
            waits.add(asyncio.ensure_future(self._time.sleep_until(until)))
        try:
            await asyncio.wait(waits, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.gather(*waits, return_exceptions=True)


def _observe(timer: Timer, lag: float) -> None:
    telemetry.SLA_DETECTION_LAG_SECONDS.labels(timer.kind).observe(lag)
    telemetry.SLA_TIMERS_RANG.labels("warned" if timer.kind is TimerKind.WARN else "breached").inc()
