"""Tiers: reached at once, kept until a review, and never lost before it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.loyalty.domain.programme.local_days import end_of_day, local_date, months_after
from services.loyalty.domain.programme.tiers import Ladder
from services.loyalty.domain.programme.words import TierMeasure, TierWindow
from services.loyalty.domain.qualifying import REMEMBERED_DAYS, Activity, Counts, TierStanding
from services.loyalty.domain.words import TierCause
from tests.support.programmes import ladder, sample

BERLIN, AUCKLAND, HONOLULU = "Europe/Berlin", "Pacific/Auckland", "Pacific/Honolulu"
DAYS, MONTHS, YEAR, LIFE = TierWindow


def noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00+00:00")


def spent(**days: int) -> Activity:
    """`d2026_03_02=500` is 5.00 on that day."""
    return counted(*(Counts(name[1:].replace("_", "-"), spend=amount) for name, amount in days.items()))


def counted(*counts: Counts) -> Activity:
    found = Activity()
    for one in counts:
        found = found.plus(one)
    return found


def standing(tier: str, review: str = "", zone: str = BERLIN) -> TierStanding:
    """`review` is the last day on which the tier is kept."""
    return TierStanding(tier, noon("2026-01-01"), end_of_day(date.fromisoformat(review), zone) if review else None)


def silver(ladder_: Any = None, **days: int) -> tuple[Ladder, Activity]:
    return Ladder(ladder_ or ladder()), spent(**days)


# --- what counts


@pytest.mark.parametrize(("today", "tier"), [("2026-03-31", "silver"), ("2026-04-01", "")])
def test_a_window_of_days_includes_today(today, tier):
    tiers, activity = silver(ladder(DAYS, 30), d2026_03_02=20_000)
    assert tiers.tier_for(activity, noon(today), BERLIN) == tier


@pytest.mark.parametrize(("today", "tier"), [("2027-03-01", "silver"), ("2027-03-02", ""), ("2026-03-01", "")])
def test_a_window_of_months_ends_with_the_same_day_of_the_month(today, tier):
    tiers, activity = silver(d2026_03_02=20_000)
    assert tiers.tier_for(activity, noon(today), BERLIN) == tier


def test_a_calendar_year_begins_at_the_members_midnight():
    tiers, activity = silver(ladder(YEAR, 0), d2026_12_31=20_000)
    turn = datetime(2026, 12, 31, 12, tzinfo=UTC)  # 2027 in Auckland, not yet in Honolulu
    assert [tiers.tier_for(activity, turn, zone) for zone in (AUCKLAND, BERLIN, HONOLULU)] == ["", "silver", "silver"]


def test_of_life_all_counts_even_what_no_day_remembers():
    later = (Counts((date(2020, 1, 2) + timedelta(days=one)).isoformat(), orders=1) for one in range(REMEMBERED_DAYS))
    activity = counted(Counts("2020-01-01", spend=60_000), *later)
    assert activity.between("2020-01-01", "2030-01-01").spend == 0
    assert Ladder(ladder(LIFE, 0)).tier_for(activity, noon("2026-03-02"), BERLIN) == "gold"


@pytest.mark.parametrize(
    ("measure", "tier"), [(TierMeasure.SPEND, ""), (TierMeasure.POINTS, "silver"), (TierMeasure.ORDERS, "gold")]
)
def test_a_tier_counts_what_it_measures(measure, tier):
    tiers = Ladder(ladder(measure=measure, silver=2, gold=3))
    activity = counted(Counts("2026-03-02", 1, 2, 3))
    assert tiers.tier_for(activity, noon("2026-03-02"), BERLIN) == tier


# --- up


def test_a_member_rises_at_once_over_tiers_between():
    tiers, activity = silver(d2026_03_02=60_000)
    step = tiers.reached(TierStanding(), activity, noon("2026-03-02"), BERLIN)
    assert (step.previous, step.tier, step.cause) == ("", "gold", TierCause.REACHED)
    assert step.review_at == end_of_day(date(2027, 3, 2), BERLIN)


def test_a_member_doesnt_fall_by_reaching_less():
    tiers, activity = silver(d2026_03_02=20_000)
    assert tiers.reached(standing("gold", "2026-06-01"), activity, noon("2026-03-02"), BERLIN) is None
    assert tiers.reached(standing("silver", "2026-06-01"), activity, noon("2026-03-02"), BERLIN) is None


@pytest.mark.parametrize(
    ("told", "last_day"),
    [
        (ladder(DAYS, 90, grace_days=10), date(2026, 6, 10)),
        (ladder(MONTHS, 6), date(2026, 9, 2)),
        (ladder(YEAR, 0, grace_days=30), date(2027, 1, 30)),
        (ladder(LIFE, 0), date(2026, 12, 31)),
    ],
)
def test_a_tier_is_kept_for_its_period_and_the_days_of_grace(told, last_day):
    tiers, activity = silver(told, d2026_03_02=20_000)
    step = tiers.reached(TierStanding(), activity, noon("2026-03-02"), BERLIN)
    assert step.review_at == end_of_day(last_day, BERLIN)


# --- down


def test_a_review_takes_what_isnt_reached_any_more():
    tiers, activity = silver(d2025_01_01=60_000, d2026_01_01=20_000)
    due = standing("gold", "2026-03-02")
    step = tiers.reviewed(due, activity, due.review_at, BERLIN)
    assert (step.previous, step.tier, step.cause) == ("gold", "silver", TierCause.REVIEW)
    assert step.review_at == end_of_day(date(2027, 3, 2), BERLIN)
    lost = tiers.reviewed(due, spent(d2025_01_01=60_000), due.review_at, BERLIN)
    assert (lost.tier, lost.review_at) == ("", None)


def test_a_review_confirms_what_was_reached_again():
    tiers, activity = silver(ladder(YEAR, 0, grace_days=30), d2026_05_01=60_000)
    due = standing("gold", "2027-01-30")
    step = tiers.reviewed(due, activity, due.review_at, BERLIN)
    assert (step.previous, step.tier) == ("gold", "gold")
    assert step.review_at == end_of_day(date(2028, 1, 30), BERLIN)


def test_days_of_grace_can_save_a_tier():
    tiers = Ladder(ladder(YEAR, 0, grace_days=30))
    due = standing("silver", "2027-01-30")
    assert tiers.reviewed(due, spent(d2025_05_01=20_000), due.review_at, BERLIN).tier == ""
    assert tiers.reviewed(due, spent(d2027_01_20=20_000), due.review_at, BERLIN).tier == "silver"


def test_days_of_grace_do_no_harm():
    """Enough when the period ended, too little when the grace is over."""
    tiers = Ladder(ladder(MONTHS, 12, grace_days=30))
    due = standing("silver", "2027-04-01")
    activity = spent(d2026_03_10=20_000)
    assert tiers.tier_for(activity, due.review_at, BERLIN) == ""
    step = tiers.reviewed(due, activity, due.review_at, BERLIN)
    assert (step.tier, step.review_at) == ("silver", end_of_day(date(2028, 4, 1), BERLIN))


def test_a_review_that_comes_years_late_begins_a_new_period():
    tiers, activity = silver(d2029_12_01=20_000)
    step = tiers.reviewed(standing("silver", "2026-03-02"), activity, noon("2030-01-01"), BERLIN)
    assert (step.tier, step.review_at) == ("silver", end_of_day(date(2031, 1, 1), BERLIN))


def test_a_tier_that_the_shop_has_done_away_with_ends_at_its_review():
    due = standing("bronze", "2026-03-02")
    for tiers in (Ladder(None), Ladder(ladder())):
        assert tiers.reached(due, Activity(), noon("2026-02-01"), BERLIN) is None
        assert tiers.reviewed(due, Activity(), due.review_at, BERLIN).tier == ""
    step = Ladder(ladder()).reached(due, spent(d2026_02_01=20_000), noon("2026-02-01"), BERLIN)
    assert (step.previous, step.tier) == ("bronze", "silver")


def test_benefits_are_those_of_the_tier():
    tiers = Ladder(sample().tiers)
    assert (tiers.benefits("gold").multiplier, tiers.benefits("gold").sla_priority) == (125, "high")
    assert (tiers.benefits("").multiplier, tiers.benefits("").sla_priority) == (100, None)


# --- rules


ZONES = st.sampled_from([BERLIN, AUCKLAND, HONOLULU, "Africa/Cairo", "America/Havana"])
LADDERS = st.builds(
    lambda kind, grace, first, more: ladder(*kind, grace_days=grace, low=first, high=first + more),
    st.sampled_from([(DAYS, 30), (DAYS, 365), (MONTHS, 1), (MONTHS, 12), (YEAR, 0), (LIFE, 0)]),
    st.integers(0, 60),
    st.integers(1, 500),
    st.integers(1, 500),
)
DAYS_SPENT = st.lists(
    st.builds(
        lambda day, amount: Counts(day.isoformat(), spend=amount),
        st.dates(date(2025, 1, 1), date(2026, 12, 31)),
        st.integers(-50, 300),
    ),
    max_size=20,
)
INSTANTS = st.datetimes(datetime(2025, 1, 2), datetime(2027, 6, 1), timezones=st.just(UTC))


def within(told, day: date, today: date) -> bool:
    """Whether a day lies in the window, by another way than the ladder's: day by day."""
    if told.window is LIFE:
        return True
    if day > today:
        return False
    if told.window is YEAR:
        return day.year == today.year
    return today < (day + timedelta(days=told.length) if told.window is DAYS else _out_of_months(day, told.length))


