"""What ticketing does with each command and each event: load, decide, save with what happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from heliodesk.commerce.v1 import events_pb2 as commerce
from heliodesk.sla.v1 import events_pb2 as sla
from heliodesk.translation.v1 import events_pb2 as translation

from services.kit.aggregate import Change, Outcome, Part, Verdict, Work
from services.kit.convert import from_proto
from services.kit.envelope import Envelope
from services.kit.errors import Refused
from services.kit.ids import derived_id, document_id, split_document_id
from services.kit.instants import from_timestamp
from services.kit.money import Money
from services.kit.store import Pending, Store
from services.kit.stream import Context
from services.ticketing.documents import StoredMessage, conversation_generation, message_part, note_generation
from services.ticketing.domain import ticket as rules
from services.ticketing.domain.handoff import Handoff, in_words
from services.ticketing.domain.model import (
    Actor,
    ActorKind,
    Channel,
    Inbound,
    MessageKind,
    OwnerChoice,
    Priority,
    Ticket,
    TierStanding,
)
from services.ticketing.domain.order import Order, OrderStatus, learn
from services.ticketing.domain.order import known as known_order
from services.ticketing.tiers import Tiers

_SLA = Actor(ActorKind.SYSTEM, "sla")


@dataclass(frozen=True, slots=True)
class ReceiveMessage:
    """A customer's message, as a channel hands it over. `own`: the conversation is that customer's alone, whatever
    others have under the same name; so nobody can write into another's, nor lie in wait for it."""

    tenant: str
    channel: Channel
    thread: str
    external_id: str
    customer_id: str
    subject: str
    text: str
    priority: Priority | None
    sent_at: datetime
    market: str | None = None
    traceparent: str = ""
    own: bool = False

    @property
    def conversation(self) -> tuple[str, ...]:
        """What tells it from the tenant's others."""
        return (self.channel, self.customer_id, self.thread) if self.own else (self.channel, self.thread)

    @property
    def conversation_id(self) -> str:
        return document_id(self.tenant, *self.conversation)

    @property
    def member_id(self) -> str:
        return document_id(self.tenant, self.customer_id)

    @property
    def message_id(self) -> str:
        return derived_id("message", self.tenant, *self.conversation, self.external_id)

    def ticket_id(self, generation: int) -> str:
        """It follows from the conversation: so opening the ticket is itself the claim, and two first messages at once
        open one."""
        return derived_id("ticket", self.tenant, *self.conversation, str(generation))


@dataclass(frozen=True, slots=True)
class Received:
    """Where a message went. `opened`: it opened its ticket."""

    ticket_id: str
    message_id: str
    number: int

    @property
    def opened(self) -> bool:
        return self.number == 1


def receive_messages(
    tickets: Store[Ticket], tiers: Tiers, commands: Sequence[ReceiveMessage]
) -> tuple[list[Received | Exception], list[Pending]]:
    """Opens tickets, or threads messages into those that there are. A message that came before answers as it did then.
    Raises Away."""
    results: list[Received | Exception] = [Refused("UNREACHED", "")] * len(commands)
    pending: list[Pending] = []
    known = tiers.of(command.member_id for command in commands)
    opened: dict[str, str] = {}
    left = [(index, 1) for index in range(len(commands))]
    while left:
        works = [
            _receive(commands[index], generation, known.get(commands[index].member_id)) for index, generation in left
        ]
        outcomes, written = tickets.run(works)
        pending.extend(written)
        again = []
        for (index, generation), outcome in zip(left, outcomes, strict=True):
            if outcome.verdict is Verdict.REFUSED and outcome.refusal.reason == "TICKET_CLOSED":
                again.append((index, _next_generation(tickets, commands[index], generation)))
                continue
            results[index] = outcome.refusal or _received(commands[index], outcome)
            if outcome.number == 1:
                opened[outcome.aggregate_id] = commands[index].member_id
            if generation > 1:
                note_generation(tickets.database, commands[index].conversation_id, generation)
        left = again
    if opened:
        pending.extend(tiers.catch_up(opened, known, max(command.sent_at for command in commands)))
    return results, pending


def _next_generation(tickets: Store[Ticket], command: ReceiveMessage, generation: int) -> int:
    return max(generation + 1, conversation_generation(tickets.database, command.conversation_id))


def _receive(command: ReceiveMessage, generation: int, standing: TierStanding | None) -> Work[Ticket]:
    message_id = command.message_id
    inbound = Inbound(
        ticket_id=command.ticket_id(generation),
        generation=generation,
        message_id=message_id,
        channel=command.channel,
        thread=command.thread,
        customer_id=command.customer_id,
        subject=command.subject,
        text=command.text,
        priority=command.priority,
        sent_at=command.sent_at,
        market=command.market,
        standing=standing,
    )
    author = Actor(ActorKind.CUSTOMER, command.customer_id)
    stored = StoredMessage(message_id, MessageKind.INBOUND, author, command.text, command.sent_at, command.external_id)
    return Work(
        id=document_id(command.tenant, inbound.ticket_id),
        decide=_numbered(lambda ticket: rules.receive(ticket, inbound), command.sent_at),
        part=Part(document_id(command.tenant, message_id), message_part(stored)),
        traceparent=command.traceparent,
    )


def _received(command: ReceiveMessage, outcome: Outcome[Ticket]) -> Received:
    _, ticket_id = split_document_id(outcome.aggregate_id)
    return Received(ticket_id, command.message_id, outcome.number)


Decide = Callable[[Ticket | None], rules.Decision]


