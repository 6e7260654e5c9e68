"""How long to wait before trying again."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator


def backoff(first: float = 0.2, longest: float = 5.0) -> Iterator[float]:
    """Wall seconds: doubled each time up to `longest`, with full jitter, so that processes don't come back all at
    once.
    """
    step = first
    while True:
        yield random.uniform(step / 2, step)
        step = min(longest, step * 2)


async def stopped_within(stop: asyncio.Event, seconds: float) -> bool:
    """Waits this many wall seconds, or until `stop` is set: whether it was."""
    if stop.is_set():
        # A wait of no time at all wouldn't even look.
        return True
    try:
        await asyncio.wait_for(stop.wait(), timeout=seconds)
        return True
    except TimeoutError:
        return False
