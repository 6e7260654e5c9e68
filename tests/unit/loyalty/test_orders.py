"""What orders earn and refunds take back, in a shop that has published no programme, on a ledger in memory."""

from __future__ import annotations

from datetime import timedelta
from itertools import accumulate

import pytest
from babel.numbers import get_currency_precision
from hypothesis import given
from hypothesis import strategies as st

from services.kit.aggregate import Work
from services.kit.errors import Refused
from services.kit.money import Money, known_currency
from services.loyalty.domain.account import Account
from services.loyalty.domain.events import PointsEarned
from services.loyalty.domain.order_facts import MOST_MINOR_UNITS, Refund
from services.loyalty.domain.rates import share
from services.loyalty.domain.words import EntryKind
from tests.support.ledgers import NOON, Ledger, delivered, delivery, line, refund, refunded
from tests.support.orders import points_for


def points_after(*works: Work[Account]) -> int:
    account = Ledger().take_all(*works).account
    return account.balance if account else 0


def order(total: int, *lines, currency: str = "EUR", name: str = "o1") -> Work[Account]:
    return delivered(delivery(total, *lines, order=name, currency=currency))


def back(amount: int, of: int, **said) -> Work[Account]:
    return refunded(refund(amount, of, **said))


@pytest.mark.parametrize(
    ("minor_units", "currency", "points"),
    [
        (1999, "EUR", 19), (99, "EUR", 0), (100, "EUR", 1), (100, "JPY", 1), (199, "JPY", 1), (5000, "KRW", 50),
        (1000, "KWD", 1), (1999, "KWD", 1), (1000, "IQD", 1), (10_000, "CLF", 1),
    ],
)  # fmt: skip
def test_one_point_for_every_full_hundred_minor_units_or_full_unit(minor_units, currency, points):
    assert points_after(order(minor_units, currency=currency)) == points == points_for(minor_units, currency)


@pytest.mark.parametrize("currency", ["BHD", "JOD", "KWD", "LYD", "OMR", "TND", "CLF", "UYW", "EUR", "JPY", "USD"])
def test_the_decimals_are_those_that_the_world_knows(currency):
    assert known_currency(currency)
    assert points_after(order(10 ** max(2, get_currency_precision(currency)), currency=currency)) == 1


def test_a_delivered_order_earns_a_lot_for_each_line_and_tells():
    ledger = Ledger().take_all(order(3000, line("a", 1000), line("b", 1000, quantity=2)))
    assert [(one.line_id, one.points, one.rule) for one in ledger.events] == [("a", 10, "base-1"), ("b", 20, "base-1")]
    assert ledger.lots == [(10, 0), (20, 0)] or ledger.lots == [(20, 0), (10, 0)]
    earned = ledger.events[0]
    assert isinstance(earned, PointsEarned)
    assert (earned.earned_at, earned.available_at) == (NOON, NOON + timedelta(days=14))
    assert earned.entry_hash == ledger.entries[0].hash


@given(
    st.integers(1, 100_000),
    st.lists(st.tuples(st.integers(0, 9_999), st.integers(1, 5)), min_size=1, max_size=8),
)
def test_the_points_of_its_lines_are_those_of_the_order_whatever_was_paid_for_shipping(total, prices):
    lines = [line(str(place), price, quantity=quantity) for place, (price, quantity) in enumerate(prices)]
    assert points_after(order(total, *lines)) == points_for(total)


def test_partial_refunds_add_up_exactly():
    assert points_after(order(1050), back(30, 1050), back(30, 1050, so_far=30), back(990, 1050, so_far=60)) == 0


def test_a_refund_takes_the_points_of_its_own_line():
    ledger = Ledger().take_all(order(3000, line("a", 1000), line("b", 2000)), back(500, 3000, lines={"b": 500}))
    assert sorted(ledger.lots) == [(10, 0), (15, 0)]


def test_what_a_refund_does_not_name_is_taken_from_all_lines_by_what_is_left_of_them():
    ledger = Ledger().take_all(order(3000, line("a", 1000), line("b", 2000)), back(1500, 3000, lines={"a": 900}))
    # 600 are left to spread over 100 and 2000.
    parts = share(600, [100, 2000])
    assert ledger.account.balance == points_for(100 - parts[0]) + points_for(2000 - parts[1])


