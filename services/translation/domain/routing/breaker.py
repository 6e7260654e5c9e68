"""A breaker: after failures in a row it keeps requests from whoever fails, then lets one through to see.

Pure: instants are seconds of a clock that only goes forward, and come from the caller. It is our own, since those that
are to be had take the time from the system, know one waiting time for all failures (a provider's `Retry-After` says its
own), and let everybody through when the time is over, not one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

FAILURES_IN_A_ROW = 5
FIRST_WAIT, LONGEST_WAIT = 5.0, 60.0
"""Seconds that it is open: doubled with each opening in a row."""
SHORTEST_ASKED, LONGEST_ASKED = 1.0, 3600.0
"""Seconds, between which a provider's own waiting time is believed: a mistake of its clock is not for ever."""


class BreakerState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"
    """The time is over: one request may find out."""


@dataclass(frozen=True, slots=True)
class Breaker:
    """`failures` and `openings` are in a row; `open_until` is None while it is closed; `probing`: a request is under
    way that was let through to find out."""

    failures: int = 0
    openings: int = 0
    open_until: float | None = None
    probing: bool = False

    def state(self, now: float) -> BreakerState:
        if self.open_until is None:
            return BreakerState.CLOSED
        return BreakerState.OPEN if now < self.open_until else BreakerState.HALF_OPEN

    def lets_through(self, now: float) -> bool:
        state = self.state(now)
        return state is BreakerState.CLOSED or (state is BreakerState.HALF_OPEN and not self.probing)

    def wait(self, now: float) -> float:
        """Seconds until it may let one through; 0 where it may now."""
        return max(0.0, self.open_until - now) if self.open_until is not None else 0.0

    def passed(self) -> Breaker:
        """One that was let through has gone: where the breaker isn't closed, it is the probe."""
        return self if self.open_until is None else replace(self, probing=True)

    def answered(self, probe: bool) -> Breaker:
        """An answer to what went out while it was closed says nothing of the time since it opened."""
        return CLOSED if probe or self.open_until is None else self

    def given_up(self, probe: bool) -> Breaker:
        """Nobody knows what would have come of it: another may find out."""
        return replace(self, probing=False) if probe else self

    def failed(self, now: float, probe: bool, retry_after: float | None = None) -> Breaker:
        """`retry_after` is the provider's own word, in seconds: then one failure is enough."""
        asked = None if retry_after is None else min(max(retry_after, SHORTEST_ASKED), LONGEST_ASKED)
        if self.open_until is not None and not probe:
            # It went out before the breaker opened, so it doesn't count as another opening.
            return self if asked is None else replace(self, open_until=max(self.open_until, now + asked))
        failures = self.failures + 1
        if self.open_until is None and asked is None and failures < FAILURES_IN_A_ROW:
            return replace(self, failures=failures)
        wait = asked if asked is not None else min(FIRST_WAIT * 2 ** min(self.openings, 8), LONGEST_WAIT)
        return Breaker(failures, self.openings + 1, now + wait)


CLOSED = Breaker()
