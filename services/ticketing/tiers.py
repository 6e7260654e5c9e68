"""The customers' loyalty tiers: what ticketing hears of them, and how tickets learn it.

A tier that changes is written to its member first, then told to the member's tickets that aren't closed. A ticket that
opens takes the tier that its customer has then, and looks once more when it is written: so either it is found by the
change, or it finds the change itself. Each step counts by the sequence of the news, so it can be repeated.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from heliodesk.loyalty.v1 import events_pb2 as loyalty

from services.kit.aggregate import Change, Work
from services.kit.envelope import Envelope
from services.kit.errors import Refused
from services.kit.ids import document_id, split_document_id
from services.kit.store import Pending, Store
from services.kit.stream import Context
from services.ticketing.documents import open_tickets_of
from services.ticketing.domain.member import Member, learn
from services.ticketing.domain.model import Priority, Ticket, TierStanding
from services.ticketing.domain.ticket import take_tier

# Tickets of one customer that are told at once.
_AT_ONCE = 200


class Tiers:
    """`offer` publishes what was written; it may be called from any thread."""

    def __init__(
        self, members: Store[Member], tickets: Store[Ticket], offer: Callable[[Sequence[Pending]], None]
    ) -> None:
        self._members = members
        self._tickets = tickets
        self._offer = offer
        # News of one customer would race for the same tickets.
        self._telling = asyncio.Lock()

    def of(self, member_ids: Iterable[str]) -> dict[str, TierStanding]:
        """Of those that have been heard of, by `<tenant>/<customer>`. Raises Away."""
        found = self._members.load(set(member_ids))
        return {id_: member.state.standing for id_, member in found.items() if member.state is not None}

    def catch_up(self, opened: Mapping[str, str], known: Mapping[str, TierStanding], at: datetime) -> list[Pending]:
        """Tells tickets that have just opened (ticket -> member, document ids) what has changed since their members
        were looked up. Raises Away."""
        news = {
            member_id: standing
            for member_id, standing in self.of(opened.values()).items()
            if member_id not in known or standing.number > known[member_id].number
        }
        works = [_telling(ticket_id, news[member], at) for ticket_id, member in opened.items() if member in news]
        return self._tickets.run(works)[1] if works else []

    # --- a tier changes

    async def tell(self, event: loyalty.TierChanged, envelope: Envelope) -> bool:
        """The `prepare` step of the news. Raises Refused, Away."""
        async with self._telling:
            await asyncio.to_thread(self._tell, event, envelope)
        return True

    def _tell(self, event: loyalty.TierChanged, envelope: Envelope) -> None:
        standing, member_id = _standing(event, envelope), document_id(envelope.tenant, event.customer_id)
        (outcome,), _ = self._members.run(
            [Work(member_id, lambda member: _learnt(member, event.customer_id, standing))]
        )
        if outcome.state.standing.number > standing.number:
            # What came after it is told by itself.
            return
        for page in open_tickets_of(*split_document_id(member_id), _AT_ONCE):
            works = [_telling(ticket_id, standing, envelope.time, envelope.traceparent) for ticket_id in page]
            self._offer(self._tickets.run(works)[1])

    def heard(self, member: Member | None, event: loyalty.TierChanged, context: Context) -> Change[Member] | None:
        """The handler of the news: they stand, since they were told."""
        return _learnt(member, event.customer_id, _standing(event, context.envelope))


def _standing(event: loyalty.TierChanged, envelope: Envelope) -> TierStanding:
    if envelope.sequence is None:
        raise Refused("ENVELOPE_INCOMPLETE", "headers lack ce_sequence")
    try:
        priority = Priority(event.sla_priority) if event.sla_priority else None
    except ValueError:
        raise Refused("UNKNOWN_PRIORITY", f"there is no priority {event.sla_priority!r}") from None
    return TierStanding(envelope.sequence, event.tier, priority)


def _learnt(member: Member | None, customer_id: str, standing: TierStanding) -> Change[Member] | None:
    learnt = learn(member, customer_id, standing)
    return None if learnt is None else Change(learnt)


def _telling(ticket_id: str, standing: TierStanding, at: datetime, traceparent: str = "") -> Work[Ticket]:
    def decide(ticket: Ticket | None) -> Change[Any] | None:
        if ticket is None:
            return None
        decided, events = take_tier(ticket, standing, at)
        return Change(decided, events, at=at) if decided is not ticket else None

    return Work(ticket_id, decide, traceparent=traceparent)
