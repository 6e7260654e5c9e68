"""The rules of a ticket: who may do what to it, and what happens then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from services.kit.errors import RefusalKind, Refused


class Channel(StrEnum):
    EMAIL = "email"
    CHAT = "chat"
    WHATSAPP = "whatsapp"
    WEB_FORM = "web_form"
    MARKETPLACE = "marketplace"
    SOCIAL = "social"
    VOICE = "voice"


class TicketStatus(StrEnum):
    NEW = "new"
    OPEN = "open"
    PENDING = "pending"
    ON_HOLD = "on_hold"
    SOLVED = "solved"
    CLOSED = "closed"


class Priority(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class ActorKind(StrEnum):
    CUSTOMER = "customer"
    AGENT = "agent"
    SYSTEM = "system"


class MessageKind(StrEnum):
    INBOUND = "inbound"
    REPLY = "reply"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Actor:
    kind: ActorKind
    id: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket. Its messages are documents of their own; `message_count` says how many of them count.

    `generation` counts the tickets of one conversation: a message after the end of one opens the next.
    """

    ticket_id: str
    channel: Channel
    thread: str
    generation: int
    customer_id: str
    subject: str
    status: TicketStatus
    priority: Priority
    opened_at: datetime
    updated_at: datetime
    language: str | None = None
    assignee_id: str | None = None
    first_replied_at: datetime | None = None
    solved_at: datetime | None = None
    message_count: int = 0
    reopen_count: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a ticket. `number` counts from 1 within it."""

    message_id: str
    ticket_id: str
    number: int
    kind: MessageKind
    author: Actor
    text: str
    sent_at: datetime
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class TicketOpened:
    ticket_id: str
    channel: Channel
    thread: str
    customer_id: str
    subject: str
    priority: Priority
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class MessageReceived:
    ticket_id: str
    message_id: str
    number: int
    channel: Channel
    customer_id: str
    text: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class ReplySent:
    ticket_id: str
    message_id: str
    number: int
    author: Actor
    text: str
    sent_at: datetime
    first: bool


@dataclass(frozen=True, slots=True)
class NoteAdded:
    ticket_id: str
    message_id: str
    number: int
    author: Actor
    added_at: datetime


@dataclass(frozen=True, slots=True)
class TicketAssigned:
    ticket_id: str
    assignee_id: str | None
    previous_assignee_id: str | None
    assigned_at: datetime


@dataclass(frozen=True, slots=True)
class PriorityChanged:
    ticket_id: str
    from_: Priority
    to: Priority
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class TicketStatusChanged:
    ticket_id: str
    from_: TicketStatus
    to: TicketStatus
    changed_at: datetime
    actor: Actor
    customer_id: str
    assignee_id: str | None
    channel: Channel


@dataclass(frozen=True, slots=True)
class TicketLanguageDetected:
    ticket_id: str
    language: str
    detected_at: datetime


Decision = tuple[Ticket, list[Any]]

# From where an agent may bring a ticket, and to where. New is how it is born; nothing leads out of closed.
_MOVES: dict[TicketStatus, frozenset[TicketStatus]] = {
    TicketStatus.NEW: frozenset(
        {TicketStatus.OPEN, TicketStatus.PENDING, TicketStatus.ON_HOLD, TicketStatus.SOLVED, TicketStatus.CLOSED}
    ),
    TicketStatus.OPEN: frozenset(
        {TicketStatus.PENDING, TicketStatus.ON_HOLD, TicketStatus.SOLVED, TicketStatus.CLOSED}
    ),
    TicketStatus.PENDING: frozenset(
        {TicketStatus.OPEN, TicketStatus.ON_HOLD, TicketStatus.SOLVED, TicketStatus.CLOSED}
    ),
    TicketStatus.ON_HOLD: frozenset(
        {TicketStatus.OPEN, TicketStatus.PENDING, TicketStatus.SOLVED, TicketStatus.CLOSED}
    ),
    TicketStatus.SOLVED: frozenset({TicketStatus.OPEN, TicketStatus.PENDING, TicketStatus.CLOSED}),
    TicketStatus.CLOSED: frozenset(),
}
# A customer's message brings the ticket back to the shop's turn; on hold it stays, since the third party's turn goes
# on.
_REOPENED_BY_CUSTOMER = frozenset({TicketStatus.PENDING, TicketStatus.SOLVED})


@dataclass(frozen=True, slots=True)
class Inbound:
    """A customer's message as it arrived."""

    ticket_id: str
    generation: int
    message_id: str
    channel: Channel
    thread: str
    customer_id: str
    subject: str
    text: str
    priority: Priority | None
    sent_at: datetime


def receive(ticket: Ticket | None, inbound: Inbound) -> Decision:
    """Opens a ticket with the message, or threads it into the one that there is. A closed one takes no more
    messages.
    """
    if ticket is None:
        return _open(inbound)
    if ticket.status is TicketStatus.CLOSED:
        raise _closed(ticket)
    received = _received(ticket, inbound)
    moved = replace(ticket, message_count=received.number, updated_at=max(ticket.updated_at, inbound.sent_at))
    if ticket.status not in _REOPENED_BY_CUSTOMER:
        return moved, [received]
    customer = Actor(ActorKind.CUSTOMER, inbound.customer_id)
    reopened, events = _change_status(moved, TicketStatus.OPEN, customer, inbound.sent_at)
    return reopened, [received, *events]


