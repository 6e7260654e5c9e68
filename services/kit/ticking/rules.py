"""What a service says of its timers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from services.kit.aggregate import Change, Outcome
from services.kit.ticking.timer import Timer

S = TypeVar("S")


class Rules(Protocol[S]):
    """A service's rules; inherit from it."""

    def ring(self, timer: Timer, now: datetime) -> Callable[[S | None], Change[S] | None]:
        """The decision when the timer rings, as of a Work: pure, and None where the aggregate has gone on since the
        timer was set."""
        ...

    def spent(self, timer: Timer, state: S | None) -> bool:
        """Whether the timer can be taken out. One that is ahead of its aggregate can't: the aggregate's own write is on
        its way."""
        ...

    def wanted(self, aggregate_id: str, state: S, now: datetime) -> Sequence[Timer]:
        """The timers that the aggregate still wants, as set at `now`: none of them is spent. Only the auditor asks."""
        return ()

    async def prepare(self, timers: Sequence[Timer]) -> Collection[Timer]:
        """Asks others for what ringing these takes; answers those that have to wait, since somebody whom they need is
        away: they are tried again about a wall second later, and the others ring meanwhile."""
        return ()

    def rang(self, timer: Timer, outcome: Outcome[S], lag: float) -> None:
        """The timer has rung, `lag` seconds of the process's clock after its instant. From any thread."""
