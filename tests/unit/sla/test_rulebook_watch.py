"""Gaps of coverage ahead: which are told, when, and how often."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from services.sla.domain.rulebook import Rules
from services.sla.domain.rulebook.specs import CalendarSpec, ExceptionSpec, HolidaysSpec, SpokenSpec, TeamSpec, Weekday
from services.sla.domain.rulebook.watch import CoverageGapFound, Watch, look, watch_anew
from services.sla.domain.team import Level
from tests.support.rulebooks import BERLIN, EMEA, NOW, STANDARD, book, hours

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NOTICE = 3 * DAY
ROUND_THE_CLOCK = hours(*Weekday, start="00:00", end="24:00")
ALWAYS_THERE = replace(BERLIN, week=ROUND_THE_CLOCK)


def looks(rules: Rules, days: int, watch: Watch | None = None) -> list[tuple[datetime, tuple[CoverageGapFound, ...]]]:
    """What each ring of the timer tells, from NOW on."""
    watch = watch or watch_anew(None, NOW)
    told = []
    while watch.look_at <= NOW + days * DAY:
        at = watch.look_at
        watch, found = look(rules, watch, NOTICE, at)
        assert watch.look_at > at
        told.append((at, found))
    return told


def told(rules: Rules, days: int) -> list[CoverageGapFound]:
    return [gap for _, found in looks(rules, days) for gap in found]


def test_where_somebody_is_always_there_nothing_is_told_and_the_next_look_is_far_away():
    watch, found = look(book(ALWAYS_THERE, EMEA).compiled, watch_anew(None, NOW), NOTICE, NOW)
    assert (found, watch.look_at) == ((), NOW + 200 * DAY)


def test_a_gap_of_every_week_is_told_once_and_not_before_its_time():
    sundays_off = book(replace(BERLIN, week=ROUND_THE_CLOCK[:6]), EMEA).compiled
    ((first, nothing), (at, (gap,))) = looks(sundays_off, 100)
    assert (first, nothing) == (NOW, ())
    assert (gap.language, gap.from_.isoformat(), gap.to) == ("de", "2026-03-07T23:00:00+00:00", gap.from_ + DAY)
    assert (gap.holidays, gap.team_ids, at) == ((), (), gap.from_ - NOTICE)
    assert gap.look_at > at


def test_the_gap_that_it_is_in_is_told_from_when_it_began():
    mondays_off = book(replace(BERLIN, week=ROUND_THE_CLOCK[1:]), EMEA).compiled
    (gap,) = told(mondays_off, 100)
    assert gap.from_ < NOW < gap.to and gap.found_at == NOW


def test_who_looks_late_tells_the_gaps_of_every_week_that_are_to_come():
    sundays_off = book(replace(BERLIN, week=ROUND_THE_CLOCK[:6]), EMEA).compiled
    watch, found = look(sundays_off, watch_anew(None, NOW - 100 * DAY), NOTICE, NOW)
    assert (found, watch.look_at.isoformat()) == ((), "2026-03-04T23:00:00+00:00")
    assert len(look(sundays_off, watch, NOTICE, watch.look_at)[1]) == 1


def test_a_holiday_is_told_each_time_with_its_name_and_who_it_keeps_away():
    said = replace(ALWAYS_THERE, holidays=HolidaysSpec("DE", "BE"))
    found = looks(book(said, EMEA).compiled, 85)
    gaps = [(at, gap) for at, each in found for gap in each]
    assert [gap.holidays for _, gap in gaps] == [
        ("Women's Day",),
        ("Good Friday",),
        ("Easter Monday",),
        ("Labor Day",),
        ("Ascension Day",),
        ("Pentecost Monday",),
    ]
    assert all(gap.to - gap.from_ == DAY and gap.team_ids == ("emea",) for _, gap in gaps)
    assert [gap.from_ - at for at, gap in gaps] == [NOTICE] * 6


def test_a_holiday_of_one_team_is_no_gap_where_another_is_there():
    said = replace(ALWAYS_THERE, holidays=HolidaysSpec("DE", "BE"))
    other = TeamSpec("other", "always", (SpokenSpec("de", Level.FLUENT),), 1)
    assert told(book(said, EMEA, replace(ALWAYS_THERE, name="always"), other).compiled, 380) == []


def test_an_exceptional_date_is_told_too_though_it_has_no_name():
    said = replace(ALWAYS_THERE, exceptions=(ExceptionSpec("2026-05-20", "2026-05-21"),))
    (gap,) = told(book(said, EMEA).compiled, 380)
    assert (gap.holidays, gap.team_ids, gap.to - gap.from_) == ((), ("emea",), 2 * DAY)


def test_a_gap_that_only_the_change_of_one_zones_clocks_makes_is_told_for_its_first_week():
    """They hand over to each other all year, but for the weeks in which only one of them has its summer time."""
    berlin = replace(BERLIN, week=hours(*Weekday, start="00:00", end="18:00"))
    york = CalendarSpec("york", "America/New_York", hours(*Weekday, start="12:00", end="18:00"))
    found = told(book(berlin, EMEA, york, replace(EMEA, team_id="amer", calendar="york", agents=())).compiled, 300)
    assert {gap.to - gap.from_ for gap in found} == {HOUR}
    march, autumn = [f"2026-03-{day:02}" for day in range(8, 15)], [f"2026-10-{day}" for day in range(25, 32)]
    assert [gap.from_.isoformat()[:10] for gap in found] == march + autumn


def test_a_new_revision_tells_the_weekly_gaps_anew_and_the_dated_ones_not():
    said = replace(BERLIN, week=ROUND_THE_CLOCK[:6], holidays=HolidaysSpec("DE", "BE"))
    rules = book(said, EMEA).compiled
    good_friday = datetime.fromisoformat("2026-04-02T22:00:00+00:00")
    watch = watch_anew(None, good_friday - 2 * DAY)
    watch, first = look(rules, watch, NOTICE, watch.look_at)
    again, second = look(rules, watch_anew(watch, watch.since + HOUR), NOTICE, watch.since + HOUR)
    assert [gap.holidays for gap in first] == [("Good Friday",)]
    assert second == ()
    sunday = look(rules, again, NOTICE, again.look_at)[1]
    assert [(gap.from_.isoformat(), gap.holidays) for gap in sunday] == [("2026-04-04T22:00:00+00:00", ())]


def test_a_language_that_may_be_translated_is_watched_too_and_one_that_a_partner_is_not_given_is_not_covered():
    polish = replace(STANDARD, translated_languages=("pl",))
    rules = book(replace(BERLIN, week=ROUND_THE_CLOCK[:6]), EMEA, polish).compiled
    assert {gap.language for gap in told(rules, 7)} == {"de", "pl"}


def test_a_language_in_which_nobody_is_ever_usually_there_is_told_of_once():
    only = (ExceptionSpec("2026-03-04"), ExceptionSpec("2026-03-05", week=hours()))
    rules = book(replace(BERLIN, week=(), exceptions=only), EMEA).compiled
    assert len(told(rules, 60)) == 1


@settings(max_examples=25, deadline=None)
@given(st.sets(st.sampled_from(list(Weekday)), min_size=1), st.integers(0, 20), st.sampled_from(["DE", "JP", "US"]))
def test_no_gap_is_told_twice_or_too_early_or_after_its_end(days, start, country):
    week = hours(*sorted(days, key=list(Weekday).index), start=f"{start:02}:00", end=f"{start + 3:02}:30")
    rules = book(replace(BERLIN, week=week, holidays=HolidaysSpec(country)), EMEA).compiled
    found = told(rules, 120)
    assert len({(gap.language, gap.from_, gap.to, gap.team_ids) for gap in found}) == len(found)
    assert all(gap.found_at < gap.to and gap.from_ <= gap.found_at + NOTICE for gap in found)
