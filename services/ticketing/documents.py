"""What ticketing keeps, with the indexes of its queries, and the read side's queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import mongoengine
from pymongo.collection import Collection
from pymongo.cursor import Cursor
from pymongo.database import Database

from services.kit.aggregate import Kind
from services.kit.convert import from_document, to_document
from services.kit.documents import OUTBOX_INDEX, AggregateDocument, page
from services.kit.ids import document_id
from services.kit.instants import from_text
from services.kit.mongo import store_errors
from services.kit.parts import read_parts
from services.kit.store import Store
from services.kit.topics import TICKET
from services.ticketing.domain.member import Member
from services.ticketing.domain.model import Actor, Message, MessageKind, Ticket, TicketStatus
from services.ticketing.domain.order import Order

TIMELINE_LENGTH = 200


class TicketDocument(AggregateDocument):
    meta = {
        "db_alias": "ticketing",
        "collection": "tickets",
        "indexes": [
            OUTBOX_INDEX,
            ("tenant", "-state.opened_at", "-_id"),
            ("tenant", "state.status", "-state.opened_at", "-_id"),
            ("tenant", "state.customer_id", "-state.opened_at", "-_id"),
            ("tenant", "state.team_id", "-state.opened_at", "-_id"),
        ],
    }


class MessageDocument(mongoengine.Document):
    """A message of a ticket. It counts once `number` and `aggregate` are there, or the ticket lists it."""

    meta = {
        "db_alias": "ticketing",
        "collection": "messages",
        "strict": False,
        "auto_create_index": False,
        "indexes": [("aggregate", "number")],
    }

    id = mongoengine.StringField(primary_key=True)
    aggregate = mongoengine.StringField()
    number = mongoengine.IntField()


class OrderDocument(AggregateDocument):
    meta = {
        "db_alias": "ticketing",
        "collection": "orders",
        "indexes": [
            ("tenant", "-state.updated_at", "-_id"),
            ("tenant", "state.customer_id", "-state.updated_at", "-_id"),
        ],
    }


class ConversationDocument(mongoengine.Document):
    """Which ticket of a conversation is the present one, for conversations whose first ticket is closed."""

    meta = {"db_alias": "ticketing", "collection": "conversations", "strict": False}

    id = mongoengine.StringField(primary_key=True)
    generation = mongoengine.IntField()


class CustomerDocument(AggregateDocument):
    """A customer who has, or had, a loyalty tier; `_id` is `<tenant>/<customer id>`."""

    meta = {"db_alias": "ticketing", "collection": "members"}


DOCUMENTS = (TicketDocument, MessageDocument, OrderDocument, CustomerDocument)

TICKETS = Kind(name="ticket", collection="tickets", state=Ticket, topic=TICKET, parts="messages")
ORDERS = Kind(name="order", collection="orders", state=Order)
MEMBERS = Kind(name="member", collection="members", state=Member)


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """What a message's document holds of it; its ticket and number are stamped on."""

    message_id: str
    kind: MessageKind
    author: Actor
    text: str
    sent_at: datetime
    external_id: str = ""


def message_part(message: StoredMessage) -> dict[str, Any]:
    return {"message": to_document(message)}


def list_tickets(tenant: str, filters: dict[str, Any], size: int, cursor: str) -> tuple[list[Ticket], str]:
    """A tenant's tickets, newest first, by status, customer or team."""
    rows, next_cursor = page(TicketDocument, Ticket, tenant, filters, newest_by="opened_at", size=size, cursor=cursor)
    return [ticket for _, ticket in rows], next_cursor


def open_tickets_of(tenant: str, customer_id: str, size: int) -> Iterator[list[str]]:
    """The ids of a customer's tickets that aren't closed, page by page. Raises Away."""
    with store_errors():
        found = tickets_of(tenant, customer_id)
        ids = [one["_id"] for one in found if one["state"]["status"] != TicketStatus.CLOSED.value]
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def tickets_of(tenant: str, customer_id: str) -> Cursor[dict[str, Any]]:
    """Ids and statuses of all of them: a customer has few, and the index has no status."""
    query = {"tenant": tenant, "state.customer_id": customer_id}
    return TicketDocument._get_collection().find(query, {"state.status": 1})


def list_orders(tenant: str, filters: dict[str, Any], size: int, cursor: str) -> tuple[list[Order], str]:
    """A tenant's orders, the last touched first."""
    rows, next_cursor = page(OrderDocument, Order, tenant, filters, newest_by="updated_at", size=size, cursor=cursor)
    return [order for _, order in rows], next_cursor


def list_messages(
    tickets: Store[Ticket], tenant: str, ticket_id: str, after: int, limit: int, notes: bool = True
) -> list[Message]:
    """The messages that count, in their order, from number `after` + 1 on; with `notes` or without. Raises Away."""
    found: list[Message] = []
    while len(found) < limit:
        parts = read_parts(tickets, document_id(tenant, ticket_id), after, limit)
        read = [_message(ticket_id, number, from_document(part["message"], StoredMessage)) for number, part in parts]
        found += [message for message in read if notes or message.kind is not MessageKind.NOTE]
        if len(read) < limit:
            break
        after = read[-1].number
    return found[:limit]


def get_message(
    database: Database[dict[str, Any]], tenant: str, ticket_id: str, message_id: str, number: int
) -> Message:
    """One message that is known to count."""
    with store_errors():
        part = database["messages"].find_one({"_id": document_id(tenant, message_id)})
    return _message(ticket_id, number, from_document(part["message"], StoredMessage))


def _message(ticket_id: str, number: int, stored: StoredMessage) -> Message:
    return Message(
        message_id=stored.message_id,
        ticket_id=ticket_id,
        number=number,
        kind=stored.kind,
        author=stored.author,
        text=stored.text,
        sent_at=stored.sent_at,
        external_id=stored.external_id,
    )


def oldest_unpublished() -> datetime | None:
    """When the oldest event happened that stands in an outbox, over all tenants; None where none does. Tickets are the
    only ones that have events: what is known of orders is told by others. Raises Away."""
    with store_errors():
        found = next(unpublished(TicketDocument._get_collection()).limit(1), None)
    return min(from_text(entry["time"]) for entry in found["outbox"]) if found else None


def unpublished(tickets: Collection[dict[str, Any]]) -> Cursor[dict[str, Any]]:
    """What stands in the outboxes, the oldest event first."""
    return tickets.find({"outbox.time": {"$gt": ""}}, {"outbox.time": 1}).sort("outbox.time", 1)


def conversation_generation(database: Database[dict[str, Any]], conversation_id: str) -> int:
    """The generation of the conversation's last known ticket; 1, where only the first one is."""
    with store_errors():
        found = database["conversations"].find_one({"_id": conversation_id})
    return found["generation"] if found else 1


def note_generation(database: Database[dict[str, Any]], conversation_id: str, generation: int) -> None:
    """Remembers where to look next time; only a short cut, so it is written after the fact."""
    with store_errors():
        database["conversations"].update_one(
            {"_id": conversation_id}, {"$max": {"generation": generation}}, upsert=True
        )
