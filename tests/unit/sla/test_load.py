"""What is counted in an hour, and what is usual in one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from math import exp, lgamma, log

import pytest
from faust.windows import HoppingWindow
from hypothesis import given
from hypothesis import strategies as st

from services.sla.domain.load import (
    FEWEST_ARRIVALS,
    HOURS_OF_WEEK,
    LEAVING_ONE_OUT,
    Counts,
    Crowd,
    Traffic,
    band,
    hour_of,
    hours_asked,
    minute_of,
    samples,
    together,
)

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATELY = st.integers(0, 7200)
LOW_COUNTS = st.lists(st.integers(0, 60), min_size=3, max_size=8)


def at(seconds: int) -> datetime:
    return NOW - timedelta(seconds=seconds)


def counted(ages: list[int]) -> Traffic:
    minutes: dict[int, Counts] = {}
    for age in ages:
        minute = minute_of(at(age))
        minutes[minute] = minutes.get(minute, Counts()) + Counts(arrivals=1)
    return Traffic(minutes)


@given(st.lists(LATELY, max_size=50), st.integers(0, 600))
def test_an_hour_is_a_window_that_hops_by_a_minute(ages, later):
    """Faust's own windows of an hour that hop by a minute: the one that ended last holds as many."""
    asked = NOW + timedelta(seconds=later)
    windows = HoppingWindow(3600, 60)
    end = minute_of(asked) * 60
    held = [age for age in ages if any(start == end - 3600 for start, _ in windows.ranges(at(age).timestamp()))]
    assert counted(ages).hour(asked).arrivals == len(held)


@given(st.lists(LATELY, max_size=50), st.lists(LATELY, max_size=50))
def test_what_is_counted_apart_adds_up(some, others):
    assert together([counted(some), counted(others)]).hour(NOW) == counted(some + others).hour(NOW)


def test_an_instant_belongs_to_the_minute_that_it_begins():
    assert counted([0]).hour(NOW) == Counts()
    assert counted([0]).minute(NOW + timedelta(minutes=1)) == Counts(arrivals=1)
    assert counted([3600]).hour(NOW) == Counts(arrivals=1)
    assert counted([3601]).hour(NOW) == Counts()


def test_two_weeks_tell_nothing_of_what_is_usual():
    assert band([100, 100]) is None
    assert band([100, 100, 100]) is not None


@given(LOW_COUNTS)
def test_what_came_every_week_is_inside_of_the_band(weeks):
    found = band([max(weeks)] * len(weeks))
    assert found.upper >= found.usual == pytest.approx(max(weeks))
    assert found.upper >= FEWEST_ARRIVALS


@given(st.integers(1, 200), st.integers(3, 8))
def test_the_upper_end_is_the_quantile_of_the_distribution_that_it_stands_for(mean, weeks):
    """Cornish and Fisher's expansion against the sum of the probabilities, to two arrivals."""
    spread = mean * (1 + 1 / (weeks - 1 if weeks >= LEAVING_ONE_OUT else weeks))
    exact = quantile(0.9999, mean, spread)
    assert max(exact, FEWEST_ARRIVALS) == pytest.approx(band([mean] * weeks).upper, abs=2)


def quantile(share: float, mean: float, spread: float) -> int:
    size = mean**2 / (spread - mean)
    chance = size / (size + mean)
    total = 0.0
    for number in count():
        ways = lgamma(number + size) - lgamma(size) - lgamma(number + 1)
        total += exp(ways + size * log(chance) + number * log(1 - chance))
        if total >= share:
            return number
    raise AssertionError


@given(st.lists(st.integers(0, 60), min_size=4, max_size=7), st.integers(60, 100_000))
def test_a_week_that_was_a_surge_itself_makes_no_other_one_usual(weeks, surge):
    assert band([*weeks, surge]) == band([*weeks, 60])


@given(LOW_COUNTS, st.integers(1, 5))
def test_more_every_week_is_usual_then(weeks, more):
    assert band([one + more for one in weeks]).usual > band(weeks).usual


def test_the_past_is_that_of_the_same_hour_of_the_week():
    last = hour_of(NOW) - 1
    hours = {last - week * HOURS_OF_WEEK: 10 * week for week in range(1, 10)}
    assert samples(hours, min(hours), NOW) == [10, 20, 30, 40, 50, 60, 70, 80]
    assert samples(hours, last - 3 * HOURS_OF_WEEK, NOW) == [10, 20, 30]


def test_an_hour_that_lies_in_two_has_its_share_of_both():
    last = hour_of(NOW) - 1 - HOURS_OF_WEEK
    hours = {last: 40, last + 1: 80}
    assert samples(hours, last, NOW + timedelta(minutes=15))[0] == 40 * 0.75 + 80 * 0.25


def test_an_hour_in_which_nobody_came_is_a_sample_too():
    last = hour_of(NOW) - 1
    assert samples({}, last - 4 * HOURS_OF_WEEK, NOW) == [0, 0, 0, 0]


@given(st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1)))
def test_the_samples_ask_for_no_other_hours(instant):
    asked = instant.replace(tzinfo=UTC)
    hours = dict.fromkeys(hours_asked(asked), 7.0)
    assert samples(hours, 0, asked) == pytest.approx([7.0] * 8)


@pytest.mark.parametrize(
    ("language", "region", "known"),
    [("de-AT", "AT", "de-AT.AT"), ("", "", "."), ("a/b", "D.", "."), ("x" * 99, "germany", "."), ("de", "de", "de.")],
)
def test_what_can_be_no_language_and_no_region_is_not_known(language, region, known):
    assert str(Crowd.of(language, region)) == known
