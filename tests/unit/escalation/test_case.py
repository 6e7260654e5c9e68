"""Which facts start a chain, and which are what it was about no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.escalation.domain import case as cases
from services.escalation.domain.case import Case, ChainCalled, ChainCalledOff, CrisisCalled
from services.escalation.domain.cause import Cause, Facts, first_fit, fits
from services.escalation.domain.words import EscalationState, Priority, Target, Trigger
from tests.support.chains import chain

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
TICKET = "ticket-1"
BREACH = chain()


def cause(trigger=Trigger.BREACH, minutes: float = 0, target=Target.FIRST_RESPONSE, **more) -> Cause:
    at = AT + timedelta(minutes=minutes)
    if trigger not in (Trigger.BREACH, Trigger.WARNING):
        target = None
    return Cause(more.pop("id", f"{trigger}-{minutes}"), trigger, at, "why", target=target, **more)


def hear(case: Case, what: Cause, *chains) -> tuple[Case, tuple]:
    decided = cases.hear(case, "kumo", TICKET, what, chains or (BREACH,))
    return (case, ()) if decided is None else (decided.case, decided.events)


def escalated(*causes: Cause, chains=(BREACH,)) -> tuple[Case, list]:
    case, events = Case(), []
    for one in causes:
        case, told = hear(case, one, *chains)
        events += told
    return case, events


# Conditions


@pytest.mark.parametrize(
    ("conditions", "what", "fit"),
    [
        ({}, cause(), True),
        ({}, cause(Trigger.WARNING), False),
        ({"targets": (Target.RESOLUTION,)}, cause(), False),
        ({"targets": (Target.RESOLUTION,), "triggers": (Trigger.CUSTOMER,)}, cause(Trigger.CUSTOMER), True),
        ({"priorities": (Priority.HIGH, Priority.URGENT)}, cause(facts=Facts(Priority.HIGH)), True),
        ({"priorities": (Priority.HIGH,)}, cause(), False),
        ({"markets": ("DE", "AT")}, cause(facts=Facts(market="AT")), True),
        ({"markets": ("DE",)}, cause(facts=Facts(market="FR")), False),
        ({"loyalty_tiers": ("gold",)}, cause(facts=Facts(loyalty_tier="gold")), True),
        ({"languages": ("de",)}, cause(facts=Facts(language="de-AT")), True),
        ({"languages": ("de",)}, cause(facts=Facts(language="den")), False),
        ({"languages": ("de",)}, cause(), False),
        ({"triggers": (Trigger.SENTIMENT,), "max_sentiment": -0.5}, cause(Trigger.SENTIMENT, sentiment=-0.5), True),
        ({"triggers": (Trigger.SENTIMENT,), "max_sentiment": -0.5}, cause(Trigger.SENTIMENT, sentiment=-0.4), False),
        ({"triggers": (Trigger.SENTIMENT,), "max_sentiment": 0.0}, cause(Trigger.SENTIMENT, sentiment=0.1), False),
        ({"triggers": (Trigger.PUBLIC_REVIEW,), "max_rating": 2}, cause(Trigger.PUBLIC_REVIEW, rating=2), True),
        ({"triggers": (Trigger.PUBLIC_REVIEW,), "max_rating": 2}, cause(Trigger.PUBLIC_REVIEW, rating=3), False),
        ({"max_rating": 2, "max_sentiment": -0.9}, cause(), True),
    ],
)
def test_a_chain_fits_where_every_condition_does(conditions, what, fit):
    assert fits(chain(**conditions).conditions, what) is fit


def test_the_first_chain_that_fits_is_started():
    choosy = chain(chain_id="choosy", markets=("DE",))
    assert first_fit([choosy, BREACH], cause()).chain_id == "breach"
    assert first_fit([choosy, BREACH], cause(facts=Facts(market="DE"))).chain_id == "choosy"
    assert first_fit([choosy], cause()) is None


def test_a_fact_is_judged_by_what_the_case_knows_and_by_what_it_says_itself():
    gold_in_german = chain(loyalty_tiers=("gold",), languages=("de",))
    case = cases.learn(Case(), Facts(loyalty_tier="gold", language="fr")).case
    _, events = hear(case, cause(facts=Facts(language="de")), gold_in_german)
    assert len(events) == 1


# Starting


def test_a_breach_starts_its_chain_once():
    case, events = escalated(cause(id="e1"), cause(id="e1"), cause(minutes=5, id="e2"))
    assert [type(event) for event in events] == [ChainCalled]
    assert hear(Case(), cause(id="e1"))[1][0].escalation_id == events[0].escalation_id
    assert hear(Case(), cause(id="e2"))[1][0].escalation_id != events[0].escalation_id


def test_another_target_and_another_trigger_start_another():
    both = chain(triggers=(Trigger.BREACH, Trigger.WARNING))
    _, events = escalated(cause(), cause(target=Target.RESOLUTION), cause(Trigger.WARNING, minutes=1), chains=(both,))
    assert [(event.trigger, event.target) for event in events] == [
        (Trigger.BREACH, Target.FIRST_RESPONSE),
        (Trigger.BREACH, Target.RESOLUTION),
        (Trigger.WARNING, Target.FIRST_RESPONSE),
    ]


@pytest.mark.parametrize("state", [EscalationState.ACKNOWLEDGED, EscalationState.EXHAUSTED, EscalationState.RESOLVED])
def test_when_the_last_one_is_over_only_a_later_fact_starts_another(state):
    case, (first,) = escalated(cause())
    case = cases.note(case, first.escalation_id, state).case
    assert hear(case, cause(minutes=-1))[1] == ()
    assert hear(case, cause())[1] == ()
    assert len(hear(case, cause(minutes=1))[1]) == 1


def test_a_crisis_is_for_the_shop_to_decide_and_goes_on_once():
    crisis = chain(crisis=True, triggers=(Trigger.PUBLIC_REVIEW, Trigger.SURGE))
    case, (event,) = escalated(cause(Trigger.PUBLIC_REVIEW), chains=(crisis,))
    assert isinstance(event, CrisisCalled)
    assert case.called == ()
    shop = cases.call(Case(), "kumo", "", crisis, cause(Trigger.PUBLIC_REVIEW))
    assert shop.events[0].ticket_id == ""
    assert cases.call(shop.case, "kumo", "", crisis, cause(Trigger.SURGE, minutes=3)).events == ()


def test_by_hand_it_starts_again_once_it_is_over_whatever_the_clock_shows():
    case = cases.call(Case(), "kumo", TICKET, BREACH, cause(Trigger.HAND, id="1")).case
    assert cases.call(case, "kumo", TICKET, BREACH, cause(Trigger.HAND, id="2")) is None
    case = cases.note(case, case.called[0].escalation_id, EscalationState.RESOLVED).case
    assert cases.call(case, "kumo", TICKET, BREACH, cause(Trigger.HAND, id="2")) is not None


# What is over


def test_a_promise_that_is_met_calls_off_what_was_called_for_it():
    both = chain(triggers=(Trigger.BREACH, Trigger.WARNING, Trigger.CUSTOMER))
    case, events = escalated(
        cause(Trigger.WARNING), cause(target=Target.RESOLUTION), cause(Trigger.CUSTOMER), chains=(both,)
    )
    decided = cases.settle(case, [Target.FIRST_RESPONSE], "met", AT + timedelta(minutes=1))
    assert decided.events == (ChainCalledOff(events[0].escalation_id, "met", AT + timedelta(minutes=1)),)
    assert cases.settle(decided.case, [Target.FIRST_RESPONSE], "met", AT + timedelta(minutes=1)) is None


def test_an_answer_from_before_a_later_breach_leaves_its_escalation_alone():
    case, _ = escalated(cause(minutes=10))
    assert cases.settle(case, [Target.FIRST_RESPONSE], "answered", AT).events == ()


def test_a_breach_that_is_told_after_the_answer_to_it_starts_nothing():
    case = cases.settle(Case(), [Target.FIRST_RESPONSE], "answered", AT + timedelta(minutes=1)).case
    assert hear(case, cause())[1] == ()
    assert len(hear(case, cause(minutes=2))[1]) == 1
    assert len(hear(case, cause(target=Target.RESOLUTION))[1]) == 1


def test_the_end_of_a_ticket_calls_off_all_even_what_somebody_has_taken_up():
    case, events = escalated(cause(), cause(target=Target.RESOLUTION))
    case = cases.note(case, events[0].escalation_id, EscalationState.ACKNOWLEDGED).case
    ended = cases.end(case, "solved", AT + timedelta(minutes=5))
    assert [event.escalation_id for event in ended.events] == [event.escalation_id for event in events]
    assert hear(ended.case, cause(minutes=4))[1] == ()
    assert cases.end(ended.case, "closed", AT + timedelta(minutes=6)).events == ()


def test_a_ticket_that_was_opened_again_escalates_again_by_what_happened_since():
    case = cases.end(Case(), "solved", AT + timedelta(minutes=5)).case
    assert hear(case, cause(minutes=4))[1] == ()
    assert len(hear(case, cause(minutes=6))[1]) == 1


def test_a_ticket_that_is_no_more_ends_even_what_came_later():
    case, _ = escalated(cause(minutes=9))
    assert cases.end(case, "solved", AT).events == ()
    assert len(cases.remove(case, "spam", AT).events) == 1


# Two sources, of which each tells in its own order: the clock of its breaches, the ticket of answers and ends.
MINUTES = st.lists(st.integers(0, 99), unique=True, max_size=12)


@given(data=st.data(), minutes=MINUTES)
def test_in_whatever_order_the_sources_are_read_somebody_is_called_for_what_is_not_over(data, minutes):
    kinds = ["breach", "answer", "end"]
    facts = [(minute, data.draw(st.sampled_from(kinds))) for minute in sorted(minutes)]
    of_clock = [fact for fact in facts if fact[1] == "breach"]
    of_ticket = [fact for fact in facts if fact[1] != "breach"]
    case = Case()
    while of_clock or of_ticket:
        source = of_clock if not of_ticket or (of_clock and data.draw(st.booleans())) else of_ticket
        minute, kind = source.pop(0)
        case = took(case, kind, minute)
    last_breach = max((minute for minute, kind in facts if kind == "breach"), default=-1)
    last_end = max((minute for minute, kind in facts if kind != "breach"), default=-1)
    assert [one.runs for one in case.called if one.runs] == [True] * (last_breach > last_end)


def took(case: Case, kind: str, minute: int) -> Case:
    at = AT + timedelta(minutes=minute)
    if kind == "breach":
        return hear(case, cause(minutes=minute))[0]
    if kind == "end":
        return cases.end(case, "solved", at).case
    decided = cases.settle(case, [Target.FIRST_RESPONSE], "answered", at)
    return decided.case if decided else case


def test_resolved_is_the_last_word():
    case, (first,) = escalated(cause())
    case = cases.note(case, first.escalation_id, EscalationState.RESOLVED).case
    assert cases.note(case, first.escalation_id, EscalationState.EXHAUSTED) is None
    assert cases.note(case, "somebody else's", EscalationState.RESOLVED) is None
