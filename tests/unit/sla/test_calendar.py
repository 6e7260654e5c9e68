"""Calendars in the nights on which the clocks change, on holidays, and those that are refused."""

from datetime import date, timedelta

import pytest

from services.kit.errors import Refused
from services.sla.domain.calendar import Calendar, Exceptional, Interval, Season
from services.sla.domain.holiday import PublicHolidays
from services.sla.domain.timeline import ALWAYS, NoCoverage, coverage
from tests.support.calendars import at, week, weekdays

HOUR = timedelta(hours=1)
NIGHT = week(sat=[("22:00", "06:00")])


def opened(calendar: Calendar, first: str, last: str) -> list[str]:
    spans = coverage([calendar]).spans(at(first), at(last))
    return [f"{start:%d %H:%M}-{end:%d %H:%M}" for start, end in spans]


@pytest.mark.parametrize(
    ("zone", "weekend", "spans", "hours"),
    [
        ("Europe/Berlin", "2026-03-28", ["28 21:00-29 04:00"], 7),
        ("Europe/Berlin", "2026-10-24", ["24 20:00-25 05:00"], 9),
        ("America/New_York", "2026-03-07", ["08 03:00-08 10:00"], 7),
        ("America/New_York", "2026-10-31", ["01 02:00-01 11:00"], 9),
        ("Australia/Lord_Howe", "2026-04-04", ["04 11:00-04 19:30"], 8.5),
        ("Australia/Lord_Howe", "2026-10-03", ["03 11:30-03 19:00"], 7.5),
    ],
)
def test_a_night_shift_is_as_long_as_its_night(zone, weekend, spans, hours):
    calendar, start = Calendar(zone, NIGHT), at(f"{weekend}T00:00Z")
    assert opened(calendar, f"{weekend}T00:00Z", (start + 48 * HOUR).isoformat()) == spans
    assert coverage([calendar]).elapsed(start, start + 48 * HOUR) == hours * HOUR


def test_a_skipped_hour_counts_for_nothing_and_a_repeated_one_twice():
    calendar = Calendar("Europe/Berlin", week(sun=[("02:00", "03:00")]))
    assert opened(calendar, "2026-03-28T00:00Z", "2026-03-30T00:00Z") == []
    assert opened(calendar, "2026-10-24T00:00Z", "2026-10-26T00:00Z") == ["25 00:00-25 02:00"]


def test_a_repeated_quarter_of_an_hour_is_open_in_two_pieces():
    calendar = Calendar("Europe/Berlin", week(sun=[("02:00", "02:15")]))
    assert opened(calendar, "2026-10-24T00:00Z", "2026-10-26T00:00Z") == ["25 00:00-25 00:15", "25 01:00-25 01:15"]


def test_a_date_that_a_country_skipped_was_never_open():
    """Samoa went from Thursday the 29th to Saturday the 31st of December 2011."""
    calendar = Calendar("Pacific/Apia", week(thu=[("22:00", "06:00")], fri=[("08:00", "12:00")]))
    assert opened(calendar, "2011-12-29T00:00Z", "2012-01-02T00:00Z") == ["30 08:00-30 10:00"]


def test_shifts_that_meet_at_midnight_are_one():
    calendar = Calendar("UTC", week(mon=[("18:00", "24:00")], tue=[("00:00", "06:00"), ("08:00", "08:00")]))
    assert opened(calendar, "2026-03-02T00:00Z", "2026-03-05T00:00Z") == ["02 18:00-03 06:00", "03 08:00-04 08:00"]


def test_a_holiday_belongs_to_the_date_on_which_a_shift_starts():
    nights = week(**dict.fromkeys(("wed", "thu", "fri", "sat"), [("22:00", "06:00")]))
    calendar = Calendar("Europe/Berlin", nights, PublicHolidays("DE", "BE"))
    # The 25th and the 26th are holidays; the shift of Christmas Eve goes on until the morning.
    assert opened(calendar, "2026-12-24T00:00Z", "2026-12-28T00:00Z") == ["24 00:00-24 05:00", "24 21:00-25 05:00"]


def test_an_exception_stands_in_for_the_hours_of_a_date_be_it_a_holiday():
    half = (Interval.of("08:00", "12:00"),)
    calendar = Calendar(
        "UTC",
        weekdays(),
        PublicHolidays("DE"),
        (
            Exceptional(date(2026, 12, 24), date(2026, 12, 24), half),
            Exceptional(date(2026, 12, 25), date(2026, 12, 26), half),
            Exceptional(date(2026, 12, 28), date(2026, 12, 28)),
        ),
    )
    spans = ["24 08:00-24 12:00", "25 08:00-25 12:00", "26 08:00-26 12:00", "29 09:00-29 17:00"]
    assert opened(calendar, "2026-12-24T00:00Z", "2026-12-30T00:00Z") == spans


def test_a_season_has_a_week_of_its_own_and_keeps_the_holidays():
    ramadan = Season(date(2026, 2, 18), date(2026, 3, 19), weekdays([("10:00", "15:00")]))
    calendar = Calendar("Africa/Cairo", weekdays(), exceptions=(ramadan,))
    assert opened(calendar, "2026-02-17T00:00Z", "2026-02-19T00:00Z") == ["17 07:00-17 15:00", "18 08:00-18 13:00"]
    first_of_may = Season(date(2026, 4, 27), date(2026, 5, 3), weekdays([("10:00", "15:00")]))
    calendar = Calendar("UTC", weekdays(), PublicHolidays("DE"), (first_of_may,))
    assert opened(calendar, "2026-04-30T00:00Z", "2026-05-04T00:00Z") == ["30 10:00-30 15:00"]


