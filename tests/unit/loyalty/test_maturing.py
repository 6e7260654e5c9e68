"""What time does to an account: points are released, expire, and tiers are looked at again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.aggregate import Verdict
from services.kit.errors import Refused
from services.loyalty.domain.crediting import Credit
from services.loyalty.domain.entry import Profile
from services.loyalty.domain.events import DebtSettled, PointsExpired, PointsReleased, TierChanged
from services.loyalty.domain.words import EntryKind, Source
from tests.support.ledgers import (
    ACCOUNT,
    NOON,
    Ledger,
    audit,
    credited,
    delivered,
    delivery,
    line,
    matured,
    profiled,
    redeemed,
    refund,
    refunded,
)
from tests.support.loyal_shops import TIERED, compiled

DAY, TICK = timedelta(days=1), timedelta(microseconds=1)
SHOP = compiled()
TIERS = compiled(TIERED, campaigns=())
RELEASE = NOON + 14 * DAY
EXPIRY = datetime(2027, 3, 2, 23, 0, tzinfo=UTC)
"""Midnight in Berlin at the end of the day, twelve months after."""


def gift(points: int, credit_id: str, days: int, at: datetime = NOON):
    return credited(Credit(Source.GIFT, credit_id, points, at, expires_at=NOON + days * DAY))


def test_points_are_released_at_the_very_end_of_the_return_window():
    ledger = Ledger().take_all(delivered(delivery(1000), SHOP))
    assert ledger.account.next_at == RELEASE
    assert ledger.take(matured(RELEASE - TICK, SHOP)) is Verdict.UNCHANGED
    assert ledger.take(matured(RELEASE, SHOP)) is Verdict.APPLIED
    assert ledger.lots == [(0, 30)]
    told = ledger.events[-1]
    assert isinstance(told, PointsReleased)
    assert (told.points, told.balance, told.order_id, told.released_at) == (30, 30, "o1", RELEASE)
    assert ledger.account.spendable == 30


def test_points_can_be_spent_from_that_instant_on_though_no_timer_has_rung():
    ledger = Ledger().take_all(delivered(delivery(1000), SHOP))
    with pytest.raises(Refused, match="NOT_ENOUGH_POINTS"):
        ledger.take(redeemed("mug", 30, RELEASE - TICK, SHOP))
    ledger.take(redeemed("mug", 30, RELEASE, SHOP))
    assert ledger.account.balance == 0


def test_points_expire_at_the_midnight_that_ends_the_member_s_day():
    ledger = Ledger().take_all(delivered(delivery(1000), SHOP), matured(RELEASE, SHOP))
    assert ledger.account.next_at == EXPIRY
    assert ledger.take(matured(EXPIRY - TICK, SHOP)) is Verdict.UNCHANGED
    ledger.take(matured(EXPIRY, SHOP))
    assert (ledger.account.balance, ledger.account.lots, ledger.account.next_at) == (0, (), None)
    told = ledger.events[-1]
    assert isinstance(told, PointsExpired)
    assert (told.points, told.balance, told.expired_at) == (30, 0, EXPIRY)


@pytest.mark.parametrize(
    ("zone", "expiry"),
    [
        ("Pacific/Kiritimati", datetime(2027, 3, 3, 10, tzinfo=UTC)),  # there it is the third already
        ("Pacific/Honolulu", datetime(2027, 3, 3, 10, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2027, 3, 2, 18, 15, tzinfo=UTC)),
    ],
)
def test_midnight_is_that_of_the_member_s_own_zone(zone, expiry):
    ledger = Ledger().take_all(profiled(Profile(zone=zone), 1, NOON), delivered(delivery(1000), SHOP))
    assert ledger.account.lots[0].expires_at == expiry


def test_nothing_is_spent_that_has_expired_though_the_timer_is_late():
    ledger = Ledger().take_all(gift(10, "early", 5), gift(10, "late", 30))
    with pytest.raises(Refused, match="NOT_ENOUGH_POINTS"):
        ledger.take(redeemed("mug", 11, NOON + 5 * DAY))
    assert ledger.take(redeemed("mug", 10, NOON + 5 * DAY)) is Verdict.APPLIED
    kinds = [(entry.kind, entry.at) for entry in ledger.entries[2:]]
    assert kinds == [(EntryKind.EXPIRE, NOON + 5 * DAY), (EntryKind.REDEEM, NOON + 5 * DAY)]


def test_only_the_lot_that_is_due_expires_and_not_the_whole_balance():
    ledger = Ledger().take_all(gift(10, "early", 5), gift(10, "late", 30), matured(NOON + 5 * DAY))
    assert (ledger.account.balance, ledger.account.next_at) == (10, NOON + 30 * DAY)


def test_a_lot_that_expires_pays_what_is_owed_and_the_rest_goes():
    """The member couldn't spend what was kept back for the debt: it isn't lost, and owed on top of that."""
    later = NOON + 20 * DAY
    ledger = Ledger().take_all(
        delivered(delivery(1000)),
        matured(later),
        credited(Credit(Source.GIFT, "first", 10, later, expires_at=later + DAY)),
        redeemed("mug", 15, later),
        credited(Credit(Source.GIFT, "then", 20, later, expires_at=later + 2 * DAY)),
        refunded(refund(1000, 1000, at=later)),
    )
    assert (ledger.account.debt, ledger.account.spendable, ledger.account.balance) == (5, 15, 15)
    ledger.take(matured(later + 3 * DAY))
    assert [type(event) for event in ledger.events[-2:]] == [DebtSettled, PointsExpired]
    assert (ledger.account.debt, ledger.account.balance, ledger.account.totals.expired) == (0, 0, 15)
    audit(ACCOUNT, ledger.entries, ledger.account)


def test_what_a_refund_has_emptied_is_not_due_any_more():
    ledger = Ledger().take_all(delivered(delivery(1000)), refunded(refund(1000, 1000)))
    assert ledger.account.next_at is None
    assert ledger.take(matured(NOON + 999 * DAY)) is Verdict.UNCHANGED


def test_a_plan_is_counted_each_time_that_it_changes():
    ledger = Ledger().take_all(delivered(delivery(1000)))
    assert ledger.account.plan == 1
    ledger.take(gift(10, "later", 300))
    assert ledger.account.plan == 1, "what is due first is the same"
    ledger.take(gift(10, "sooner", 3))
    assert (ledger.account.plan, ledger.account.next_at) == (2, NOON + 3 * DAY)


# --- tiers


def spent(amount: int, number: int, at: datetime):
    return delivered(delivery(amount, order=f"o{number}", at=at), TIERS)


REVIEW = datetime(2026, 6, 10, 22, 0, tzinfo=UTC)
"""2 March, 90 days, 10 days of grace: Berlin's midnight after 10 June."""


