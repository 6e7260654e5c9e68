"""iCalendar files: which dates they make exceptional, and where they are refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from services.cli.problems import CommandProblem
from services.cli.sla import app
from services.cli.sla.scenario import read_scenario
from services.sla.domain.calendar import Exceptional, Interval
from services.sla.domain.calendar_happens import Unreadable
from services.sla.domain.imported import imported, number_of_dates, without

SINCE = date(2026, 3, 1)
DAY = timedelta(days=1)


def file_of(*events: list[str], head: tuple[str, ...] = ()) -> str:
    inside = [line for event in events for line in ("BEGIN:VEVENT", *event, "END:VEVENT")]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", *head, *inside, "END:VCALENDAR", ""])


def dates(*events: list[str], zone: str = "Europe/Berlin", head: tuple[str, ...] = ()) -> list[str]:
    """`2026-05-01` or `2026-05-01..2026-05-03`, with the hours."""
    found = imported(file_of(*events, head=head), zone, SINCE)
    return [" ".join([_shown(one), *(str(interval) for interval in one.hours)]) for one in found]


def _shown(one: Exceptional) -> str:
    return f"{one.first}" if one.first == one.last else f"{one.first}..{one.last}"


@pytest.mark.parametrize(
    ("event", "found"),
    [
        (["DTSTART;VALUE=DATE:20260501"], ["2026-05-01"]),
        (["DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20260501"], ["2026-05-01"]),
        (["DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20260504"], ["2026-05-01..2026-05-03"]),
        (["DTSTART;VALUE=DATE:20260501", "DURATION:P2W"], ["2026-05-01..2026-05-14"]),
        (["DTSTART;VALUE=DATE:20260227", "DTEND;VALUE=DATE:20260303"], ["2026-03-01..2026-03-02"]),
        (["DTSTART;VALUE=DATE:20260228"], []),
        (["DTSTART;VALUE=DATE:20310501"], ["2031-05-01"]),
        (["DTSTART:20260501T090000", "DTEND:20260501T120000"], ["2026-05-01 09:00-12:00"]),
        (["DTSTART:20260501T090000Z", "DURATION:PT3H"], ["2026-05-01 11:00-14:00"]),
        (["DTSTART;TZID=America/New_York:20260501T210000", "DURATION:PT1H"], ["2026-05-02 03:00-04:00"]),
        (["DTSTART:20260501T220000", "DTEND:20260502T060000"], ["2026-05-01 22:00-06:00"]),
        (["DTSTART:20260501T120000", "DTEND:20260502T120000"], ["2026-05-01 12:00-12:00"]),
        (
            ["DTSTART:20260501T120000", "DTEND:20260504T080000"],
            ["2026-05-01 12:00-24:00", "2026-05-02..2026-05-03 00:00-24:00", "2026-05-04 00:00-08:00"],
        ),
        (["DTSTART;VALUE=DATE:20260501", "TRANSP:TRANSPARENT"], []),
        (["DTSTART;VALUE=DATE:20260501", "STATUS:CANCELLED"], []),
        (["dtstart;value=date:20260501", "transp:opaque", "SUMMARY:no", " news"], ["2026-05-01"]),
    ],
)
def test_an_event_makes_its_dates_exceptional(event, found):
    assert dates(event) == found


@pytest.mark.parametrize(
    ("event", "found"),
    [
        (["DTSTART;VALUE=DATE:19000501", "RRULE:FREQ=YEARLY"], ["2026-05-01", "2027-05-01"]),
        (["DTSTART;VALUE=DATE:20260501", "RRULE:FREQ=YEARLY;COUNT=1"], ["2026-05-01"]),
        (["DTSTART;VALUE=DATE:20260501", "RRULE:FREQ=WEEKLY;UNTIL=20260509"], ["2026-05-01", "2026-05-08"]),
        (
            ["DTSTART;VALUE=DATE:20260501", "RRULE:FREQ=DAILY;COUNT=4", "EXDATE;VALUE=DATE:20260502"],
            ["2026-05-01", "2026-05-03..2026-05-04"],
        ),
        (["DTSTART;VALUE=DATE:20260501", "RDATE;VALUE=DATE:20320101"], ["2026-05-01", "2032-01-01"]),
        (
            # Once a week at nine in New York, where the clocks change three weeks before Berlin's.
            ["DTSTART;TZID=America/New_York:20260301T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3"],
            ["2026-03-01 15:00-16:00", "2026-03-08 14:00-15:00", "2026-03-15 14:00-15:00"],
        ),
        (["DTSTART;VALUE=DATE:20200501", "RRULE:FREQ=YEARLY;UNTIL=20250501"], []),
    ],
)
def test_a_recurring_event_is_expanded_for_two_years(event, found):
    assert dates(event) == found


def test_what_is_different_on_one_date_of_a_series_is_so():
    daily = ["UID:a", "DTSTART;VALUE=DATE:20260501", "RRULE:FREQ=DAILY;COUNT=4"]
    cancelled = ["UID:a", "RECURRENCE-ID;VALUE=DATE:20260502", "DTSTART;VALUE=DATE:20260502", "STATUS:CANCELLED"]
    open_one = ["UID:a", "RECURRENCE-ID;VALUE=DATE:20260503", "DTSTART:20260503T080000", "DURATION:PT2H"]
    assert dates(daily, cancelled, open_one) == ["2026-05-01", "2026-05-03 08:00-10:00", "2026-05-04"]


def test_all_times_of_a_date_are_its_hours_and_come_before_whole_days():
    morning, later = ["DTSTART:20260501T080000", "DURATION:PT4H"], ["DTSTART:20260501T140000", "DURATION:PT2H"]
    closed, touching = ["DTSTART;VALUE=DATE:20260501"], ["DTSTART:20260501T110000", "DURATION:PT2H"]
    assert dates(closed, later, morning) == ["2026-05-01 08:00-12:00 14:00-16:00"]
    assert dates(morning, touching, later) == ["2026-05-01 08:00-13:00 14:00-16:00"]


def test_hours_of_a_date_that_are_longer_than_a_day_together_stay_apart():
    day, night = ["DTSTART:20260501T080000", "DURATION:PT16H"], ["DTSTART:20260501T100000", "DURATION:PT24H"]
    assert dates(day, night) == ["2026-05-01 08:00-10:00 10:00-10:00"]


def test_a_file_with_a_zone_of_its_own_has_its_floating_times_there():
    event = ["DTSTART:20260501T090000", "DURATION:PT1H"]
    assert dates(event, head=("X-WR-TIMEZONE:America/New_York",)) == ["2026-05-01 15:00-16:00"]


def test_a_zone_that_the_file_describes_is_understood():
    zone = [
        *("BEGIN:VTIMEZONE", "TZID:Ours", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0300"),
        *("TZOFFSETTO:+0300", "END:STANDARD", "END:VTIMEZONE"),
    ]
    event = ["DTSTART;TZID=Ours:20260501T090000", "DTEND;TZID=Ours:20260501T100000"]
    assert dates(event, zone="UTC", head=tuple(zone)) == ["2026-05-01 06:00-07:00"]


@pytest.mark.parametrize(
    ("event", "line", "words"),
    [
        (["SUMMARY:nothing else"], 4, "no start"),
        (["DTSTART:tomorrow"], 5, "DTSTART"),
        (["UID:a", "DTSTART;VALUE=DATE:20260501", "we are closed"], 7, "no line of an iCalendar file"),
        (["DTSTART;TZID=Mars/Olympus:20260501T090000", "DURATION:PT1H"], 5, "no zone that is known"),
        (["DTSTART:20260501T090000", "DTEND;VALUE=DATE:20260502"], 6, "starts on a date"),
        (["DTSTART;VALUE=DATE:20260502", "DTEND;VALUE=DATE:20260501"], 6, "ends before it starts"),
        (["DTSTART:20260501T090000", "DTEND:20260501T080000"], 6, "ends before it starts"),
        (["DTSTART:20260501T090000", "DTEND:20260501T100000Z"], 6, "starts in a zone"),
        (["DTSTART:20260501T090000", "DURATION:-PT1H"], 6, "less than nothing"),
        (["DTSTART:20260501T090000"], 4, "no length"),
        (["DTSTART:20261025T003000Z", "DTEND:20261025T013000Z"], 4, "no length"),
        (["DTSTART:20260501T090030", "DURATION:PT1H"], 4, "whole minutes"),
        (["DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20990501"], 4, "more than 20000"),
        (["DTSTART:20260501T090000", "DTEND:20990501T090000"], 4, "more than 20000"),
        (["DTSTART;VALUE=DATE:20260501", "RRULE:FREQ=SECONDLY"], 6, "none of DAILY"),
        (["DTSTART;VALUE=DATE:20260501", "RRULE:every year"], 6, "none of DAILY"),
        (["DTSTART;VALUE=DATE:20260501", "RRULE:FREQ=DAILY;INTERVAL=0"], 6, "INTERVAL"),
        (["DTSTART;VALUE=DATE:20260501", "RRULE:FREQ=DAILY;BYMONTH=13"], 6, "BYMONTH"),
        (["DTSTART;VALUE=DATE:20260501", "RRULE:FREQ=DAILY;BYHOUR=1,2"], 6, "several times a day"),
        (["DTSTART;VALUE=DATE:20260501", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"], 6, "knows none of"),
        (["DTSTART;VALUE=DATE:20260501", "RRULE:FREQ=YEARLY;FOO=1"], 4, "makes no sense"),
        (["DTSTART;VALUE=DATE:20260501", "EXDATE:never"], 6, "EXDATE"),
        (["DTSTART;VALUE=DATE:20260501", "BEGIN:VEVENT", "END:VEVENT"], 6, "inside of another part"),
        (["DTSTART;VALUE=DATE:00010501", "RRULE:FREQ=DAILY"], 6, "too long ago"),
    ],
)
def test_a_fault_is_told_with_its_line(event, line, words):
    with pytest.raises(Unreadable) as caught:
        dates(event)
    assert caught.value.line == line and words in caught.value.problem
    assert caught.value.violations[0].field == "icalendar"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", None),
        ("hello", 1),
        ("BEGIN:VEVENT\nEND:VEVENT\n", 1),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", 3),
        ("BEGIN:VCALENDAR\nVERSION:2.0\n", 1),
        (file_of(["DTSTART;VALUE=DATE:20260501"]) * 2, 8),
        (file_of(*[["DTSTART;VALUE=DATE:20260501"]] * 5001), None),
    ],
)
def test_what_is_no_calendar_is_refused(text, line):
    with pytest.raises(Unreadable) as caught:
        imported(text, "UTC", SINCE)
    assert caught.value.line == line


def test_a_calendar_without_events_makes_no_date_exceptional():
    assert dates() == []


LINES = st.sampled_from(
    [
        *("BEGIN:VEVENT", "END:VEVENT", "DTSTART;VALUE=DATE:20260501", "DTSTART:20260501T090000Z", "UID:a", "UID:b"),
        *("DTEND:20260501T120000Z", "DTEND;VALUE=DATE:20260504", "DURATION:PT8H", "DURATION:-P1D", "DURATION:P1D"),
        *("RRULE:FREQ=WEEKLY;COUNT=3", "RRULE:FREQ=MONTHLY;BYDAY=-1FR", "RRULE:FREQ=YEARLY;UNTIL=20300101T000000Z"),
        *("EXDATE;VALUE=DATE:20260508", "EXDATE:20260508T090000Z", "RDATE;VALUE=PERIOD:20260601T080000Z/PT2H"),
        *("RECURRENCE-ID;VALUE=DATE:20260508", "RECURRENCE-ID:20260508T090000Z", "SEQUENCE:x", "STATUS:CANCELLED"),
        *("DTSTART;TZID=Asia/Tokyo:20260501T233000", "RDATE:20260701", "RRULE:FREQ=DAILY;INTERVAL=0", "X:;,\\"),
        *(
            "RECURRENCE-ID;RANGE=THISANDFUTURE:20260508T090000Z",
            "RRULE:FREQ=WEEKLY;COUNT=-2",
            "DTSTART:99991231T235959Z",
        ),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=12), st.sampled_from(["UTC", "Pacific/Apia", "America/New_York"]))
def test_whatever_a_file_says_it_is_read_or_refused(lines, zone):
    events = "\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])
    try:
        found = imported(events, zone, SINCE)
    except Unreadable:
        return
    assert all(one.first >= SINCE for one in found)
    assert all(earlier.last < later.first for earlier, later in zip(found, found[1:], strict=False))
    assert all(0 < interval.end - interval.start <= 1440 for one in found for interval in one.hours)


@st.composite
def shifts(draw: st.DrawFn) -> tuple[datetime, timedelta]:
    start = datetime.combine(SINCE, datetime.min.time()) + timedelta(minutes=draw(st.integers(0, 3 * 1440)))
    return start, timedelta(minutes=draw(st.integers(1, 1440)))


@settings(max_examples=100, deadline=None)
@given(st.lists(shifts(), min_size=1, max_size=6))
def test_every_minute_of_an_event_is_open_and_no_other(told):
    file = file_of(
        *([f"DTSTART:{start:%Y%m%dT%H%M%S}", f"DURATION:PT{length.seconds or 86400}S"] for start, length in told)
    )
    midnight = datetime.combine(SINCE, datetime.min.time())
    wanted, opened = set(), set()
    for start, length in told:
        begin = (start - midnight) // timedelta(minutes=1)
        wanted.update(range(begin, begin + length // timedelta(minutes=1)))
    for one in imported(file, "UTC", SINCE):
        for number in range((one.last - one.first).days + 1):
            day = (one.first - SINCE).days + number
            for start, end in one.hours:
                opened.update(range(day * 1440 + start, day * 1440 + end))
    assert opened == wanted


@given(
    st.integers(0, 40),
    st.integers(0, 20),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 3)), max_size=5, unique_by=lambda one: one[0] // 5),
)
def test_dates_without_others_are_all_but_those(first, length, taken):
    ranges = [(SINCE + begin // 5 * 5 * DAY, SINCE + (begin // 5 * 5 + more) * DAY) for begin, more in sorted(taken)]
    asked = SINCE + first * DAY, SINCE + (first + length) * DAY
    left = without(asked, ranges)

    def days(begin: date, end: date) -> set[date]:
        return {begin + number * DAY for number in range((end - begin).days + 1)}

    gone = set().union(*(days(*one) for one in ranges))
    assert [day for one in left for day in sorted(days(*one))] == sorted(days(*asked) - gone)


def test_the_number_of_dates_counts_all_of_a_range():
    found = imported(file_of(["DTSTART;VALUE=DATE:20260501", "DURATION:P3D"]), "UTC", SINCE)
    assert (number_of_dates(found), found[0].hours) == (3, ())


# --- the command


def run(*arguments: str) -> str:
    return CliRunner().invoke(app, ["import", *arguments], catch_exceptions=False).stdout


def test_the_command_prints_what_can_be_pasted_into_a_scenario(tmp_path):
    file, scenario = tmp_path / "closed.ics", tmp_path / "scenario.yaml"
    file.write_text(
        file_of(["DTSTART;VALUE=DATE:20261225", "DURATION:P2D"], ["DTSTART:20261224T080000", "DURATION:PT4H"])
    )
    printed = run(str(file), "--zone", "Europe/Berlin", "--from", "2026-11-01")
    assert printed.splitlines() == [
        "exceptions:",
        '  - {date: 2026-12-24, intervals: [["08:00", "12:00"]]}',
        "  - {from: 2026-12-25, to: 2026-12-26, intervals: []}",
    ]
    indented = "".join(f"    {line}\n" for line in printed.splitlines())
    scenario.write_text(f"""calendars:
  berlin:
    zone: Europe/Berlin
    week: {{}}
{indented}teams: [{{id: emea, calendar: berlin, languages: {{de: native}}}}]
policy: {{id: p, clock: coverage, targets: {{resolution: {{normal: 1h}}}}}}
ticket: {{language: de, priority: normal, opened_at: "2026-12-24T00:00:00Z"}}
until: "2026-12-25T00:00:00Z"
""")
    assert read_scenario(scenario).calendars["berlin"].exceptions == (
        Exceptional(date(2026, 12, 24), date(2026, 12, 24), (Interval.of("08:00", "12:00"),)),
        Exceptional(date(2026, 12, 25), date(2026, 12, 26)),
    )


def test_a_file_that_says_nothing_gives_an_empty_list(tmp_path):
    (tmp_path / "empty.ics").write_text(file_of())
    assert run(str(tmp_path / "empty.ics"), "--zone", "UTC") == "exceptions: []\n"


@pytest.mark.parametrize(
    ("text", "options", "words"),
    [
        ("BEGIN:VCALENDAR\nhello\n", ["--zone", "UTC"], "file.ics:2: 'hello' is no line"),
        ("", ["--zone", "UTC"], "file.ics: is no iCalendar file"),
        ("", ["--zone", "Mars"], "'Mars' is no zone"),
        ("", ["--zone", "UTC", "--from", "9999-01-01"], "no date of the years"),
        (None, ["--zone", "UTC"], "can't be read"),
    ],
)
def test_a_fault_is_one_line_with_the_place(tmp_path: Path, text, options, words):
    file = tmp_path / "file.ics"
    if text is not None:
        file.write_text(text)
    with pytest.raises(CommandProblem, match=words):
        run(str(file), *options)