def test_what_ends_when_a_span_ends_is_due_then():
    office = coverage([Calendar("UTC", weekdays())])
    assert office.deadline(at("2026-03-06T10:00Z"), 7 * HOUR) == at("2026-03-06T17:00Z")
    assert office.deadline(at("2026-03-06T10:00Z"), 7 * HOUR + timedelta(microseconds=1)) == at(
        "2026-03-09T09:00:00.000001Z"
    )
    assert office.deadline(at("2026-03-07T10:00Z"), timedelta(0)) == at("2026-03-07T10:00Z")


def test_a_coverage_clock_is_open_where_one_of_its_calendars_is():
    follow_the_sun = coverage(
        Calendar(zone, weekdays()) for zone in ("Asia/Tokyo", "Europe/Berlin", "America/Los_Angeles")
    )
    monday = at("2026-03-02T00:00Z")
    spans = [f"{start:%H:%M}-{end:%H:%M}" for start, end in follow_the_sun.spans(monday, monday + 25 * HOUR)]
    assert spans == ["00:00-16:00", "17:00-01:00"]
    assert follow_the_sun.elapsed(monday, monday + 24 * HOUR) == 23 * HOUR


def test_the_order_of_the_questions_changes_no_answer():
    calendar = Calendar("Europe/Berlin", weekdays())
    first, second = coverage([calendar]), coverage([calendar, Calendar("UTC", week())])
    late, early = at("2027-06-01T00:00Z"), at("2024-06-01T00:00Z")
    forward = [first.deadline(early, 30 * HOUR), first.deadline(late, 30 * HOUR), first.elapsed(early, late)]
    backward = [second.deadline(late, 30 * HOUR), second.deadline(early, 30 * HOUR), second.elapsed(early, late)]
    assert backward == [forward[1], forward[0], forward[2]]
    assert coverage([calendar]) is first


def test_no_coverage_within_400_days_is_said():
    start = at("2026-03-02T10:00Z")
    with pytest.raises(NoCoverage, match="400 days of 2026-03-02T10:00"):
        coverage([Calendar("UTC", week())]).deadline(start, HOUR)
    # Open again after exactly 400 days, from the 2nd's midnight on: within the limit from there, not from earlier.
    closed = Exceptional(date(2026, 3, 2), date(2027, 4, 5))
    calendar = coverage([Calendar("UTC", week(**dict.fromkeys(("mon", "tue"), [("00:00", "24:00")])), None, (closed,))])
    assert calendar.deadline(at("2026-03-02T00:00Z"), HOUR) == at("2027-04-06T01:00Z")
    with pytest.raises(NoCoverage):
        calendar.deadline(at("2026-02-24T23:00Z"), 2 * HOUR)


def test_a_clock_that_is_always_open_never_stands_still():
    start = at("2026-03-02T10:00Z")
    assert ALWAYS.deadline(start, HOUR) == start + HOUR
    assert ALWAYS.elapsed(start, start + HOUR) == HOUR


@pytest.mark.parametrize("ask", [coverage([Calendar("UTC", weekdays())]), ALWAYS])
def test_time_does_not_run_backwards(ask):
    start = at("2026-03-02T10:00Z")
    with pytest.raises(ValueError):
        ask.elapsed(start, start - HOUR)
    with pytest.raises(ValueError):
        ask.deadline(start, -HOUR)


@pytest.mark.parametrize(
    ("make", "field", "words"),
    [
        (lambda: Calendar("Europe/Atlantis", week()), "zone", "Atlantis"),
        (lambda: Calendar("UTC", week(tue=[("08:00", "12:00"), ("11:00", "13:00")])), "week.tue", "08:00-12:00 and"),
        (lambda: Calendar("UTC", week(tue=[("22:00", "06:00")], wed=[("05:00", "09:00")])), "week.tue", "wed 05:00"),
        (lambda: Calendar("UTC", week(sun=[("22:00", "06:00")], mon=[("05:00", "09:00")])), "week.sun", "mon 05:00"),
        (lambda: Interval.of("24:00", "06:00"), "", "24:00"),
        (lambda: Interval.of("8:00", "12:00"), "", "8:00"),
        (lambda: PublicHolidays("XX"), "country", "XX"),
        (lambda: PublicHolidays("DE", "QQ"), "subdivision", "QQ"),
        (lambda: Exceptional(date(2026, 1, 2), date(2026, 1, 1)), "to", "before"),
        (
            lambda: Calendar("UTC", week(), None, (Exceptional(date(2026, 1, 1), date(2026, 1, 1)),) * 2),
            "exceptions.1",
            "already",
        ),
    ],
)
def test_a_calendar_that_cannot_be_meant_is_refused_with_its_field(make, field, words):
    with pytest.raises(Refused) as refused:
        make()
    (violation,) = refused.value.violations
    assert violation.field == field and words in violation.message
