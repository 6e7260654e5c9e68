"""What campaigns add to an order line, exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.loyalty.domain.campaigns.bonus import EarnedLine, bonuses, fitting
from services.loyalty.domain.programme.offers import CampaignSpec
from services.loyalty.domain.rates import Rounding

SPRING = CampaignSpec(
    "spring", datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC), Rounding.DOWN, bonus_percent=50
)
PER_LINE = replace(SPRING, bonus_percent=0, points_per_line=30)
PER_ORDER = replace(SPRING, bonus_percent=0, points_per_order=100)

lines_of_an_order = st.lists(
    st.integers(0, 10**9).flatmap(lambda paid: st.tuples(st.just(paid), st.integers(0, paid), st.integers(0, 10**7))),
    min_size=1,
    max_size=8,
).map(lambda found: [line(str(n), paid, refunded, points) for n, (paid, refunded, points) in enumerate(found)])


def line(name: str = "1", paid: int = 1_000, refunded: int = 0, points: int = 10) -> EarnedLine:
    return EarnedLine(name, f"SKU-{name}", paid, refunded, points)


def points_of(campaign: CampaignSpec, *lines: EarnedLine, taken: int = 0) -> dict[str, int]:
    return {bonus.line_id: bonus.points for bonus in bonuses(campaign, lines, taken)}


@pytest.mark.parametrize(("rounding", "points"), [(Rounding.DOWN, 3), (Rounding.HALF_EVEN, 4), (Rounding.UP, 4)])
def test_a_percentage_is_of_the_lines_own_points_rounded_as_it_says(rounding, points):
    assert points_of(replace(SPRING, rounding=rounding), line(points=7)) == {"1": points}


def test_points_per_line_come_for_each():
    assert points_of(PER_LINE, line("a"), line("b", points=0)) == {"a": 30, "b": 30}


def test_points_per_order_are_shared_by_what_the_lines_cost():
    assert points_of(PER_ORDER, line("a", 200), line("b", 100)) == {"a": 67, "b": 33}


def test_what_costs_nothing_or_came_back_before_the_delivery_gets_none():
    assert points_of(PER_LINE, line("gift", paid=0), line("back", 500, 500), line("kept", 500, 400)) == {"kept": 30}
    assert points_of(PER_ORDER, line("gift", paid=0)) == {}


def test_a_member_gets_no_more_of_a_campaign_than_its_limit():
    limited = replace(PER_LINE, member_points=100)
    assert points_of(limited, line("a"), line("b"), taken=50) == {"a": 30, "b": 20}
    assert points_of(limited, line("a"), taken=100) == {}
    assert fitting(PER_LINE, 30, taken=10**9) == 30


@given(lines_of_an_order, st.sampled_from([SPRING, PER_LINE, PER_ORDER]), st.integers(0, 500), st.integers(0, 600))
def test_bonuses_are_positive_and_add_up_and_stay_within_the_limit(lines, campaign, limit, taken):
    campaign = replace(campaign, member_points=limit)
    found = bonuses(campaign, lines, taken)
    total = sum(bonus.points for bonus in found)
    assert all(bonus.points > 0 for bonus in found)
    assert len({bonus.line_id for bonus in found}) == len(found)
    meant = [one for one in lines if one.paid > one.refunded]
    unlimited = {
        SPRING.bonus_percent: sum(one.points * 50 // 100 for one in meant),
        0: 30 * len(meant) if campaign.points_per_line else 100 * bool(meant),
    }[campaign.bonus_percent]
    assert total == (min(unlimited, max(0, limit - taken)) if limit else unlimited)


@given(lines_of_an_order, st.sampled_from([SPRING, PER_LINE, PER_ORDER]), st.data())
def test_what_refunds_leave_of_a_bonus_is_its_share_however_they_are_split(lines, campaign, data):
    by_id = {one.line_id: one for one in lines}
    for bonus in bonuses(campaign, lines, 0):
        one = by_id[bonus.line_id]
        refunded = data.draw(st.lists(st.integers(one.refunded, one.paid), max_size=5).map(sorted))
        kept = [bonus.basis.kept(so_far) for so_far in (one.refunded, *refunded, one.paid)]
        assert kept[0] == bonus.points
        assert kept[-1] == 0
        assert kept == sorted(kept, reverse=True)
        for so_far, points in zip(refunded, kept[1:], strict=False):
            assert points == bonus.points * (one.paid - so_far) // one.kept
