"""A TCP proxy that breaks connections at random: after so many bytes this way or that, in the middle of what is said.

Some are cut at once. Others go silent first: what is said then is lost, or arrives late, when whoever said it may have
given up and said it again elsewhere. And now and then nobody gets through for some seconds.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_FEWEST_BYTES, _MOST_BYTES = 60, 40_000
_LONGEST_SILENCE = 2.0
# Seconds (shortest, longest) between two times at which nobody gets through, and of such a time.
_OPEN, _SHUT = (1.0, 4.0), (1.0, 5.0)
_CHUNK = 16 * 1024
_HOST = "127.0.0.1"


class BreakingProxy:
    """Every connection is broken in the end; `breaks` counts them. Some don't outlive their greeting, some live long:
    the bytes that a connection may carry are spread evenly over the orders of magnitude."""

    def __init__(self, port: int, upstream_port: int, seed: int) -> None:
        self.breaks = 0
        self._shut = False
        self._port = port
        self._upstream_port = upstream_port
        self._random = random.Random(seed)
        self._connections: dict[asyncio.Task[None], list[asyncio.StreamWriter]] = {}

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[BreakingProxy]:
        server = await asyncio.start_server(self._accept, _HOST, self._port)
        shutting = asyncio.create_task(self._shut_now_and_then())
        try:
            yield self
        finally:
            shutting.cancel()
            server.close()
            self._shut = True
            while self._connections:
                self._abort_all()
                await asyncio.wait(tuple(self._connections))

    async def _shut_now_and_then(self) -> None:
        while True:
            await asyncio.sleep(self._random.uniform(*_OPEN))
            self._shut = True
            self._abort_all()
            await asyncio.sleep(self._random.uniform(*_SHUT))
            self._shut = False

    def _abort_all(self) -> None:
        for writers in self._connections.values():
            _abort(writers)

    async def _accept(self, client_reader: asyncio.StreamReader, client_writer: asyncio.StreamWriter) -> None:
        if self._shut:
            client_writer.transport.abort()
            return
        task = asyncio.current_task()
        writers = self._connections[task] = [client_writer]
        try:
            with contextlib.suppress(OSError):
                reader, writer = await asyncio.open_connection(_HOST, self._upstream_port)
                writers.append(writer)
                await self._connect(client_reader, writer, reader, client_writer)
        finally:
            _abort(writers)
            del self._connections[task]

    async def _connect(
        self,
        client_reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        reader: asyncio.StreamReader,
        client_writer: asyncio.StreamWriter,
    ) -> None:
        limits = [self._some_bytes(), None]
        self._random.shuffle(limits)
        ways = (
            asyncio.create_task(self._carry(client_reader, writer, limits[0])),
            asyncio.create_task(self._carry(reader, client_writer, limits[1])),
        )
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        _abort([writer, client_writer])
        await asyncio.wait(ways)

    def _some_bytes(self) -> int:
        return int(_FEWEST_BYTES * (_MOST_BYTES / _FEWEST_BYTES) ** self._random.random())

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, limit: int | None) -> None:
        """Until one side is gone, or the limit is reached."""
        left = limit
        with contextlib.suppress(OSError):
            while left is None or left > 0:
                data = await reader.read(_CHUNK if left is None else min(left, _CHUNK))
                if not data:
                    return
                writer.write(data)
                await writer.drain()
                left = None if left is None else left - len(data)
            self.breaks += 1
            await self._fall_silent(reader, writer)

    async def _fall_silent(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """For no time, or some; then what was said meanwhile arrives, or doesn't."""
        if self._random.random() < 0.3:
            return
        late = await reader.read(_CHUNK)
        await asyncio.sleep(self._random.uniform(0, _LONGEST_SILENCE))
        if self._random.random() < 0.5:
            writer.write(late)
            await writer.drain()


def _abort(writers: list[asyncio.StreamWriter]) -> None:
    for writer in writers:
        writer.transport.abort()
