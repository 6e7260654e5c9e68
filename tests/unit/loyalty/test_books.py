"""What orders earn, and what refunds take back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.aggregate import Verdict
from services.kit.errors import Refused
from services.kit.money import Money
from services.loyalty.domain.events import PointsClawedBack, PointsEarned
from services.loyalty.domain.rates import Basis
from services.loyalty.domain.words import EntryKind
from tests.support.ledgers import (
    ACCOUNT,
    NOON,
    Ledger,
    audit,
    delivered,
    delivery,
    line,
    refund,
    refunded,
)
from tests.support.loyal_shops import TIERED, compiled

DAY = timedelta(days=1)
LATER = NOON + 20 * DAY
"""Past the return window of 14 days."""
SHOP = compiled()


# --- earning


def test_a_delivered_order_earns_a_lot_that_waits_for_the_end_of_the_return_window():
    ledger = Ledger().take_all(delivered(delivery(1999)))
    (earned,), (told,) = ledger.entries, ledger.events
    assert (earned.kind, earned.points, earned.rule, earned.amount) == ("earn", 19, "base-1", Money(1999, "EUR"))
    (lot,) = ledger.account.lots
    assert (lot.pending, lot.available, lot.release_at) == (19, 0, NOON + 14 * DAY)
    assert isinstance(told, PointsEarned)
    assert (told.points, told.balance, told.available_at, told.entry_hash) == (19, 19, lot.release_at, earned.hash)
    assert ledger.account.spendable == 0


def test_each_line_has_a_lot_with_its_rule_and_together_they_earn_what_the_order_does():
    order = delivery(100, line("1", 33), line("2", 33), line("3", 34))
    ledger = Ledger().take_all(delivered(order, SHOP))
    assert [(one.line_id, one.rule, one.amount.minor_units) for one in ledger.entries] == [
        ("1", "base", 33), ("2", "base", 33), ("3", "base", 34),
    ]  # fmt: skip
    assert sum(ledger.points) == 3


def test_what_was_paid_for_shipping_or_taken_off_is_spread_over_the_lines_by_their_prices():
    order = delivery(900, line("lamp", 300, quantity=2), line("book", 400))
    ledger = Ledger().take_all(delivered(order, SHOP))
    assert [one.amount.minor_units for one in ledger.entries] == [540, 360]


def test_lines_of_one_order_are_rounded_each_by_its_own_rule():
    order = delivery(300, line("1", 50, "h-lamp"), line("2", 50, "u-book"), line("3", 200, "pen"))
    ledger = Ledger().take_all(delivered(order, SHOP))
    # 3.5 to the even one, 0.56 up, 6.
    assert [(one.rule, one.points) for one in ledger.entries] == [("half", 4), ("up", 1), ("base", 6)]


def test_an_amount_in_another_currency_earns_by_the_rate_that_was_frozen_with_it():
    ledger = Ledger().take_all(delivered(delivery(16_200, currency="JPY"), SHOP))
    assert ledger.account.balance == 300
    (earned,) = ledger.entries
    dearer = compiled(currency_rates=(replace(SHOP.spec.currency_rates[0], worth=1000),), revision=2)
    ledger.take(refunded(refund(8100, 16_200, currency="JPY"), dearer))
    assert ledger.account.balance == 150
    assert (earned.basis.rate.num, earned.basis.rate.den) == (1, 54)


def test_a_currency_that_the_programme_does_not_list_is_refused_and_nothing_is_written():
    ledger = Ledger()
    with pytest.raises(Refused, match="NO_RATE"):
        ledger.take(delivered(delivery(1000, currency="USD"), SHOP))
    assert (ledger.account, ledger.keys) == (None, set())


def test_an_order_earns_once_however_often_it_is_told():
    ledger = Ledger().take_all(delivered(delivery(1000)))
    assert ledger.take(delivered(delivery(1000))) is Verdict.REPEATED
    assert ledger.account.balance == 10


def test_the_country_of_the_order_decides_when_its_points_can_be_spent():
    ledger = Ledger().take_all(delivered(delivery(1000, country="US"), SHOP))
    assert ledger.account.lots[0].release_at == NOON + 30 * DAY


def test_points_of_a_market_without_a_return_window_can_be_spent_at_once_and_for_ever():
    ledger = Ledger().take_all(delivered(delivery(1000, country="JP"), SHOP))
    (lot,) = ledger.account.lots
    assert (lot.available, lot.release_at, lot.expires_at) == (30, None, None)
    assert ledger.account.next_at is None


def test_the_member_s_tier_multiplies_what_comes_after_it_was_reached():
    shop = compiled(TIERED, campaigns=())
    ledger = Ledger()
    for number in range(3):
        ledger.take(delivered(delivery(20_000, order=f"o{number}"), shop))
    earned = [one.points for one in ledger.entries if one.kind is EntryKind.EARN]
    assert earned == [600, 750, 750]
    assert ledger.account.standing.tier == "gold"


# --- refunds


def test_a_refund_takes_back_its_share_and_tells():
    ledger = Ledger().take_all(delivered(delivery(1999)), refunded(refund(1000, 1999)))
    told = ledger.events[-1]
    assert isinstance(told, PointsClawedBack)
    assert (told.points, told.debt, told.balance, told.refund_id, told.lot_id) == (
        10,
        0,
        9,
        "r0",
        ledger.entries[0].entry_id,
    )
    assert ledger.points == [19, -10]
    assert ledger.lots == [(9, 0)]


def test_a_refund_of_a_line_takes_back_of_that_line_s_lot():
    order = delivery(2000, line("1", 1000), line("2", 1000))
    ledger = Ledger().take_all(delivered(order), refunded(refund(1000, 2000, lines={"2": 1000})))
    assert [lot.line_id for lot in ledger.account.lots] == ["1"]


def test_a_refund_that_names_no_line_is_spread_over_what_is_left_of_all():
    order = delivery(4000, line("1", 1000), line("2", 3000))
    ledger = Ledger().take_all(delivered(order), refunded(refund(2000, 4000)))
    assert {lot.line_id: lot.pending for lot in ledger.account.lots} == {"1": 5, "2": 15}


def test_more_than_a_line_has_left_comes_from_the_others():
    order = delivery(2000, line("1", 1000), line("2", 1000))
    ledger = Ledger().take_all(delivered(order), refunded(refund(1500, 2000, lines={"2": 1500})))
    assert {lot.line_id: lot.pending for lot in ledger.account.lots} == {"1": 5}


def test_a_refund_before_the_delivery_lessens_what_is_earned_and_is_not_shown():
    ledger = Ledger().take_all(refunded(refund(1000, 1999)))
    assert (ledger.account.balance, ledger.account.shown_count, ledger.events) == (0, 0, [])
    ledger.take(delivered(delivery(1999)))
    (told,) = ledger.events
    assert (told.points, told.amount) == (9, Money(999, "EUR"))


def test_an_order_that_was_wholly_refunded_before_its_delivery_earns_nothing():
    ledger = Ledger().take_all(refunded(refund(1999, 1999)), delivered(delivery(1999)))
    assert (ledger.account.balance, ledger.account.lots, ledger.events) == (0, (), [])


def test_a_refund_that_takes_no_whole_point_is_remembered_for_the_next():
    ledger = Ledger().take_all(delivered(delivery(1090)), refunded(refund(50, 1090)))
    assert ledger.points == [10]
    ledger.take(refunded(refund(41, 1090, so_far=50)))
    assert ledger.points == [10, -1]


def test_a_refund_of_more_than_is_left_of_the_order_is_refused():
    ledger = Ledger().take_all(delivered(delivery(500)))
    with pytest.raises(Refused, match="REFUND_TOO_LARGE"):
        ledger.take(refunded(refund(2000, 2000)))
    assert ledger.account.balance == 5


def money(minor_units: int, currency: str = "EUR") -> Money:
    return Money(minor_units, currency)


@pytest.mark.parametrize(
    "bad",
    [
        replace(refund(100, 1000), amount=money(0)),
        replace(refund(100, 1000), amount=money(-5)),
        replace(refund(100, 1000), amount=money(200)),
        replace(refund(100, 1000), refunded_total=money(1100)),
        replace(refund(100, 1000), refunded_total=money(100, "USD")),
        refund(100, 1000, lines={"1": 101}),
        refund(100, 1000, lines={"1": -1}),
        refund(100, 1000, lines={"1": 0}),
        refund(100, 1000, lines={"nowhere": 100}),
        refund(100, 1000, currency="USD"),
    ],
)
def test_a_refund_that_contradicts_itself_or_its_order_is_refused_and_nothing_is_written(bad):
    ledger = Ledger().take_all(delivered(delivery(1000, line("1", 1000))))
    before = list(ledger.entries)
    with pytest.raises(Refused, match="ORDER_INCONSISTENT"):
        ledger.take(refunded(bad))
    assert ledger.entries == before


@pytest.mark.parametrize(
    "bad",
    [
        delivery(1000, line("1", 500), line("1", 500)),
        delivery(1000, line("1", -500), line("2", 1500)),
        delivery(1000, line("1", 1000, currency="USD")),
        delivery(1000, line("1", 1000, quantity=-1)),
    ],
)
def test_an_order_that_contradicts_itself_is_refused(bad):
    with pytest.raises(Refused, match="ORDER_INCONSISTENT"):
        Ledger().take(delivered(bad))


def test_an_order_in_another_currency_than_its_refund_is_refused():
    ledger = Ledger().take_all(refunded(refund(100, 1000, currency="USD")))
    with pytest.raises(Refused, match="ORDER_INCONSISTENT"):
        ledger.take(delivered(delivery(1000)))


@st.composite
def orders(draw: st.DrawFn) -> tuple[list, int, int]:
    """A delivery and its refunds, by line or as a whole, the currency and what is kept of each line's money."""
    prices = draw(st.lists(st.integers(1, 3000), min_size=1, max_size=4))
    skus = [draw(st.sampled_from(["pen", "h-lamp", "u-book"])) for _ in prices]
    total = sum(prices)
    lines = [line(str(number), price, sku) for number, (price, sku) in enumerate(zip(prices, skus, strict=True))]
    left = dict(zip((one.line_id for one in lines), prices, strict=True))
    refunds, so_far = [], 0
    for number in range(draw(st.integers(0, 5))):
        line_id = draw(st.sampled_from(sorted(left)))
        if not left[line_id]:
            continue
        amount = draw(st.integers(1, left[line_id]))
        left[line_id] -= amount
        refunds.append(refund(amount, total, so_far=so_far, refund_id=f"r{number}", lines={line_id: amount}))
        so_far += amount
    return delivery(total, *lines), refunds, left


