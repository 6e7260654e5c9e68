"""When a breaker opens, for how long, and who finds out whether it may close."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.translation.domain.routing.breaker import (
    CLOSED,
    FAILURES_IN_A_ROW,
    FIRST_WAIT,
    LONGEST_ASKED,
    LONGEST_WAIT,
    SHORTEST_ASKED,
    Breaker,
    BreakerState,
)

NOW = 1000.0


def opened(at: float = NOW) -> Breaker:
    breaker = CLOSED
    for _ in range(FAILURES_IN_A_ROW):
        breaker = breaker.failed(at, probe=False)
    return breaker


def test_it_opens_after_failures_in_a_row() -> None:
    breaker = CLOSED
    for _ in range(FAILURES_IN_A_ROW - 1):
        breaker = breaker.failed(NOW, probe=False)
        assert breaker.state(NOW) is BreakerState.CLOSED and breaker.lets_through(NOW)
    breaker = breaker.failed(NOW, probe=False)
    assert breaker.state(NOW) is BreakerState.OPEN and not breaker.lets_through(NOW)
    assert breaker.wait(NOW + 2) == FIRST_WAIT - 2


def test_an_answer_between_failures_begins_the_count_anew() -> None:
    breaker = CLOSED
    for _ in range(FAILURES_IN_A_ROW - 1):
        breaker = breaker.failed(NOW, probe=False)
    assert breaker.answered(probe=False).failed(NOW, probe=False).state(NOW) is BreakerState.CLOSED


def test_when_its_time_is_over_one_finds_out_and_the_others_wait() -> None:
    later = NOW + FIRST_WAIT
    breaker = opened()
    assert not breaker.lets_through(later - 0.001)
    assert breaker.state(later) is BreakerState.HALF_OPEN and breaker.lets_through(later)
    probing = breaker.passed()
    assert not probing.lets_through(later) and not probing.lets_through(later + 100)
    assert probing.answered(probe=True) == CLOSED


def test_a_probe_that_fails_keeps_it_open_for_longer_each_time() -> None:
    breaker, at, waits = opened(), NOW, []
    for _ in range(8):
        waits.append(breaker.wait(at))
        at += breaker.wait(at)
        breaker = breaker.passed().failed(at, probe=True)
    assert waits == [5, 10, 20, 40, 60, 60, 60, 60]
    assert LONGEST_WAIT == 60


def test_an_outage_of_a_week_is_none_of_arithmetic() -> None:
    breaker, at = opened(), NOW
    for _ in range(10_000):
        at += breaker.wait(at)
        breaker = breaker.passed().failed(at, probe=True)
    assert breaker.wait(at) == LONGEST_WAIT


def test_a_probe_of_which_nothing_came_lets_another_find_out() -> None:
    breaker = opened().passed().given_up(probe=True)
    assert breaker.lets_through(NOW + FIRST_WAIT)


@pytest.mark.parametrize(
    ("asked", "wait"), [(30.0, 30.0), (0.0, SHORTEST_ASKED), (1e9, LONGEST_ASKED), (-5.0, SHORTEST_ASKED)]
)
def test_a_provider_that_says_when_to_come_back_is_believed_at_once_and_within_reason(
    asked: float, wait: float
) -> None:
    breaker = CLOSED.failed(NOW, probe=False, retry_after=asked)
    assert breaker.state(NOW) is BreakerState.OPEN and breaker.wait(NOW) == wait


def test_stragglers_from_before_it_opened_change_nothing() -> None:
    breaker = opened()
    assert breaker.failed(NOW + 1, probe=False) == breaker
    assert breaker.answered(probe=False) == breaker
    assert breaker.given_up(probe=False) == breaker
    probing = breaker.passed()
    assert probing.failed(NOW + FIRST_WAIT, probe=False) == probing


def test_a_straggler_that_names_a_later_time_is_believed() -> None:
    breaker = opened()
    assert breaker.failed(NOW, probe=False, retry_after=30).wait(NOW) == 30
    assert breaker.failed(NOW, probe=False, retry_after=1).wait(NOW) == FIRST_WAIT


@given(st.lists(st.floats(0.01, 3.0), min_size=1, max_size=300))
def test_an_engine_that_is_down_is_not_hammered(pauses: list[float]) -> None:
    """However many come, and however they come: after the first five, at most one for each opening."""
    breaker, now, asked = CLOSED, NOW, []
    for pause in pauses:
        now += pause
        if breaker.lets_through(now):
            probe = breaker.state(now) is not BreakerState.CLOSED
            breaker = breaker.passed().failed(now, probe)
            asked.append(now)
    later = asked[FAILURES_IN_A_ROW - 1 :]
    assert all(second - first >= FIRST_WAIT for first, second in zip(later, later[1:], strict=False))


@given(st.lists(st.tuples(st.sampled_from(["pass", "answer", "fail", "give up"]), st.floats(0, 20)), max_size=100))
def test_never_are_two_finding_out_at_once_and_never_is_it_stuck(steps: list[tuple[str, float]]) -> None:
    breaker, now, probes = CLOSED, NOW, 0
    for what, pause in steps:
        now += pause
        if what == "pass" and breaker.lets_through(now):
            breaker = breaker.passed()
            probes += breaker.open_until is not None
        elif what != "pass":
            probe = probes > 0
            probes -= probe
            match what:
                case "answer":
                    breaker = breaker.answered(probe)
                case "fail":
                    breaker = breaker.failed(now, probe)
                case "give up":
                    breaker = breaker.given_up(probe)
        assert probes in (0, 1) and breaker.probing == (probes == 1)
        assert probes or breaker.lets_through(now + LONGEST_WAIT)
