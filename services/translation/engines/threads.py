"""For the official libraries that wait in the thread that called them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_T = TypeVar("_T")

_AT_ONCE = 8


class Threads:
    """Threads of an engine's own: one that hangs holds up neither the event loop nor the store's work, which has the
    loop's threads. A call that is given up goes on until its socket's time is over, with nobody listening; one that
    hadn't begun never begins."""

    def __init__(self, engine: str) -> None:
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix=engine)

    async def run(self, function: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, function)

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
