"""Where every process takes its time from. Nothing else in the platform reads the clock."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from datetime import UTC, datetime, timedelta
from typing import Protocol

# A sleeper looks at the clock again at least this often (wall seconds), so that a step of the system's time is noticed.
_LONGEST_NAP = 30.0


class Clock(Protocol):
    """An instant is an aware UTC datetime with microseconds; a duration is in seconds of this clock."""

    rate: float
    """How many of its seconds pass in one wall second."""

    def now(self) -> datetime: ...

    async def sleep(self, seconds: float) -> None:
        """Waits for this many of the clock's own seconds."""

    async def sleep_until(self, instant: datetime) -> None:
        """Returns once `now() >= instant`, at once where that is so already."""


class ScaledClock:
    """A clock that met the wall clock at `epoch` and runs `rate` times as fast since. Every process with the same
    setting reads the same instant."""

    def __init__(self, epoch: datetime, rate: float) -> None:
        if epoch.tzinfo is None:
            raise ValueError("the epoch of a clock has a zone")
        if not 0 < rate <= 1_000_000:
            raise ValueError("the rate of a clock is more than 0 and at most 1,000,000")
        self._epoch = epoch.astimezone(UTC)
        self.rate = rate

    def now(self) -> datetime:
        return self._epoch + (datetime.now(UTC) - self._epoch) * self.rate

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self.rate)

    async def sleep_until(self, instant: datetime) -> None:
        while (left := (instant - self.now()).total_seconds()) > 0:
            await asyncio.sleep(min(left / self.rate, _LONGEST_NAP))


class SystemClock(ScaledClock):
    """The wall clock."""

    def __init__(self) -> None:
        super().__init__(datetime(1970, 1, 1, tzinfo=UTC), 1.0)

    def now(self) -> datetime:
        return datetime.now(UTC)


class HeldClock:
    """A clock that stands still until a test moves it on."""

    rate = 1.0

    def __init__(self, now: datetime) -> None:
        if now.tzinfo is None:
            raise ValueError("an instant has a zone")
        self._now = now.astimezone(UTC)
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> None:
        """Moves the clock on and wakes whoever slept until then, in the order of their instants."""
        if by < timedelta(0):
            raise ValueError("time doesn't go back")
        self._now += by
        while self._sleepers and self._sleepers[0][0] <= self._now:
            _, _, sleeper = heapq.heappop(self._sleepers)
            sleeper.get_loop().call_soon_threadsafe(_wake, sleeper)

    @property
    def sleepers(self) -> int:
        """How many are asleep: a test waits for this before it moves the clock on."""
        return sum(not sleeper.done() for _, _, sleeper in self._sleepers)

    async def sleep(self, seconds: float) -> None:
        await self.sleep_until(self._now + timedelta(seconds=seconds))

    async def sleep_until(self, instant: datetime) -> None:
        if instant <= self._now:
            await asyncio.sleep(0)
            return
        sleeper = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (instant, next(self._numbers), sleeper))
        await sleeper


def _wake(sleeper: asyncio.Future[None]) -> None:
    if not sleeper.done():
        sleeper.set_result(None)


def from_setting(text: str | None) -> Clock:
    """`2026-03-02T00:00:00Z,720` is a scaled clock; nothing is the wall clock. Raises ValueError."""
    if not text:
        return SystemClock()
    epoch, comma, rate = text.partition(",")
    if not comma:
        raise ValueError(f"{text!r} is not <epoch>,<rate>")
    return ScaledClock(datetime.fromisoformat(epoch.strip()), float(rate))
