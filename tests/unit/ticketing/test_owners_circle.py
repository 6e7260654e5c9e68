"""Ticketing and the SLA service hear one another: what the one chooses the other tells back, and there it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from heliodesk.sla.v1 import events_pb2 as sla
from heliodesk.ticketing.v1 import events_pb2 as ticketing

from services.kit.aggregate import Change
from services.kit.convert import to_proto
from services.kit.envelope import Envelope
from services.kit.stream import Context
from services.sla.domain import clocks as choosing
from services.sla.domain.assignment import Workload
from services.sla.domain.clocks import Step
from services.sla.domain.conditions import Facts
from services.sla.domain.words import Priority
from services.sla.handlers import TicketHandlers
from services.ticketing import handlers
from services.ticketing.domain import ticket as rules
from services.ticketing.domain.model import Channel, Inbound, Ticket
from tests.support.shifts import monday, terms

ENGLISH = Facts(language="en")
ANA_IS_THERE = Workload(present=frozenset({"agent-ana"}))


def context(sequence: int, at: datetime) -> Context:
    envelope = Envelope(f"event-{sequence}", "", "test", "t1", at, "shop", sequence)
    return Context(envelope, at)


def heard_by_ticketing(ticket: Ticket, step: Step, first: int) -> tuple[Ticket, list[Any]]:
    """The ticket after what the SLA service has told, and what ticketing tells of it."""
    heard = {"OwnerChosen": handlers.on_owner_chosen, "TicketHandedOff": handlers.on_handed_off}
    told: list[Any] = []
    for sequence, (event, at) in enumerate(step.told, start=first):
        name = type(event).__name__
        if name not in heard:
            continue
        message = to_proto(event, getattr(sla, name))
        change = heard[name](ticket, message, context(sequence, at))
        if change is not None:
            ticket, told = change.state, [*told, *change.events]
    return ticket, told


def heard_by_sla(step: Step, told: list[Any]) -> list[Change]:
    """What the clocks make of the assignments that ticketing told."""
    assigned = [to_proto(event, ticketing.TicketAssigned) for event in told if hasattr(event, "assignee_id")]
    assert assigned
    follow = TicketHandlers(None).take_assignee
    return [follow(step.clocks, event, context(1, monday("10:00"))) for event in assigned]


def test_an_owner_that_is_chosen_and_handed_on_is_told_back_once_and_changes_nothing():
    ticket, _ = rules.receive(
        None, Inbound("t1", 1, "m1", Channel.EMAIL, "thread", "c1", "", "Hello", None, monday("10:00"))
    )
    under = terms(ENGLISH)
    opened = choosing.opened("t1", ENGLISH, Priority.NORMAL, monday("12:30"), under, lambda: ANA_IS_THERE)
    ticket, told = heard_by_ticketing(ticket, opened, 1)
    assert (ticket.team_id, ticket.assignee_id) == ("berlin", "agent-ana")
    assert [type(event).__name__ for event in told] == ["TicketAssigned"]
    assert heard_by_sla(opened, told) == [Change(opened.clocks)]

    shift_ends = opened.clocks.owned.owner.look_at
    handed_on = choosing.looked_after(opened.clocks, shift_ends, under, lambda: ANA_IS_THERE)
    ticket, told = heard_by_ticketing(ticket, handed_on, 10)
    assert (ticket.team_id, ticket.assignee_id, ticket.message_count) == ("austin", None, 2)
    assert [type(event).__name__ for event in told] == ["TicketAssigned", "NoteAdded"]
    assert heard_by_sla(handed_on, told) == [Change(handed_on.clocks)]


def test_an_assignment_by_a_person_is_known_to_who_chooses_and_answered_by_nothing():
    opened = choosing.opened("t1", ENGLISH, Priority.NORMAL, monday("12:30"), terms(ENGLISH), lambda: ANA_IS_THERE)
    bob = ticketing.TicketAssigned(ticket_id="t1", assignee_id="agent-bob", previous_assignee_id="agent-ana")
    change = TicketHandlers(None).take_assignee(opened.clocks, bob, context(2, monday("12:40")))
    assert change.state.owned.agent == "agent-bob"
    assert replace(change, state=None) == Change(None), "nothing is told, and no timer is set"
