"""`make bench`: runs the benchmarks named (when none is: all but the long ones), prints them, and writes
.local/bench.json.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import orjson

from services.cli.local.servers import ROOT
from tests.bench import (
    consumer,
    detect,
    edge_secured,
    glossary,
    intake,
    load_kills,
    loyalty_expiry,
    loyalty_growth,
    loyalty_ops,
    loyalty_prove,
    loyalty_stream,
    memory,
    memory_hit,
    rpc,
    sla_deadlines,
    sla_stream,
    sla_timers,
)
from tests.bench.servers import servers
from tests.support.servers import TestServers

BENCHMARKS: dict[str, Callable[[TestServers], dict[str, Any]]] = {
    "consumer": lambda running: consumer.run(running.bootstrap_servers, running.mongodb_uri),
    "intake": intake.run,
    "rpc": lambda running: rpc.run(),
    "edge_secured": edge_secured.run,
    "memory": memory.run,
    "sla_stream": lambda running: sla_stream.run(running.bootstrap_servers, running.mongodb_uri),
    "sla_deadlines": lambda running: sla_deadlines.run(),
    "sla_timers": sla_timers.run,
    "detect": lambda running: detect.run(),
    "glossary": lambda running: glossary.run(),
    "memory_hit": memory_hit.run,
    "loyalty_ops": lambda running: loyalty_ops.run(),
    "loyalty_stream": lambda running: loyalty_stream.run(running.bootstrap_servers, running.mongodb_uri),
    "loyalty_growth": lambda running: loyalty_growth.run(running.mongodb_uri),
    "loyalty_expiry": loyalty_expiry.run,
    "loyalty_prove": loyalty_prove.run,
}
# Run only when they are named: they take minutes.
LONG: dict[str, Callable[[TestServers], dict[str, Any]]] = {"load": load_kills.run}


def main(names: list[str]) -> None:
    known = BENCHMARKS | LONG
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise SystemExit(f"no benchmark {unknown[0]!r}: there are {', '.join(known)}")
    found = []
    with servers() as running:
        for name in names or BENCHMARKS:
            result = known[name](running)
            print(orjson.dumps(result).decode(), flush=True)
            found.append(result)
    path = ROOT / ".local" / "bench.json"
    kept = {one["name"]: one for one in (orjson.loads(path.read_bytes()) if path.exists() else [])}
    kept |= {one["name"]: one for one in found}
    path.write_bytes(orjson.dumps(list(kept.values()), option=orjson.OPT_INDENT_2))


main(sys.argv[1:])
