"""What is counted of an engine in a month, and what it comes to."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.money import Money
from services.translation.domain.routing.month import (
    Ending,
    charged,
    cost_of,
    ended,
    judged,
    month_of,
    next_month,
    quality_of,
)
from services.translation.domain.routing.status import total_quality


def below(counts: Counter[str], path: str) -> dict[str, Any]:
    return {name.removeprefix(f"{path}."): count for name, count in counts.items() if name.startswith(f"{path}.")}


def test_a_month_is_one_of_utc() -> None:
    last = datetime(2026, 3, 31, 23, 30, tzinfo=timezone(timedelta(hours=-2)))
    assert month_of(last) == "2026-04"
    assert next_month(datetime(2026, 12, 31, 23, 59, tzinfo=UTC)) == datetime(2027, 1, 1, tzinfo=UTC)
    assert next_month(datetime(2026, 1, 31, 12, tzinfo=UTC)) == datetime(2026, 2, 1, tzinfo=UTC)


def test_a_price_is_of_a_million_characters() -> None:
    counts = charged("es>en", 400, Money(2500, "EUR"))
    assert counts["characters"] == counts["pairs.es>en.characters"] == 400
    assert cost_of(below(counts, "costs")) == (Money(1, "EUR"),)
    assert cost_of(below(charged("es>en", 399, Money(2500, "EUR")), "costs")) == (Money(1, "EUR"),)
    assert cost_of(below(charged("es>en", 199, Money(2500, "EUR")), "costs")) == (Money(0, "EUR"),)


def test_without_a_price_there_is_no_cost() -> None:
    assert not below(charged("es>en", 400, None), "costs")


@given(st.lists(st.integers(0, 20_000), max_size=50), st.integers(0, 10_000))
def test_many_small_texts_cost_what_one_long_one_does(texts: list[int], price: int) -> None:
    one_by_one: Counter[str] = Counter()
    for characters in texts:
        one_by_one.update(charged("es>en", characters, Money(price, "EUR")))
    together = charged("es>en", sum(texts), Money(price, "EUR"))
    assert +one_by_one == +together


def test_what_is_given_back_was_never_charged() -> None:
    counts = charged("es>en", 400, Money(2500, "EUR"))
    counts.update(charged("es>en", -400, Money(2500, "EUR")))
    assert not any(counts.values())


def test_quality_is_told_in_shares_and_times() -> None:
    counts: Counter[str] = Counter()
    for milliseconds in [80] * 95 + [900] * 5:
        counts.update(ended("es>en", Ending.ANSWERED, milliseconds))
    for ending in [Ending.AWAY] * 90 + [Ending.REFUSED] * 10:
        counts.update(ended("es>en", ending, 5000))
    for faults in (0, 0, 0, 2):
        counts.update(judged("es>en", faults))
    found = quality_of(below(counts, "pairs.es>en"))
    assert (found.answered, found.away, found.refused, found.failed_share) == (100, 90, 10, 0.45)
    assert (found.judged, found.faulty, found.faulty_share) == (4, 1, 0.25)
    assert (found.mean_ms, found.p95_ms) == (121, 100)


@pytest.mark.parametrize(("milliseconds", "bound"), [(0, 100), (100, 100), (101, 250), (10**9, 60_000)])
def test_a_time_is_told_by_the_bound_that_it_stays_below(milliseconds: int, bound: int) -> None:
    counts = below(ended("es>en", Ending.ANSWERED, milliseconds), "pairs.es>en")
    assert quality_of(counts).p95_ms == bound


def test_nothing_counted_is_no_quality_yet() -> None:
    found = quality_of({})
    assert (found.answered, found.failed_share, found.faulty_share, found.mean_ms, found.p95_ms) == (0, 0, 0, 0, 0)


def test_an_engine_is_judged_by_all_its_pairs() -> None:
    pairs = {
        "es>en": {"answered": 3, "judged": 3, "faulty": 1, "milliseconds": 300, "within_100": 3, "costs": {"EUR": 5}},
        "fr>en": {"answered": 1, "judged": 1, "milliseconds": 700, "within_1000": 1},
    }
    found = total_quality(pairs)
    assert (found.answered, found.judged, found.faulty, found.mean_ms, found.p95_ms) == (4, 4, 1, 250, 1000)
