"""wrk on `POST /v1/messages`: as fast as the edge answers, or at a given rate."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import orjson

_CONNECTIONS = 64
_SCRIPT = Path(__file__).with_name("load.lua")


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk saw. `refused` were answered, with 400 or more; `unanswered` were not, in 15 seconds."""

    requests: int
    seconds: float
    refused: int
    unanswered: int
    p50_ms: float
    p99_ms: float
    max_ms: float

    @property
    def accepted(self) -> int:
        return self.requests - self.refused

    @property
    def rate(self) -> float:
        """Accepted requests a second."""
        return self.accepted / self.seconds


def load(url: str, key: str, mark: str, seconds: int, rate: float | None = None) -> Load:
    """From 64 connections. At a `rate` (requests a second), each of them rests between its requests for as long as that
    takes where answers come at once: it is a little less, then, and doesn't wait for slow answers to others."""
    program = shutil.which("wrk")
    if program is None:
        raise SystemExit("wrk isn't here: `make setup` installs it where it may, or install it yourself")
    # None rests for longer than two seconds: after five, the server would take its connection for one nobody needs.
    connections = min(_CONNECTIONS, round(rate)) if rate else _CONNECTIONS
    rest = 1000 * connections / rate if rate else 0
    command = (program, "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s")
    options = ("--timeout", "15s", "--script", str(_SCRIPT), url, "--", key, mark, f"{rest:.1f}")
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=True)
    return Load(**orjson.loads(done.stdout.strip().splitlines()[-1]))
