"""Puts the SLA service together."""

from __future__ import annotations

import asyncio

from services.kit.process import Process, running
from services.kit.settings import Settings
from services.kit.topics import CLOCK, TICKET
from services.sla.documents import CLOCKS, ClockDocument
from services.sla.reading import TicketReading
from services.sla.rpc import SlaServicer
from services.sla.shards import Shards
from services.sla.stream import STREAM
from services.sla.tick import Tick
from services.sla.timers import TimerDocument

TICK_GROUP = "sla-tick"


async def run(settings: Settings, roles: frozenset[str], stop: asyncio.Event) -> None:
    """Runs until `stop` is set. Roles: serve, stream, relay, tick (none: all of them)."""
    async with running(settings, roles, stop) as process:
        await start(process)
        await stop.wait()


async def start(process: Process) -> None:
    """Starts the roles that the process has."""
    await process.ensure_indexes(ClockDocument, TimerDocument)
    clocks = process.store(CLOCKS)
    await process.serve([("heliodesk.sla.v1.SlaService", SlaServicer(clocks, process.clock.now))])
    process.stream(STREAM)
    process.relay()
    if "tick" in process.roles:
        servers = process.settings.kafka_bootstrap_servers
        reading = TicketReading(servers, TICKET, STREAM.group)
        tick = Tick(clocks, reading, process.publisher.offer, process.clock, process.health)
        process.task(tick.run(process.stop))
        process.task(Shards(servers, CLOCK, TICK_GROUP, tick, process.health).run(process.stop))
