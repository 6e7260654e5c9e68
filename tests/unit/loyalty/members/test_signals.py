"""What is kept of how to reach a member, and what it tells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.loyalty.domain.members.signals import (
    MANY,
    MOST_OF_A_KIND,
    Signal,
    SignalKind,
    in_common,
    signal,
    told_anew,
)

SECRET = b"a secret of thirty-two characters"
SIGNALS = st.builds(Signal, st.sampled_from(SignalKind), st.sampled_from("abcdef"))


@given(st.text(min_size=1), st.sampled_from(SignalKind))
def test_a_hash_says_nothing_without_the_secret_and_nothing_to_another_shop(form, kind):
    made = signal(SECRET, "kumo", kind, form)
    assert made == signal(SECRET, "kumo", kind, form)
    others = [
        signal(b"another secret of the same length", "kumo", kind, form),
        signal(SECRET, "nagi", kind, form),
        signal(SECRET, "kumo", kind, f"{form}."),
        *(signal(SECRET, "kumo", other, form) for other in SignalKind if other is not kind),
    ]
    assert made.hash not in {other.hash for other in others}
    assert len(made.hash) == 64


@given(st.lists(SIGNALS), st.lists(SIGNALS, max_size=4), st.sets(st.sampled_from(SignalKind), max_size=2))
def test_what_is_told_replaces_what_a_member_has_one_of_and_joins_what_a_member_has_many_of(known, told, cleared):
    found = told_anew(known, told, cleared)
    assert len(set(found)) == len(found)
    for kind in SignalKind:
        of_kind = {one for one in found if one.kind is kind}
        new = {one for one in told if one.kind is kind}
        before = {one for one in known if one.kind is kind}
        if kind in cleared:
            assert of_kind == set()
        elif kind in MANY:
            assert of_kind == before | new
        else:
            assert of_kind == (new or before)


def test_of_many_devices_the_newest_are_kept():
    devices = [Signal(SignalKind.DEVICE, str(number)) for number in range(MOST_OF_A_KIND + 5)]
    found = told_anew(devices[:MOST_OF_A_KIND], [devices[3], *devices[MOST_OF_A_KIND:]])
    assert len(found) == MOST_OF_A_KIND
    assert devices[3] in found
    assert devices[0] not in found


@given(st.lists(SIGNALS), st.lists(SIGNALS))
def test_what_two_have_in_common_is_in_both(one, other):
    kind = in_common(one, other)
    shared = {signal.kind for signal in one if signal in other}
    assert kind in shared if shared else kind is None