def test_a_refund_before_the_delivery_lessens_what_is_earned_and_is_not_shown():
    ledger = Ledger().take_all(back(1000, 1999))
    assert (ledger.points, ledger.events, ledger.account.balance) == ([], [], 0)
    ledger.take(order(1999))
    (earned,) = ledger.events
    assert (earned.points, earned.amount) == (9, Money(999, "EUR"))


def test_an_order_that_was_wholly_refunded_before_its_delivery_earns_nothing():
    ledger = Ledger().take_all(back(1999, 1999), order(1999))
    assert (ledger.points, ledger.events) == ([], [])


def test_a_free_order_earns_nothing():
    assert Ledger().take_all(order(0)).account is None


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (refund(0, 1000), "ORDER_INCONSISTENT"),
        (refund(200, 100), "ORDER_INCONSISTENT"),
        (refund(100, 1000, lines={"": 200}), "ORDER_INCONSISTENT"),
        (refund(100, 1000, lines={"": 0}), "ORDER_INCONSISTENT"),
        (refund(100, 1000, lines={"no such line": 100}), "ORDER_INCONSISTENT"),
        (refund(1001, 1001), "REFUND_TOO_LARGE"),
        (refund(1, 10**13), "ABSURD_AMOUNT"),
        (Refund("c1", "o1", "r", Money(1, "EUR"), Money(1, "USD"), Money(1, "EUR"), NOON), "ORDER_INCONSISTENT"),
    ],
)
def test_a_refund_that_contradicts_itself_or_its_order_is_refused(wrong, reason):
    ledger = Ledger().take_all(order(1000))
    before = ledger.account
    with pytest.raises(Refused, match=reason):
        ledger.take(refunded(wrong))
    assert ledger.account == before


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (order(-1), "ABSURD_AMOUNT"),
        (order(MOST_MINOR_UNITS + 1), "ABSURD_AMOUNT"),
        (order(1000, line("a", 500), line("a", 500)), "ORDER_INCONSISTENT"),
        (order(1000, line("a", -1)), "ORDER_INCONSISTENT"),
        (order(1000, line("a", 1000, currency="USD")), "ORDER_INCONSISTENT"),
    ],
)
def test_an_order_that_can_not_be_is_refused(wrong, reason):
    with pytest.raises(Refused, match=reason):
        Ledger().take(wrong)


def test_an_order_in_two_currencies_is_refused():
    ledger = Ledger().take_all(back(100, 1000, currency="USD"))
    with pytest.raises(Refused, match="ORDER_INCONSISTENT"):
        ledger.take(order(1000))


@st.composite
def orders(draw: st.DrawFn) -> tuple[list[Work[Account]], int]:
    """What happens to one order of one line, in whatever order, and what it should have brought."""
    name = draw(st.uuids()).hex
    currency = draw(st.sampled_from(["EUR", "JPY", "KWD"]))
    total = draw(st.integers(1, 5000))
    amounts = draw(st.lists(st.integers(1, 2000), max_size=4))
    kept = [so_far for so_far in accumulate(amounts) if so_far <= total]
    works = [
        refunded(refund(amount, total, so_far=so_far - amount, order=name, currency=currency))
        for amount, so_far in zip(amounts, kept, strict=False)
    ]
    if not draw(st.booleans()):
        return works, 0
    works.append(order(total, name=name, currency=currency))
    return works, points_for(total - (kept[-1] if kept else 0), currency)


@given(st.lists(orders(), max_size=4), st.data())
def test_in_any_order_and_with_any_repetitions_the_ledger_stands_at_the_rule(orders, data):
    works = [work for happened, _ in orders for work in happened]
    repeated = data.draw(st.lists(st.sampled_from(works), max_size=8)) if works else []
    ledger = Ledger().take_all(*data.draw(st.permutations([*works, *repeated])))
    account = ledger.account or Account()
    assert account.balance == sum(points for _, points in orders) == sum(ledger.points)
    assert account.shown_count == len(ledger.points) == len(ledger.events)
    assert {one.kind for one in ledger.entries if one.shown} <= {EntryKind.EARN, EntryKind.CLAWBACK}
    ledger.take_all(*works)
    assert (ledger.account or Account()) == account, "a replay changes nothing"
