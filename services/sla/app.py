"""Puts the SLA service together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

from heliodesk.sla.v1 import events_pb2
from pymongo.database import Database

from services.kit.process import Process, running
from services.kit.rpc import Client
from services.kit.settings import Settings
from services.kit.ticking.reading import Reading
from services.kit.ticking.running import tick
from services.kit.ticking.shards import Plans
from services.kit.topics import TICKET
from services.sla.desk import Desk, Workloads
from services.sla.documents import CLOCKS, ClockDocument
from services.sla.handlers import TicketHandlers
from services.sla.load.app import DOCUMENTS as LOAD_DOCUMENTS
from services.sla.load.app import start_load
from services.sla.presence import Presences
from services.sla.rulebook_app import DOCUMENTS, tick_rulebooks
from services.sla.rulebook_documents import PRESENCES, RULEBOOKS
from services.sla.rulebooks import Rulebooks
from services.sla.stream import GROUP, stream
from services.sla.tick import ClockRules, unpublished_by
from services.sla.timers import ClockTimerDocument

TICK_GROUP = "sla-tick"
PLANS: Plans = {
    events_pb2.ClockStarted: ("warn_at", "due_at"),
    events_pb2.ClockReplanned: ("warn_at", "due_at"),
    events_pb2.ClockWarned: ("warn_at",),
    events_pb2.OwnerChosen: ("look_at",),
}


async def run(settings: Settings, roles: frozenset[str], stop: asyncio.Event) -> None:
    """Runs until `stop` is set. Roles: serve, stream, relay, tick, load (none: all of them)."""
    async with running(settings, roles, stop) as process:
        await start(process)
        await process.until_stopped()


async def start(process: Process) -> None:
    """Starts the roles that the process has."""
    await process.ensure_indexes(ClockDocument, ClockTimerDocument, *DOCUMENTS, *LOAD_DOCUMENTS)
    for kind in (CLOCKS, RULEBOOKS, PRESENCES):
        # Whichever roles the process has: its relay looks after the outboxes of all of them.
        process.store(kind)
    desk = desk_of(process.database, process.clock.now)
    handlers = TicketHandlers(desk)
    if "serve" in process.roles:
        # What only the calls need isn't loaded by a tick that starts again while promises run out.
        from services.sla.serve import serve

        await serve(process, desk)
    process.stream(stream(handlers))
    start_load(process, desk.at_opening)
    process.relay()
    if "tick" in process.roles:
        process.task(tick_clocks(process, handlers))
        process.task(tick_rulebooks(process))


def desk_of(database: Database[dict[str, Any]], now: Callable[[], datetime]) -> Desk:
    """What the handlers ask."""
    return Desk(Rulebooks(database, now), Workloads(database, CLOCKS.collection, Presences(database)))


async def tick_clocks(process: Process, handlers: TicketHandlers) -> None:
    """The timers of clocks, until the process stops."""
    settings = process.settings
    address, papers = settings.address_of("ticketing"), settings.papers
    ticketing = Client(address, "heliodesk.ticketing.v1.TicketingService", papers=papers)
    unpublished = unpublished_by(ticketing)
    reading = Reading(settings.kafka_bootstrap_servers, TICKET, GROUP, unpublished, process.clock.rate)
    try:
        await tick(process, CLOCKS, ClockTimerDocument, ClockRules(handlers), TICK_GROUP, PLANS, reading)
    finally:
        await ticketing.close()
