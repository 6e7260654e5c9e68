"""Load on `POST /v1/messages` of the whole platform, under its supervisor: how much it takes, two minutes at 70 % of
that, and then each process killed in turn (SIGKILL) while messages go on coming. Fails where one that was accepted is
lost, or is there twice.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Any

import orjson
from rich.console import Console

from services.cli.local.servers import ROOT
from services.cli.tables import number, table, text
from services.kit.ids import new_id
from tests.bench.load_outcome import Outcome, outcome, settled
from tests.bench.load_platform import Platform, supervised
from tests.bench.load_wrk import Load, load
from tests.support.servers import TestServers

WARM_UP_SECONDS = 5
SATURATION_SECONDS = 15
STEADY_SECONDS = 120
STEADY_SHARE = 0.7
# Of what saturates it: consumers have to keep up on the same machine, and to make up for what they missed.
KILLING_SHARE, FEWEST_A_SECOND = 0.2, 1.0
# Wall seconds of traffic before a blow, and after its process is back.
_BEFORE, _AFTER = 2.0, 4.0
_SETTLED_WITHIN = 900.0
# The benchmarks' other servers may be up on the first hundred ports.
_PORTS_ON = 100


@dataclass
class Sent:
    """The messages of the sender that were first sent from one blow to the next."""

    process: str
    away: float
    lines: list[dict[str, Any]] = field(default_factory=list)

    def row(self, result: Outcome) -> dict[str, Any]:
        slow = quantiles([1000 * line["seconds"] for line in self.lines], n=100)
        accepted = [(line["thread"], line["ticket"]) for line in self.lines if line["ticket"]]
        return {
            "killed": self.process,
            "back_after_s": round(self.away, 1),
            "sent": len(self.lines),
            "not_accepted_at_first": sum(line["first"] != 200 for line in self.lines),
            "never_accepted": len(self.lines) - len(accepted),
            "lost": len(result.lost(accepted)),
            "p50_ms": round(slow[49]),
            "p99_ms": round(slow[98]),
        }


@contextmanager
def _sending(platform: Platform, rate: float, file: Path) -> Iterator[None]:
    """A process that sends; all of it has been sent at the end."""
    arguments = (platform.url, platform.key, f"kill-{new_id()}", f"{rate:.1f}", str(file))
    sender = subprocess.Popen([sys.executable, "-m", "tests.bench.load_sending", *arguments], stdin=subprocess.PIPE)
    try:
        yield
        sender.stdin.close()
        if sender.wait(600):
            raise RuntimeError(f"the sender ended with {sender.returncode}")
    finally:
        sender.kill()


def _kill_each(platform: Platform, rate: float, file: Path) -> list[Sent]:
    """One after the other, while messages go on coming."""
    blows: list[tuple[float, Sent]] = []
    with _sending(platform, rate, file):
        for name in platform.plans:
            blows.append((time.monotonic(), Sent(name, 0.0)))
            time.sleep(_BEFORE)
            blows[-1][1].away = platform.kill(name)
            time.sleep(_AFTER)
    for line in orjson.loads(file.read_bytes()):
        # The sender is a little slower to begin than the first of the blows is to be noted.
        last = [sent for began, sent in blows if began <= line["at"]][-1:] or [blows[0][1]]
        last[0].lines.append(line)
    return [sent for _, sent in blows]


def _told(saturated: Load, steady: Load, rows: Sequence[dict[str, Any]]) -> None:
    console = Console()
    told = table(text("load"), number("s"), number("taken/s"), number("errors"), number("p50 ms"), number("p99 ms"))
    for name, one in (("saturation", saturated), (f"{STEADY_SHARE:.0%} of it", steady)):
        errors = str(one.refused + one.unanswered)
        told.add_row(name, f"{one.seconds:.0f}", f"{one.rate:.0f}", errors, f"{one.p50_ms:.0f}", f"{one.p99_ms:.0f}")
    console.print(told)
    heads = ("back after s", "sent", "not at first", "never", "lost", "p50 ms", "p99 ms")
    told = table(text("killed", 11), *map(number, heads))
    for row in rows:
        told.add_row(*map(str, row.values()))
    console.print(told)


def run(servers: TestServers) -> dict[str, Any]:
    state, mark = ROOT / ".local" / "load", new_id()
    with supervised(state, servers.port_base + _PORTS_ON, f"load_{mark[-12:]}") as platform:
        load(platform.url, platform.key, f"warm-{mark}", WARM_UP_SECONDS)
        saturated = load(platform.url, platform.key, f"most-{mark}", SATURATION_SECONDS)
        settled(platform, _SETTLED_WITHIN)
        steady = load(platform.url, platform.key, f"steady-{mark}", STEADY_SECONDS, saturated.rate * STEADY_SHARE)
        behind = settled(platform, _SETTLED_WITHIN)
        rate = max(FEWEST_A_SECOND, saturated.rate * KILLING_SHARE)
        sent = _kill_each(platform, rate, state / "sent.json")
        settled(platform, _SETTLED_WITHIN)
        result = outcome(platform)
    rows = [one.row(result) for one in sent]
    _told(saturated, steady, rows)
    kept = sum(thread.startswith(f"steady-{mark}") for thread in result.tickets)
    _judge(steady, kept, rows)
    return {
        "name": "load",
        "value": round(steady.rate),
        "unit": f"messages/s for {steady.seconds:.0f} s at {STEADY_SHARE:.0%} of saturation, all services beside",
        "saturation": round(saturated.rate),
        "errors": steady.refused + steady.unanswered,
        "p50_ms": steady.p50_ms,
        "p99_ms": steady.p99_ms,
        "consumers_caught_up_after_s": round(behind),
        "killed": rows,
        "steady": asdict(steady),
    }


def _judge(steady: Load, kept: int, rows: Sequence[dict[str, Any]]) -> None:
    """Raises SystemExit where something went wrong that must not."""
    wrong = [f"{row['killed']}: {row[what]} {what}" for row in rows for what in ("lost", "never_accepted") if row[what]]
    if steady.refused or steady.unanswered:
        wrong.append(f"{steady.refused} were refused and {steady.unanswered} not answered at a steady load")
    if kept < steady.accepted:
        wrong.append(f"{steady.accepted} were accepted at a steady load, and the store has {kept}")
    if wrong:
        raise SystemExit("; ".join(wrong))
