"""`POST /v1/messages` at saturation, in requests for each CPU-second of the processes that serve it (edge and
ticketing), against a bare FastAPI handler that does the same durable writes and sends the same events. Then the times
at half load.

Rounds alternate, on the same Kafka and store; the CPU time is the system's own accounting of the processes.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from statistics import median, quantiles
from typing import Any

import orjson
import psutil

from services.cli.local.plan import ProcessPlan
from services.cli.local.process import LocalProcess
from services.cli.local.servers import ROOT, port_answers
from services.cli.local.services import service_plan
from services.kit.broker import apply_topics
from services.kit.ids import new_id
from tests.bench.load import UNLIMITED, connections, pace, saturate
from tests.support.servers import TestServers

AT_ONCE = 64
ROUND_SECONDS = 4.0
ROUNDS = 4
HALF_LOAD_SECONDS = 8.0
_KEY = "Authorization: Bearer hd_demo_kumo_7Jm2Qx9Lr4\r\n"
_PATH = "/v1/messages"


def _body() -> bytes:
    return orjson.dumps(
        {
            "channel": "email",
            "thread": new_id(),
            "external_id": "1",
            "from": {"address": "yuki@example.jp"},
            "text": "Guten Tag, wo bleibt meine Bestellung 1001? Ich warte seit zwei Wochen darauf.",
        }
    )


def _processes(servers: TestServers, mark: str) -> tuple[list[LocalProcess], LocalProcess, int, int]:
    """Ours, the bare one, and the HTTP port of each."""
    base = servers.port_base
    env = {
        "KAFKA_BOOTSTRAP_SERVERS": servers.bootstrap_servers,
        "MONGODB_URI": servers.mongodb_uri,
        "HELIODESK_DATABASE": f"bench_{mark}",
        "HELIODESK_SHOPS": str(ROOT / "samples" / "shops.yaml"),
        **UNLIMITED,
    }
    ours = [LocalProcess(service_plan(name, servers.state, base, env)) for name in ("ticketing", "edge")]
    port = base + 80
    arguments = (str(port), servers.bootstrap_servers, servers.mongodb_uri, f"bench_bare_{mark}")
    bare = ProcessPlan(
        name="bare",
        command=(sys.executable, "-m", "tests.bench.bare_intake", *arguments),
        log=servers.state / "logs" / "bare.log",
        ready=lambda: port_answers(f"127.0.0.1:{port}"),
    )
    return ours, LocalProcess(bare), base, port


def _cpu(processes: list[LocalProcess]) -> float:
    """CPU-seconds that the processes have used."""
    times = [psutil.Process(process.pid).cpu_times() for process in processes]
    return sum(time.user + time.system for time in times)


async def _rate(processes: list[LocalProcess], port: int, headers: str) -> tuple[float, float]:
    """Requests for each CPU-second, and in each second."""
    async with connections(port, AT_ONCE) as made:
        before = _cpu(processes)
        count, _ = await saturate(made, ROUND_SECONDS, _PATH, headers, _body)
        return count / (_cpu(processes) - before), count / ROUND_SECONDS


async def _measure(ours: list[LocalProcess], bare: LocalProcess, our_port: int, bare_port: int) -> dict[str, Any]:
    sides: dict[str, Callable[[], Any]] = {
        "ours": lambda: _rate(ours, our_port, _KEY),
        "bare": lambda: _rate([bare], bare_port, ""),
    }
    rates: dict[str, list[tuple[float, float]]] = {"ours": [], "bare": []}
    for side in sides:
        await sides[side]()
    for number in range(ROUNDS):
        for side in ("ours", "bare") if number % 2 else ("bare", "ours"):
            rates[side].append(await sides[side]())
    value, baseline = (median(rate for rate, _ in rates[side]) for side in ("ours", "bare"))
    saturated = median(rate for _, rate in rates["ours"])
    async with connections(our_port, AT_ONCE) as made:
        times = await pace(made, HALF_LOAD_SECONDS, saturated / 2, _PATH, _KEY, _body)
    cuts = quantiles(times, n=100)
    return {
        "name": "intake",
        "value": round(value),
        "unit": "requests per CPU-second",
        "baseline": round(baseline),
        "ratio": round(value / baseline, 2),
        "requests_per_second_at_saturation": round(saturated),
        "half_load_p50_ms": round(1000 * cuts[49], 1),
        "half_load_p99_ms": round(1000 * cuts[98], 1),
    }


def run(servers: TestServers) -> dict[str, Any]:
    mark = new_id()[-12:]
    apply_topics(servers.bootstrap_servers)
    ours, bare, our_port, bare_port = _processes(servers, mark)
    started: list[LocalProcess] = []
    try:
        for process in (*ours, bare):
            started.append(process.start())
        return asyncio.run(_measure(ours, bare, our_port, bare_port))
    finally:
        for process in reversed(started):
            process.stop()
