"""Forgets what engines have translated once it is old: persons' translations stay."""

from __future__ import annotations

import asyncio

from services.kit.clock import Clock
from services.kit.errors import Away
from services.kit.health import Health
from services.kit.logs import get_logger
from services.kit.retry import stopped_within
from services.translation.memory.documents import Rows, forget

_EVERY = 30.0
_AT_ONCE = 500
_PART = "memory.forgetting"

log = get_logger(__name__)


async def forgetting(rows: Rows, clock: Clock, health: Health, stop: asyncio.Event) -> None:
    """Until `stop` is set. Several may run at once."""
    while not await stopped_within(stop, _EVERY):
        health.beat(_PART, within=10 * _EVERY)
        try:
            while not stop.is_set() and await asyncio.to_thread(forget, rows, clock.now(), _AT_ONCE) == _AT_ONCE:
                health.beat(_PART, within=10 * _EVERY)
        except Away as away:
            # Nobody waits for it, so it is no reason to send nobody here.
            log.warning("forgetting_waits", why=str(away))
    health.ended(_PART)
