"""A budget is used up to its last point, and never further."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.loyalty.domain.campaigns.budget import (
    BonusGranted,
    BonusRefused,
    BonusRequest,
    Budget,
    BudgetExhausted,
    decide,
)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def request(points: int, order: str = "o1") -> BonusRequest:
    return BonusRequest("c1", "spring", 3, order, "1", points, NOON)


def test_a_bonus_that_fits_is_granted():
    budget, (granted,) = decide(None, request(40), 100, NOON)
    assert (budget.granted, budget.left, budget.bonuses, budget.exhausted_at) == (40, 60, 1, None)
    assert (granted.points, granted.requested, granted.left, granted.revision) == (40, 40, 60, 3)


def test_the_last_points_are_given_in_part_and_that_they_are_gone_is_told_once():
    budget, _ = decide(None, request(80), 100, NOON)
    budget, (granted, exhausted) = decide(budget, request(50), 100, NOON)
    assert (granted.points, granted.requested, granted.left) == (20, 50, 0)
    assert exhausted == BudgetExhausted("spring", 100, 2, NOON)
    later = NOON + timedelta(hours=1)
    budget, (refused,) = decide(budget, request(1), 100, later)
    assert isinstance(refused, BonusRefused)
    assert (refused.reason, refused.points) == ("BUDGET_SPENT", 1)
    assert budget == Budget("spring", 100, 100, 2, refused=31, refusals=1, exhausted_at=NOON)


def test_a_budget_that_was_raised_grants_again():
    budget, _ = decide(None, request(100), 100, NOON)
    budget, events = decide(budget, request(60), 150, NOON)
    assert [type(event) for event in events] == [BonusGranted, BudgetExhausted]
    assert (budget.granted, events[0].points) == (150, 50)


def test_a_budget_that_was_cut_below_what_it_gave_grants_nothing_and_is_never_below_zero():
    budget, _ = decide(None, request(80), 100, NOON)
    budget, (refused,) = decide(budget, request(10), 50, NOON)
    assert isinstance(refused, BonusRefused)
    assert (budget.left, budget.granted) == (0, 80)


@given(st.lists(st.tuples(st.integers(1, 400), st.integers(0, 1_000)), max_size=60))
def test_what_was_granted_is_never_more_than_the_largest_budget_and_nothing_gets_lost(steps):
    budget, given_out, turned_down, most = None, 0, 0, 0
    for number, (points, total) in enumerate(steps):
        before = budget.granted if budget else 0
        budget, events = decide(budget, request(points, f"o{number}"), total, NOON)
        granted = sum(event.points for event in events if isinstance(event, BonusGranted))
        given_out, turned_down, most = given_out + granted, turned_down + points - granted, max(most, total)
        assert granted == min(points, max(0, total - before))
        assert (budget.granted, budget.refused, budget.decided) == (given_out, turned_down, number + 1)
        assert budget.left == max(0, total - given_out)
        assert given_out <= most
