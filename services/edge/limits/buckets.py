"""Buckets by the generic cell rate algorithm (ITU-T I.371): of each nothing is kept but the instant at which it is full
again. In whole nanoseconds, so that what was promised to flow in is there on time.

The libraries that there are were tried: `limits` looks through all of its keys at every hit and keeps them without
bound, `throttled-py` is bounded, but rounds a call away and doesn't say how long to wait when it is only asked.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from time import monotonic_ns

from services.kit.frozen import frozen

_SECOND = 1_000_000_000


@frozen
class Quota:
    """A bucket that holds `amount` and is filled within `window` wall seconds."""

    amount: int
    window: int

    @property
    def each(self) -> int:
        """Nanoseconds in which one flows in."""
        return max(1, self.window * _SECOND // self.amount)


@frozen
class Draw:
    """What became of one that was to be taken: `wait` is in wall seconds, 0 where it was; `left` are in the bucket,
    which is full again in `full_in` wall seconds."""

    wait: float
    left: int
    full_in: float


class Buckets:
    """Of many, at most `most`: the least recently used goes, full as it may be. Used from one thread."""

    def __init__(self, quota: Quota, most: int, now: Callable[[], int] = monotonic_ns) -> None:
        self._each = quota.each
        self._depth = quota.amount * quota.each
        self._most = most
        self._now = now
        self._full_at: OrderedDict[Hashable, int] = OrderedDict()

    def __len__(self) -> int:
        return len(self._full_at)

    def take(self, who: Hashable) -> Draw:
        """Takes one, where there is one."""
        now = self._now()
        missing = max(0, self._full_at.get(who, 0) - now)
        after = missing + self._each
        if after > self._depth:
            self._full_at.move_to_end(who)
            return Draw((after - self._depth) / _SECOND, 0, missing / _SECOND)
        self._full_at[who] = now + after
        self._full_at.move_to_end(who)
        if len(self._full_at) > self._most:
            self._full_at.popitem(last=False)
        return Draw(0.0, (self._depth - after) // self._each, after / _SECOND)

    def wait(self, who: Hashable) -> float:
        """Wall seconds until there is one; nothing is taken."""
        missing = max(0, self._full_at.get(who, 0) - self._now())
        return max(0, missing + self._each - self._depth) / _SECOND
