"""Puts the role `serve` together: the calls that the service answers."""

from __future__ import annotations

from services.kit.process import Process
from services.sla.desk import Desk
from services.sla.documents import CLOCKS
from services.sla.rpc import SlaServicer
from services.sla.rulebook_documents import PRESENCES, RULEBOOKS
from services.sla.rulebook_rpc import RulebookServicer


async def serve(process: Process, desk: Desk) -> None:
    """Answers them until the process stops."""
    now = process.clock.now
    clocks = SlaServicer(process.store(CLOCKS), process.commands(CLOCKS), desk, now)
    rulebooks = RulebookServicer(process.store(RULEBOOKS), process.store(PRESENCES), desk.rulebooks, process.offer, now)
    await process.serve([("heliodesk.sla.v1.SlaService", clocks), ("heliodesk.sla.v1.RulebookService", rulebooks)])
