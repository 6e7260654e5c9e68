"""Waits, on facts, until nothing of the day is on its way any more."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Container
from datetime import datetime

from services.cli.play.edge import EdgeAway
from services.cli.play.kafka import Offsets
from services.cli.play.ops import outbox_pending
from services.cli.play.scene import Scene
from services.kit.errors import Away
from services.kit.instants import from_text

# A relay looks into its outboxes once a second: two looks that far apart at the same picture are of a thing at rest.
_LOOK_EVERY = 1.2


async def settle(scene: Scene, tickets: Container[str], until: datetime, patience: float) -> list[str]:
    """Returns when no event waits or is unread, and every promise for these tickets that was due by `until` has its
    verdict.

    Answers what was still unsettled after `patience` wall seconds: nothing, when all is well.
    """
    give_up = time.monotonic() + patience
    before: Offsets | None = None
    while True:
        ends, unsettled = await _look(scene, tickets, until)
        if not unsettled and ends == before:
            return []
        if time.monotonic() > give_up:
            return unsettled or ["events are still being published"]
        before = None if unsettled else ends
        await asyncio.sleep(_LOOK_EVERY)


async def _look(scene: Scene, tickets: Container[str], until: datetime) -> tuple[Offsets | None, list[str]]:
    try:
        return await scene.kafka.ends(), await _unsettled(scene, tickets, until)
    except (Away, EdgeAway) as away:
        return None, [str(away)]


async def _unsettled(scene: Scene, tickets: Container[str], until: datetime) -> list[str]:
    lags, pending = await scene.kafka.lags(), await outbox_pending(scene.settings)
    late = [f"group {group} has {lag} events to read" for group, lag in lags.items() if lag]
    waiting = [f"{name} has {count} events to publish" for name, count in pending.items() if count]
    silent = [f"{name} doesn't tell its outbox" for name, count in pending.items() if count is None]
    if late or waiting or silent:
        return late + waiting + silent
    due = 0
    async for clock in scene.edge.each("/v1/sla/clocks", "clocks", {"state": "running"}):
        due += clock["ticket_id"] in tickets and from_text(clock["due_at"]) <= until
    return [f"{due} promises that were due have no verdict"] if due else []
