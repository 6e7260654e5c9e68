"""What happens to a ticket, as the contract tells it (heliodesk.ticketing.v1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.kit.money import Money
from services.ticketing.domain.model import Actor, Channel, Priority, TicketStatus


@dataclass(frozen=True, slots=True)
class TicketOpened:
    ticket_id: str
    channel: Channel
    thread: str
    customer_id: str
    subject: str
    priority: Priority
    opened_at: datetime
    market: str | None


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
    customer_language: str | None


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
    actor: Actor | None = None


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


@dataclass(frozen=True, slots=True)
class TicketClassified:
    """What isn't said stays as it was."""

    ticket_id: str
    classified_at: datetime
    category: str | None = None
    loyalty_tier: str | None = None
    market: str | None = None
    order_value: Money | None = None
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompensationGranted:
    """`points` are 0 where it is a reward."""

    ticket_id: str
    compensation_id: str
    customer_id: str
    points: int
    reward_id: str
    reason: str
    actor: Actor
    granted_at: datetime
