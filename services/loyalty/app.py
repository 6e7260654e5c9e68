"""Puts loyalty together."""

from __future__ import annotations

import asyncio

from services.kit.process import running
from services.kit.settings import Settings
from services.loyalty.documents import ACCOUNTS, DOCUMENTS
from services.loyalty.rpc import LoyaltyServicer
from services.loyalty.stream import STREAM


async def run(settings: Settings, roles: frozenset[str], stop: asyncio.Event) -> None:
    """Runs until `stop` is set. Roles: serve, stream, relay (none: all of them)."""
    async with running(settings, roles, stop) as process:
        await process.ensure_indexes(*DOCUMENTS)
        servicer = LoyaltyServicer(process.store(ACCOUNTS))
        await process.serve([("heliodesk.loyalty.v1.LoyaltyService", servicer)])
        process.stream(STREAM)
        process.relay()
        await stop.wait()
