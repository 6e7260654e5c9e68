"""The rules of a ticket."""

from __future__ import annotations

import contextlib
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.errors import Refused
from services.kit.money import Money
from services.ticketing.domain import ticket as rules
from services.ticketing.domain.model import (
    Actor,
    ActorKind,
    Channel,
    Classification,
    Inbound,
    OwnerChoice,
    Priority,
    Ticket,
    TicketStatus,
)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


SLA = Actor(ActorKind.SYSTEM, "sla")


def inbound(number: int = 1, at: datetime = NOON, market: str | None = None) -> Inbound:
    return Inbound("t1", 1, f"m{number}", Channel.EMAIL, "thread", "c1", "Parcel", "Where is it?", None, at, market)


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


def test_the_market_is_told_when_the_ticket_opens():
    ticket, events = rules.receive(None, inbound(market="DE"))
    assert (ticket.market, events[0].market) == ("DE", "DE")


def test_a_market_that_is_told_later_is_learnt_once():
    ticket, events = rules.receive(opened(), inbound(2, market="DE"))
    assert names(events) == ["MessageReceived", "TicketClassified"]
    assert (ticket.market, events[1].market) == ("DE", "DE")
    ticket, events = rules.receive(ticket, inbound(3, market="FR"))
    assert names(events) == ["MessageReceived"] and ticket.market == "DE"


def test_a_classification_tells_only_what_changed():
    ticket, _ = rules.classify(opened(), Classification(category="refund", loyalty_tier="gold"), NOON)
    ticket, events = rules.classify(ticket, Classification(category="refund", loyalty_tier="silver"), NOON)
    assert names(events) == ["TicketClassified"]
    assert (events[0].category, events[0].loyalty_tier) == (None, "silver")
    assert (ticket.category, ticket.loyalty_tier) == ("refund", "silver")


def test_a_classification_that_says_nothing_new_is_no_event():
    known = Classification("refund", "gold", "DE", Money(0, "EUR"), ("invoices", "returns"))
    ticket, events = rules.classify(opened(), known, NOON)
    assert len(events) == 1 and ticket.order_value == Money(0, "EUR")
    again = replace(known, skills=("returns", "invoices", "returns"))
    assert rules.classify(ticket, again, NOON) == (ticket, [])
    assert rules.classify(ticket, Classification(), NOON) == (ticket, [])


def test_a_ticket_that_has_ended_may_still_be_classified():
    closed, _ = rules.set_status(opened(), TicketStatus.CLOSED, "ana", NOON)
    ticket, events = rules.classify(closed, Classification(category="refund"), NOON)
    assert names(events) == ["TicketClassified"] and ticket.status is TicketStatus.CLOSED


def chosen(ticket: Ticket, number: int, team: str, agent: str | None = None) -> tuple[Ticket, list[object]]:
    return rules.take_owner(ticket, OwnerChoice(number, team, agent, f"{team} is there"), NOON)


def test_a_ticket_without_an_assignee_is_given_to_the_agent_that_was_chosen():
    ticket, events = chosen(opened(), 1, "emea", "ana")
    assert (ticket.team_id, ticket.team_reason, ticket.assignee_id) == ("emea", "emea is there", "ana")
    assert names(events) == ["TicketAssigned"] and events[0].previous_assignee_id is None


def test_a_team_without_an_agent_takes_the_ticket_into_its_queue():
    ticket, events = chosen(opened(), 1, "emea")
    assert (ticket.team_id, ticket.assignee_id, events) == ("emea", None, [])


def test_whom_the_former_team_chose_is_relieved_by_the_next_one():
    ticket, _ = chosen(opened(), 1, "emea", "ana")
    given, events = chosen(ticket, 2, "apac", "mei")
    assert given.assignee_id == "mei" and events[0].previous_assignee_id == "ana"
    queued, events = chosen(ticket, 2, "apac")
    assert queued.assignee_id is None and names(events) == ["TicketAssigned"]


def test_whom_a_person_chose_stays_whatever_teams_come_and_go():
    ticket, _ = chosen(opened(), 1, "emea", "ana")
    ticket, _ = rules.assign(ticket, "bob", NOON)
    ticket, events = chosen(ticket, 2, "apac", "mei")
    assert (ticket.team_id, ticket.assignee_id, events) == ("apac", "bob", [])
    ticket, _ = rules.assign(ticket, None, NOON)
    assert chosen(ticket, 3, "emea", "ana")[0].assignee_id == "ana"


def test_a_person_who_takes_it_back_to_a_former_choice_has_chosen():
    ticket, _ = chosen(opened(), 1, "emea", "ana")
    for assignee in ("bob", "ana"):
        ticket, _ = rules.assign(ticket, assignee, NOON)
    assert chosen(ticket, 2, "apac", "mei")[0].assignee_id == "ana"


def test_an_older_choice_and_one_that_comes_again_change_nothing():
    ticket, _ = chosen(opened(), 2, "apac", "mei")
    assert chosen(ticket, 1, "emea", "ana") == (ticket, [])
    assert chosen(ticket, 2, "apac", "mei") == (ticket, [])


def test_a_closed_ticket_is_assigned_to_nobody_any_more():
    closed, _ = rules.set_status(opened(), TicketStatus.CLOSED, "ana", NOON)
    ticket, events = chosen(closed, 1, "emea", "ana")
    assert (ticket.team_id, ticket.assignee_id, events) == ("emea", None, [])


def test_a_handoff_is_noted_by_the_system():
    ticket, events = rules.note_handoff(opened(), "m2", SLA, NOON)
    assert names(events) == ["NoteAdded"] and events[0].author == SLA
    assert (ticket.message_count, events[0].number) == (2, 2)


def test_a_handoff_of_a_closed_ticket_adds_nothing():
    closed, _ = rules.set_status(opened(), TicketStatus.CLOSED, "ana", NOON)
    assert rules.note_handoff(closed, "m2", SLA, NOON) == (closed, [])


def test_what_is_shown_of_a_ticket_is_all_but_what_we_keep_for_ourselves():
    ticket, _ = chosen(opened(), 1, "emea", "ana")
    hidden = {field.name for field in fields(ticket)} - {field.name for field in fields(ticket.shown)}
    assert hidden == {"choice_number", "chosen_agent_id", "tier_number"}
    assert all(getattr(ticket.shown, field.name) == getattr(ticket, field.name) for field in fields(ticket.shown))


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
        lambda: rules.classify(None, Classification(category="refund"), NOON),
        lambda: rules.take_owner(None, OwnerChoice(1, "emea", None, ""), NOON),
        lambda: rules.note_handoff(None, "m", SLA, NOON),
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
    st.tuples(st.just("owner"), st.sampled_from(["ana", "mei", None])),
    st.just(("handoff", None)),
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
        case "owner":
            return rules.take_owner(ticket, OwnerChoice(step, "emea", value, "it is there"), at)
        case "handoff":
            return rules.note_handoff(ticket, f"m{step}", SLA, at)
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
