"""What is told of a ticket's clocks while its life goes on."""

from datetime import timedelta

import pytest
from heliodesk.sla.v1 import events_pb2
from hypothesis import given, settings
from hypothesis import strategies as st

from services.kit.convert import to_proto
from services.sla.domain import clocks as rules
from services.sla.domain.assignment import Workload
from services.sla.domain.clocks import Step, TicketClocks
from services.sla.domain.conditions import Facts
from services.sla.domain.events import (
    ClockBreached,
    ClockCancelled,
    ClockMet,
    ClockReplanned,
    ClockStarted,
    ClockWarned,
    ReplanCause,
)
from services.sla.domain.policy import Policy, Warn
from services.sla.domain.standard import STANDARD
from services.sla.domain.story import AgentReplied, CustomerWrote, FactBecameKnown, PriorityChanged, StatusChanged
from services.sla.domain.target import State, Target
from services.sla.domain.terms import Terms
from services.sla.domain.words import Fact, Kind, Priority, Status
from tests.support.shifts import monday, terms

ID = "0197a1f0-0000-7000-8000-000000000001"
ALONE = Terms(STANDARD, {}, ())
NEVER = monday("23:59") + timedelta(days=365)


def nobody() -> Workload:
    return Workload()


def opened(under: Terms = ALONE, priority: Priority = Priority.NORMAL) -> Step:
    return rules.opened(ID, Facts(), priority, monday("10:00"), under, nobody)


def took(clocks: TicketClocks, happening, under: Terms = ALONE) -> Step:
    return rules.took(clocks, happening, "it happened", under, nobody)


def names(step: Step | None) -> list[str]:
    return [type(event).__name__ for event, _ in step.told] if step else []


def first(clocks: TicketClocks) -> Target:
    return clocks.targets[0]


@pytest.mark.parametrize(("priority", "minutes"), [("urgent", 15), ("high", 60), ("normal", 240), ("low", 480)])
def test_a_shop_that_has_said_nothing_promises_a_first_response_by_priority(priority, minutes):
    step = opened(priority=Priority(priority))
    ((event, at),) = step.told
    due = monday("10:00") + timedelta(minutes=minutes)
    assert (type(event), at, event.due_at) == (ClockStarted, monday("10:00"), due)
    assert event.warn_at == monday("10:00") + timedelta(minutes=minutes) * 0.8
    assert (event.policy, step.clocks.next_at, step.clocks.states) == ("standard-1", event.warn_at, (State.RUNNING,))


def test_what_was_due_is_told_before_what_happened_each_at_its_own_instant():
    step = took(opened().clocks, AgentReplied(monday("15:00")))
    assert [(type(event), at) for event, at in step.told] == [
        (ClockWarned, monday("15:00")),
        (ClockBreached, monday("14:00")),
    ]
    assert step.told[0][0].warned_at == monday("13:12")
    assert first(step.clocks).breached_at == monday("14:00") and step.clocks.next_at is None


def test_a_warning_is_given_by_its_timer_and_the_verdict_waits():
    clocks = opened().clocks
    assert rules.warned(clocks, monday("13:11"), ALONE) is None
    late = rules.warned(clocks, monday("14:30"), ALONE)
    assert names(late) == ["ClockWarned"] and first(late.clocks).state is State.RUNNING
    assert first(late.clocks).overdue(monday("14:30"))
    broken = rules.judged(late.clocks, monday("14:00"), ALONE)
    assert [(type(event), at) for event, at in broken.told] == [(ClockBreached, monday("14:00"))]
    assert rules.judged(broken.clocks, monday("14:00"), ALONE) is None


def test_a_due_instant_that_moves_into_the_past_makes_the_clock_overdue_not_breached():
    step = took(opened().clocks, PriorityChanged(monday("12:00"), Priority.URGENT))
    assert names(step) == ["ClockReplanned"] and step.told[0][0].cause is ReplanCause.PRIORITY
    assert first(step.clocks).overdue(monday("12:00")) and first(step.clocks).state is State.RUNNING


def test_a_pause_takes_the_due_instant_away_and_gives_it_back():
    under = terms(Facts())
    clocks = took(opened(under).clocks, CustomerWrote(monday("10:05")), under).clocks
    paused = took(clocks, StatusChanged(monday("11:00"), Status.PENDING), under)
    assert [(event.cause, event.due_at) for event, _ in paused.told if isinstance(event, ClockReplanned)] == [
        (ReplanCause.PAUSE, None)
    ] * 2
    assert State.PAUSED in paused.clocks.states and paused.clocks.next_at is None
    on = took(paused.clocks, StatusChanged(monday("12:00"), Status.OPEN), under)
    assert first(on.clocks).due_at == monday("15:00")


def test_a_reopened_ticket_goes_on_where_its_resolution_stood():
    under = terms(Facts())
    solved = took(opened(under).clocks, StatusChanged(monday("12:00"), Status.SOLVED), under)
    assert names(solved) == ["ClockCancelled", "ClockMet"]
    again = took(solved.clocks, StatusChanged(monday("20:00"), Status.OPEN), under)
    (event,) = [event for event, _ in again.told if isinstance(event, ClockReplanned)]
    assert (event.target, event.cause) == (Kind.RESOLUTION, ReplanCause.REOPENED)
    assert event.due_at == monday("20:00") + timedelta(hours=46)


