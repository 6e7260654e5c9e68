"""Facts that may start a chain. What is prepared for them is the shop's book of chains."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from google.protobuf.timestamp_pb2 import Timestamp
from heliodesk.escalation.v1 import case_events_pb2
from heliodesk.sla.v1 import events_pb2 as sla
from heliodesk.sla.v1 import load_events_pb2 as load
from heliodesk.ticketing.v1 import events_pb2 as ticketing

from services.escalation.domain import case as cases
from services.escalation.domain.case import Case
from services.escalation.domain.cause import Cause, Facts
from services.escalation.domain.chain import Chain, ChainBook
from services.escalation.domain.words import Priority, Target, Trigger
from services.escalation.handlers.facts import changed
from services.kit.aggregate import Change
from services.kit.convert import from_proto
from services.kit.errors import RefusalKind, Refused
from services.kit.instants import from_timestamp
from services.kit.stream import Context


@dataclass(frozen=True, slots=True)
class _Known:
    language: str
    market: str
    loyalty_tier: str


@dataclass(frozen=True, slots=True)
class _Told:
    """What a warning and a breach have in common."""

    target: Target
    priority: Priority | None
    facts: _Known | None

    def to_facts(self) -> Facts:
        known = self.facts or _Known("", "", "")
        return Facts(self.priority, known.market, known.loyalty_tier, known.language)


@dataclass(frozen=True, slots=True)
class _Crisis:
    chain_id: str
    trigger: Trigger
    cause: str
    called_at: datetime


def on_warning(case: Case | None, event: sla.ClockWarned, context: Context) -> Change[Case] | None:
    told = from_proto(event, _Told)
    words = f"{told.target} is about to be broken"
    at = from_timestamp(event.warned_at)
    cause = Cause(context.envelope.id, Trigger.WARNING, at, words, told.to_facts(), told.target)
    return _heard(case, event.ticket_id, cause, context)


def on_breach(case: Case | None, event: sla.ClockBreached, context: Context) -> Change[Case] | None:
    told = from_proto(event, _Told)
    words = f"{told.target} is broken"
    at = from_timestamp(event.breached_at)
    cause = Cause(context.envelope.id, Trigger.BREACH, at, words, told.to_facts(), told.target)
    return _heard(case, event.ticket_id, cause, context)


def on_request(case: Case | None, event: ticketing.EscalationRequested, context: Context) -> Change[Case] | None:
    words = f"the customer asked for {event.rank or 'a person of rank'}"
    cause = Cause(context.envelope.id, Trigger.CUSTOMER, _at(event.requested_at, context), words)
    return _heard(case, event.ticket_id, cause, context)


def on_sentiment(case: Case | None, event: ticketing.SentimentDetected, context: Context) -> Change[Case] | None:
    words = f"the customer's sentiment is {event.score:.2f}"
    at = _at(event.detected_at, context)
    cause = Cause(context.envelope.id, Trigger.SENTIMENT, at, words, sentiment=event.score)
    return _heard(case, event.ticket_id, cause, context)


def on_review(case: Case | None, event: ticketing.PublicReviewPosted, context: Context) -> Change[Case] | None:
    words = f"public review {event.review_id} on {event.platform}, {event.rating} of 5, of ticket {event.ticket_id}"
    at = _at(event.posted_at, context)
    cause = Cause(context.envelope.id, Trigger.PUBLIC_REVIEW, at, words, rating=event.rating)
    return _heard(case, event.ticket_id, cause, context)


def on_surge(case: Case | None, event: load.SurgeDetected, context: Context) -> Change[Case] | None:
    where = " ".join(word for word in (event.language, event.region) if word) or "unknown language"
    words = f"surge: {event.arrivals} conversations in an hour ({where}), usual are {event.usual:.0f}"
    facts = Facts(market=event.region, language=event.language)
    cause = Cause(event.surge_id, Trigger.SURGE, _at(event.detected_at, context), words, facts)
    crises = (chain for chain in _book(context).asked if chain.crisis)
    return changed(cases.hear(case or Case(), context.tenant, "", cause, crises), context.envelope.time)


def on_crisis(case: Case | None, event: case_events_pb2.CrisisCalled, context: Context) -> Change[Case] | None:
    """A fact of a ticket is a crisis of the shop."""
    called = from_proto(event, _Crisis)
    chain = _book(context).get(called.chain_id)
    if chain is None or chain.retired:
        return None
    cause = Cause(context.envelope.id, called.trigger, called.called_at, called.cause)
    return changed(cases.call(case or Case(), context.tenant, "", chain, cause), called.called_at)


def call_by_hand(
    tenant: str, ticket_id: str, chain: Chain, by: str, command_id: str, now: datetime
) -> Callable[[Case | None], Change[Case] | None]:
    """Nothing changes where the chain runs already. Raises Refused (TICKET_NOT_FOUND)."""
    cause = Cause(command_id, Trigger.HAND, now, "by hand", by=by)

    def decide(case: Case | None) -> Change[Case] | None:
        if case is None and ticket_id:
            raise Refused("TICKET_NOT_FOUND", "this ticket isn't known, or not yet", RefusalKind.NOT_FOUND)
        return changed(cases.call(case or Case(), tenant, ticket_id, chain, cause), now)

    return decide


def _heard(case: Case | None, ticket_id: str, cause: Cause, context: Context) -> Change[Case] | None:
    decided = cases.hear(case or Case(), context.tenant, ticket_id, cause, _book(context).asked)
    return changed(decided, context.envelope.time)


def _book(context: Context) -> ChainBook:
    return context.prepared


def _at(timestamp: Timestamp, context: Context) -> datetime:
    """When it happened; the event's own time where its message doesn't say."""
    return from_timestamp(timestamp) if timestamp.ByteSize() else context.envelope.time
