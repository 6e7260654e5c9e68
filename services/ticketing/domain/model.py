"""The words of ticketing: what a ticket is, and what it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.kit.money import Money


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


class CompensationState(StrEnum):
    """GRANTED: loyalty has said nothing of it yet."""

    GRANTED = "granted"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Actor:
    kind: ActorKind
    id: str


@dataclass(frozen=True, slots=True)
class Compensation:
    """What makes up for something: `points` (more than zero), or a reward of the loyalty programme."""

    compensation_id: str
    points: int
    reward_id: str
    reason: str
    actor: Actor
    granted_at: datetime
    state: CompensationState = CompensationState.GRANTED
    decided_at: datetime | None = None
    rejected_because: str = ""


@dataclass(frozen=True, slots=True)
class ShownTicket:
    """What everybody may know of a ticket. Its messages are documents of their own; `message_count` says how many of
    them count.

    `generation` counts the tickets of one conversation: a message after the end of one opens the next. `team_id` is the
    team that owns it, for `team_reason`, as the SLA service chose.
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
    market: str | None = None
    category: str | None = None
    loyalty_tier: str | None = None
    order_value: Money | None = None
    skills: tuple[str, ...] = ()
    team_id: str | None = None
    team_reason: str | None = None
    compensations: tuple[Compensation, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticket(ShownTicket):
    """A ticket, with what is kept of its owner's choice: `choice_number` is that of the newest one known of,
    `chosen_agent_id` the assignee where it is the one that was chosen, and nobody has said otherwise since.
    `tier_number` is that of the newest news of its customer's tier."""

    choice_number: int = 0
    chosen_agent_id: str | None = None
    tier_number: int = 0

    @property
    def shown(self) -> ShownTicket:
        return ShownTicket(**{name: getattr(self, name) for name in ShownTicket.__slots__})


@dataclass(frozen=True, slots=True)
class Classification:
    """What a ticket is about, as far as it is known. `order_value` is of the order that it is about, `skills` are what
    whoever answers must be good at."""

    category: str | None = None
    loyalty_tier: str | None = None
    market: str | None = None
    order_value: Money | None = None
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TierStanding:
    """The loyalty tier that a customer has (empty: none), and the least priority that it gives to tickets, if any.
    Later news has a higher number."""

    number: int
    tier: str
    priority: Priority | None


@dataclass(frozen=True, slots=True)
class OwnerChoice:
    """The team that a ticket is given to and why, and the agent (None: the team's queue). A later choice has a higher
    number."""

    number: int
    team_id: str
    agent_id: str | None
    reason: str


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
class Inbound:
    """A customer's message as it arrived, with the tier that the customer had."""

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
    market: str | None = None
    standing: TierStanding | None = None
