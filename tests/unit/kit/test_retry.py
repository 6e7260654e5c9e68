"""How long to wait before trying again."""

import asyncio
from itertools import islice

from services.kit.retry import backoff, stopped_within


def test_waits_double_up_to_the_longest_and_are_never_all_the_same():
    waits = list(islice(backoff(first=1, longest=4), 6))
    for wait, step in zip(waits, (1, 2, 4, 4, 4, 4), strict=True):
        assert step / 2 <= wait <= step
    assert len(set(waits[2:])) > 1


async def test_who_waits_for_no_time_at_all_still_hears_that_it_is_to_stop():
    stop = asyncio.Event()
    assert not await stopped_within(stop, 0)
    stop.set()
    assert await stopped_within(stop, 0)
