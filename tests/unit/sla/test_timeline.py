"""The laws of the clock algebra, over all zones of the IANA database; the oracle asks each minute for its wall time.

Before 1973 some zones were off by odd seconds (Liberia to the last), which a walk by minutes can't follow: the oracle
starts there. The laws themselves are tested from 1950 on.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given, settings
from hypothesis import strategies as st

from services.sla.domain.calendar import Calendar
from services.sla.domain.timeline import coverage
from services.sla.domain.zones import offsets
from tests.support.calendars import calendars

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
ZONES = sorted(zone for zone in available_timezones() if zone not in ("Factory", "localtime"))


def instants(first: int = 1950, last: int = 2075) -> st.SearchStrategy[datetime]:
    return st.datetimes(datetime(first, 1, 1), datetime(last, 12, 31), timezones=st.just(UTC))


@st.composite
def close_calls(draw: st.DrawFn) -> tuple[str, datetime]:
    """A zone and an instant within two days of a change of its clocks, a leap day or a year's end."""
    zone, year = draw(st.sampled_from(ZONES)), draw(st.integers(1973, 2060))
    leap_year = year - year % 4
    places = [datetime(year, 1, 1, tzinfo=UTC), datetime(leap_year, 2, 29, tzinfo=UTC)]
    places += [datetime.fromtimestamp(begin, UTC) for begin, _, _ in offsets(zone, year)[1:]] * 3
    return zone, draw(st.sampled_from(places)) + draw(st.integers(-2880, 2880)) * MINUTE


def is_open(calendar: Calendar, instant: datetime) -> bool:
    """Membership, as it is defined."""
    wall = instant.astimezone(ZoneInfo(calendar.zone)).replace(tzinfo=None)
    for day in (wall.date(), date.fromordinal(wall.date().toordinal() - 1)):
        minute = (wall - datetime(day.year, day.month, day.day)) // MINUTE
        if any(interval.start <= minute < interval.end for interval in calendar.hours(day)):
            return True
    return False


@settings(deadline=None, max_examples=60)
@given(st.data(), close_calls(), st.lists(st.sampled_from(ZONES), max_size=2), st.integers(1, 2880))
def test_a_walk_by_minutes_finds_the_same(data, close_call, other_zones, minutes):
    zone, start = close_call
    team = [data.draw(calendars(st.just(one))) for one in (zone, *other_zones)]
    walked = sum(any(is_open(one, start + n * MINUTE) for one in team) for n in range(minutes))
    assert coverage(team).elapsed(start, start + minutes * MINUTE) == walked * MINUTE


@settings(deadline=None)
@given(calendars(st.sampled_from(ZONES)), instants(), st.timedeltas(timedelta(0), 3 * DAY))
def test_the_deadline_of_a_duration_is_the_first_instant_by_which_it_has_passed(calendar, start, duration):
    clock = coverage([calendar])
    due = clock.deadline(start, duration)
    assert clock.elapsed(start, due) == duration
    if due > start:
        just_before = due - timedelta(microseconds=1)
        assert clock.elapsed(start, just_before) == duration - timedelta(microseconds=1)


@settings(deadline=None)
@given(calendars(st.sampled_from(ZONES)), instants(), *[st.timedeltas(timedelta(0), 40 * DAY)] * 2)
def test_elapsed_time_adds_up(calendar, a, first, second):
    clock, b = coverage([calendar]), a + first
    assert clock.elapsed(a, b) + clock.elapsed(b, b + second) == clock.elapsed(a, b + second)
    assert timedelta(0) <= clock.elapsed(a, b) <= first


@settings(deadline=None)
@given(calendars(st.sampled_from(ZONES)), instants(), *[st.timedeltas(timedelta(0), 3 * DAY)] * 3)
def test_who_starts_later_or_is_given_more_is_not_due_earlier(calendar, start, later, duration, more):
    clock = coverage([calendar])
    due = clock.deadline(start, duration)
    assert clock.deadline(start + later, duration) >= due
    assert clock.deadline(start, duration + more) >= due
    assert clock.deadline(due, more) >= due


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(ZONES), st.integers(1971, 2100))
def test_the_offsets_of_a_year_are_those_of_the_database(zone, year):
    spans = offsets(zone, year)
    there = ZoneInfo(zone)
    for begin, last, offset in spans:
        for second in (begin, (begin + last) // 2, last - 1):
            assert datetime.fromtimestamp(second, there).utcoffset() == timedelta(seconds=offset)
    for (_, last, offset), (begin, _, following) in zip(spans, spans[1:], strict=False):
        assert last == begin and offset != following
    whole_year = datetime(year + 1, 1, 1, tzinfo=UTC) - datetime(year, 1, 1, tzinfo=UTC)
    assert timedelta(seconds=spans[-1][1] - spans[0][0]) == whole_year
