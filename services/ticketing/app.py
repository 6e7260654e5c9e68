"""Puts ticketing together."""

from __future__ import annotations

import asyncio

from services.kit.process import running
from services.kit.settings import Settings
from services.ticketing.documents import DOCUMENTS, MEMBERS, ORDERS, TICKETS
from services.ticketing.rpc import TicketingRpc
from services.ticketing.stream import STREAM, tier_stream
from services.ticketing.tiers import Tiers


async def run(settings: Settings, roles: frozenset[str], stop: asyncio.Event) -> None:
    """Until `stop` is set."""
    async with running(settings, roles, stop) as process:
        await process.ensure_indexes(*DOCUMENTS)
        tickets, orders = process.store(TICKETS), process.store(ORDERS)
        tiers = Tiers(process.store(MEMBERS), tickets, process.offer)
        servicer = TicketingRpc(tickets, orders, tiers, process.commands(TICKETS), process.offer, process.clock)
        await process.serve([("heliodesk.ticketing.v1.TicketingService", servicer)])
        process.stream(STREAM)
        process.stream(tier_stream(tiers))
        process.relay()
        await process.until_stopped()
