"""What is decided about members."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from services.kit.aggregate import Change
from services.kit.ids import document_id
from services.kit.ticking.timer import Timer
from services.loyalty.domain.members import member as rules
from services.loyalty.domain.members.member import Member, Told, ZoneOf
from services.loyalty.members.documents import MEMBER_TIMERS, claims
from services.loyalty.programmes import Programmes

Decide = Callable[[Member | None], Change[Member] | None]


class MemberHandlers:
    """Each answers the decision of a Work; it raises Away where the programme can't be read."""

    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def put(self, tenant: str, customer_id: str, told: Told, now: datetime) -> Decide:
        """Raises Refused (NO_SUCH_DAY)."""

        def decide(known: Member | None) -> Change[Member] | None:
            step = rules.put(known, customer_id, told, now, self._zone_of(tenant, now))
            if step is None:
                return None
            member, events = step
            timers = MEMBER_TIMERS.writes_of(document_id(tenant, customer_id), known, member, now)
            return Change(member, events, now, writes=(*claims(tenant, known, member), *timers))

        return decide

    def forget(self, now: datetime) -> Decide:
        """Raises Refused (NO_MEMBER)."""

        def decide(known: Member | None) -> Change[Member] | None:
            step = rules.forget(known, now)
            return None if step is None else Change(*step, now)

        return decide

    def ring(self, tenant: str, timer: Timer, now: datetime) -> Decide:
        """The birthday has begun."""

        def decide(known: Member | None) -> Change[Member] | None:
            if known is None or known.plan != timer.plan or known.next_at is None:
                return None
            member, gift = rules.give(known, self._zone_of(tenant, now))
            timers = MEMBER_TIMERS.writes_of(timer.aggregate_id, known, member, now)
            return Change(member, (gift,), gift.due_at, writes=timers)

        return decide

    def _zone_of(self, tenant: str, at: datetime) -> ZoneOf:
        return lambda market: self._programmes.in_force(tenant, at).default_zone(market)
