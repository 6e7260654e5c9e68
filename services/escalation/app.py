"""Puts escalation together."""

from __future__ import annotations

import asyncio

from services.escalation.asking import Asking, Peers
from services.escalation.books import ChainBooks
from services.escalation.documents import BOOKS, CASES, DOCUMENTS, ESCALATIONS, EscalationTimerDocument
from services.escalation.rpc import EscalationServicer, Stores
from services.escalation.settings import EscalationSettings
from services.escalation.stream import stream
from services.escalation.tick import PLANS, EscalationRules
from services.escalation.webhooks import Webhooks
from services.kit.clock import SystemClock
from services.kit.process import Process, running
from services.kit.settings import Settings
from services.kit.ticking.running import tick

TICK_GROUP = "escalation-tick"


async def run(settings: Settings, roles: frozenset[str], stop: asyncio.Event) -> None:
    """Runs until `stop` is set. Roles: serve, stream, relay, tick (none: all of them)."""
    own = EscalationSettings.from_environment()
    async with running(settings, roles, stop) as process:
        await process.ensure_indexes(*DOCUMENTS)
        books, escalations = process.store(BOOKS), process.store(ESCALATIONS)
        stores = Stores(
            books,
            escalations,
            run_book=process.commands(BOOKS),
            run_case=process.commands(CASES),
            run_escalation=process.commands(ESCALATIONS),
        )
        servicer = EscalationServicer(stores, process.clock.now, own.webhook_networks)
        await process.serve([("heliodesk.escalation.v1.EscalationService", servicer)])
        process.stream(stream(ChainBooks(books, process.clock)))
        process.relay()
        if "tick" in process.roles:
            process.task(tick_escalations(process, own))
        await process.until_stopped()


async def tick_escalations(process: Process, own: EscalationSettings) -> None:
    """The timers of escalations, until the process stops."""
    peers, webhooks = Peers(process.settings), Webhooks(own, SystemClock().now)
    asking = Asking(peers, process.store(CASES), webhooks, process.clock)
    rules = EscalationRules(process.store(ESCALATIONS), asking)
    try:
        await tick(process, ESCALATIONS, EscalationTimerDocument, rules, TICK_GROUP, PLANS)
    finally:
        await rules.close()
        await peers.close()
        await webhooks.close()