def _open(inbound: Inbound) -> Decision:
    ticket = Ticket(
        ticket_id=inbound.ticket_id,
        channel=inbound.channel,
        thread=inbound.thread,
        generation=inbound.generation,
        customer_id=inbound.customer_id,
        subject=inbound.subject,
        status=TicketStatus.NEW,
        priority=inbound.priority or Priority.NORMAL,
        opened_at=inbound.sent_at,
        updated_at=inbound.sent_at,
    )
    opened = TicketOpened(
        ticket.ticket_id,
        ticket.channel,
        ticket.thread,
        ticket.customer_id,
        ticket.subject,
        ticket.priority,
        ticket.opened_at,
    )
    return replace(ticket, message_count=1), [opened, _received(ticket, inbound)]


def _received(ticket: Ticket, inbound: Inbound) -> MessageReceived:
    return MessageReceived(
        ticket_id=ticket.ticket_id,
        message_id=inbound.message_id,
        number=ticket.message_count + 1,
        channel=ticket.channel,
        customer_id=inbound.customer_id,
        text=inbound.text,
        received_at=inbound.sent_at,
    )


def reply(
    ticket: Ticket | None, message_id: str, agent_id: str, text: str, status: TicketStatus | None, now: datetime
) -> Decision:
    """An agent answers the customer; then the ticket is pending, or what `status` says. It becomes the agent's, if it
    was
    nobody's."""
    ticket = _existing(ticket)
    agent = Actor(ActorKind.AGENT, agent_id)
    sent = ReplySent(
        ticket_id=ticket.ticket_id,
        message_id=message_id,
        number=ticket.message_count + 1,
        author=agent,
        text=text,
        sent_at=now,
        first=ticket.first_replied_at is None,
    )
    answered = replace(
        ticket,
        message_count=sent.number,
        first_replied_at=ticket.first_replied_at or now,
        updated_at=max(ticket.updated_at, now),
    )
    answered, assigned = assign(answered, agent_id, now) if ticket.assignee_id is None else (answered, [])
    moved, events = _change_status(answered, status or TicketStatus.PENDING, agent, now)
    return moved, [sent, *assigned, *events]


def add_note(ticket: Ticket | None, message_id: str, agent_id: str, now: datetime) -> Decision:
    """A note among agents; the customer never sees it."""
    ticket = _existing(ticket)
    added = NoteAdded(ticket.ticket_id, message_id, ticket.message_count + 1, Actor(ActorKind.AGENT, agent_id), now)
    return replace(ticket, message_count=added.number, updated_at=max(ticket.updated_at, now)), [added]


def assign(ticket: Ticket | None, assignee_id: str | None, now: datetime) -> Decision:
    """Gives the ticket to an agent, or back (None)."""
    ticket = _existing(ticket)
    if ticket.assignee_id == assignee_id:
        return ticket, []
    assigned = TicketAssigned(ticket.ticket_id, assignee_id, ticket.assignee_id, now)
    return replace(ticket, assignee_id=assignee_id, updated_at=max(ticket.updated_at, now)), [assigned]


def set_priority(ticket: Ticket | None, priority: Priority, now: datetime) -> Decision:
    ticket = _existing(ticket)
    if ticket.priority is priority:
        return ticket, []
    changed = PriorityChanged(ticket.ticket_id, ticket.priority, priority, now)
    return replace(ticket, priority=priority, updated_at=max(ticket.updated_at, now)), [changed]


def set_status(ticket: Ticket | None, status: TicketStatus, agent_id: str, now: datetime) -> Decision:
    """An agent brings the ticket into another status. Raises Refused where that can't be."""
    ticket = _existing(ticket)
    return _change_status(ticket, status, Actor(ActorKind.AGENT, agent_id), now)


def _change_status(ticket: Ticket, to: TicketStatus, actor: Actor, now: datetime) -> Decision:
    if ticket.status is to:
        return ticket, []
    if to not in _MOVES[ticket.status]:
        raise Refused(
            "STATUS_NOT_REACHABLE",
            f"a {ticket.status} ticket can't become {to}",
            RefusalKind.FAILED_PRECONDITION,
        )
    changed = TicketStatusChanged(
        ticket_id=ticket.ticket_id,
        from_=ticket.status,
        to=to,
        changed_at=now,
        actor=actor,
        customer_id=ticket.customer_id,
        assignee_id=ticket.assignee_id,
        channel=ticket.channel,
    )
    was_solved = ticket.status is TicketStatus.SOLVED
    reopened = was_solved and to is not TicketStatus.CLOSED
    moved = replace(
        ticket,
        status=to,
        solved_at=now if to is TicketStatus.SOLVED else None if reopened else ticket.solved_at,
        reopen_count=ticket.reopen_count + reopened,
        updated_at=max(ticket.updated_at, now),
    )
    return moved, [changed]


def detect_language(ticket: Ticket | None, language: str, now: datetime) -> Decision:
    """The first language that is found is the ticket's."""
    ticket = _existing(ticket)
    if ticket.language is not None:
        return ticket, []
    return replace(ticket, language=language), [TicketLanguageDetected(ticket.ticket_id, language, now)]


def _existing(ticket: Ticket | None) -> Ticket:
    if ticket is None:
        raise Refused("TICKET_NOT_FOUND", "there is no such ticket", RefusalKind.NOT_FOUND)
    return ticket


def _closed(ticket: Ticket) -> Refused:
    return Refused("TICKET_CLOSED", f"ticket {ticket.ticket_id} is closed", RefusalKind.FAILED_PRECONDITION)
