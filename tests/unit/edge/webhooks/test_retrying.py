"""When a delivery is tried again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.edge.webhooks.domain.retrying import (
    JITTER,
    LONGEST_RETRY_AFTER,
    STEPS,
    Attempt,
    Ending,
    breather,
    judge,
    retry_after,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def attempt(status: int, asked: timedelta | None = None) -> Attempt:
    return Attempt(NOON, 10, status, retry_after=asked)


def middle(low: float, high: float) -> float:
    return (low + high) / 2


def test_the_steps_make_a_day():
    assert timedelta(hours=23) < sum(STEPS, timedelta()) < timedelta(hours=25)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_2xx_is_a_success(status):
    assert judge(attempt(status), 1, NOON, middle).ending is Ending.DELIVERED


@pytest.mark.parametrize("status", [0, 199, 301, 307, 400, 404, 429, 500, 503])
def test_all_else_is_tried_again_until_the_day_is_over(status):
    due, now = [], NOON
    for tries in range(1, len(STEPS) + 1):
        judged = judge(attempt(status), tries, now, middle)
        due.append(judged.due - now)
        now = judged.due
    assert tuple(due) == STEPS
    assert judge(attempt(status), len(STEPS) + 1, now, middle).ending is Ending.GIVEN_UP


def test_gone_is_gone_at_once():
    assert judge(attempt(410), 1, NOON, middle).ending is Ending.GONE


@given(st.integers(1, len(STEPS)), st.floats(0, 1))
def test_what_failed_together_comes_back_at_times_of_its_own(tries, share):
    judged = judge(attempt(500), tries, NOON, lambda low, high: low + share * (high - low))
    step = STEPS[tries - 1]
    slack = timedelta(microseconds=1)
    assert step * (1 - JITTER) - slack <= judged.due - NOON <= step * (1 + JITTER) + slack


def test_a_receiver_may_ask_for_more_time_and_not_for_less():
    assert judge(attempt(503, timedelta(minutes=1)), 1, NOON, middle).due == NOON + timedelta(minutes=1)
    assert judge(attempt(503, timedelta(seconds=1)), 2, NOON, middle).due == NOON + STEPS[1]


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("0", timedelta()),
        (format_datetime(NOON + timedelta(hours=1), usegmt=True), timedelta(hours=1)),
        (format_datetime(NOON - timedelta(hours=1), usegmt=True), timedelta()),
        ("999999999", LONGEST_RETRY_AFTER),
        ("99999999999", None),
        ("-5", None),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value, wait):
    assert retry_after(value, NOON) == wait


@given(st.text())
def test_no_retry_after_breaks_anything(value):
    wait = retry_after(value, NOON)
    assert wait is None or timedelta() <= wait <= LONGEST_RETRY_AFTER


def test_the_longer_an_endpoint_takes_nothing_the_longer_it_is_left_alone():
    assert breather(timedelta()) == timedelta()
    assert breather(timedelta(seconds=50)) == timedelta(seconds=5)
    assert breather(timedelta(days=3)) == timedelta(minutes=1)
