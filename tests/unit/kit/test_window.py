"""Whose fault is it, when messages fail: theirs, or ours?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.kit.window import LEAST_FAILURES, WINDOW_MESSAGES, WINDOW_SECONDS, FailureWindow, Judgement

outcomes = st.lists(st.booleans(), max_size=60)
batches = st.lists(st.tuples(st.lists(st.booleans(), min_size=1, max_size=30), st.floats(0, 3)), max_size=12)
moments = st.floats(0, 1e6)


def judged(*failed: bool, after: float = WINDOW_SECONDS) -> Judgement:
    window = FailureWindow()
    window.count(list(failed), 0)
    return window.judge(after)


@given(st.integers(0, 100), moments)
def test_where_nothing_fails_nothing_is_held_back(good, now):
    assert judged(*[False] * good, after=now) is Judgement.CLEAR


def test_one_bad_message_waits_for_the_window_and_is_put_aside():
    assert judged(True, False, after=0) is Judgement.OPEN
    assert judged(True, False) is Judgement.MESSAGES
    assert judged(True, *[False] * (WINDOW_MESSAGES - 1), after=0) is Judgement.MESSAGES


def test_when_most_fail_it_is_our_fault():
    assert judged(*[True] * LEAST_FAILURES) is Judgement.OURSELVES
    assert judged(*[True] * 9, False) is Judgement.OURSELVES
    assert judged(*[True] * (LEAST_FAILURES - 1)) is Judgement.MESSAGES, "too few for a pattern"
    assert judged(*[True, False] * LEAST_FAILURES) is Judgement.MESSAGES, "half is not most"


@given(outcomes, moments)
def test_a_window_is_judged_when_it_is_full_or_old_and_not_before(failed, opened):
    window = FailureWindow()
    window.count(failed, opened)
    if not any(failed):
        return
    counted = len(failed) - failed.index(True)
    full = counted >= WINDOW_MESSAGES
    assert (window.judge(opened) is Judgement.OPEN) == (not full)
    assert window.judge(opened + WINDOW_SECONDS + 0.001) in (Judgement.MESSAGES, Judgement.OURSELVES)


@given(outcomes)
def test_good_messages_before_the_first_bad_one_do_not_excuse_it(failed):
    """A pattern counts from the first failure on, however well it went before."""
    window = FailureWindow()
    window.count([False] * 1000, 0)
    window.count(failed, 0)
    assert window.judge(WINDOW_SECONDS) is judged(*failed)


@given(batches)
def test_however_the_messages_come_in_batches_the_count_is_the_same(batches):
    together, apart = FailureWindow(), FailureWindow()
    for failed, _ in batches:
        together.count(failed, 0)
        for one in failed:
            apart.count([one], 0)
    assert (together.seen, together.failed) == (apart.seen, apart.failed)
    assert together.judge(WINDOW_SECONDS) is apart.judge(WINDOW_SECONDS)


def test_failures_that_trickle_in_one_by_one_are_seen_as_the_pattern_they_are():
    window, verdicts = FailureWindow(), []
    for number in range(LEAST_FAILURES):
        window.count([True], number * 60)
        verdicts.append(window.judge(number * 60 + WINDOW_SECONDS))
        window.close()
    assert verdicts == [Judgement.MESSAGES] * (LEAST_FAILURES - 1) + [Judgement.OURSELVES]


@given(st.lists(st.integers(2, 10), min_size=1, max_size=60), st.booleans())
def test_a_bad_message_between_two_good_ones_each_time_never_stops_the_consumer(good_between, in_one_window):
    window = FailureWindow()
    for number, good in enumerate(good_between):
        window.count([True, *[False] * good], number * 10)
        assert window.judge(number * 10 + WINDOW_SECONDS) is not Judgement.OURSELVES
        if not in_one_window:
            window.close()


@given(outcomes, outcomes)
def test_what_will_be_read_again_is_forgotten(before, after):
    window = FailureWindow()
    window.count(before, 0)
    window.forget()
    assert window.judge(1e9) is Judgement.CLEAR
    window.count(after, 0)
    assert window.judge(WINDOW_SECONDS) is judged(*after)
