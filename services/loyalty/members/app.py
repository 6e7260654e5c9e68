"""Puts together what keeps the members: their calls, and their birthdays."""

from __future__ import annotations

from services.kit.process import Process
from services.kit.ticking.running import tick
from services.loyalty.members.documents import DOCUMENTS, MEMBERS, MemberTimerDocument
from services.loyalty.members.handlers import MemberHandlers
from services.loyalty.members.rpc import MemberServicer
from services.loyalty.members.telling import Telling
from services.loyalty.members.tick import PLANS, TICK_GROUP, MemberRules
from services.loyalty.programmes import Programmes
from services.loyalty.settings import LoyaltySettings

__all__ = ["DOCUMENTS", "start"]


def start(process: Process, programmes: Programmes) -> list[tuple[str, object]]:
    """Starts the roles that the process has; answers who answers which calls. Raises BadSetting."""
    handlers = MemberHandlers(programmes)
    telling = Telling(LoyaltySettings.from_environment().member_secret)
    store, now = process.store(MEMBERS), process.clock.now
    servicer = MemberServicer(store, process.commands(MEMBERS), handlers, telling, now)
    if "tick" in process.roles:
        # No fact can overturn a birthday, so nothing has to be read first.
        process.task(tick(process, MEMBERS, MemberTimerDocument, MemberRules(handlers), TICK_GROUP, PLANS))
    return [("heliodesk.loyalty.v1.MemberService", servicer)]
