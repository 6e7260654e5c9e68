"""Puts ticketing together."""

from __future__ import annotations

import asyncio

from services.kit.process import running
from services.kit.settings import Settings
from services.ticketing.documents import DOCUMENTS, ORDERS, TICKETS
from services.ticketing.rpc import TicketingRpc
from services.ticketing.stream import STREAM


async def run(settings: Settings, roles: frozenset[str], stop: asyncio.Event) -> None:
    """Until `stop` is set."""
    async with running(settings, roles, stop) as process:
        await process.ensure_indexes(*DOCUMENTS)
        tickets, orders = process.store(TICKETS), process.store(ORDERS)
        servicer = TicketingRpc(tickets, orders, process.commands(TICKETS), process.offer, process.clock)
        await process.serve([("heliodesk.ticketing.v1.TicketingService", servicer)])
        process.stream(STREAM)
        process.relay()
        await stop.wait()
