"""A TCP proxy that cuts connections at random: after so many bytes this way or that, in the middle of what is said."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_FEWEST_BYTES, _MOST_BYTES = 60, 40_000
_CHUNK = 16 * 1024
_HOST = "127.0.0.1"


class CuttingProxy:
    """Every connection is cut in the end; `cuts` counts them. Some don't outlive their greeting, some live long: the
    bytes that a connection may carry are spread evenly over the orders of magnitude."""

    def __init__(self, port: int, upstream_port: int, seed: int) -> None:
        self.cuts = 0
        self._port = port
        self._upstream_port = upstream_port
        self._random = random.Random(seed)
        self._connections: dict[asyncio.Task[None], list[asyncio.StreamWriter]] = {}

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[CuttingProxy]:
        server = await asyncio.start_server(self._accept, _HOST, self._port)
        try:
            yield self
        finally:
            server.close()
            while self._connections:
                for writers in self._connections.values():
                    _abort(writers)
                await asyncio.wait(tuple(self._connections))

    async def _accept(self, client_reader: asyncio.StreamReader, client_writer: asyncio.StreamWriter) -> None:
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
            self.cuts += 1


def _abort(writers: list[asyncio.StreamWriter]) -> None:
    for writer in writers:
        writer.transport.abort()
