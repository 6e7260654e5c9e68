"""What speaks against a referral."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.errors import Refused
from services.loyalty.domain.members.signals import Signal, SignalKind
from services.loyalty.domain.programme.offers import MemberLimit, ReferralPolicy
from services.loyalty.domain.referrals.code import BYTES, code_of, read_code, shown
from services.loyalty.domain.referrals.guards import Against, Person, ring, same_person
from services.loyalty.domain.referrals.referrer import Referrer, call_off, let_through
from services.loyalty.domain.referrals.words import ReferralReason

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SIGNALS = st.builds(Signal, st.sampled_from(SignalKind), st.sampled_from("abcd"))
POLICY = ReferralPolicy(
    referrer_points=500,
    friend_points=250,
    minimum_order=0,
    cap=MemberLimit(3, 30),
    velocity_friends=2,
    velocity_hours=24,
    chain_depth=3,
)


@given(st.frozensets(SIGNALS), st.frozensets(SIGNALS), st.frozensets(SIGNALS))
def test_a_friend_is_let_through_only_if_nothing_is_the_referrers_or_was_somebodys_before(friend, referrer, third):
    had_by = {one: "third" for one in friend & third} | {one: "friend" for one in friend - third}
    found = same_person(Person("friend", friend), Person("referrer", referrer), had_by)
    if friend & referrer:
        assert found.reason is ReferralReason.SELF_REFERRAL
        assert found.signal in {one.kind for one in friend & referrer}
    elif friend & third:
        assert found.reason is ReferralReason.KNOWN_PERSON
        assert found.signal in {one.kind for one in friend & third}
    else:
        assert found is None


def test_nobody_brings_himself():
    one = Person("c1", ())
    assert same_person(one, one, {}) == Against(ReferralReason.SELF_REFERRAL)


def test_what_the_referrer_had_once_is_the_referrers():
    phone = Signal(SignalKind.PHONE, "a")
    found = same_person(Person("friend", (phone,)), Person("referrer", ()), {phone: "referrer"})
    assert found == Against(ReferralReason.SELF_REFERRAL, SignalKind.PHONE)


def upline(brought_by: dict[str, str], customer: str, depth: int) -> Iterator[str]:
    for _ in range(depth):
        if customer not in brought_by:
            return
        customer = brought_by[customer]
        yield customer


@given(st.permutations("ABCDEF"), st.lists(st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("ABCDEF"))))
def test_with_a_look_as_deep_as_there_are_members_no_ring_ever_closes(order, claims):
    brought_by: dict[str, str] = {}
    for friend, referrer in claims:
        if friend == referrer or friend in brought_by:
            continue
        if ring(friend, list(upline(brought_by, referrer, len(order)))) is None:
            brought_by[friend] = referrer
    for member in order:
        assert member not in list(upline(brought_by, member, len(order)))


@pytest.mark.parametrize(("depth", "found"), [(1, False), (2, False), (3, True)])
def test_a_ring_is_found_as_far_back_as_the_programme_looks(depth, found):
    brought_by = {"B": "A", "C": "B", "D": "C"}
    assert (ring("A", list(upline(brought_by, "D", depth))) is not None) is found


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 200), st.booleans()), max_size=30))
def test_a_referrer_never_brings_more_than_the_limits_let_through(steps):
    referrer, let, called_off = Referrer("c1"), {}, set()
    for friend, hours, calls_off in sorted(steps, key=lambda step: step[1]):
        at, name = NOON + timedelta(hours=hours), f"f{friend}"
        if calls_off:
            referrer = call_off(referrer, name) or referrer
            called_off |= {name} & set(let)
            continue
        after = let_through(referrer, name, at, POLICY)
        if not isinstance(after, Against) and after is not referrer:
            let[name], referrer = at, after
            called_off.discard(name)
    for at in let.values():
        within_a_day = [one for one in let.values() if at - timedelta(hours=24) < one <= at]
        assert len(within_a_day) <= POLICY.velocity_friends
    # The window of the cap is longer than all that happens here.
    assert len(let.keys() - called_off) <= POLICY.cap.times
    assert {one.friend_id for one in referrer.brought if one.counts} <= let.keys() - called_off


def test_a_friend_who_was_let_through_is_counted_once():
    once = let_through(Referrer("c1"), "f1", NOON, POLICY)
    assert let_through(once, "f1", NOON + timedelta(hours=1), POLICY) is once


def test_the_limits_say_which_of_them_is_reached():
    referrer = Referrer("c1")
    for day in range(3):
        referrer = let_through(referrer, f"f{day}", NOON + timedelta(days=2 * day), POLICY)
    assert let_through(referrer, "f9", NOON + timedelta(days=9), POLICY) == Against(ReferralReason.CAP)
    room = let_through(call_off(referrer, "f1"), "f9", NOON + timedelta(days=9), POLICY)
    assert [one.friend_id for one in room.brought if one.counts] == ["f0", "f2", "f9"]
    later = let_through(referrer, "f9", NOON + timedelta(days=30), POLICY)
    assert [one.friend_id for one in later.brought] == ["f1", "f2", "f9"]


def test_two_within_the_hour_are_enough():
    referrer = let_through(let_through(Referrer("c1"), "f1", NOON, POLICY), "f2", NOON, POLICY)
    assert let_through(referrer, "f3", NOON + timedelta(hours=23), POLICY) == Against(ReferralReason.VELOCITY)
    assert isinstance(let_through(referrer, "f3", NOON + timedelta(hours=24), POLICY), Referrer)


@given(st.binary(min_size=BYTES, max_size=BYTES))
def test_a_code_is_read_as_it_is_shown_and_as_people_misread_it(randomness):
    code = code_of(randomness)
    assert len(code) == 10
    assert read_code(shown(code)) == code
    misread = shown(code).lower().replace("0", "o").replace("1", "l")
    assert read_code(f" {misread} ") == code


@given(st.binary(min_size=BYTES, max_size=BYTES), st.binary(min_size=BYTES, max_size=BYTES))
def test_other_bits_are_another_code(one, other):
    bits = [int.from_bytes(randomness, "big") >> 6 for randomness in (one, other)]
    assert (code_of(one) == code_of(other)) is (bits[0] == bits[1])


@pytest.mark.parametrize("text", ["", "7KQ4M-2TXV", "7KQ4M-2TXVAA", "7KQ4M-2TXVU", "7KQ4M/2TXVA"])
def test_what_cant_be_a_code_is_refused(text):
    with pytest.raises(Refused, match="NO_CODE"):
        read_code(text)
