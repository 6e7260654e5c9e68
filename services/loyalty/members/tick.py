"""How the timers of members ring: a birthday has begun where the member lives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from services.kit.ids import split_document_id
from services.kit.ticking.rules import Rules
from services.kit.ticking.shards import Plans
from services.kit.ticking.timer import Timer
from services.loyalty.domain.members.member import Member
from services.loyalty.members.documents import MEMBER_TIMERS
from services.loyalty.members.handlers import Decide, MemberHandlers

TICK_GROUP = "loyalty-members-tick"
# No event tells when somebody was born: the tick finds the timers when it looks at the store again, within half a
# minute.
PLANS: Plans = {}


class MemberRules(Rules[Member]):
    def __init__(self, handlers: MemberHandlers) -> None:
        self._handlers = handlers

    def ring(self, timer: Timer, now: datetime) -> Decide:
        return self._handlers.ring(split_document_id(timer.aggregate_id)[0], timer, now)

    def spent(self, timer: Timer, state: Member | None) -> bool:
        return MEMBER_TIMERS.spent(timer, state)

    def wanted(self, aggregate_id: str, state: Member, now: datetime) -> Sequence[Timer]:
        return MEMBER_TIMERS.timers_of(aggregate_id, state, now)
