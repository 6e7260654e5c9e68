"""A quote is what the delivery will bring."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.errors import Refused
from services.loyalty.domain.campaigns.quoting import LineQuote, quote, within
from services.loyalty.domain.programme.specs import Benefits, Tier, TierLadder
from services.loyalty.domain.programme.words import TierMeasure, TierWindow
from tests.support.campaigns import SPRING
from tests.support.ledgers import ACCOUNT, NOON, Ledger, delivered, delivery, line, matured
from tests.support.programmes import programme

BUDGETED = replace(SPRING, campaign_id="budgeted", bonus_percent=0, points_per_line=40, budget=1_000)
TIERS = TierLadder(
    TierMeasure.SPEND, TierWindow.LIFE, (Tier("silver", 10_000, Benefits(earn_percent=150)), Tier("gold", 50_000))
)
SHOP = programme(7, campaigns=(SPRING, BUDGETED), tiers=TIERS)


def test_a_quote_says_line_by_line_what_comes_of_what_and_when():
    found = quote(None, ACCOUNT, delivery(3_000, line("a", 1_000), line("b", 2_000)), SHOP)
    assert found.lines == (
        LineQuote("a", "", 10, "base", False),
        LineQuote("b", "", 20, "base", False),
        LineQuote("a", "spring", 5, "spring@7", False),
        LineQuote("b", "spring", 10, "spring@7", False),
        LineQuote("a", "budgeted", 40, "budgeted@7", True),
        LineQuote("b", "budgeted", 40, "budgeted@7", True),
    )
    assert (found.points, found.bonus) == (125, 95)
    assert found.available_at == NOON + timedelta(days=14)
    assert found.expires_at is not None
    assert (found.tier, found.tier_after) == ("", "")


def test_a_tier_multiplies_and_the_one_that_would_be_reached_is_told():
    ledger = Ledger().take_all(delivered(delivery(20_000), SHOP))
    found = quote(ledger.account, ACCOUNT, delivery(40_000, order="o2"), SHOP)
    assert (found.tier, found.tier_after) == ("silver", "gold")
    assert found.lines[0].points == 600


def test_a_budget_that_has_less_left_gives_less():
    found = quote(None, ACCOUNT, delivery(3_000, line("a", 1_000), line("b", 2_000)), SHOP)
    assert [one.points for one in within(found, {"budgeted": 50}).lines if one.budgeted] == [40, 10]
    assert not any(one.budgeted for one in within(found, {"budgeted": 0}).lines)


def test_an_order_that_cannot_be_is_refused():
    with pytest.raises(Refused, match="ORDER_INCONSISTENT"):
        quote(None, ACCOUNT, delivery(3_000, line("a", 1_000), line("a", 2_000)), SHOP)


def test_an_order_that_costs_nothing_earns_nothing():
    found = quote(None, ACCOUNT, delivery(0, line("a", 0)), SHOP)
    assert (found.points, found.lines, found.available_at) == (0, (), None)


@given(
    st.lists(st.integers(0, 10**6), min_size=1, max_size=4),
    st.lists(st.integers(1, 10**6), min_size=1, max_size=5),
    st.integers(0, 400),
)
def test_what_was_quoted_is_what_is_earned(before, prices, days):
    """Whatever the account has seen; days later, as well."""
    ledger = Ledger()
    for number, total in enumerate(before):
        ledger.take(delivered(delivery(total, order=f"before-{number}"), SHOP))
    at = NOON + timedelta(days=days)
    order = delivery(sum(prices), *(line(str(n), price) for n, price in enumerate(prices)), at=at)
    state = ledger.account
    found = quote(state, ACCOUNT, order, SHOP)
    assert ledger.account is state
    ledger.take_all(matured(at, SHOP))
    known, asked = len(ledger.entries), len(ledger.events)
    ledger.take(delivered(order, SHOP))
    requests = [one.points for one in ledger.events[asked:] if type(one).__name__ == "BonusRequested"]
    assert sum(one.points for one in ledger.entries[known:]) + sum(requests) == found.points
    assert found.tier_after == ledger.account.standing.tier
