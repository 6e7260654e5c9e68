"""What a case makes of the events that it follows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from google.protobuf.message import Message
from heliodesk.common.v1 import types_pb2 as common
from heliodesk.escalation.v1 import case_events_pb2 as decided
from heliodesk.escalation.v1 import events_pb2 as escalation
from heliodesk.sla.v1 import events_pb2 as sla
from heliodesk.sla.v1 import types_pb2 as sla_types
from heliodesk.ticketing.v1 import events_pb2 as ticketing
from heliodesk.ticketing.v1 import types_pb2 as ticketing_types

from services.escalation.books import ChainBooks
from services.escalation.domain.case import Called, Case
from services.escalation.domain.cause import Facts
from services.escalation.domain.chain import ChainBook
from services.escalation.domain.words import EscalationState, Priority, Target, Trigger
from services.escalation.stream import stream
from services.kit.aggregate import Change
from services.kit.clock import HeldClock
from services.kit.convert import from_document, to_document, to_proto
from services.kit.envelope import Envelope
from services.kit.instants import to_timestamp
from services.kit.stream import Context
from tests.support.chains import chain, notify, raise_to, repeat, wait, webhook

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
LATER = AT + timedelta(minutes=5)
TICKET = "ticket-1"
BOTH = chain(triggers=(Trigger.WARNING, Trigger.BREACH))


class _Nobody:
    def get(self, _: str) -> None:
        return None


STREAM = stream(ChainBooks(_Nobody(), HeldClock(AT)))


def handled(case: Case | None, event: Message, *chains) -> Change[Case] | None:
    name = event.DESCRIPTOR.full_name
    envelope = Envelope("event-1", name, "test", TICKET, AT, "kumo", 1)
    return STREAM.by_type[name].handler(case, event, Context(envelope, LATER, ChainBook("kumo", chains or (BOTH,))))


def stamp(at: datetime = LATER):
    return to_timestamp(at)


def called(target: Target = Target.FIRST_RESPONSE, trigger: Trigger = Trigger.BREACH) -> Case:
    return Case(called=(Called("e-1", "breach", trigger, target, AT),))


def test_facts_of_the_ticket_are_learned_from_its_events():
    case = None
    for event in (
        ticketing.TicketOpened(priority=ticketing_types.PRIORITY_LOW, market="DE", opened_at=stamp()),
        ticketing.PriorityChanged(to=ticketing_types.PRIORITY_HIGH),
        ticketing.TicketLanguageDetected(language="de"),
        ticketing.TicketClassified(loyalty_tier="gold"),
    ):
        case = handled(case, event).state
    assert case.facts == Facts(Priority.HIGH, "DE", "gold", "de")
    assert handled(case, ticketing.TicketLanguageDetected(language="de")) is None


def test_a_ticket_of_which_nothing_is_known_is_known():
    assert handled(None, ticketing.TicketOpened(opened_at=stamp())).state == Case()


@pytest.mark.parametrize(
    ("event", "trigger"),
    [(sla.ClockWarned(warned_at=stamp()), "warning"), (sla.ClockBreached(breached_at=stamp()), "breach")],
)
def test_a_clock_s_event_brings_the_facts_that_it_is_judged_by(event, trigger):
    event.target = sla_types.TARGET_RESOLUTION
    event.priority = ticketing_types.PRIORITY_URGENT
    event.facts.CopyFrom(sla_types.TicketFacts(market="DE", language="de", loyalty_tier="gold"))
    choosy = chain(
        triggers=tuple(Trigger),
        priorities=(Priority.URGENT,),
        markets=("DE",),
        languages=("de",),
        loyalty_tiers=("gold",),
        crisis=False,
    )
    (started,) = handled(None, event, choosy).events
    assert (started.trigger, started.target, started.called_at) == (trigger, Target.RESOLUTION, LATER)


@pytest.mark.parametrize(
    ("event", "target"),
    [
        (sla.ClockMet(target=sla_types.TARGET_RESOLUTION, met_at=stamp()), Target.RESOLUTION),
        (sla.ClockCancelled(target=sla_types.TARGET_RESOLUTION, cancelled_at=stamp()), Target.RESOLUTION),
        (ticketing.ReplySent(author={"kind": common.ACTOR_KIND_AGENT}, sent_at=stamp()), Target.FIRST_RESPONSE),
        (ticketing.ReplySent(author={"kind": common.ACTOR_KIND_AGENT}, sent_at=stamp()), Target.NEXT_RESPONSE),
        (ticketing.RefundIssued(issued_at=stamp()), Target.REFUND_AFTER_RECEIPT),
        (ticketing.PublicReplyPosted(posted_at=stamp()), Target.PUBLIC_REPLY),
    ],
)
def test_what_a_promise_wanted_ends_what_was_called_for_it_and_nothing_else(event, target):
    (off,) = handled(called(target), event).events
    assert (off.escalation_id, off.called_off_at) == ("e-1", LATER)
    other = Target.RESOLUTION if target is not Target.RESOLUTION else Target.PUBLIC_REPLY
    assert handled(called(other), event).events == ()


def test_an_automatic_answer_ends_nothing():
    assert handled(called(), ticketing.ReplySent(author={"kind": common.ACTOR_KIND_ASSISTANT}, sent_at=stamp())) is None


@pytest.mark.parametrize(
    "event",
    [
        ticketing.TicketStatusChanged(to=ticketing_types.TICKET_STATUS_SOLVED, changed_at=stamp()),
        ticketing.TicketStatusChanged(to=ticketing_types.TICKET_STATUS_CLOSED, changed_at=stamp()),
        ticketing.TicketMerged(merged_at=stamp()),
        ticketing.TicketMarkedAsSpam(marked_at=stamp()),
        ticketing.TicketDeleted(deleted_at=stamp()),
    ],
)
def test_the_end_of_a_ticket_ends_all_and_says_why(event):
    (off,) = handled(called(trigger=Trigger.SENTIMENT), event).events
    assert off.why.startswith("the ticket ")


@pytest.mark.parametrize(
    ("event", "state"),
    [
        (escalation.EscalationAcknowledged(escalation_id="e-1"), EscalationState.ACKNOWLEDGED),
        (escalation.EscalationExhausted(escalation_id="e-1"), EscalationState.EXHAUSTED),
        (escalation.EscalationResolved(escalation_id="e-1"), EscalationState.RESOLVED),
    ],
)
def test_a_case_knows_what_became_of_its_escalations(event, state):
    change = handled(called(), event)
    assert change.state.called[0].state is state
    assert handled(change.state, event) is None
    assert handled(None, event) is None


def test_a_crisis_that_was_retired_meanwhile_is_not_started():
    event = decided.CrisisCalled(chain_id="crisis", trigger=6, called_at=stamp())
    assert handled(None, event, chain(chain_id="crisis", crisis=True)).events[0].ticket_id == ""
    assert handled(None, event, chain(chain_id="crisis", crisis=True, retired=True)) is None


def test_an_escalation_starts_with_its_first_timer_and_ends_with_none():
    steps = (notify(), wait(60), webhook(), raise_to(), wait(9, open_time=True), repeat(0, 2))
    case_event = handled(None, sla.ClockBreached(target=1, breached_at=stamp()), chain(*steps)).events[0]
    event = to_proto(case_event, decided.ChainCalled)
    started = handled(None, event)
    assert [write.document["what"] for write in started.writes] == ["notify.0.0"]
    assert started.state.chain.steps == steps
    assert from_document(to_document(started.state), type(started.state)) == started.state
    assert handled(started.state, event) is None
    off = decided.ChainCalledOff(escalation_id=case_event.escalation_id, why="solved", called_off_at=stamp())
    ended = handled(started.state, off)
    assert (ended.state.state, ended.writes) == (EscalationState.RESOLVED, ())
    assert handled(None, off) is None
