"""The rules of a ticket: who may do what to it, and what happens then."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from services.kit.errors import RefusalKind, Refused
from services.ticketing.domain.events import (
    MessageReceived,
    NoteAdded,
    PriorityChanged,
    ReplySent,
    TicketAssigned,
    TicketClassified,
    TicketLanguageDetected,
    TicketOpened,
    TicketStatusChanged,
)
from services.ticketing.domain.model import (
    Actor,
    ActorKind,
    Classification,
    Inbound,
    OwnerChoice,
    Priority,
    Ticket,
    TicketStatus,
    TierStanding,
)

Decision = tuple[Ticket, list[Any]]

_LOYALTY = Actor(ActorKind.SYSTEM, "loyalty")
_RANKS = {priority: rank for rank, priority in enumerate(Priority)}

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
# A customer's message brings the ticket back to the shop's turn; on hold stays a third party's.
_REOPENED_BY_CUSTOMER = frozenset({TicketStatus.PENDING, TicketStatus.SOLVED})


def receive(ticket: Ticket | None, inbound: Inbound) -> Decision:
    """Opens a ticket with the message, or threads it into the one that there is. A closed one takes none."""
    if ticket is None:
        return _open(inbound)
    if ticket.status is TicketStatus.CLOSED:
        raise closed(ticket)
    received = _received(ticket, inbound)
    moved = replace(ticket, message_count=received.number, updated_at=max(ticket.updated_at, inbound.sent_at))
    moved, learnt = _known_tier(moved, inbound)
    if ticket.market is None:
        moved, told = classify(moved, Classification(market=inbound.market), inbound.sent_at)
        learnt = [*learnt, *told]
    if ticket.status not in _REOPENED_BY_CUSTOMER:
        return moved, [received, *learnt]
    customer = Actor(ActorKind.CUSTOMER, inbound.customer_id)
    reopened, events = _change_status(moved, TicketStatus.OPEN, customer, inbound.sent_at)
    return reopened, [received, *learnt, *events]


def _open(inbound: Inbound) -> Decision:
    ticket = Ticket(
        ticket_id=inbound.ticket_id,
        channel=inbound.channel,
        thread=inbound.thread,
        generation=inbound.generation,
        customer_id=inbound.customer_id,
        subject=inbound.subject,
        status=TicketStatus.NEW,
        priority=_highest(inbound.priority or Priority.NORMAL, inbound.standing),
        opened_at=inbound.sent_at,
        updated_at=inbound.sent_at,
        market=inbound.market,
    )
    opened = TicketOpened(
        ticket.ticket_id,
        ticket.channel,
        ticket.thread,
        ticket.customer_id,
        ticket.subject,
        ticket.priority,
        ticket.opened_at,
        ticket.market,
    )
    received = _received(ticket, inbound)
    tiered, learnt = _known_tier(replace(ticket, message_count=1), inbound)
    return tiered, [opened, received, *learnt]


def _known_tier(ticket: Ticket, inbound: Inbound) -> Decision:
    return (ticket, []) if inbound.standing is None else take_tier(ticket, inbound.standing, inbound.sent_at)


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
    """An agent answers the customer; then the ticket is pending, or what `status` says. It becomes the agent's, where
    it was nobody's."""
    ticket = existing(ticket)
    agent = Actor(ActorKind.AGENT, agent_id)
    sent = ReplySent(
        ticket_id=ticket.ticket_id,
        message_id=message_id,
        number=ticket.message_count + 1,
        author=agent,
        text=text,
        sent_at=now,
        first=ticket.first_replied_at is None,
        customer_language=ticket.language,
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
    return _noted(existing(ticket), message_id, Actor(ActorKind.AGENT, agent_id), now)


def note_handoff(ticket: Ticket | None, message_id: str, author: Actor, at: datetime) -> Decision:
    """One team has handed the ticket to another; nobody needs to know that of a closed one."""
    ticket = existing(ticket)
    return (ticket, []) if ticket.status is TicketStatus.CLOSED else _noted(ticket, message_id, author, at)


def _noted(ticket: Ticket, message_id: str, author: Actor, at: datetime) -> Decision:
    added = NoteAdded(ticket.ticket_id, message_id, ticket.message_count + 1, author, at)
    return replace(ticket, message_count=added.number, updated_at=max(ticket.updated_at, at)), [added]


def assign(ticket: Ticket | None, assignee_id: str | None, now: datetime) -> Decision:
    """Gives the ticket to an agent, or back (None)."""
    ticket = existing(ticket)
    if ticket.assignee_id == assignee_id:
        return ticket, []
    assigned = TicketAssigned(ticket.ticket_id, assignee_id, ticket.assignee_id, now)
    updated_at = max(ticket.updated_at, now)
    return replace(ticket, assignee_id=assignee_id, chosen_agent_id=None, updated_at=updated_at), [assigned]


def take_owner(ticket: Ticket | None, choice: OwnerChoice, at: datetime) -> Decision:
    """A team owns the ticket from now on. It is assigned as was chosen, or given back where that is the team's queue,
    unless somebody has given it to an agent otherwise. An older choice changes nothing."""
    ticket = existing(ticket)
    if choice.number <= ticket.choice_number:
        return ticket, []
    owned = replace(ticket, team_id=choice.team_id, team_reason=choice.reason, choice_number=choice.number)
    if ticket.status is TicketStatus.CLOSED or ticket.assignee_id not in (None, ticket.chosen_agent_id):
        return owned, []
    given, events = assign(owned, choice.agent_id, at)
    return replace(given, chosen_agent_id=choice.agent_id), events


def set_priority(ticket: Ticket | None, priority: Priority, now: datetime, actor: Actor | None = None) -> Decision:
    """`actor` is told where it isn't an agent."""
    ticket = existing(ticket)
    if ticket.priority is priority:
        return ticket, []
    changed = PriorityChanged(ticket.ticket_id, ticket.priority, priority, now, actor)
    return replace(ticket, priority=priority, updated_at=max(ticket.updated_at, now)), [changed]


def take_tier(ticket: Ticket, standing: TierStanding, at: datetime) -> Decision:
    """The customer's tier has changed: the ticket is classified by it, and its priority is raised to the tier's, never
    lowered. Who has no tier any more keeps what the ticket had. Older news, and those of a closed ticket, change
    nothing."""
    if standing.number <= ticket.tier_number or ticket.status is TicketStatus.CLOSED:
        return ticket, []
    known = replace(ticket, tier_number=standing.number)
    classified, events = classify(known, Classification(loyalty_tier=standing.tier or None), at)
    raised, more = set_priority(classified, _highest(ticket.priority, standing), at, _LOYALTY)
    return raised, [*events, *more]


def _highest(priority: Priority, standing: TierStanding | None) -> Priority:
    if standing is None or standing.priority is None:
        return priority
    return max(priority, standing.priority, key=_RANKS.__getitem__)


def set_status(ticket: Ticket | None, status: TicketStatus, agent_id: str, now: datetime) -> Decision:
    """An agent brings the ticket into another status. Raises Refused where that can't be."""
    ticket = existing(ticket)
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


def classify(ticket: Ticket | None, known: Classification, now: datetime) -> Decision:
    """Says what the ticket is about, also when it has ended; what isn't said stays as it is."""
    ticket = existing(ticket)
    said = {name: getattr(known, name) for name in known.__slots__} | {"skills": tuple(sorted(set(known.skills)))}
    news = {name: value for name, value in said.items() if value and value != getattr(ticket, name)}
    if not news:
        return ticket, []
    classified = TicketClassified(ticket.ticket_id, now, **news)
    return replace(ticket, **news, updated_at=max(ticket.updated_at, now)), [classified]


def detect_language(ticket: Ticket | None, language: str, now: datetime) -> Decision:
    """The first language that is found is the ticket's."""
    ticket = existing(ticket)
    if ticket.language is not None:
        return ticket, []
    return replace(ticket, language=language), [TicketLanguageDetected(ticket.ticket_id, language, now)]


def existing(ticket: Ticket | None) -> Ticket:
    if ticket is None:
        raise Refused("TICKET_NOT_FOUND", "there is no such ticket", RefusalKind.NOT_FOUND)
    return ticket


def closed(ticket: Ticket) -> Refused:
    return Refused("TICKET_CLOSED", f"ticket {ticket.ticket_id} is closed", RefusalKind.FAILED_PRECONDITION)
