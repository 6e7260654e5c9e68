"""How long a new conversation waits, and what may be published of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sla.domain.calendar import Calendar
from services.sla.domain.policy import Policy
from services.sla.domain.public import public_promise
from services.sla.domain.serving import serving
from services.sla.domain.standard import STANDARD
from services.sla.domain.team import Level, Team
from services.sla.domain.terms import Terms
from services.sla.domain.timeline import NoCoverage
from services.sla.domain.wait import Verdict, error_ratio, estimate, verdict
from services.sla.domain.words import Kind, Priority
from services.sla.load.views import told
from tests.support.calendars import at, week, weekdays

MONDAY_NOON = at("2026-03-02T12:00+00:00")
OFFICE = Team("office", Calendar("UTC", weekdays()), (("de", Level.NATIVE),), 8)
NIGHT = Team("night", Calendar("UTC", weekdays([("17:00", "09:00")])), (("de", Level.NATIVE),), 4)
NOBODY = Team("nobody", Calendar("UTC", week()), (("de", Level.NATIVE),), 1)
SOON = {Kind.FIRST_RESPONSE: {Priority.NORMAL: timedelta(minutes=15)}}
POLICY = Policy(id="soon", clock="coverage", targets=SOON)


def able(*teams: Team):
    return serving(teams, "de", frozenset())


def minutes(waiting: int, answers: int, *teams: Team, now: datetime = MONDAY_NOON) -> float:
    return estimate(able(*teams), waiting, answers, now).wait / timedelta(minutes=1)


def test_a_desk_that_has_nothing_to_do_is_believed_to_free_each_place_once_in_an_hour():
    assert minutes(0, 0, OFFICE) == pytest.approx(60 / 8)
    assert minutes(0, 0, OFFICE, NIGHT) == pytest.approx(60 / 8)
    assert minutes(0, 0) == pytest.approx(15)


def test_a_busy_desk_is_as_fast_as_it_was():
    assert minutes(29, 60, OFFICE) == pytest.approx(30)
    # A fifth of what was believed, for a quarter of an hour, still counts.
    assert minutes(29, 6, OFFICE) == pytest.approx(30 * 60 / ((6 + 2) / 1.25))


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_who_comes_behind_more_waits_longer_where_as_many_are_answered(waiting, more, answers):
    behind = max(waiting, OFFICE.capacity)
    assert minutes(behind + more, answers, OFFICE) >= minutes(behind, answers, OFFICE)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_who_is_answered_by_faster_ones_waits_no_longer_in_a_queue(waiting, answers, more):
    behind = max(waiting, OFFICE.capacity)
    assert minutes(behind, answers + more, OFFICE) <= minutes(behind, answers, OFFICE)


def test_where_nobody_is_there_the_wait_begins_when_the_next_team_opens():
    found = estimate(able(OFFICE), 3, 0, at("2026-03-02T20:00+00:00"))
    assert found.opens_at == at("2026-03-03T09:00+00:00")
    assert found.answered_by == found.opens_at + timedelta(minutes=30)
    assert found.wait == timedelta(hours=13, minutes=30)


def test_a_wait_goes_on_over_the_closing_hours():
    found = estimate(able(OFFICE), 15, 0, at("2026-03-06T16:30+00:00"))
    assert found.opens_at is None
    assert found.answered_by > at("2026-03-09T09:00+00:00")


def test_where_nobody_ever_comes_there_is_no_estimate():
    with pytest.raises(NoCoverage):
        estimate(able(NOBODY), 0, 0, MONDAY_NOON)


@pytest.mark.parametrize(
    ("actual", "found"), [(4, "early"), (5, "right"), (10, "right"), (15, "right"), (16, "late"), (0, "early")]
)
def test_an_estimate_is_right_within_half_of_it(actual, found):
    assert verdict(timedelta(minutes=10), timedelta(minutes=actual)) is Verdict(found)


@pytest.mark.parametrize(("actual", "found"), [(0, "right"), (3, "right"), (4, "late")])
def test_or_within_two_minutes(actual, found):
    assert verdict(timedelta(minutes=1), timedelta(minutes=actual)) is Verdict(found)


def test_the_error_is_a_share_of_the_actual_wait_and_seconds_count_as_a_minute():
    assert error_ratio(timedelta(minutes=5), timedelta(minutes=10)) == 0.5
    assert error_ratio(timedelta(minutes=2), timedelta(seconds=0)) == 2


def promised(now: datetime, *teams: Team, policy: Policy = POLICY, language: str = "de"):
    return public_promise(Terms(policy, {}, able(*teams)), language, now)


def test_a_shop_whose_team_is_there_promises_now():
    found = promised(MONDAY_NOON, OFFICE)
    assert (found.opens_at, found.due_at) == (None, MONDAY_NOON + timedelta(minutes=15))
    assert told(found) == "first answer within 15 minutes, now"


def test_else_it_promises_from_the_opening_on_in_the_time_of_who_opens():
    tokyo = Team("tokyo", Calendar("Asia/Tokyo", weekdays()), (("de", Level.FLUENT),), 1)
    found = promised(at("2026-03-02T20:00+00:00"), OFFICE, tokyo)
    assert (found.opens_at, found.due_at) == (at("2026-03-03T00:00+00:00"), at("2026-03-03T00:15+00:00"))
    assert told(found) == "first answer within 15 minutes of Tuesday, March 3, 2026, 09:00 (Asia/Tokyo)"


def test_a_shop_that_has_said_nothing_promises_what_its_tickets_get():
    found = public_promise(Terms(STANDARD, {}, ()), "de", MONDAY_NOON)
    assert told(found) == "first answer within 4 hours, now"


def test_where_nobody_serves_the_language_nothing_can_be_promised():
    with pytest.raises(NoCoverage):
        promised(MONDAY_NOON, OFFICE, language="ja")
    with pytest.raises(NoCoverage):
        promised(MONDAY_NOON, NOBODY)


def test_a_policy_without_a_first_response_promises_none():
    later = Policy(id="later", clock="always", targets={Kind.RESOLUTION: {Priority.NORMAL: timedelta(hours=1)}})
    assert promised(MONDAY_NOON, OFFICE, policy=later) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(90, "2 minutes"), (3600, "1 hour"), (5400, "1 hour 30 minutes"), (172_800, "48 hours"), (60, "1 minute")],
)
def test_a_time_is_spoken_in_hours_and_minutes_that_hold(seconds, words):
    policy = Policy("p", "always", {Kind.FIRST_RESPONSE: {Priority.NORMAL: timedelta(seconds=seconds)}})
    assert told(promised(MONDAY_NOON, OFFICE, policy=policy)) == f"first answer within {words}, now"
