"""The edge with identity, access, limits and the audit on, against the same edge whose door stands open, in calls for
each CPU-second of the edge's process. One call in four writes (a line of the audit on disk before it goes on), as when
an agent looks at a ticket, its messages and its customer before the note; in a measurement of its own all of them do.
The service behind is a process that answers at once. Callers show an API key from the store, and in another measurement
a person's token.

Rounds alternate, on the same store; the CPU time is the system's own accounting of the processes.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import orjson
import psutil
import uvloop
from heliodesk.ticketing.v1 import service_pb2, types_pb2

from services.edge import app
from services.edge.access.access import Grant, Standing
from services.edge.access.rules import Rule
from services.edge.door import Door, Visit
from services.edge.identity.caller import Caller, CallerKind
from services.edge.limits.limits import Taken
from services.kit import logs
from services.kit.broker import apply_topics
from services.kit.health import Health
from services.kit.ids import new_id
from services.kit.rpc import serve
from services.kit.settings import Settings
from tests.bench.load import UNLIMITED, Connection, connections
from tests.support.oidc import AUDIENCE, OidcProvider
from tests.support.servers import TestServers

AT_ONCE = 64
# Short and many: a neighbour's burst then hits both sides of some rounds, not one side of all.
ROUND_SECONDS = 0.8
ROUNDS = 14
# For each call that writes.
READS = 3
_SERVICE = "heliodesk.ticketing.v1.TicketingService"
_READ = f"/v1/tickets/{new_id()}"
_WRITE = f"{_READ}/notes"
_AGENT = "agent-1"
_BODY = orjson.dumps({"agent_id": _AGENT, "text": "Asked the carrier."})
_FILE_KEY = "bench-key-of-the-file"


class _OpenDoor(Door):
    """Everybody is the shop itself, and nothing is asked, counted or written."""

    _visit = Visit(Caller("kumo", CallerKind.SYSTEM, "anybody"), "", "", Taken(()))
    _grant = Grant(Rule(None, None), Standing.SYSTEM)

    async def enter(self, *_: object, **__: object) -> Visit:
        return self._visit

    async def may(self, *_: object) -> Grant:
        return self._grant

    async def audited(self, visit, request, forward, ended):
        return await forward()


class _Tickets:
    """What is asked of it here; nothing else is."""

    async def GetTicket(self, request, call):
        return service_pb2.GetTicketResponse(ticket=types_pb2.Ticket(ticket_id=request.ticket_id))

    async def AddNote(self, request, call):
        return service_pb2.AddNoteResponse(ticket=types_pb2.Ticket(ticket_id=request.ticket_id))

    def __getattr__(self, _: str):
        return self.GetTicket


async def _run(kind: str) -> None:
    """One process, until its standard input ends."""
    logs.configure(kind, "warning")
    stop = asyncio.Event()
    if kind == "tickets":
        server = await serve([(_SERVICE, _Tickets())], Settings.for_service("ticketing"), Health())
        await asyncio.to_thread(sys.stdin.read)
        await server.stop()
        return
    if kind == "open":
        app.Door = _OpenDoor
    running = asyncio.create_task(app.run(Settings.for_service("edge"), frozenset({"serve"}), stop))
    await asyncio.to_thread(sys.stdin.read)
    stop.set()
    await running


@contextmanager
def _process(kind: str, env: dict[str, str]) -> Iterator[psutil.Process]:
    command = [sys.executable, "-m", "tests.bench.edge_secured", kind]
    started = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env={**os.environ, **env},
    )
    try:
        yield psutil.Process(started.pid)
    finally:
        started.stdin.close()
        started.wait(30)


async def _until_ready(base: int) -> None:
    async with httpx.AsyncClient() as http:
        while True:
            try:
                if (await http.get(f"http://127.0.0.1:{base + 2}/health/ready")).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.2)


async def _made_key(base: int) -> str:
    """An API key from the store."""
    asked = {"name": "bench", "scopes": ["tickets:read", "tickets:write"]}
    async with httpx.AsyncClient(headers={"authorization": f"Bearer {_FILE_KEY}"}) as http:
        answer = await http.post(f"http://127.0.0.1:{base}/v1/api-keys", json=asked)
        return answer.raise_for_status().json()["api_key"]


class _Side:
    """One edge, and the credential that is shown to it."""

    def __init__(self, process: psutil.Process, base: int, credential: str) -> None:
        self._process = process
        self._base = base
        self._headers = f"Authorization: Bearer {credential}\r\n"

    async def rate(self, reads: int) -> float:
        """Calls for each CPU-second of its process, in one round; so many read for each that writes."""
        async with connections(self._base, AT_ONCE) as made:
            before, ends = self._cpu(), asyncio.get_running_loop().time() + ROUND_SECONDS
            counts = await asyncio.gather(*(self._work(connection, ends, reads) for connection in made))
            return sum(counts) / (self._cpu() - before)

    async def _work(self, connection: Connection, ends: float, reads: int) -> int:
        count, now = 0, asyncio.get_running_loop().time
        while now() < ends:
            statuses = [await connection.get(_READ, self._headers) for _ in range(reads)]
            statuses.append(await connection.post(_WRITE, self._headers, _BODY))
            if set(statuses) != {200}:
                raise RuntimeError(f"the edge answered {statuses}")
            count += len(statuses)
        return count

    def _cpu(self) -> float:
        times = self._process.cpu_times()
        return times.user + times.system


async def _compare(secured: _Side, opened: _Side, reads: int) -> tuple[int, int, float]:
    """Calls for each CPU-second: (secured, open), and the one divided by the other: each round by its neighbour, since
    what else the machine does changes how much a CPU-second is worth."""
    sides = {"secured": secured, "open": opened}
    rates: dict[str, list[float]] = {"secured": [], "open": []}
    for side in sides.values():
        await side.rate(reads)
    for number in range(ROUNDS):
        # Who goes first changes each time: neither side always follows the other.
        for name in ("secured", "open") if number % 2 else ("open", "secured"):
            rates[name].append(await sides[name].rate(reads))
    ratio = median(ours / without for ours, without in zip(rates["secured"], rates["open"], strict=True))
    return round(median(rates["secured"])), round(median(rates["open"])), round(ratio, 3)


async def _measure(secured: psutil.Process, opened: psutil.Process, bases: tuple[int, int], token: str) -> dict:
    for base in bases:
        await _until_ready(base)
    key = await _made_key(bases[0])
    value, baseline, ratio = await _compare(_Side(secured, bases[0], key), _Side(opened, bases[1], key), READS)
    _, _, of_tokens = await _compare(_Side(secured, bases[0], token), _Side(opened, bases[1], token), READS)
    _, _, of_writes = await _compare(_Side(secured, bases[0], key), _Side(opened, bases[1], key), 0)
    return {
        "name": "edge_secured",
        "value": value,
        "unit": "calls per CPU-second",
        "baseline": baseline,
        "ratio": ratio,
        "token_ratio": of_tokens,
        "writes_ratio": of_writes,
    }


def _shops(folder: Path, provider: OidcProvider) -> Path:
    who = {
        "issuer": provider.issuer,
        "audience": [AUDIENCE],
        "tenant": "kumo",
        "roles_claim": "roles",
    }
    path = folder / "shops.yaml"
    path.write_bytes(orjson.dumps({"shops": [{"name": "kumo", "keys": [_FILE_KEY]}], "providers": [who]}))
    return path


def run(servers: TestServers) -> dict[str, Any]:
    """`ratio` is of callers with an API key, `token_ratio` of people, `writes_ratio` of nothing but writes."""
    apply_topics(servers.bootstrap_servers)
    mark, base = new_id()[-12:], servers.port_base
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        provider = stack.enter_context(OidcProvider())
        shared = {
            "KAFKA_BOOTSTRAP_SERVERS": servers.bootstrap_servers,
            "MONGODB_URI": servers.mongodb_uri,
            "HELIODESK_SHOPS": str(_shops(folder, provider)),
            "HELIODESK_TICKETING_ADDRESS": f"127.0.0.1:{base + 61}",
            **UNLIMITED,
        }
        stack.enter_context(_process("tickets", {"HELIODESK_GRPC_PORT": str(base + 61)}))
        processes = [
            stack.enter_context(
                _process(
                    kind,
                    {**shared, "HELIODESK_PORT_BASE": str(at), "HELIODESK_DATABASE": f"bench_{kind}_{mark}"},
                )
            )
            for kind, at in (("secured", base), ("open", base + 10))
        ]
        token = provider.token(_AGENT, roles=["agent"])
        return asyncio.run(_measure(*processes, (base, base + 10), token))


if __name__ == "__main__":
    uvloop.run(_run(sys.argv[1]))
