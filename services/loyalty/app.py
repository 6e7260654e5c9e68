"""Puts loyalty together: the accounts here, each area in its own `app.py`."""

from __future__ import annotations

import asyncio

from services.kit.process import Process, running
from services.kit.settings import Settings
from services.loyalty.campaigns import app as campaigns
from services.loyalty.compensations import app as compensations
from services.loyalty.contents import app as contents
from services.loyalty.corrections import app as corrections
from services.loyalty.documents import ACCOUNTS, DOCUMENTS
from services.loyalty.draws import app as draws
from services.loyalty.members import app as members
from services.loyalty.programme import app as programme
from services.loyalty.programmes import Programmes
from services.loyalty.purchases import Purchases
from services.loyalty.referrals import app as referrals
from services.loyalty.rewards import app as rewards
from services.loyalty.rpc import LoyaltyServicer
from services.loyalty.statements import app as statements
from services.loyalty.stream import stream
from services.loyalty.tick import tick_accounts

AREAS = (programme, members, campaigns, rewards, referrals, contents, corrections, compensations, draws, statements)


async def run(settings: Settings, roles: frozenset[str], stop: asyncio.Event) -> None:
    """Runs until `stop` is set. Roles: serve, stream, relay, tick (none: all of them)."""
    async with running(settings, roles, stop) as process:
        await start(process)
        await process.until_stopped()


async def start(process: Process) -> None:
    """Starts the roles that the process has."""
    await process.ensure_indexes(*DOCUMENTS, *(document for area in AREAS for document in area.DOCUMENTS))
    programmes = Programmes(process.database, process.clock.now)
    purchases = Purchases(process.commands(ACCOUNTS), programmes, process.clock.now)
    services = [("heliodesk.loyalty.v1.LoyaltyService", LoyaltyServicer(process.store(ACCOUNTS), purchases))]
    for area in AREAS:
        services += area.start(process, programmes)
    await process.serve(services)
    process.stream(stream(programmes))
    process.relay()
    if "tick" in process.roles:
        process.task(tick_accounts(process, programmes))
