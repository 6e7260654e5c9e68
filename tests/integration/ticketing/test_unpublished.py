"""What ticketing answers to those who wait for its events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import mongoengine
import pytest

from services.kit import documents
from services.kit.aggregate import Change, Work
from services.kit.store import Pending, Store
from services.ticketing.documents import DOCUMENTS, TICKETS, TicketDocument, oldest_unpublished, unpublished
from services.ticketing.domain.model import Channel, Priority, Ticket, TicketStatus
from services.ticketing.domain.ticket import assign

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def tickets(mongodb_uri, database) -> Iterator[Store[Ticket]]:
    documents.connect("ticketing", mongodb_uri, database.name)
    documents.ensure_indexes(DOCUMENTS)
    yield Store(database, TICKETS, "test", lambda: NOON)
    mongoengine.disconnect("ticketing")


def ticket(number: int) -> Ticket:
    opened = (Channel.CHAT, f"thread-{number}", 1, "customer-1", "", TicketStatus.NEW, Priority.NORMAL, NOON, NOON)
    return Ticket(f"t{number}", *opened)


def happens(tickets: Store[Ticket], tenant: str, number: int, at: datetime) -> list[Pending]:
    """Something happens to the ticket, and stands in its outbox."""
    changed, events = assign(ticket(number), "agent-ana", at)
    _, pending = tickets.run([Work(f"{tenant}/t{number}", lambda _: Change(changed, events, at))])
    return pending


def test_when_kafka_has_all_there_is_none(tickets):
    tickets.settle(happens(tickets, "kumo", 1, NOON))
    assert oldest_unpublished() is None


def test_the_oldest_event_of_all_shops_is_told(tickets):
    happens(tickets, "kumo", 1, NOON)
    oldest = happens(tickets, "nordlicht", 2, NOON - timedelta(minutes=2))
    happens(tickets, "nordlicht", 2, NOON - timedelta(minutes=3))
    assert oldest_unpublished() == NOON - timedelta(minutes=3)
    tickets.settle(oldest)
    assert oldest_unpublished() == NOON - timedelta(minutes=3)


def test_finding_it_costs_what_is_unpublished_however_many_tickets_there_are(tickets):
    tickets.run([Work(f"kumo/t{number}", lambda _, number=number: Change(ticket(number))) for number in range(500)])
    for number in range(3):
        happens(tickets, "kumo", number, NOON)
    plan = unpublished(TicketDocument._get_collection()).limit(1).explain()
    assert "IXSCAN" in str(plan["queryPlanner"]["winningPlan"]), plan
    assert plan["executionStats"]["totalDocsExamined"] <= 3