def _out_of_months(day: date, months: int) -> date:
    """The first day whose window doesn't reach back to this one."""
    found = day
    while months_after(found, -months) < day:
        found += timedelta(days=1)
    return found


@given(LADDERS, DAYS_SPENT, INSTANTS, ZONES)
def test_a_tier_is_the_highest_whose_threshold_the_window_reaches(told, counts, at, zone):
    today = local_date(at, zone)
    total = sum(one.spend for one in counts if within(told, date.fromisoformat(one.day), today))
    expected = [tier.tier_id for tier in told.tiers if total >= tier.threshold]
    assert Ladder(told).tier_for(counted(*counts), at, zone) == (expected or [""])[-1]


@settings(max_examples=300)
@given(LADDERS, DAYS_SPENT, ZONES)
def test_over_the_days_of_a_life_tiers_rise_at_once_and_fall_at_reviews_alone(told, counts, zone):
    """As the account does it: each day's business, promotion, and reviews at the instants at which they are due."""
    tiers, ranks = Ladder(told), {"": 0, "low": 1, "high": 2}
    activity, held = Activity(), TierStanding()
    for one in sorted(counts, key=lambda one: one.day):
        at = end_of_day(date.fromisoformat(one.day), zone) - timedelta(hours=3)
        while held.review_at is not None and held.review_at <= at:
            due = held.review_at
            step = tiers.reviewed(held, activity, due, zone)
            assert step.previous == held.tier and ranks[step.tier] <= ranks[held.tier]
            assert (step.review_at is None) == (not step.tier) and (step.review_at is None or step.review_at > due)
            assert ranks[step.tier] >= ranks[tiers.tier_for(activity, due, zone)]
            held = TierStanding(step.tier, due, step.review_at)
        activity = activity.plus(one)
        step = tiers.reached(held, activity, at, zone)
        reached = tiers.tier_for(activity, at, zone)
        assert (step is not None) == (ranks[reached] > ranks[held.tier])
        if step is not None:
            assert (step.tier, step.previous) == (reached, held.tier) and step.review_at > at
            held = TierStanding(step.tier, at, step.review_at)
        # Refunds lessen what counts, and take nothing before the review.
        assert ranks[held.tier] >= ranks[reached]


@given(LADDERS, INSTANTS, ZONES)
def test_a_review_comes_after_the_period_and_the_grace_and_at_midnight(told, at, zone):
    tiers = Ladder(told)
    activity = counted(Counts(local_date(at, zone).isoformat(), spend=1000))
    step = tiers.reached(TierStanding(), activity, at, zone)
    last = local_date(step.review_at - timedelta(microseconds=1), zone)
    assert step.review_at == end_of_day(last, zone)
    ended = last - timedelta(days=told.grace_days)
    if told.window in (YEAR, LIFE):
        assert (ended.month, ended.day, ended.year) == (12, 31, local_date(at, zone).year)
    else:
        # The period is over when what was done on the day on which it began doesn't count any more.
        assert tiers.tier_for(activity, end_of_day(ended, zone), zone) == ""
        assert not within(told, local_date(at, zone), ended + timedelta(days=1))
