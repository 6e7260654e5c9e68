"""What a case learns of its ticket, and what is over by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from google.protobuf.message import Message
from heliodesk.common.v1 import types_pb2 as common
from heliodesk.escalation.v1 import events_pb2 as escalation
from heliodesk.sla.v1 import events_pb2 as sla
from heliodesk.ticketing.v1 import events_pb2 as ticketing
from heliodesk.ticketing.v1 import types_pb2

from services.escalation.domain import case as cases
from services.escalation.domain.case import Case, Decided
from services.escalation.domain.cause import Facts
from services.escalation.domain.words import EscalationState, Priority, Target
from services.kit.aggregate import Change
from services.kit.convert import from_proto
from services.kit.instants import from_timestamp
from services.kit.stream import Context

_ENDED = {types_pb2.TICKET_STATUS_SOLVED: "solved", types_pb2.TICKET_STATUS_CLOSED: "closed"}
_ANSWERS = (Target.FIRST_RESPONSE, Target.NEXT_RESPONSE)
_GONE = {
    ticketing.TicketMerged: ("merged_at", "the ticket was merged into another one"),
    ticketing.TicketMarkedAsSpam: ("marked_at", "the ticket is spam"),
    ticketing.TicketDeleted: ("deleted_at", "the ticket was deleted"),
}
_BECAME = {
    escalation.EscalationAcknowledged: EscalationState.ACKNOWLEDGED,
    escalation.EscalationExhausted: EscalationState.EXHAUSTED,
    escalation.EscalationResolved: EscalationState.RESOLVED,
}


@dataclass(frozen=True, slots=True)
class _Prioritized:
    to: Priority


@dataclass(frozen=True, slots=True)
class _Opened:
    priority: Priority | None
    market: str


@dataclass(frozen=True, slots=True)
class _Promised:
    target: Target


def open_case(case: Case | None, event: ticketing.TicketOpened, context: Context) -> Change[Case] | None:
    opened = from_proto(event, _Opened)
    learned = cases.learn(case or Case(), Facts(opened.priority, opened.market))
    # A ticket of which nothing is known is known, all the same.
    return changed(learned or Decided(case or Case()), from_timestamp(event.opened_at))


def learn_priority(case: Case | None, event: ticketing.PriorityChanged, context: Context) -> Change[Case] | None:
    return changed(cases.learn(case or Case(), Facts(from_proto(event, _Prioritized).to)), context.envelope.time)


def learn_language(case: Case | None, event: ticketing.TicketLanguageDetected, context: Context) -> Change[Case] | None:
    return changed(cases.learn(case or Case(), Facts(language=event.language)), context.envelope.time)


def learn_class(case: Case | None, event: ticketing.TicketClassified, context: Context) -> Change[Case] | None:
    known = Facts(market=event.market, loyalty_tier=event.loyalty_tier)
    return changed(cases.learn(case or Case(), known), context.envelope.time)


def take_status(case: Case | None, event: ticketing.TicketStatusChanged, context: Context) -> Change[Case] | None:
    if event.to not in _ENDED:
        return None
    at = from_timestamp(event.changed_at)
    return changed(cases.end(case or Case(), f"the ticket was {_ENDED[event.to]}", at), at)


def take_end(case: Case | None, event: Message, context: Context) -> Change[Case] | None:
    """The ticket is no more."""
    field, why = _GONE[type(event)]
    at = from_timestamp(getattr(event, field))
    return changed(cases.remove(case or Case(), why, at), at)


def take_reply(case: Case | None, event: ticketing.ReplySent, context: Context) -> Change[Case] | None:
    """A broken promise of an answer is never kept any more; with the answer nobody needs to be called, all the same."""
    if event.author.kind != common.ACTOR_KIND_AGENT:
        return None
    return _settled(case, _ANSWERS, "an agent has answered", from_timestamp(event.sent_at))


def take_refund(case: Case | None, event: ticketing.RefundIssued, context: Context) -> Change[Case] | None:
    return _settled(case, [Target.REFUND_AFTER_RECEIPT], "the refund was issued", from_timestamp(event.issued_at))


def take_public_reply(case: Case | None, event: ticketing.PublicReplyPosted, context: Context) -> Change[Case] | None:
    return _settled(case, [Target.PUBLIC_REPLY], "the shop has replied in public", from_timestamp(event.posted_at))


def take_met(case: Case | None, event: sla.ClockMet, context: Context) -> Change[Case] | None:
    target = from_proto(event, _Promised).target
    return _settled(case, [target], f"{target} was met", from_timestamp(event.met_at))


def take_cancelled(case: Case | None, event: sla.ClockCancelled, context: Context) -> Change[Case] | None:
    target = from_proto(event, _Promised).target
    return _settled(case, [target], f"{target} is promised no more", from_timestamp(event.cancelled_at))


def take_outcome(case: Case | None, event: Message, context: Context) -> Change[Case] | None:
    """What became of an escalation that the case had called for."""
    if case is None:
        return None
    return changed(cases.note(case, event.escalation_id, _BECAME[type(event)]), context.envelope.time)


def changed(decided: Decided | None, at: datetime) -> Change[Case] | None:
    return None if decided is None else Change(decided.case, decided.events, at)


def _settled(case: Case | None, targets: tuple[Target, ...] | list[Target], why: str, at: datetime) -> Change | None:
    return changed(cases.settle(case or Case(), targets, why, at), at)
