"""The rules of a ticket."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.errors import Refused
from services.ticketing.domain import ticket as rules
from services.ticketing.domain.model import Channel, Inbound, Priority, Ticket, TicketStatus

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def inbound(number: int = 1, at: datetime = NOON) -> Inbound:
    return Inbound("t1", 1, f"m{number}", Channel.EMAIL, "thread", "c1", "Parcel", "Where is it?", None, at)


def opened() -> Ticket:
    return rules.receive(None, inbound())[0]


def names(events: list[object]) -> list[str]:
    return [type(event).__name__ for event in events]


def test_a_first_message_opens_a_new_ticket_of_normal_priority():
    ticket, events = rules.receive(None, inbound())
    assert names(events) == ["TicketOpened", "MessageReceived"]
    assert (ticket.status, ticket.priority, ticket.message_count) == (TicketStatus.NEW, Priority.NORMAL, 1)


def test_a_later_message_threads_into_the_ticket():
    ticket, events = rules.receive(opened(), inbound(2))
    assert names(events) == ["MessageReceived"]
    assert (events[0].number, ticket.message_count) == (2, 2)


@pytest.mark.parametrize("status", [TicketStatus.PENDING, TicketStatus.SOLVED])
def test_a_customers_message_brings_the_ticket_back_to_the_shops_turn(status):
    waiting, _ = rules.set_status(opened(), status, "ana", NOON)
    ticket, events = rules.receive(waiting, inbound(2))
    assert names(events) == ["MessageReceived", "TicketStatusChanged"]
    assert ticket.status is TicketStatus.OPEN
    assert ticket.reopen_count == (status is TicketStatus.SOLVED)
    assert ticket.solved_at is None


def test_a_third_partys_turn_goes_on_when_the_customer_writes():
    held, _ = rules.set_status(opened(), TicketStatus.ON_HOLD, "ana", NOON)
    assert rules.receive(held, inbound(2))[0].status is TicketStatus.ON_HOLD


def test_a_closed_ticket_takes_no_message():
    closed, _ = rules.set_status(opened(), TicketStatus.CLOSED, "ana", NOON)
    with pytest.raises(Refused, match="TICKET_CLOSED"):
        rules.receive(closed, inbound(2))


def test_the_first_reply_is_told_from_later_ones_and_takes_the_ticket():
    answered, events = rules.reply(opened(), "m2", "ana", "Tomorrow.", None, NOON)
    assert names(events) == ["ReplySent", "TicketAssigned", "TicketStatusChanged"]
    assert events[0].first and answered.assignee_id == "ana" and answered.status is TicketStatus.PENDING
    _, again = rules.reply(answered, "m3", "bob", "Today!", None, NOON)
    assert names(again) == ["ReplySent"] and not again[0].first


def test_a_note_changes_nothing_for_the_customer():
    ticket, events = rules.add_note(opened(), "m2", "ana", NOON)
    assert names(events) == ["NoteAdded"]
    assert ticket.status is TicketStatus.NEW and ticket.first_replied_at is None


def test_what_is_so_already_is_no_event():
    ticket = opened()
    assert rules.assign(ticket, None, NOON)[1] == []
    assert rules.set_priority(ticket, Priority.NORMAL, NOON)[1] == []
    assert rules.set_status(ticket, TicketStatus.NEW, "ana", NOON)[1] == []


def test_what_is_not_there_is_not_found():
    for command in (
        lambda: rules.reply(None, "m", "ana", "Hi", None, NOON),
        lambda: rules.add_note(None, "m", "ana", NOON),
        lambda: rules.assign(None, "ana", NOON),
        lambda: rules.set_priority(None, Priority.HIGH, NOON),
        lambda: rules.set_status(None, TicketStatus.OPEN, "ana", NOON),
    ):
        with pytest.raises(Refused, match="TICKET_NOT_FOUND"):
            command()


COMMANDS = st.one_of(
    st.just(("message", None)),
    st.just(("reply", None)),
    st.just(("note", None)),
    st.tuples(st.just("status"), st.sampled_from(TicketStatus)),
    st.tuples(st.just("priority"), st.sampled_from(Priority)),
    st.tuples(st.just("assign"), st.sampled_from(["ana", "bob", None])),
)


def done(ticket, what, value, step):
    at = NOON + timedelta(minutes=step)
    match what:
        case "message":
            return rules.receive(ticket, inbound(step, at))
        case "reply":
            return rules.reply(ticket, f"m{step}", "ana", "Hi", None, at)
        case "note":
            return rules.add_note(ticket, f"m{step}", "ana", at)
        case "status":
            return rules.set_status(ticket, value, "ana", at)
        case "priority":
            return rules.set_priority(ticket, value, at)
        case _:
            return rules.assign(ticket, value, at)


@given(st.lists(COMMANDS, max_size=30))
def test_whatever_is_done_the_events_tell_the_whole_story(commands):
    ticket, story = rules.receive(None, inbound())
    for step, (what, value) in enumerate(commands, start=2):
        with contextlib.suppress(Refused):
            ticket, events = done(ticket, what, value, step)
            story = [*story, *events]
    assert told(story) == (ticket.status, ticket.priority, ticket.assignee_id, ticket.message_count)


def told(story):
    """What somebody knows who has only heard the events."""
    status, priority, assignee, messages = TicketStatus.NEW, Priority.NORMAL, None, 0
    for event in story:
        match type(event).__name__:
            case "TicketStatusChanged":
                assert event.from_ is status
                status = event.to
            case "PriorityChanged":
                assert event.from_ is priority
                priority = event.to
            case "TicketAssigned":
                assert event.previous_assignee_id == assignee
                assignee = event.assignee_id
            case "MessageReceived" | "ReplySent" | "NoteAdded":
                messages += 1
                assert event.number == messages
    return status, priority, assignee, messages
