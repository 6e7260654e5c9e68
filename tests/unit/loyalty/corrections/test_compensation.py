"""What an agent has granted on a ticket, as a correction."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.errors import Refused
from services.loyalty.domain.corrections.compensation import CompensationGranted, Granter, Judgement, decide, judge
from services.loyalty.domain.corrections.correction import (
    CorrectionApproved,
    CorrectionKind,
    CorrectionProposed,
    CorrectionRejected,
    CorrectionState,
    Gift,
    approve,
)
from services.loyalty.domain.programme import Programme
from services.loyalty.domain.rewards.stock import Stock
from tests.support.rewards import programme

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PROGRAMME = Programme(3, programme(correction_limit=500))


def granted(points: int = 0, reward_id: str = "", reason: str = "late") -> CompensationGranted:
    return CompensationGranted("t1", "k1", "c1", points, reward_id, reason, Granter("ana"), NOON)


def judged(wanted: CompensationGranted, stock: Stock | None = None, coupons_off: bool = False) -> Judgement:
    return judge(wanted, PROGRAMME, stock, coupons_off)


def test_points_count_as_they_are_and_can_always_be_given():
    assert judged(granted(250), coupons_off=True) == Judgement(500, None)


def test_a_coupon_counts_by_its_price():
    assert judged(granted(reward_id="five-off")) == Judgement(500, Gift("five-off", 100))
    assert judged(granted(reward_id="scarce"), Stock("scarce", taken=2)) == Judgement(500, Gift("scarce", 10))


@pytest.mark.parametrize(
    ("wanted", "stock", "coupons_off", "against"),
    [
        (granted(reward_id="unheard-of"), None, False, "NO_REWARD"),
        (granted(reward_id="scarce"), Stock("scarce", taken=3), False, "OUT_OF_STOCK"),
        (granted(reward_id="five-off"), None, True, "COUPONS_OFF"),
    ],
)
def test_what_nobody_can_give_is_rejected_with_its_reason_as_soon_as_it_is_proposed(
    wanted, stock, coupons_off, against
):
    correction, events = decide(wanted, judged(wanted, stock, coupons_off))
    assert (correction.state, correction.decided_by) == (CorrectionState.REJECTED, "")
    assert correction.rejected_because.startswith(against)
    assert [type(event) for event in events] == [CorrectionProposed, CorrectionRejected]
    assert (events[1].ticket_id, events[1].reward_id) == ("t1", wanted.reward_id)


def test_it_becomes_a_grant_under_its_own_id_as_of_when_it_was_granted():
    correction, (proposed, approved) = decide(granted(250), replace(judged(granted(250)), alone=True))
    assert (correction.correction_id, correction.kind, correction.points) == ("k1", CorrectionKind.GRANT, 250)
    assert (correction.proposed_by, correction.proposed_at, correction.ticket_id) == ("ana", NOON, "t1")
    assert isinstance(proposed, CorrectionProposed)
    assert (type(approved), approved.points, approved.reward_id) == (CorrectionApproved, 250, "")


def test_a_coupon_above_the_limit_waits_for_a_second_person():
    wanted = granted(reward_id="dear")
    correction, (proposed,) = decide(wanted, judged(wanted))
    assert (correction.state, correction.points) == (CorrectionState.PROPOSED, 0)
    assert (proposed.reward_id, proposed.worth) == ("dear", 5000)
    with pytest.raises(Refused, match="SAME_PERSON"):
        approve(correction, "Ana", NOON)
    _, (approved,) = approve(correction, "ben", NOON + timedelta(hours=1))
    assert (approved.reward_id, approved.worth, approved.points) == ("dear", 5000, 0)
    assert (approved.proposed_by, approved.approved_by) == ("ana", "ben")


@given(st.integers(-5, 5), st.sampled_from(["", "five-off"]), st.sampled_from(["", " ", "late"]))
def test_only_points_or_a_reward_with_a_reason_is_a_compensation(points, reward_id, reason):
    wanted = granted(points, reward_id, reason)
    fits = bool(reason.strip()) and (points > 0 if not reward_id else points == 0)
    if fits:
        assert wanted.proposal.points == points
    else:
        with pytest.raises(Refused, match="INVALID_FIELDS"):
            _ = wanted.proposal
