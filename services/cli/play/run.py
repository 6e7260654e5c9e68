"""One run: look, play, wait until everything has settled, gather, judge, report."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import uuid4

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from services.cli.play.day import Day
from services.cli.play.edge import Edge, EdgeAway
from services.cli.play.evidence import Before, Evidence, gather, look_before
from services.cli.play.figures import figures
from services.cli.play.invariants import judge
from services.cli.play.kafka import Kafka
from services.cli.play.player import Player
from services.cli.play.points import expected_accounts
from services.cli.play.receipts import Receipt
from services.cli.play.report import as_data
from services.cli.play.scene import Scene
from services.cli.play.settling import settle
from services.cli.play.wording import Wording
from services.cli.problems import CommandProblem
from services.kit.clock import Clock
from services.kit.errors import Away
from services.kit.instants import to_text
from services.kit.settings import Settings

# Wall seconds after the last action within which everything comes to rest, services being restarted included.
SETTLE_PATIENCE = 60.0


class Run:
    """A day against one edge. Settings say where Kafka, the store and the services' ops ports are, and which clock."""

    def __init__(self, day: Day, edge_url: str, key: str, settings: Settings) -> None:
        self._day = day
        self._edge_url = edge_url
        self._key = key
        self._settings = settings
        self._clock: Clock = settings.clock()
        self.run_id = f"r{uuid4().hex[:8]}"

    async def play_and_report(self, speed: float, stop: asyncio.Event, console: Console) -> dict[str, Any]:
        """The report's data; a partial one when `stop` is set before the end. Raises CommandProblem."""
        edge, kafka = Edge(self._edge_url, self._key), Kafka(self._settings.kafka_bootstrap_servers)
        try:
            await edge.check()
            before = await look_before(kafka)
            starts_at = self._clock.now()
            wording = Wording(self._day, self.run_id, starts_at - self._day.epoch)
            player = Player(self._day, wording, edge, self._clock, starts_at, speed)
            return await self._play(Scene(edge, kafka, self._settings, wording), player, before, stop, console)
        except (EdgeAway, Away) as away:
            raise CommandProblem(str(away), "see the logs, and `heliodesk doctor`", exit_code=1) from None
        finally:
            await edge.close()

    async def _play(
        self, scene: Scene, player: Player, before: Before, stop: asyncio.Event, console: Console
    ) -> dict[str, Any]:
        started = time.monotonic()
        with self._progress(console) as told:
            completed = await player.play(stop, told)
        played, ended_at = time.monotonic() - started, self._clock.now()
        evidence = None
        if completed:
            what_came = asyncio.create_task(_what_came(scene, player.receipts, before, ended_at, console))
            evidence = await _unless_stopped(what_came, stop)
        run = {
            "run": self.run_id,
            "edge": self._edge_url,
            "simulated": {"from": to_text(player.starts_at), "to": to_text(ended_at), "rate": player.rate},
            "wall_seconds": {"played": round(played, 1), "all": round(time.monotonic() - started, 1)},
        }
        return _reported(run, player.receipts, scene.wording, evidence)

    @contextmanager
    def _progress(self, console: Console) -> Iterator[Callable[[Receipt], None]]:
        """A bar with the simulated time of day; answers what to call with each receipt."""
        columns = (TextColumn("{task.fields[at]}"), BarColumn(), MofNCompleteColumn(), TextColumn("actions"))
        with Progress(*columns, console=console, transient=True) as progress:
            bar = progress.add_task("", total=len(self._day.actions), at="00:00")

            def told(receipt: Receipt) -> None:
                minutes = int(receipt.action.at.total_seconds()) // 60
                progress.update(bar, advance=1, at=f"{minutes // 60:02}:{minutes % 60:02}")

            yield told


async def _what_came(
    scene: Scene, receipts: Sequence[Receipt], before: Before, until: datetime, console: Console
) -> Evidence:
    tickets = {receipt.ticket_id for receipt in receipts}
    with console.status("waiting until everything has settled"):
        unsettled = await settle(scene, tickets, until, SETTLE_PATIENCE)
    with console.status("reading what came of it"):
        return await gather(scene, receipts, before, unsettled)


async def _unless_stopped(work: asyncio.Task[Evidence], stop: asyncio.Event) -> Evidence | None:
    """What the work answers; None when `stop` was set before."""
    stopped = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
        return work.result() if work.done() else None
    finally:
        stopped.cancel()
        work.cancel()
        await asyncio.gather(work, stopped, return_exceptions=True)


def _reported(
    run: dict[str, Any], receipts: Sequence[Receipt], wording: Wording, evidence: Evidence | None
) -> dict[str, Any]:
    if evidence is None:
        return as_data({**run, "tenant": ""}, figures(Evidence(receipts)), None)
    run["tenant"] = ", ".join(sorted(evidence.tenants))
    return as_data(run, figures(evidence), judge(evidence, wording, expected_accounts(receipts, wording)))
