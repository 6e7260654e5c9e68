"""A client for the benchmarks that costs next to nothing: HTTP/1.1 over kept connections, so that the servers
saturate.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

UNLIMITED = {
    f"HELIODESK_LIMIT_{name}": "1000000"
    for name in ("READS", "WRITES", "CUSTOMER_READS", "CUSTOMER_WRITES", "SHOP_READS", "SHOP_WRITES")
}
"""The edge's settings where limits are counted and never reached: a load is what they are for, and here they would be
what is measured."""


class Connection:
    """One kept connection to a server on this machine."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def post(self, path: str, headers: str, body: bytes) -> int:
        """The status of the answer, whose body is read and thrown away. `headers` end their lines with CRLF."""
        head = f"POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n{headers}"
        return await self._ask(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)

    async def get(self, path: str, headers: str) -> int:
        """As `post`."""
        return await self._ask(f"GET {path} HTTP/1.1\r\nHost: bench\r\n{headers}\r\n".encode())

    async def _ask(self, request: bytes) -> int:
        self._writer.write(request)
        answer = await self._reader.readuntil(b"\r\n\r\n")
        length = int(answer.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        await self._reader.readexactly(length)
        return int(answer[9:12])

    def close(self) -> None:
        self._writer.close()


@asynccontextmanager
async def connections(port: int, count: int) -> AsyncIterator[list[Connection]]:
    made = [Connection(*await asyncio.open_connection("127.0.0.1", port)) for _ in range(count)]
    try:
        yield made
    finally:
        for connection in made:
            connection.close()


async def saturate(
    made: list[Connection], seconds: float, path: str, headers: str, body: Callable[[], bytes]
) -> tuple[int, list[float]]:
    """Sends on all connections as fast as answers come: how many were taken, and the time of each in seconds."""
    end, times = time.perf_counter() + seconds, []

    async def work(connection: Connection) -> None:
        while time.perf_counter() < end:
            times.append(await _one(connection, path, headers, body()))

    await asyncio.gather(*(work(connection) for connection in made))
    return len(times), times


async def pace(
    made: list[Connection], seconds: float, rate: float, path: str, headers: str, body: Callable[[], bytes]
) -> list[float]:
    """Sends `rate` requests a second, whether or not answers come: the time of each in seconds, from when it was
    due.
    """
    idle: asyncio.Queue[Connection] = asyncio.Queue()
    for connection in made:
        idle.put_nowait(connection)
    started, times = time.perf_counter(), []

    async def work(due: float) -> None:
        connection = await idle.get()
        await _one(connection, path, headers, body())
        times.append(time.perf_counter() - due)
        idle.put_nowait(connection)

    tasks = []
    for number in range(int(seconds * rate)):
        due = started + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(work(due)))
    await asyncio.gather(*tasks)
    return times


async def _one(connection: Connection, path: str, headers: str, body: bytes) -> float:
    started = time.perf_counter()
    status = await connection.post(path, headers, body)
    if status != 200:
        raise RuntimeError(f"the server answered {status}")
    return time.perf_counter() - started
