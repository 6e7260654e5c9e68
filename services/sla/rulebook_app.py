"""Puts together what keeps the rulebooks: what they lie in, and the watch over gaps of coverage."""

from __future__ import annotations

from datetime import timedelta

from services.kit.process import Process
from services.kit.ticking.running import tick
from services.sla.rulebook_documents import (
    RULEBOOKS,
    PresenceDocument,
    RevisionDocument,
    RulebookDocument,
    RulebookTimerDocument,
)
from services.sla.rulebook_tick import PLANS, TICK_GROUP, RulebookRules

DOCUMENTS = (RulebookDocument, RevisionDocument, RulebookTimerDocument, PresenceDocument)


async def tick_rulebooks(process: Process) -> None:
    """The timers of rulebooks, until the process stops."""
    rules = RulebookRules(timedelta(hours=process.settings.coverage_notice))
    # No ticket's fact can overturn a gap, so nothing has to be read first.
    await tick(process, RULEBOOKS, RulebookTimerDocument, rules, TICK_GROUP, PLANS)
