"""Who is kept from an engine, and what opens the way to it again."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from services.translation.domain.engine import EngineAway, EngineRefused, QuotaSpent
from services.translation.domain.routing.breaker import FAILURES_IN_A_ROW, FIRST_WAIT, BreakerState
from services.translation.domain.routing.candidate import Candidate
from services.translation.routing.guards import Guards, Hurried
from tests.support.scripted_engine import ScriptedEngine

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Desk:
    """Guards with a clock in the hand, and one engine that does two pairs."""

    def __init__(self, now: datetime = NOON, name: str = "scripted") -> None:
        self.seconds = 0.0
        self.guards = Guards(lambda: now, lambda: self.seconds)
        engine = ScriptedEngine(name)
        self.spanish, self.french = Candidate(engine, "es", "en"), Candidate(engine, "fr", "en")

    def fails(self, candidate: Candidate, error: Exception | None = None, times: int = 1) -> None:
        error = error or EngineAway("scripted", "it answers 503")
        for _ in range(times):
            with pytest.raises(type(error)), self.guards.passing(candidate):
                raise error

    def answers(self, candidate: Candidate) -> None:
        with self.guards.passing(candidate):
            pass

    def opens(self, candidate: Candidate) -> None:
        self.fails(candidate, times=FAILURES_IN_A_ROW)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_an_engine_that_fails_again_and_again_is_left_alone(desk: Desk) -> None:
    desk.opens(desk.spanish)
    assert not desk.guards.lets_through(desk.spanish) and not desk.guards.lets_through(desk.french)
    with pytest.raises(EngineAway, match="it isn't asked") as caught, desk.guards.passing(desk.spanish):
        pytest.fail("nobody is let through")
    assert caught.value.retry_after == FIRST_WAIT
    standing = desk.guards.standing("scripted")
    assert (standing.state, standing.wait, standing.why) == (BreakerState.OPEN, FIRST_WAIT, "it answers 503")


def test_one_text_finds_out_that_it_is_back(desk: Desk) -> None:
    desk.opens(desk.spanish)
    desk.seconds = FIRST_WAIT
    with desk.guards.passing(desk.spanish):
        assert not desk.guards.lets_through(desk.spanish)
        with pytest.raises(EngineAway), desk.guards.passing(desk.spanish):
            pytest.fail("one finds out at a time")
    assert desk.guards.lets_through(desk.spanish)
    assert desk.guards.standing("scripted").state is BreakerState.CLOSED
    assert desk.guards.standing("scripted").why == ""


def test_a_pair_that_fails_alone_is_left_alone_by_itself(desk: Desk) -> None:
    for _ in range(FAILURES_IN_A_ROW):
        desk.fails(desk.french)
        desk.answers(desk.spanish)
    assert desk.guards.lets_through(desk.spanish) and not desk.guards.lets_through(desk.french)
    assert desk.guards.standing("scripted").state is BreakerState.CLOSED
    assert desk.guards.standing("scripted", "fr>en").state is BreakerState.OPEN


def test_a_text_that_is_refused_is_no_failure_of_the_engine(desk: Desk) -> None:
    desk.fails(desk.spanish, EngineRefused("scripted", "too rude"), times=3 * FAILURES_IN_A_ROW)
    assert desk.guards.lets_through(desk.spanish)


def test_an_engine_that_says_when_to_come_back_is_left_alone_until_then(desk: Desk) -> None:
    desk.fails(desk.spanish, EngineAway("scripted", "429", retry_after=30))
    assert not desk.guards.lets_through(desk.french)
    desk.seconds = 29.9
    assert not desk.guards.lets_through(desk.spanish)
    desk.seconds = 30
    assert desk.guards.lets_through(desk.spanish) and desk.guards.lets_through(desk.french)


def test_a_spent_engine_is_asked_each_hour_whether_somebody_has_bought_more(desk: Desk) -> None:
    desk.fails(desk.spanish, QuotaSpent("scripted", "456"))
    assert desk.guards.is_spent("scripted")
    assert desk.guards.standing("scripted").wait == 3600
    desk.seconds = 3600
    desk.answers(desk.spanish)
    assert not desk.guards.is_spent("scripted")


def test_a_spent_engine_is_asked_when_the_next_month_begins() -> None:
    desk = Desk(datetime(2026, 3, 31, 23, 50, tzinfo=UTC))
    desk.fails(desk.spanish, QuotaSpent("scripted", "456"))
    assert desk.guards.standing("scripted").wait == 600


def test_silence_of_one_who_was_hurried_says_nothing(desk: Desk) -> None:
    desk.fails(desk.spanish, Hurried("scripted", "no answer within 0.10 s"), times=3 * FAILURES_IN_A_ROW)
    assert desk.guards.lets_through(desk.spanish)


@pytest.mark.parametrize("what", [asyncio.CancelledError(), KeyError("a fault of ours")])
def test_a_request_of_which_nothing_came_lets_another_find_out(desk: Desk, what: BaseException) -> None:
    desk.opens(desk.spanish)
    desk.seconds = FIRST_WAIT
    with pytest.raises(type(what)), desk.guards.passing(desk.spanish):
        raise what
    assert desk.guards.standing("scripted").state is BreakerState.HALF_OPEN
    desk.answers(desk.spanish)
    assert desk.guards.standing("scripted").state is BreakerState.CLOSED


def test_a_look_that_finds_it_away_keeps_texts_from_it_for_longer(desk: Desk) -> None:
    desk.opens(desk.spanish)
    assert not desk.guards.may_be_back("scripted")
    desk.seconds = FIRST_WAIT
    assert desk.guards.may_be_back("scripted")
    with pytest.raises(EngineAway), desk.guards.looking("scripted"):
        assert not desk.guards.lets_through(desk.spanish) and not desk.guards.may_be_back("scripted")
        raise EngineAway("scripted", "still away")
    assert desk.guards.standing("scripted").wait == 2 * FIRST_WAIT


def test_a_look_that_finds_it_there_leaves_it_to_a_text_to_find_out_more(desk: Desk) -> None:
    desk.opens(desk.spanish)
    desk.seconds = FIRST_WAIT
    with desk.guards.looking("scripted"):
        pass
    assert desk.guards.standing("scripted").state is BreakerState.HALF_OPEN
    desk.answers(desk.spanish)
    assert desk.guards.standing("scripted").state is BreakerState.CLOSED


def test_opening_and_closing_are_logged_once_and_counted() -> None:
    desk = Desk(name="metered")

    def shown(pair: str) -> float | None:
        return REGISTRY.get_sample_value("heliodesk_translation_breaker_open", {"engine": "metered", "pair": pair})

    with capture_logs() as logs:
        desk.opens(desk.spanish)
        assert (shown(""), shown("es>en")) == (1, 1)
        desk.seconds = FIRST_WAIT
        desk.answers(desk.spanish)
        desk.answers(desk.spanish)
    assert (shown(""), shown("es>en")) == (0, 0)
    told = [(one["event"], one["pair"]) for one in logs]
    assert told == [
        ("engine_not_asked", ""),
        ("engine_not_asked", "es>en"),
        ("engine_trusted_again", ""),
        ("engine_trusted_again", "es>en"),
    ]
