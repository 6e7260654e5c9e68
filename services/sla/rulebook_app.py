"""Puts together what keeps the rulebooks: its calls, and the watch over gaps of coverage."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from services.kit.process import Process
from services.kit.ticking.auditor import Auditor
from services.kit.ticking.shards import Shards
from services.kit.ticking.tick import Tick
from services.kit.ticking.timer import Timers
from services.kit.topics import RULEBOOK
from services.sla.rulebook_documents import (
    PRESENCES,
    RULEBOOKS,
    PresenceDocument,
    RevisionDocument,
    RulebookDocument,
    RulebookTimerDocument,
)
from services.sla.rulebook_rpc import RulebookServicer
from services.sla.rulebook_tick import PLANS, TICK_GROUP, RulebookRules
from services.sla.rulebooks import Rulebooks

DOCUMENTS = (RulebookDocument, RevisionDocument, RulebookTimerDocument, PresenceDocument)


def rulebook_servicer(process: Process, rulebooks: Rulebooks) -> RulebookServicer:
    stores = process.store(RULEBOOKS), process.store(PRESENCES)
    return RulebookServicer(*stores, rulebooks, process.offer, process.clock.now)


async def tick_rulebooks(process: Process) -> None:
    """The timers of rulebooks, until the process stops."""
    settings, clock, health, name = process.settings, process.clock, process.health, RULEBOOKS.name
    store, timers, offer = process.store(RULEBOOKS), Timers(RulebookTimerDocument), process.publisher.offer
    rules = RulebookRules(timedelta(hours=settings.coverage_notice))
    # No ticket's fact can overturn a gap, so nothing has to be read first.
    tick = Tick(store, timers, rules, None, offer, clock, health, name)
    auditor = Auditor(tick, store, timers, rules, clock, health, name)
    shards = Shards(settings.kafka_bootstrap_servers, RULEBOOK, TICK_GROUP, tick, health, PLANS, name)
    await asyncio.gather(tick.run(process.stop), shards.run(process.stop), auditor.run(process.stop))
