"""What a line earns: rule, band, currency and tier in one exact rate."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.errors import Refused
from services.kit.money import Money
from services.loyalty.domain.programme import UNPUBLISHED
from services.loyalty.domain.programme.offers import LineSelector
from services.loyalty.domain.programme.specs import Benefits, CurrencyRate, EarnBand, EarnRule, SkuCategory, Tier
from services.loyalty.domain.rates import Rate, Rounding
from tests.support.programmes import BASE, ladder, programme

YEN = CurrencyRate("JPY", 162, 100)
LAMPS = SkuCategory("lamps", ("LUMO", "CALMA"))
NOTHING = EarnRule(
    "nothing", (EarnBand(0, 0, points=0, minor_units=1),), Rounding.DOWN, LineSelector(("DE",), ("GIFT",))
)
DOUBLE = EarnRule(
    "double", (EarnBand(0, 0, points=2, minor_units=100),), Rounding.UP, LineSelector(categories=("lamps",))
)
BANDED = replace(BASE, bands=(EarnBand(0, 5_000, 1, 100), EarnBand(5_000, 10_000, 3, 200), EarnBand(10_000, 0, 2, 100)))


def rate_of(made, sku="MUG", market="DE", tier="", currency="EUR", amount=1_000):
    return made.line_rate(currency, sku, market, tier, amount)


def test_the_first_rule_that_selects_a_line_decides_and_is_named_with_its_version():
    made = programme(categories=(LAMPS,), earn_rules=(NOTHING, replace(DOUBLE, version=3), replace(BASE, version=2)))
    assert rate_of(made, "LUMO-S2") == (Rate(1, 50, Rounding.UP), "double@3")
    assert rate_of(made, "MUG") == (Rate(1, 100, Rounding.DOWN), "base@2")
    assert rate_of(made, "GIFT-50")[0].points(10_000) == 0
    assert rate_of(made, "GIFT-50", market="FR")[0].points(10_000) == 100


def test_the_currency_the_rule_and_the_tier_make_one_fraction():
    gold = replace(ladder(), tiers=(Tier("gold", 1, Benefits(earn_percent=150)),))
    made = programme(currency_rates=(YEN,), tiers=gold)
    assert rate_of(made, currency="JPY")[0] == Rate(1, 162)
    assert rate_of(made, currency="JPY", tier="gold")[0] == Rate(1, 108)
    assert rate_of(made, tier="gold")[0] == Rate(3, 200)
    assert rate_of(made, tier="no tier of theirs")[0] == Rate(1, 100)


@pytest.mark.parametrize(
    ("amount", "points"), [(4_999, 49), (5_000, 75), (9_999, 149), (10_000, 200), (10**9, 2 * 10**7)]
)
def test_the_amount_of_a_line_chooses_its_band(amount, points):
    assert rate_of(programme(earn_rules=(BANDED,)), amount=amount)[0].points(amount) == points


def test_bands_are_of_the_programmes_currency():
    made = programme(currency_rates=(YEN,), earn_rules=(BANDED,))
    assert rate_of(made, currency="JPY", amount=8_099)[0] == Rate(1, 162)
    assert rate_of(made, currency="JPY", amount=8_100)[0] == Rate(1, 108)


def test_a_currency_that_the_shop_doesnt_list_is_refused():
    made = programme()
    for ask in (lambda: rate_of(made, currency="USD"), lambda: made.spend(Money(100, "USD"))):
        with pytest.raises(Refused) as caught:
            ask()
        assert caught.value.reason == "NO_RATE"


def test_what_is_spent_counts_in_the_programmes_currency_rounded_down():
    made = programme(currency_rates=(YEN,))
    assert [made.spend(Money(*one)) for one in ((163, "JPY"), (161, "JPY"), (999, "EUR"))] == [100, 99, 999]


def test_what_is_owed_for_points_is_rounded_up():
    made = programme()
    assert made.value_minor_units_per_point == Fraction(1, 2)
    assert [made.liability(points) for points in (0, 1, 2, 3)] == [0, 1, 1, 2]


@given(
    amount=st.integers(0, 10**10),
    rate=st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)),
    rule=st.tuples(st.integers(0, 1000), st.integers(1, 10**6)),
    percent=st.integers(100, 1000),
    rounding=st.sampled_from(Rounding),
)
def test_points_are_the_exact_product_rounded_once(amount, rate, rule, percent, rounding):
    base = EarnRule("base", (EarnBand(0, 0, *rule),), rounding)
    top = replace(ladder(), tiers=(Tier("top", 1, Benefits(earn_percent=percent)),))
    made = programme(currency_rates=(CurrencyRate("JPY", *rate),), earn_rules=(base,), tiers=top)
    exact = Fraction(amount * rate[1], rate[0]) * Fraction(*rule) * Fraction(percent, 100)
    rounded = {
        Rounding.DOWN: exact.__floor__(),
        Rounding.UP: exact.__ceil__(),
        Rounding.HALF_EVEN: round(exact),
    }[rounding]
    assert rate_of(made, currency="JPY", tier="top", amount=amount)[0].points(amount) == rounded


# --- a shop that has published nothing


@pytest.mark.parametrize(
    ("currency", "amount", "points"),
    [
        ("EUR", 1_999, 19),
        ("JPY", 199, 1),
        ("KWD", 1_999, 1),
        ("CLF", 19_999, 1),
        ("EUR", 99, 0),
        ("COP", 10**11, 10**9),
    ],
)
def test_without_a_programme_a_point_comes_for_every_full_100_minor_units(currency, amount, points):
    rate, rule = UNPUBLISHED.line_rate(currency, "ANY", "DE", "", amount)
    assert (rate.points(amount), rule) == (points, "base-1")


def test_without_a_programme_there_is_nothing_but_points():
    assert UNPUBLISHED.revision == 0 and not UNPUBLISHED.rewards and UNPUBLISHED.referral is None
    assert UNPUBLISHED.correction_limit == 1000 and UNPUBLISHED.liability(500) == 0
    assert not UNPUBLISHED.lottery_allowed("DE") and UNPUBLISHED.reward_offer("five-off", "DE") is None
