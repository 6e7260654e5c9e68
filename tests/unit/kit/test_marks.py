"""How far a source has been followed, in whatever order its events come."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from services.kit.aggregate import WIDEST_GAP, Mark

LAST = 12


@dataclass
class Follower:
    """Does with a mark what the store does: an event is applied, refused, a repetition, or waits."""

    mark: Mark = field(default_factory=Mark)
    applied: Counter[int] = field(default_factory=Counter)

    def takes(self, sequence: int, *, refused: bool = False, impatient: bool = False) -> None:
        if self.mark.is_repetition(sequence) or (self.mark.leaves_gap(sequence) and not impatient):
            return
        self.mark.pass_over(sequence, applied=not refused)
        self.applied[sequence] += not refused


deliveries = st.lists(st.tuples(st.integers(1, LAST), st.booleans(), st.booleans()), max_size=60)


def followed(deliveries: list[tuple[int, bool, bool]]) -> Follower:
    follower = Follower()
    for sequence, refused, impatient in deliveries:
        follower.takes(sequence, refused=refused, impatient=impatient)
    return follower


@given(deliveries)
def test_no_event_is_applied_twice_whatever_is_refused_repeated_or_late(deliveries):
    assert all(times <= 1 for times in followed(deliveries).applied.values())


@given(deliveries)
def test_what_lies_below_the_mark_was_applied_or_counts_as_skipped(deliveries):
    follower = followed(deliveries)
    applied = {sequence for sequence, times in follower.applied.items() if times}
    assert applied.isdisjoint(follower.mark.skipped)
    assert applied | follower.mark.skipped == set(range(1, follower.mark.sequence + 1))


@given(deliveries)
def test_the_whole_source_read_again_applies_what_is_missing_and_nothing_else(deliveries):
    follower = followed(deliveries)
    for sequence in range(1, LAST + 1):
        follower.takes(sequence)
    assert follower.applied == dict.fromkeys(range(1, LAST + 1), 1)
    assert follower.mark == Mark(LAST)


@given(st.permutations(range(1, LAST + 1)))
def test_who_waits_for_predecessors_applies_in_order(order):
    follower, applied, held = Follower(), [], list(order)
    while held:
        for sequence in list(held):
            if not follower.mark.leaves_gap(sequence):
                follower.takes(sequence)
                applied.append(sequence)
                held.remove(sequence)
    assert applied == sorted(order)
    assert follower.mark == Mark(LAST)


def test_a_skipped_event_that_comes_back_takes_effect_once():
    follower = Follower()
    follower.takes(1, refused=True)
    follower.takes(2)
    assert follower.mark == Mark(2, {1})
    follower.takes(1, refused=True)
    assert follower.mark == Mark(2, {1}), "refused again"
    follower.takes(1)
    follower.takes(1)
    assert follower.applied == {1: 1, 2: 1}


@given(st.integers(0, 2**62), st.integers(-10, 10))
def test_a_leap_is_wider_than_events_that_got_lost(sequence, by):
    assert Mark(sequence).leaps(sequence + WIDEST_GAP + by) == (by > 0)
