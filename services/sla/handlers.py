"""What the clocks of a ticket do with each event of the ticket, and with each timer that rings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from google.protobuf.message import Message
from heliodesk.common.v1 import types_pb2 as common
from heliodesk.ticketing.v1 import events_pb2

from services.kit.aggregate import Change
from services.kit.convert import from_proto
from services.kit.instants import from_timestamp
from services.kit.money import Money
from services.kit.stream import Context
from services.kit.ticking.timer import Timer
from services.sla.changes import Decision, change, covered
from services.sla.desk import Desk
from services.sla.domain import clocks as rules
from services.sla.domain.clocks import TicketClocks
from services.sla.domain.conditions import Facts
from services.sla.domain.events import ReplanCause
from services.sla.domain.story import (
    AgentReplied,
    CustomerWrote,
    FactBecameKnown,
    Happening,
    PriorityChanged,
    StatusChanged,
)
from services.sla.domain.words import Channel, Fact, Priority, Status, TicketStatus
from services.sla.timers import TimerKind, kind_of

_GONE: Mapping[type[Message], tuple[Status, str]] = {
    events_pb2.TicketMerged: (Status.MERGED, "merged_at"),
    events_pb2.TicketMarkedAsSpam: (Status.SPAM, "marked_at"),
    events_pb2.TicketDeleted: (Status.DELETED, "deleted_at"),
}
_FACTS: Mapping[type[Message], tuple[Fact, str]] = {
    events_pb2.ReturnReceived: (Fact.RETURN_RECEIVED, "received_at"),
    events_pb2.RefundIssued: (Fact.REFUND_ISSUED, "issued_at"),
    events_pb2.PublicReviewPosted: (Fact.PUBLIC_REVIEW, "posted_at"),
    events_pb2.PublicReplyPosted: (Fact.PUBLIC_REPLY, "posted_at"),
}


@dataclass(frozen=True, slots=True)
class _Opened:
    ticket_id: str
    channel: Channel | None
    customer_id: str | None
    priority: Priority
    opened_at: datetime
    market: str | None


@dataclass(frozen=True, slots=True)
class _Received:
    received_at: datetime


@dataclass(frozen=True, slots=True)
class _Replied:
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class _Prioritized:
    to: Priority
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class _Moved:
    to: TicketStatus
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class _Detected:
    language: str
    detected_at: datetime


@dataclass(frozen=True, slots=True)
class _Classified:
    category: str | None
    loyalty_tier: str | None
    market: str | None
    order_value: Money | None
    skills: tuple[str, ...]
    classified_at: datetime


@dataclass(frozen=True, slots=True)
class _Assigned:
    assignee_id: str | None


class TicketHandlers:
    """`desk` knows the rulebook. All but `open` are asked for tickets that have clocks."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def open(
        self, clocks: TicketClocks | None, event: events_pb2.TicketOpened, context: Context
    ) -> Change[TicketClocks] | None:
        if clocks is not None:
            return None
        told = from_proto(event, _Opened)
        facts = Facts(channel=told.channel, market=told.market, customer_id=told.customer_id)
        terms = self._desk.at_opening(context.tenant, facts, told.opened_at)
        work = self._desk.work(context.tenant)
        with covered():
            step = rules.opened(told.ticket_id, facts, told.priority, told.opened_at, terms, work)
        return change(context.tenant, None, step, context.now)

    def take_message(
        self, clocks: TicketClocks, event: events_pb2.MessageReceived, context: Context
    ) -> Change[TicketClocks] | None:
        at = from_proto(event, _Received).received_at
        return self._take(clocks, CustomerWrote(at), "the customer wrote", context)

    def take_reply(
        self, clocks: TicketClocks, event: events_pb2.ReplySent, context: Context
    ) -> Change[TicketClocks] | None:
        """An automatic acknowledgement is no response; the assistant's answer is one if the policy says so."""
        if event.author.kind == common.ACTOR_KIND_SYSTEM:
            return None
        policy = self._desk.kept(context.tenant, clocks).policy
        if event.author.kind == common.ACTOR_KIND_ASSISTANT and not policy.assistant_responds:
            return None
        at = from_proto(event, _Replied).sent_at
        return self._take(clocks, AgentReplied(at), f"{event.author.id or 'an agent'} replied", context)

    def take_priority(
        self, clocks: TicketClocks, event: events_pb2.PriorityChanged, context: Context
    ) -> Change[TicketClocks] | None:
        changed = from_proto(event, _Prioritized)
        return self._take(clocks, PriorityChanged(changed.changed_at, changed.to), f"priority {changed.to}", context)

    def take_status(
        self, clocks: TicketClocks, event: events_pb2.TicketStatusChanged, context: Context
    ) -> Change[TicketClocks] | None:
        moved = from_proto(event, _Moved)
        return self._take(
            clocks, StatusChanged(moved.changed_at, Status(moved.to.value)), f"status {moved.to}", context
        )

    def take_end(self, clocks: TicketClocks, event: Message, context: Context) -> Change[TicketClocks] | None:
        """The ticket is no more: it was merged, was spam, or was deleted."""
        status, at = _GONE[type(event)]
        return self._take(clocks, StatusChanged(_instant(event, at), status), f"status {status}", context)

    def take_fact(self, clocks: TicketClocks, event: Message, context: Context) -> Change[TicketClocks] | None:
        fact, at = _FACTS[type(event)]
        line = fact.replace("_", " ")
        return self._take(clocks, FactBecameKnown(_instant(event, at), fact), line, context)

    def take_language(
        self, clocks: TicketClocks, event: events_pb2.TicketLanguageDetected, context: Context
    ) -> Change[TicketClocks] | None:
        detected = from_proto(event, _Detected)
        return self._learn(clocks, {"language": detected.language}, detected.detected_at, context)

    def take_classification(
        self, clocks: TicketClocks, event: events_pb2.TicketClassified, context: Context
    ) -> Change[TicketClocks] | None:
        told = from_proto(event, _Classified)
        names = ("category", "loyalty_tier", "market", "order_value", "skills")
        known = {name: value for name in names if (value := getattr(told, name))}
        return self._learn(clocks, known, told.classified_at, context)

    def take_assignee(
        self, clocks: TicketClocks, event: events_pb2.TicketAssigned, context: Context
    ) -> Change[TicketClocks] | None:
        return Change(rules.answered_by(clocks, from_proto(event, _Assigned).assignee_id))

    def ring(self, timer: Timer, now: datetime) -> Decision:
        """The decision when a timer rings; nothing where the clocks have gone on since the timer was set."""
        tenant = timer.aggregate_id.partition("/")[0]

        def decide(clocks: TicketClocks | None) -> Change[TicketClocks] | None:
            if clocks is None:
                return None
            terms = self._desk.kept(tenant, clocks)
            match kind_of(timer):
                case TimerKind.WARN:
                    step = rules.warned(clocks, now, terms)
                case TimerKind.DUE:
                    step = rules.judged(clocks, timer.at, terms)
                case TimerKind.OWNER:
                    owner = clocks.owned.owner
                    ripe = owner is not None and owner.look_at is not None and owner.look_at <= now
                    step = rules.looked_after(clocks, now, terms, self._desk.work(tenant)) if ripe else None
            return change(tenant, clocks, step, now) if step else None

        return decide

    def _take(
        self, clocks: TicketClocks, happening: Happening, line: str, context: Context
    ) -> Change[TicketClocks] | None:
        terms, work = self._desk.kept(context.tenant, clocks), self._desk.work(context.tenant)
        with covered():
            step = rules.took(clocks, happening, line, terms, work)
        return change(context.tenant, clocks, step, context.now)

    def _learn(
        self, clocks: TicketClocks, known: dict[str, Any], at: datetime, context: Context
    ) -> Change[TicketClocks] | None:
        facts = replace(clocks.facts, **known)
        if facts == clocks.facts:
            return None
        terms, work = self._desk.kept(context.tenant, clocks, facts), self._desk.work(context.tenant)
        with covered():
            step = rules.put_under(clocks, facts, terms, at, ReplanCause.FACTS, work)
        return change(context.tenant, clocks, step, context.now)


def _instant(event: Message, field: str) -> datetime:
    return from_timestamp(getattr(event, field))
