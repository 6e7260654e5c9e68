"""Buckets that fill up again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.edge.limits.buckets import Buckets, Quota

QUOTAS = st.builds(Quota, st.integers(1, 50), st.sampled_from([1, 7, 10, 60]))


class Hand:
    """A clock that is held, in nanoseconds."""

    def __init__(self) -> None:
        self.now = 10**9

    def __call__(self) -> int:
        return self.now


@given(QUOTAS)
def test_a_full_bucket_gives_all_that_it_holds_and_no_more(quota):
    buckets = Buckets(quota, 10, Hand())
    draws = [buckets.take("kumo") for _ in range(quota.amount + 3)]
    assert [draw.left for draw in draws[: quota.amount]] == list(reversed(range(quota.amount)))
    assert not any(draw.wait for draw in draws[: quota.amount])
    assert all(draw.wait for draw in draws[quota.amount :])


@given(QUOTAS, st.integers(1, 60))
def test_after_the_wait_there_is_one_and_not_before(quota, calls):
    hand = Hand()
    buckets = Buckets(quota, 10, hand)
    for _ in range(calls):
        buckets.take("kumo")
    wait = buckets.wait("kumo")
    assert bool(wait) == (calls >= quota.amount)
    if wait:
        hand.now += round(1e9 * wait) - 1
        assert buckets.take("kumo").wait
        hand.now += 1
    assert not buckets.wait("kumo")
    assert not buckets.take("kumo").wait


@given(QUOTAS, st.lists(st.integers(0, 10**10), max_size=60))
def test_what_is_taken_never_outruns_what_flows_in(quota, pauses):
    hand = Hand()
    buckets, taken = Buckets(quota, 10, hand), []
    for pause in pauses:
        hand.now += pause
        if not buckets.take("kumo").wait:
            taken.append(hand.now)
    for first, began in enumerate(taken):
        for last, ended in enumerate(taken[first:], start=1):
            assert last <= quota.amount + (ended - began) / quota.each + 1e-6


def test_one_empties_only_its_own():
    buckets = Buckets(Quota(1, 10), 10, Hand())
    assert not buckets.take("kumo").wait
    assert buckets.take("kumo").wait
    assert not buckets.take("aalto").wait


def test_of_more_than_it_keeps_the_longest_unused_goes():
    buckets = Buckets(Quota(1, 10), 2, Hand())
    for who in ("a", "b"):
        buckets.take(who)
    buckets.take("c")
    assert len(buckets) == 2
    assert buckets.wait("c") and buckets.wait("b")
    assert not buckets.wait("a")