def test_a_tier_that_is_not_earned_again_goes_at_its_review_and_not_before():
    ledger = Ledger().take_all(spent(20_000, 1, NOON))
    standing = ledger.account.standing
    assert (standing.tier, standing.since, standing.review_at) == ("silver", NOON, REVIEW)
    ledger.take(matured(REVIEW - TICK, TIERS))
    assert ledger.account.standing.tier == "silver"
    ledger.take(matured(REVIEW, TIERS))
    told = [event for event in ledger.events if isinstance(event, TierChanged)][-1]
    assert (told.previous, told.tier, told.cause, told.review_at) == ("silver", "", "review", None)
    assert ledger.account.standing.tier == ""


def test_a_tier_that_is_confirmed_is_the_member_s_since_it_was_reached():
    ledger = Ledger().take_all(spent(20_000, 1, NOON), spent(20_000, 2, NOON + 80 * DAY), matured(REVIEW, TIERS))
    standing = ledger.account.standing
    assert (standing.tier, standing.since) == ("silver", NOON)
    assert standing.review_at > REVIEW
    assert len([event for event in ledger.events if isinstance(event, TierChanged)]) == 1


def test_a_refund_takes_no_tier_before_its_review():
    ledger = Ledger().take_all(
        spent(20_000, 1, NOON), refunded(refund(20_000, 20_000, order="o1", at=NOON + DAY), TIERS)
    )
    assert ledger.account.standing.tier == "silver"
    ledger.take(matured(REVIEW, TIERS))
    assert ledger.account.standing.tier == ""


# --- however late


@st.composite
def histories(draw: st.DrawFn) -> list:
    """Deliveries and gifts over 100 days, in the order in which they happened."""
    works = []
    days = sorted(draw(st.lists(st.integers(0, 100), min_size=1, max_size=6)))
    for number, day in enumerate(days):
        at = NOON + day * DAY
        if draw(st.booleans()):
            lines = (line("1", 700, "h-lamp"), line("2", draw(st.integers(1, 30_000))))
            total = sum(one.unit_price.minor_units for one in lines)
            country = draw(st.sampled_from(["DE", "US", "JP"]))
            works.append((at, delivered(delivery(total, *lines, order=f"o{number}", at=at, country=country), SHOP)))
        else:
            expires_at = at + draw(st.integers(1, 60)) * DAY
            works.append((at, credited(Credit(Source.GIFT, f"g{number}", 10, at, expires_at=expires_at))))
    return works


@given(histories(), st.lists(st.integers(0, 500), max_size=6))
def test_however_often_and_late_somebody_looks_the_books_end_the_same(history, looks):
    end = NOON + 1000 * DAY
    seldom, often = Ledger(), Ledger()
    times = sorted(NOON + day * DAY for day in looks)
    for at, work in history:
        for look in [one for one in times if one <= at]:
            often.take(matured(look, SHOP))
        times = [one for one in times if one > at]
        seldom.take(work)
        often.take(work)
    for look in [*times, end]:
        often.take(matured(look, SHOP))
    seldom.take(matured(end, SHOP))
    for ledger in (seldom, often):
        audit(ACCOUNT, ledger.entries, ledger.account)
    assert seldom.account.totals == often.account.totals
    assert sorted(seldom.lots) == sorted(often.lots)
    assert seldom.account.next_at is often.account.next_at is None
