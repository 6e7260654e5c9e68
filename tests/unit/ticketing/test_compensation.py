"""What an agent gives a ticket's customer, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from heliodesk.loyalty.v1 import correction_events_pb2 as events
from hypothesis import given
from hypothesis import strategies as st

from services.kit.errors import Refused
from services.kit.ids import new_id
from services.ticketing import compensating
from services.ticketing.domain.compensation import MOST, decided, grant
from services.ticketing.domain.model import (
    Actor,
    ActorKind,
    Channel,
    Compensation,
    CompensationState,
    Priority,
    Ticket,
    TicketStatus,
)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)
ANA = Actor(ActorKind.AGENT, "ana")
GRANTED, APPROVED, REJECTED = CompensationState


def ticket(status: TicketStatus = TicketStatus.OPEN) -> Ticket:
    return Ticket("t1", Channel.EMAIL, "thread", 1, "c1", "Parcel", status, Priority.NORMAL, NOON, NOON)


def points(number: int = 1, amount: int = 250) -> Compensation:
    return Compensation(f"k{number}", amount, "", "The parcel came late", ANA, LATER)


def test_points_are_granted_to_the_tickets_customer_and_wait_for_loyalty():
    after, (told,) = grant(ticket(), points())
    assert [one.state for one in after.compensations] == [GRANTED]
    assert after.updated_at == LATER
    assert (told.ticket_id, told.compensation_id, told.customer_id) == ("t1", "k1", "c1")
    assert (told.points, told.reward_id, told.reason, told.actor) == (250, "", "The parcel came late", ANA)


def test_what_was_granted_before_is_granted_once_whatever_has_become_of_it():
    after, _ = grant(ticket(), points())
    closed = replace(decided(after, "k1", APPROVED, "", LATER), status=TicketStatus.CLOSED)
    for known in (after, closed):
        assert grant(known, points()) == (known, [])


@pytest.mark.parametrize("status", TicketStatus)
def test_only_a_closed_ticket_takes_no_compensation(status):
    if status is TicketStatus.CLOSED:
        with pytest.raises(Refused, match="TICKET_CLOSED"):
            grant(ticket(status), points())
    else:
        assert grant(ticket(status), points())[0].compensations == (points(),)


def test_a_ticket_that_is_not_there_takes_none():
    with pytest.raises(Refused, match="TICKET_NOT_FOUND"):
        grant(None, points())


def test_a_ticket_takes_so_many_and_no_more():
    full = ticket()
    for number in range(MOST):
        full, _ = grant(full, points(number))
    with pytest.raises(Refused, match="TOO_MANY_COMPENSATIONS"):
        grant(full, points(MOST))
    assert grant(full, points(0)) == (full, [])


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from((APPROVED, REJECTED))), max_size=12))
def test_what_was_rejected_stays_so_and_what_was_approved_may_fall_through(decisions):
    known = ticket()
    for number in range(2):
        known, _ = grant(known, points(number))
    last: dict[int, CompensationState] = {}
    for number, state in decisions:
        last[number] = REJECTED if last.get(number) is REJECTED else state
        known = decided(known, f"k{number}", state, "no" if state is REJECTED else "", LATER)
    assert [one.state for one in known.compensations] == [last.get(number, GRANTED) for number in range(2)]


def test_corrections_that_name_no_ticket_are_nothing_to_tickets():
    ticket_id = new_id()
    named = {name: events.CorrectionApproved(ticket_id=name) for name in ("", "my ticket", "a/b", ticket_id)}
    assert {name: compensating.ticket_of(event) for name, event in named.items()} == {
        "": "",
        "my ticket": "",
        "a/b": "",
        ticket_id: ticket_id,
    }
