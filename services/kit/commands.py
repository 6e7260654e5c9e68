"""Runs commands of concurrent callers together: while one batch is in the store, the next one gathers.

A lone caller waits for nobody; at saturation many commands share one find, one bulk write and one hop into a thread.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Sequence
from contextvars import Context
from typing import Generic, TypeVar

C = TypeVar("C")
R = TypeVar("R")

MAX_GATHERED = 200


class Gathered(Generic[C, R]):
    """`run(commands) -> results` is synchronous and runs in a thread, one batch at a time. A result that is an
    exception is raised to its caller; an exception that `run` raises, to all of the batch. Where a batch costs the same
    however small it is, it waits `patience` (wall seconds) for more, as long as they come in less time than that."""

    def __init__(self, run: Callable[[Sequence[C]], Sequence[R | Exception]], patience: float = 0.0) -> None:
        self._run = run
        self._patience = patience
        self._came = -math.inf
        self._thick = False
        self._waiting: list[tuple[C, asyncio.Future[R]]] = []
        self._worker: asyncio.Task[None] | None = None

    async def __call__(self, command: C) -> R:
        loop = asyncio.get_running_loop()
        now = loop.time()
        self._thick, self._came = now - self._came < self._patience, now
        future: asyncio.Future[R] = loop.create_future()
        self._waiting.append((command, future))
        if self._worker is None:
            # It serves many callers, so it belongs to the trace of none.
            self._worker = asyncio.create_task(self._work(), context=Context())
        return await future

    async def _work(self) -> None:
        while self._waiting:
            if self._thick:
                await asyncio.sleep(self._patience)
            batch, self._waiting = self._waiting[:MAX_GATHERED], self._waiting[MAX_GATHERED:]
            try:
                results: Sequence[R | Exception] = await asyncio.to_thread(self._run, [command for command, _ in batch])
            except Exception as error:
                # Whatever it is, it is the callers', and the next batch goes on.
                results = [error] * len(batch)
            for (_, future), result in zip(batch, results, strict=True):
                if future.done():
                    continue
                if isinstance(result, Exception):
                    future.set_exception(result)
                else:
                    future.set_result(result)
        self._worker = None
