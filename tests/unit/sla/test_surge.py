"""When a surge begins, and when it is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.sla.domain.load import Band, Crowd, hour_of
from services.sla.domain.surge import QUIET, Surge, SurgeDetected, SurgeEnded, judge

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
BAND = Band(usual=10, upper=25)
CROWD = Crowd("de", "DE")
MINUTES = st.lists(st.integers(0, 60), min_size=1, max_size=200)


def judged(surge: Surge | None, arrivals: int, minute: int, band: Band | None = BAND):
    return judge(surge, "kumo", CROWD, arrivals, band, NOW + timedelta(minutes=minute))


def walked(arrivals: list[int], surge: Surge | None = None):
    """The surge after each minute's judgement, with what was told."""
    told = []
    for minute, number in enumerate(arrivals):
        if step := judged(surge, number, minute):
            surge, event = step
            told += [event] if event else []
    return surge, told


def test_more_than_the_band_allows_is_a_surge():
    assert judged(None, 25, 0) is None
    surge, event = judged(None, 26, 0)
    assert event == SurgeDetected(surge.surge_id, "de", "DE", 26, 10, 25, NOW)
    assert surge.running


def test_where_nothing_is_usual_nothing_is_a_surge():
    assert judged(None, 1000, 0, band=None) is None


def test_it_has_ended_when_it_was_quiet_for_a_while():
    quiet = int(QUIET / timedelta(minutes=1))
    surge, told = walked([30, 45, 30, *[25] * quiet])
    assert surge.running and len(told) == 1
    surge, told = walked([30, 45, 30, *[25] * (quiet + 1)])
    assert told[1:] == [SurgeEnded(surge.surge_id, "de", "DE", NOW, NOW + timedelta(minutes=3 + quiet), 45)]


def test_it_goes_on_where_it_flares_up_again_before_that():
    _, told = walked([30, *([25] * 14 + [26]) * 10])
    assert len(told) == 1


def test_what_is_judged_again_changes_nothing():
    surge, _ = walked([30, 45])
    assert judged(surge, 60, 1) is None
    assert judged(surge, 60, 0) is None


def test_an_hour_has_one_surge():
    quiet = int(QUIET / timedelta(minutes=1))
    surge, told = walked([30, *[0] * (quiet + 1), 30])
    assert [type(event) for event in told] == [SurgeDetected, SurgeEnded]
    next_hour = judged(surge, 30, 60)
    assert next_hour is not None and next_hour[0].surge_id != surge.surge_id


@given(MINUTES)
def test_beginnings_and_ends_take_turns_and_no_hour_has_two_beginnings(arrivals):
    surge, told = walked(arrivals)
    begun = [event for event in told if isinstance(event, SurgeDetected)]
    assert [isinstance(event, SurgeDetected) for event in told] == [n % 2 == 0 for n in range(len(told))]
    assert len({hour_of(event.detected_at) for event in begun}) == len(begun)
    ended = [event for event in told if isinstance(event, SurgeEnded)]
    assert [event.surge_id for event in ended] == [event.surge_id for event in begun][: len(ended)]
    assert all(event.ended_at - event.detected_at > QUIET for event in ended)
    if surge and surge.running:
        assert surge.peak == max(arrivals[int((begun[-1].detected_at - NOW) / timedelta(minutes=1)) :])


@given(MINUTES)
def test_the_same_minutes_once_more_tell_nothing_new(arrivals):
    surge, _ = walked(arrivals)
    again, told = walked(arrivals, surge)
    if surge is not None and surge.judged_at == NOW + timedelta(minutes=len(arrivals) - 1):
        assert (again, told) == (surge, [])
