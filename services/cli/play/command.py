"""`heliodesk play FILE`: from the arguments to the exit code."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from services.cli.local.servers import ROOT
from services.cli.local_edge import edge_settings, first_key, local_edge
from services.cli.play.day import read_day
from services.cli.play.report import show
from services.cli.play.run import Run

DEFAULT_REPORT = ROOT / ".local" / "report.json"
INTERRUPTED = 130


def play(
    file: Annotated[Path, typer.Argument(help="The day to play, such as samples/day.yaml.")],
    edge: Annotated[str, typer.Option(help="The edge's URL; the local one when not given.")] = "",
    key: Annotated[str, typer.Option(help="A shop's API key; the first of HELIODESK_SHOPS when not given.")] = "",
    report: Annotated[Path, typer.Option("--json", help="Where the report goes.")] = DEFAULT_REPORT,
    speed: Annotated[float, typer.Option(min=0.001, help="How many times faster than the services' clock.")] = 1,
) -> None:
    """Plays a day of traffic against the edge, as any client would, then reports what came of it.

    The day starts now, by the clock of HELIODESK_CLOCK. Ends with 0 when all invariants hold, 1 when not, 130 when it
    was broken off.
    """
    day = read_day(file)
    settings = edge_settings()
    run = Run(day, edge or local_edge(settings), key or first_key(settings), settings)
    console = Console(highlight=False)
    told = asyncio.run(_until_stopped(run, speed, console))
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    show(told, console)
    console.print(f"The report lies in [cyan]{report}[/]", soft_wrap=True)
    raise typer.Exit(INTERRUPTED if told["partial"] else 0 if told["ok"] else 1)


async def _until_stopped(run: Run, speed: float, console: Console) -> dict:
    stop = asyncio.Event()
    with _stopping_on_signals(stop):
        return await run.play_and_report(speed, stop, console)


@contextmanager
def _stopping_on_signals(stop: asyncio.Event) -> Iterator[None]:
    loop, signals = asyncio.get_running_loop(), (signal.SIGINT, signal.SIGTERM)
    for number in signals:
        loop.add_signal_handler(number, stop.set)
    try:
        yield
    finally:
        for number in signals:
            loop.remove_signal_handler(number)
