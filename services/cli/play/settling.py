"""Waits, on facts, until nothing of the day is on its way any more."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Container
from datetime import datetime

from services.cli.play.edge import EdgeAway
from services.cli.play.ops import outbox_pending
from services.cli.play.scene import Scene
from services.kit.errors import Away
from services.kit.instants import from_text

# Wall seconds.
_LOOK_AGAIN = 0.5


async def settle(scene: Scene, tickets: Container[str], until: datetime, patience: float) -> list[str]:
    """Returns when no event waits or is unread, and every promise for these tickets that was due by `until` has its
    verdict.

    Answers what was still unsettled after `patience` wall seconds: nothing, when all is well.
    """
    give_up = time.monotonic() + patience
    while True:
        unsettled = await _look(scene, tickets, until)
        if not unsettled or time.monotonic() > give_up:
            return unsettled
        await asyncio.sleep(_LOOK_AGAIN)


async def _look(scene: Scene, tickets: Container[str], until: datetime) -> list[str]:
    try:
        return await _unsettled(scene, tickets, until)
    except (Away, EdgeAway) as away:
        return [str(away)]


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
