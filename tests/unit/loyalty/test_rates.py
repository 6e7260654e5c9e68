"""Points for money: whole points, a stated rounding, shares that add up."""

from __future__ import annotations

from fractions import Fraction

import pytest
from babel.numbers import get_currency_precision
from hypothesis import given
from hypothesis import strategies as st

from services.kit.errors import Refused
from services.kit.money import Money, known_currency
from services.loyalty.domain.programme import UNPUBLISHED
from services.loyalty.domain.programme.specs import CurrencyRate, EarnBand, EarnRule
from services.loyalty.domain.rates import Basis, Rate, Rounding, share
from tests.support.ledgers import Ledger, delivered, delivery
from tests.support.loyal_shops import compiled

rates = st.builds(Rate, st.integers(0, 10**6), st.integers(1, 10**9), st.sampled_from(Rounding))
amounts = st.integers(0, 10**12)


def points_for(minor_units: int, currency: str) -> int:
    rate, rule = UNPUBLISHED.line_rate(currency, "any", "", "", minor_units)
    assert rule == "base-1"
    return rate.points(minor_units)


@pytest.mark.parametrize(
    ("minor_units", "currency", "points"),
    [
        (1999, "EUR", 19), (99, "EUR", 0), (100, "EUR", 1), (0, "EUR", 0), (100, "JPY", 1), (199, "JPY", 1),
        (5000, "KRW", 50), (1000, "KWD", 1), (1999, "KWD", 1), (1000, "IQD", 1), (10_000, "CLF", 1),
    ],
)  # fmt: skip
def test_a_shop_that_has_published_nothing_gives_a_point_for_every_full_unit(minor_units, currency, points):
    assert points_for(minor_units, currency) == points


@pytest.mark.parametrize("currency", ["BHD", "JOD", "KWD", "LYD", "OMR", "TND", "CLF", "UYW", "EUR", "JPY", "USD"])
def test_the_decimals_are_those_that_the_world_knows(currency):
    assert known_currency(currency)
    assert points_for(10 ** max(2, get_currency_precision(currency)), currency) == 1


@pytest.mark.parametrize(
    ("minor_units", "down", "half_even", "up"),
    [(0, 0, 0, 0), (1, 0, 0, 1), (2, 0, 0, 1), (3, 0, 1, 1), (4, 1, 1, 1), (6, 1, 2, 2), (10, 2, 2, 3), (14, 3, 4, 4)],
)
def test_what_is_not_a_whole_point_is_rounded_as_stated(minor_units, down, half_even, up):
    """A point for every four minor units: the halves at 2, 6, 10 and 14 go to the even one."""
    found = [Rate(1, 4, rounding).points(minor_units) for rounding in (Rounding.DOWN, Rounding.HALF_EVEN, Rounding.UP)]
    assert found == [down, half_even, up]


@given(rates, amounts)
def test_rounding_is_that_of_exact_fractions(rate, amount):
    exact = Fraction(amount) * rate.num / rate.den
    expected = {Rounding.DOWN: exact // 1, Rounding.HALF_EVEN: round(exact), Rounding.UP: -(-exact // 1)}
    assert rate.points(amount) == expected[rate.rounding]


@given(rates, amounts, amounts)
def test_more_money_is_never_fewer_points(rate, one, other):
    assert (rate.points(one) - rate.points(other)) * (one - other) >= 0


@pytest.mark.parametrize(("num", "den"), [(-1, 100), (1, 0), (1, -100)])
def test_a_rate_below_zero_or_of_nothing_is_none(num, den):
    with pytest.raises(ValueError, match="not a rate"):
        Rate(num, den)


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_shares_add_up_and_none_is_a_whole_unit_from_its_part(whole, weights):
    shares = share(whole, weights)
    assert sum(shares) == whole
    assert all(one >= 0 for one in shares)
    total = sum(weights)
    if total:
        assert all(abs(one - Fraction(whole * weight, total)) < 1 for one, weight in zip(shares, weights, strict=True))


def test_what_has_no_weight_goes_to_the_first_line():
    assert share(7, [0, 0, 0]) == [7, 0, 0]


@given(rates, st.lists(amounts, min_size=1, max_size=6))
def test_lines_that_are_rounded_together_earn_what_their_sum_earns(rate, lines):
    offset, points = 0, 0
    for amount in lines:
        points += Basis(rate, amount, offset).kept(0)
        offset += amount
    assert points == rate.points(sum(lines))


@given(rates, amounts, amounts, st.data())
def test_what_is_kept_of_a_line_falls_step_by_step_to_nothing(rate, amount, offset, data):
    basis = Basis(rate, amount, offset)
    refunds = sorted(data.draw(st.lists(st.integers(0, amount), max_size=5)))
    kept = [basis.kept(one) for one in (0, *refunds, amount)]
    assert kept == sorted(kept, reverse=True)
    assert kept[-1] == 0


@pytest.mark.parametrize(
    ("currency", "per", "reason"),
    [
        (CurrencyRate("JPY", 999_999_937, 999_999_929), 999_999_893, "TOO_FINE"),
        (CurrencyRate("JPY", 1, 10**9), 100, "TOO_LARGE"),
    ],
)
def test_a_programme_whose_rates_no_ledger_could_hold_is_refused(currency, per, reason):
    rule = EarnRule("base", (EarnBand(0, 0, 1, per),), Rounding.DOWN)
    with pytest.raises(Refused, match="INVALID_FIELDS") as refused:
        compiled(currency_rates=(currency,), earn_rules=(rule,))
    assert [one.reason for one in refused.value.violations] == [reason]


@pytest.mark.parametrize("total", [-1, 10**12 + 1])
def test_an_order_below_zero_or_beyond_all_reason_is_refused(total):
    with pytest.raises(Refused, match="ABSURD_AMOUNT"):
        Ledger().take(delivered(delivery(total)))


def test_an_order_that_cost_nothing_earns_nothing():
    ledger = Ledger().take_all(delivered(delivery(0)))
    assert (ledger.account, ledger.entries) == (None, [])


def test_the_largest_order_that_can_be_earns_a_point_for_each_unit():
    ledger = Ledger().take_all(delivered(delivery(10**12)))
    assert ledger.account.balance == 10**10
    assert ledger.entries[0].amount == Money(10**12, "EUR")