def _numbered(decide: Decide, at: datetime) -> Callable[[Ticket | None], Change[Ticket]]:
    """A decision whose last message is the work's part."""

    def numbered(ticket: Ticket | None) -> Change[Ticket]:
        decided, events = decide(ticket)
        return Change(decided, events, at=at, number=decided.message_count)

    return numbered


def written_by_agent(
    tenant: str,
    ticket_id: str,
    message_id: str,
    kind: MessageKind,
    agent_id: str,
    text: str,
    now: datetime,
    decide: Decide,
    traceparent: str,
) -> Work[Ticket]:
    """A reply or a note: a message of the ticket, counted once however often the command comes."""
    stored = StoredMessage(message_id, kind, Actor(ActorKind.AGENT, agent_id), text, now)
    return Work(
        id=document_id(tenant, ticket_id),
        decide=_numbered(decide, now),
        part=Part(document_id(tenant, message_id), message_part(stored)),
        traceparent=traceparent,
    )


def decided_by_agent(
    tenant: str, ticket_id: str, command_id: str, now: datetime, decide: Decide, traceparent: str
) -> Work[Ticket]:
    """A command that changes the ticket and writes no message."""

    def changed(ticket: Ticket | None) -> Change[Ticket] | None:
        decided, events = decide(ticket)
        return Change(decided, events, at=now) if events else None

    return Work(document_id(tenant, ticket_id), changed, command_id=command_id, traceparent=traceparent)


def on_message_translated(
    ticket: Ticket | None, event: translation.MessageTranslated, context: Context
) -> Change[Ticket] | None:
    """The language of the first message whose language can be told is the ticket's."""
    if not event.language:
        return None
    decided, events = rules.detect_language(ticket, event.language, context.envelope.time)
    return Change(decided, events, at=context.envelope.time) if events else None


def on_owner_chosen(ticket: Ticket | None, event: sla.OwnerChosen, context: Context) -> Change[Ticket] | None:
    """The newest choice holds, in whatever order they come, and however often."""
    number = context.envelope.sequence
    if number is None:
        raise Refused("ENVELOPE_INCOMPLETE", "headers lack ce_sequence")
    choice = OwnerChoice(number, event.team_id, event.agent_id or None, event.reason)
    decided, events = rules.take_owner(ticket, choice, context.envelope.time)
    return Change(decided, events, at=context.envelope.time) if decided is not ticket else None


def on_handed_off(ticket: Ticket | None, event: sla.TicketHandedOff, context: Context) -> Change[Ticket] | None:
    """The handoff's note is a note of the ticket: the work's part, by whose id a repetition is known."""
    at = context.envelope.time
    decided, events = rules.note_handoff(ticket, _handoff_note_id(context.envelope), _SLA, at)
    return Change(decided, events, at=at, number=decided.message_count) if events else None


def handoff_note(event: sla.TicketHandedOff, envelope: Envelope) -> Part:
    """Raises Refused where the event lacks what a handoff must have."""
    message_id, text = _handoff_note_id(envelope), in_words(from_proto(event, Handoff))
    stored = StoredMessage(message_id, MessageKind.NOTE, _SLA, text, envelope.time)
    return Part(document_id(envelope.tenant, message_id), message_part(stored))


def _handoff_note_id(envelope: Envelope) -> str:
    return derived_id("handoff", envelope.tenant, envelope.id)


def on_order_placed(order: Order | None, event: commerce.OrderPlaced, context: Context) -> Change[Order]:
    return _learn(order, event, context, OrderStatus.PLACED, total=_money(event.total), country=event.country,
                  placed_at=context.envelope.time)  # fmt: skip


def on_order_paid(order: Order | None, event: commerce.OrderPaid, context: Context) -> Change[Order]:
    return _learn(order, event, context, OrderStatus.PAID)


def on_order_shipped(order: Order | None, event: commerce.OrderShipped, context: Context) -> Change[Order]:
    return _learn(order, event, context, OrderStatus.SHIPPED, carrier=event.carrier or None,
                  tracking_number=event.tracking_number or None, expected_at=_expected(event))  # fmt: skip


def on_order_delayed(order: Order | None, event: commerce.OrderDelayed, context: Context) -> Change[Order]:
    return _learn(order, event, context, OrderStatus.DELAYED, delay_reason=event.reason or None,
                  expected_at=_expected(event))  # fmt: skip


def on_order_delivered(order: Order | None, event: commerce.OrderDelivered, context: Context) -> Change[Order]:
    return _learn(order, event, context, OrderStatus.DELIVERED, delivered_at=context.envelope.time)


def on_order_cancelled(order: Order | None, event: commerce.OrderCancelled, context: Context) -> Change[Order]:
    return _learn(order, event, context, OrderStatus.CANCELLED)


def on_order_refunded(order: Order | None, event: commerce.OrderRefunded, context: Context) -> Change[Order]:
    """A refund of a part leaves the order's status alone."""
    whole = event.refunded_total.minor_units >= event.order_total.minor_units
    status = OrderStatus.REFUNDED if whole else None
    return _learn(order, event, context, status, refunded=_money(event.refunded_total))


def _learn(
    order: Order | None, event: Any, context: Context, status: OrderStatus | None, **facts: Any
) -> Change[Order]:
    at = context.envelope.time
    return Change(learn(known_order(order, event.order_id, event.customer_id, at), status, at, **facts))


def _money(message: Any) -> Money:
    return from_proto(message, Money)


def _expected(event: Any) -> datetime | None:
    return from_timestamp(event.expected_at) if event.HasField("expected_at") else None
