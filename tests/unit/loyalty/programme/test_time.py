"""When points can be spent and when they go: days as members live them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.kit.errors import Refused
from services.loyalty.domain.programme import UNPUBLISHED
from services.loyalty.domain.programme.local_days import end_of_day, local_date, months_after
from tests.support.programmes import GERMANY, programme

TICK = timedelta(microseconds=1)
ZONES = st.sampled_from(sorted(available_timezones() - {"Factory", "localtime"}))


def test_points_are_pending_for_the_return_window_of_the_market():
    made = programme(markets=(GERMANY, replace(GERMANY, market="ES", return_days=30)))
    assert [made.return_window(one).days for one in ("DE", "ES", "XX", "")] == [14, 30, 14, 14]
    assert UNPUBLISHED.return_window("DE") == timedelta(days=14)


@pytest.mark.parametrize(
    ("earned", "zone", "months", "expires"),
    [
        # The day in the member's zone counts: 23:30 UTC is the next one in Berlin.
        ("2026-03-02T23:30", "Europe/Berlin", 12, "2027-03-03T23:00"),
        ("2026-03-02T23:30", "America/New_York", 12, "2027-03-03T05:00"),
        # A month without that day ends on its last one.
        ("2026-01-31T12:00", "UTC", 1, "2026-03-01T00:00"),
        ("2024-02-29T12:00", "UTC", 12, "2025-03-01T00:00"),
        # Midnight in summer time.
        ("2026-06-15T12:00", "Europe/Berlin", 1, "2026-07-15T22:00"),
        # Clocks go from 24:00 to 01:00 at the end of 23 April 2026 in Cairo: 01:00 is the next day's first instant.
        ("2026-03-23T12:00", "Africa/Cairo", 1, "2026-04-23T22:00"),
        # In Havana 1 November 2026 has the hour after midnight twice.
        ("2026-09-30T12:00", "America/Havana", 1, "2026-10-31T04:00"),
        ("2026-10-31T12:00", "America/Havana", 0, None),
    ],
)
def test_points_go_when_the_members_day_is_over(earned, zone, months, expires):
    made = programme(markets=(replace(GERMANY, validity_months=months),))
    found = made.expires_at(datetime.fromisoformat(earned).replace(tzinfo=UTC), "DE", zone)
    assert found == (expires and datetime.fromisoformat(expires).replace(tzinfo=UTC))


def test_the_default_market_says_the_zone_where_nothing_is_known():
    made = programme(markets=(GERMANY, replace(GERMANY, market="JP", zone="Asia/Tokyo")))
    assert [made.default_zone(one) for one in ("JP", "DE", "FR", "")] == ["Asia/Tokyo", *["Europe/Berlin"] * 3]


def test_an_instant_that_cant_be_meant_is_refused():
    for year in (1, 1969, 3000, 9999):
        with pytest.raises(Refused) as caught:
            programme().expires_at(datetime(year, 12, 31, tzinfo=UTC), "DE", "UTC")
        assert caught.value.reason == "ABSURD_INSTANT"


@settings(max_examples=1000)
@given(day=st.dates(date(1975, 1, 1), date(2040, 12, 31)), zone=ZONES)
def test_a_day_ends_at_the_first_instant_of_another(day, zone):
    end, there = end_of_day(day, zone), ZoneInfo(zone)
    assert (end - TICK).astimezone(there).date() <= day < end.astimezone(there).date()
    # And for good.
    assert all((end + timedelta(minutes=15 * one)).astimezone(there).date() > day for one in range(96))


def test_a_day_that_ends_at_a_clock_change_ends_once_in_every_zone():
    for zone in sorted(available_timezones() - {"Factory", "localtime"}):
        there = ZoneInfo(zone)
        for day in _changes(there):
            end = end_of_day(day, zone)
            assert (end - TICK).astimezone(there).date() <= day < end.astimezone(there).date(), (zone, day)


def _changes(there: ZoneInfo) -> set[date]:
    """Days of the years 2009 to 2030 around which the zone's offset changes."""
    found, at = set(), datetime(2009, 1, 1, tzinfo=UTC)
    before = at.astimezone(there).utcoffset()
    while at.year < 2031:
        at += timedelta(days=7)
        offset = at.astimezone(there).utcoffset()
        if offset != before:
            found |= {at.astimezone(there).date() + timedelta(days=one) for one in range(-8, 1)}
        before = offset
    return found


@given(
    earned=st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
    zone=ZONES,
    months=st.integers(1, 240),
    days=st.integers(0, 400),
)
def test_points_never_go_before_they_can_be_spent(earned, zone, months, days):
    days = min(days, 28 * months - 1)  # what a shop may publish
    made = programme(markets=(replace(GERMANY, return_days=days, validity_months=months),))
    expires = made.expires_at(earned, "DE", zone)
    assert expires > earned + made.return_window("DE")
    assert local_date(expires - TICK, zone) <= months_after(local_date(earned, zone), months)