@given(orders(), st.data())
def test_refunds_add_up_exactly_in_whatever_order_they_come_before_or_after_the_delivery(order, data):
    whole, refunds, left = order
    works = [delivered(whole, SHOP), *(refunded(one, SHOP) for one in refunds)]
    repeated = data.draw(st.lists(st.sampled_from(works), max_size=4))
    ledger = Ledger().take_all(*data.draw(st.permutations([*works, *repeated])))
    # The lines of one rule lie one behind the other, in the order's own order.
    offsets: dict[object, int] = {}
    expected = 0
    for one in whole.lines:
        rate, _ = SHOP.line_rate("EUR", one.sku, "DE", "", 0)
        paid = one.unit_price.minor_units
        expected += Basis(rate, paid, offsets.get(rate, 0)).kept(paid - left[one.line_id])
        offsets[rate] = offsets.get(rate, 0) + paid
    balance = ledger.account.balance if ledger.account else 0
    assert balance == expected
    audit(ACCOUNT, ledger.entries, ledger.account)


@given(st.integers(1, 5000), st.lists(st.integers(1, 5000), max_size=5), st.data())
def test_an_order_refunded_as_a_whole_keeps_the_points_of_what_was_kept(total, amounts, data):
    works, so_far = [delivered(delivery(total))], 0
    for number, amount in enumerate(amounts):
        if so_far + amount <= total:
            works.append(refunded(refund(amount, total, so_far=so_far, refund_id=f"r{number}")))
            so_far += amount
    ledger = Ledger().take_all(*data.draw(st.permutations(works)))
    assert (ledger.account.balance if ledger.account else 0) == (total - so_far) // 100


def test_a_refund_of_the_whole_order_leaves_nothing_that_counts_for_a_tier():
    order = delivery(1001, line("1", 500), line("2", 501))
    ledger = Ledger().take_all(delivered(order, SHOP), refunded(refund(333, 1001), SHOP))
    assert (ledger.account.activity.orders, ledger.account.activity.spend) == (1, 668)
    ledger.take(refunded(refund(668, 1001, so_far=333), SHOP))
    activity = ledger.account.activity
    assert (activity.orders, activity.spend, activity.points) == (0, 0, 0)
