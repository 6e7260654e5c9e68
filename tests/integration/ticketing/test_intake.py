"""Messages on their way into tickets, on the real store."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import mongoengine
import pytest

from services.kit import documents as kit_documents
from services.kit.store import Store
from services.ticketing import documents, handlers
from services.ticketing.documents import DOCUMENTS, MEMBERS, TICKETS
from services.ticketing.domain import ticket as rules
from services.ticketing.domain.model import Channel, TicketStatus
from services.ticketing.tiers import Tiers

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def tickets(database, mongodb_uri):
    connected = kit_documents.connect("ticketing", mongodb_uri, database.name)
    kit_documents.ensure_indexes(DOCUMENTS)
    yield Store(connected, TICKETS, "test", lambda: NOON)
    mongoengine.disconnect("ticketing")


def message(number: int, thread: str = "thread-1") -> handlers.ReceiveMessage:
    return handlers.ReceiveMessage(
        "shop", Channel.EMAIL, thread, f"ext-{number}", "c1", "Parcel", f"text {number}", None, NOON
    )


def receive(tickets, *messages):
    members = Store(tickets.database, MEMBERS, "test", lambda: NOON)
    return handlers.receive_messages(tickets, Tiers(members, tickets, lambda _: None), messages)[0]


def close(tickets, ticket_id):
    tickets.run(
        [
            handlers.decided_by_agent(
                "shop", ticket_id, "", NOON, lambda t: rules.set_status(t, TicketStatus.CLOSED, "ana", NOON), ""
            )
        ]
    )


def test_two_first_messages_at_once_open_one_ticket_two_hundred_times(tickets):
    results: dict[str, list] = {f"thread-{n}": [] for n in range(200)}
    barrier = threading.Barrier(2)

    def write(number):
        for thread, found in results.items():
            barrier.wait()
            found.extend(receive(tickets, message(number, thread)))

    writers = [threading.Thread(target=write, args=(number,)) for number in (1, 2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert tickets.collection.count_documents({}) == 200
    for found in results.values():
        assert len({received.ticket_id for received in found}) == 1
        assert sorted(received.number for received in found) == [1, 2]


def test_a_message_that_comes_again_answers_as_it_did(tickets):
    first = receive(tickets, message(1))[0]
    receive(tickets, message(2))
    again = receive(tickets, message(1))[0]
    assert again == first and again.opened
    ticket = tickets.get(f"shop/{first.ticket_id}")
    assert ticket.message_count == 2


def test_a_message_twice_in_one_batch_counts_once(tickets):
    first, second = receive(tickets, message(1), message(1))
    assert first == second


def test_a_message_after_the_end_opens_the_next_ticket_of_the_conversation(tickets):
    first = receive(tickets, message(1))[0]
    close(tickets, first.ticket_id)
    second = receive(tickets, message(2))[0]
    assert second.opened and second.ticket_id != first.ticket_id
    close(tickets, second.ticket_id)
    third = receive(tickets, message(3))[0]
    assert tickets.get(f"shop/{third.ticket_id}").generation == 3
    assert receive(tickets, message(2))[0] == second, "a repetition finds the ticket that it went to"


def test_messages_are_read_in_their_order_before_and_after_they_are_settled(tickets):
    ticket_id = receive(tickets, message(1), message(2), message(3))[0].ticket_id

    def read():
        return [(m.number, m.text) for m in documents.list_messages(tickets, "shop", ticket_id, 0, 10)]

    expected = [(1, "text 1"), (2, "text 2"), (3, "text 3")]
    assert read() == expected
    tickets.settle(tickets.waiting(10))
    assert read() == expected


def test_every_query_of_the_read_side_uses_an_index(tickets):
    receive(tickets, message(1))
    queries = [
        ({"tenant": "shop"}, [("state.opened_at", -1), ("_id", -1)]),
        ({"tenant": "shop", "state.status": "new"}, [("state.opened_at", -1), ("_id", -1)]),
        ({"tenant": "shop", "state.customer_id": "c1"}, [("state.opened_at", -1), ("_id", -1)]),
        ({"outbox.time": {"$gt": ""}}, [("outbox.time", 1)]),
    ]
    for query, order in queries:
        plan = str(tickets.collection.find(query).sort(order).explain()["queryPlanner"]["winningPlan"])
        assert "IXSCAN" in plan, query


def test_a_tenant_does_not_see_another_ones_tickets(tickets):
    receive(tickets, message(1))
    assert documents.list_tickets("other", {}, 10, "")[0] == []
    assert len(documents.list_tickets("shop", {}, 10, "")[0]) == 1


def test_pages_of_tickets_follow_one_another_without_gap_or_repetition(tickets):
    receive(tickets, *(message(1, f"thread-{n}") for n in range(25)))
    seen, cursor = [], ""
    while True:
        page, cursor = documents.list_tickets("shop", {}, 10, cursor)
        seen.extend(ticket.ticket_id for ticket in page)
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == 25
