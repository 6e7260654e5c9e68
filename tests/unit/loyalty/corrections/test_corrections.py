"""Points that people give or take: who may do how much alone, and who has to approve the rest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.errors import Refused
from services.loyalty.domain.corrections.allowance import MOST, WINDOW, Allowance, Use, reserve
from services.loyalty.domain.corrections.correction import (
    Correction,
    CorrectionApproved,
    CorrectionKind,
    CorrectionProposed,
    CorrectionRejected,
    CorrectionState,
    Proposal,
    approve,
    check,
    propose,
    reject,
)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)


def proposal(points: int = 250, kind: CorrectionKind = CorrectionKind.GRANT, reason: str = "late") -> Proposal:
    return Proposal("c1", points, kind, reason, "t1", "ana")


def waiting() -> Correction:
    correction, _ = propose("k1", proposal(5_000), 1_000, False, NOON)
    return correction


def test_what_one_person_may_do_alone_is_approved_at_once_and_told_twice():
    correction, events = propose("k1", proposal(), 1_000, True, NOON)
    assert (correction.state, correction.decided_by, correction.limit) == (CorrectionState.APPROVED, "", 1_000)
    assert [type(event) for event in events] == [CorrectionProposed, CorrectionApproved]
    assert (events[1].points, events[1].proposed_by, events[1].approved_by) == (250, "ana", "")


def test_what_is_above_the_limit_waits_for_somebody_else():
    correction, events = propose("k1", proposal(5_000), 1_000, False, NOON)
    assert correction.state is CorrectionState.PROPOSED
    assert [type(event) for event in events] == [CorrectionProposed]
    approved, (event,) = approve(correction, "ben", LATER)
    assert (approved.state, approved.decided_by, approved.decided_at) == (CorrectionState.APPROVED, "ben", LATER)
    assert (event.proposed_by, event.approved_by, event.points) == ("ana", "ben", 5_000)


@pytest.mark.parametrize("name", ["ana", "Ana", "ANA"])
def test_nobody_approves_their_own_under_whatever_capitals(name):
    with pytest.raises(Refused, match="SAME_PERSON"):
        approve(waiting(), name, LATER)


def test_who_proposed_it_may_take_it_back():
    rejected, (event,) = reject(waiting(), "ana", "wrong customer", LATER)
    assert rejected.state is CorrectionState.REJECTED
    assert isinstance(event, CorrectionRejected) and event.reason == "wrong customer"


def test_a_decision_is_final_and_repeating_it_is_harmless():
    approved, _ = approve(waiting(), "ben", LATER)
    assert approve(approved, "ben", LATER) is None
    for move in (lambda: approve(approved, "cleo", LATER), lambda: reject(approved, "ben", "no", LATER)):
        with pytest.raises(Refused, match="ALREADY_DECIDED"):
            move()
    rejected, _ = reject(waiting(), "ben", "no", LATER)
    assert reject(rejected, "ben", "no", LATER) is None
    with pytest.raises(Refused, match="ALREADY_DECIDED"):
        approve(rejected, "ben", LATER)


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (proposal(points=0), "points"),
        (proposal(points=-1), "points"),
        (proposal(reason="  "), "reason"),
    ],
)
def test_what_cannot_be_booked_is_refused_with_its_field(bad, field):
    with pytest.raises(Refused, match="INVALID_FIELDS") as refused:
        check(bad)
    assert [violation.field for violation in refused.value.violations] == [field]


def test_a_correction_may_take_points():
    check(proposal(points=-250, kind=CorrectionKind.CORRECTION))


def test_many_small_ones_count_like_a_large_one():
    allowance = None
    for number in range(10):
        allowance = reserve(allowance, f"k{number}", 100 if number % 2 else -100, 1_000, NOON)
        assert allowance is not None
    assert allowance.used(NOON) == 1_000
    assert reserve(allowance, "k10", 1, 1_000, NOON) is None
    assert reserve(allowance, "k10", 1_000, 1_000, NOON + WINDOW) == Allowance((Use("k10", 1_000, NOON + WINDOW),))


def test_the_list_of_them_has_an_end_however_small_they_are():
    allowance = None
    for number in range(MOST):
        allowance = reserve(allowance, f"k{number}", 1, 10**6, NOON)
    assert reserve(allowance, "another", 1, 10**6, NOON) is None


@given(
    st.lists(st.tuples(st.integers(-700, 700).filter(bool), st.integers(0, 60 * 30)), max_size=60),
    st.integers(1, 1_500),
)
def test_no_window_of_24_hours_ever_holds_more_than_the_limit(steps, limit):
    allowance, now, done = None, NOON, []
    for number, (points, minutes) in enumerate(steps):
        now += timedelta(minutes=minutes)
        after = reserve(allowance, f"k{number}", points, limit, now)
        if after is not None:
            allowance = after
            done.append((now, abs(points)))
        else:
            recent = sum(size for at, size in done if at > now - WINDOW)
            assert recent + abs(points) > limit
    for start, _ in done:
        assert sum(size for at, size in done if start <= at < start + WINDOW) <= limit