def test_a_refund_is_promised_from_the_parcels_receipt_whatever_becomes_of_the_conversation():
    policy = Policy("refunds", "always", {Kind.REFUND_AFTER_RECEIPT: {Priority.NORMAL: timedelta(days=3)}})
    under = Terms(policy, {}, ())
    back = took(opened(under).clocks, FactBecameKnown(monday("11:00"), Fact.RETURN_RECEIVED), under)
    assert names(back) == ["ClockStarted"] and back.told[0][0].target is Kind.REFUND_AFTER_RECEIPT
    solved = took(back.clocks, StatusChanged(monday("12:00"), Status.SOLVED), under)
    assert names(solved) == [] and solved.clocks.next_at == monday("11:00") + timedelta(days=3)
    paid = took(solved.clocks, FactBecameKnown(monday("13:00"), Fact.REFUND_ISSUED), under)
    assert names(paid) == ["ClockMet"]


def test_a_review_that_is_answered_twice_was_promised_once_and_the_next_one_anew():
    policy = Policy("reviews", "always", {Kind.PUBLIC_REPLY: {Priority.NORMAL: timedelta(hours=2)}})
    under, clocks, told = Terms(policy, {}, ()), None, []
    clocks = opened(under).clocks
    for hour, fact in enumerate(["public_review", "public_review", "public_reply", "public_reply", "public_review"]):
        step = took(clocks, FactBecameKnown(monday(f"{10 + hour}:30"), Fact(fact)), under)
        clocks = step.clocks
        told.append(names(step))
    assert told == [["ClockStarted"], [], ["ClockMet"], [], ["ClockStarted"]]


@pytest.mark.parametrize("status", ["merged", "spam", "deleted"])
def test_a_ticket_that_is_no_more_is_owed_nothing(status):
    under = terms(Facts())
    gone = took(opened(under).clocks, StatusChanged(monday("12:00"), Status(status)), under)
    assert names(gone) == ["ClockCancelled", "ClockCancelled"]
    assert gone.clocks.next_at is None and gone.clocks.queue == ""
    assert took(gone.clocks, CustomerWrote(monday("13:00")), under).told == ()


def test_another_rulebook_moves_what_runs_and_leaves_verdicts():
    under = terms(Facts())
    met = took(opened(under).clocks, AgentReplied(monday("11:00")), under).clocks
    longer = Policy(
        "longer",
        "always",
        {kind: {Priority.NORMAL: timedelta(hours=72)} for kind in (Kind.FIRST_RESPONSE, Kind.RESOLUTION)},
        warn=(Warn.of("50%"),),
        version=2,
    )
    now = terms(Facts(), longer)
    step = rules.put_under(met, met.facts, now, monday("12:00"), ReplanCause.ASKED, nobody)
    ((event, _),) = [one for one in step.told if isinstance(one[0], ClockReplanned)]
    assert (event.target, event.policy, event.policy_version) == (Kind.RESOLUTION, "longer", 2)
    assert event.due_at == monday("10:00") + timedelta(hours=72)
    assert first(step.clocks) == first(met)


def test_what_claims_to_be_earlier_than_what_is_known_happened_then():
    clocks = took(opened().clocks, CustomerWrote(monday("12:00"))).clocks
    met = took(clocks, AgentReplied(monday("11:00"))).clocks
    assert first(met).met_at == monday("12:00")


HAPPENINGS = st.one_of(
    st.builds(lambda at: AgentReplied(at), st.just(NEVER)),
    st.builds(lambda at: CustomerWrote(at), st.just(NEVER)),
    st.builds(lambda to: StatusChanged(NEVER, to), st.sampled_from(Status)),
    st.builds(lambda to: PriorityChanged(NEVER, to), st.sampled_from(Priority)),
    st.builds(lambda fact: FactBecameKnown(NEVER, fact), st.sampled_from(Fact)),
)
EVERYTHING = Policy(
    "everything",
    "coverage",
    {kind: {one: timedelta(hours=3 + n) for n, one in enumerate(Priority)} for kind in Kind},
    frozenset({Status.PENDING}),
    (Warn.of("50%"), Warn.of("30m")),
)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.integers(1, 4000), HAPPENINGS, st.booleans()), max_size=15))
def test_what_is_told_says_all_that_happened_once_and_verdicts_stand(history):
    under, at = terms(Facts(language="en"), EVERYTHING), monday("10:00")
    step = rules.opened(ID, Facts(language="en"), Priority.NORMAL, at, under, nobody)
    clocks, told = step.clocks, list(step.told)
    for minutes, happening, ring in history:
        at += timedelta(minutes=minutes)
        before = clocks
        due = sorted(one.due_at for one in clocks.targets if one.live and one.due_at and one.due_at < at)
        if ring and due and (rung := rules.judged(clocks, due[0], under)):
            clocks = rung.clocks
            told.extend(rung.told)
        step = took(clocks, type(happening)(at, *[getattr(happening, name) for name in happening.__slots__[1:]]), under)
        clocks = step.clocks
        told.extend(step.told)
        for was, now in zip(before.targets, clocks.targets, strict=False):
            assert was.breached_at in (None, now.breached_at) and was.cancelled_at in (None, now.cancelled_at)
    verdicts = {ClockBreached: "breached_at", ClockCancelled: "cancelled_at"}
    for kind, field in verdicts.items():
        ends = sorted(getattr(one, field) for one in clocks.targets if getattr(one, field))
        assert sorted(getattr(event, field) for event, _ in told if isinstance(event, kind)) == ends
    for event, _ in told:
        to_proto(event, getattr(events_pb2, type(event).__name__))
    assert sum(isinstance(event, ClockStarted) for event, _ in told) == len(clocks.targets)
    reopened = sum(isinstance(one, ClockReplanned) and one.cause is ReplanCause.REOPENED for one, _ in told)
    met = sum(isinstance(event, ClockMet) for event, _ in told)
    assert met - reopened == sum(one.met_at is not None for one in clocks.targets)
    warned = [event.warned_at for event, _ in told if isinstance(event, ClockWarned)]
    assert sorted(warned) == sorted(at for one in clocks.targets for at in one.warned_at)
