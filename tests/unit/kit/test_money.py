"""Amounts are whole minor units, and currencies don't mix."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.money import CurrencyMismatch, Money, known_currency

amounts = st.integers(-(10**15), 10**15)


@given(amounts, amounts, amounts)
def test_amounts_add_up_as_whole_numbers_do(a, b, c):
    x, y, z = (Money(one, "EUR") for one in (a, b, c))
    assert (x + y) + z == x + (y + z) == Money(a + b + c, "EUR")
    assert x - y == -(y - x)
    assert x * 3 == 3 * x == x + x + x
    assert sum([x, y, z], Money(0, "EUR")) == Money(a + b + c, "EUR")


@given(amounts, amounts)
def test_amounts_of_one_currency_are_ordered(a, b):
    x, y = Money(a, "JPY"), Money(b, "JPY")
    assert (x < y, x <= y, x > y, x >= y, x == y) == (a < b, a <= b, a > b, a >= b, a == b)


@pytest.mark.parametrize(
    "mix", [lambda x, y: x + y, lambda x, y: x - y, lambda x, y: x < y, lambda x, y: x >= y, lambda x, y: max(x, y)]
)
def test_currencies_do_not_mix(mix):
    with pytest.raises(CurrencyMismatch, match="EUR"):
        mix(Money(1, "EUR"), Money(1, "USD"))


def test_amounts_of_two_currencies_are_never_equal():
    assert Money(0, "EUR") != Money(0, "USD")


@pytest.mark.parametrize("minor_units", [1.0, "1", None, True])
def test_minor_units_are_whole(minor_units):
    with pytest.raises(TypeError, match="whole"):
        Money(minor_units, "EUR")


def test_nothing_but_money_is_added_and_only_whole_numbers_multiply():
    with pytest.raises(TypeError):
        Money(1, "EUR") + 1
    with pytest.raises(TypeError):
        Money(1, "EUR") * 0.5


@pytest.mark.parametrize("code", ["eur", "DEM", "", "EURO", "€"])
def test_an_unknown_currency_is_refused(code):
    assert not known_currency(code)
    with pytest.raises(ValueError, match="ISO 4217"):
        Money(1, code)
