"""What the calls about rewards answer, from the real store."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from heliodesk.loyalty.v1 import programme_types_pb2 as programme_types
from heliodesk.loyalty.v1 import reward_service_pb2 as calls
from heliodesk.loyalty.v1 import reward_types_pb2 as types

from services.kit.errors import Refused
from services.kit.ids import new_id
from services.kit.instants import from_timestamp
from services.loyalty.rewards.coupon_codes import CouponCodes
from tests.support.rewards import NOON, days


def call(command_id: str = "") -> SimpleNamespace:
    return SimpleNamespace(tenant="shop", command_id=command_id or new_id(), traceparent="")


@pytest.fixture
def servicer(shop):
    return shop.servicer()


async def redeem(servicer, customer: str, reward_id: str, command_id: str = "") -> types.Redemption:
    request = calls.RedeemRequest(customer_id=customer, reward_id=reward_id)
    return (await servicer.Redeem(request, call(command_id))).redemption


async def shelf(servicer, customer: str, language: str = "") -> tuple[calls.ListRewardsResponse, dict]:
    request = calls.ListRewardsRequest(customer_id=customer, language=language)
    answer = await servicer.ListRewards(request, call())
    return answer, {one.reward_id: one for one in answer.rewards}


async def test_a_redemption_tells_its_code_and_where_it_is_valid(shop, servicer):
    shop.give("c1", 100)
    told = await redeem(servicer, "c1", "five-off", "command-1")
    assert (told.status, told.kind) == (types.REDEMPTION_STATUS_ISSUED, programme_types.REWARD_KIND_MONEY_OFF)
    assert (told.points, told.revision, from_timestamp(told.redeemed_at)) == (100, 1, NOON)
    assert [(one.market, one.value.minor_units, one.value.currency) for one in told.terms] == [
        ("DE", 500, "EUR"),
        ("JP", 800, "JPY"),
    ]
    assert from_timestamp(told.terms[0].valid_until) > NOON + days(29)
    shop.clock.at += days(400)
    assert await redeem(servicer, "c1", "five-off", "command-1") == told
    found = await servicer.GetRedemption(calls.GetRedemptionRequest(redemption_id=told.redemption_id), call())
    assert found.redemption == told


async def test_a_code_that_can_not_be_told_again_is_left_out_and_stays_valid(shop, servicer):
    shop.give("c1", 100)
    told = await redeem(servicer, "c1", "five-off")
    object.__setattr__(servicer._desk, "codes", CouponCodes("another secret of this deployment, by now"))
    found = await servicer.GetRedemption(calls.GetRedemptionRequest(redemption_id=told.redemption_id), call())
    assert found.redemption.code == ""
    request = calls.UseCouponRequest(code=told.code, customer_id="c1", order_id="o1", market="DE")
    assert (await servicer.UseCoupon(request, call())).redemption.status == types.REDEMPTION_STATUS_USED


async def test_the_shelf_says_what_a_member_can_have_and_why_not_the_rest(shop, servicer):
    shop.give("c1", 60)
    shop.give("c2", 30)
    for _ in range(2):
        await redeem(servicer, "c1", "monthly")
    for _ in range(3):
        await redeem(servicer, "c2", "scarce")
    answer, found = await shelf(servicer, "c1", "de-AT")
    assert (answer.spendable, answer.tier, answer.market) == (40, "", "DE")
    assert [one.points for one in answer.rewards] == sorted(one.points for one in answer.rewards)
    assert {one: found[one].refusal for one in found} == {
        "mug": "",
        "berlin": "",
        "monthly": "REWARD_LIMIT",
        "scarce": "OUT_OF_STOCK",
        "trees": "NOT_ENOUGH_POINTS",
        "five-off": "NOT_ENOUGH_POINTS",
        "golden": "NOT_ENOUGH_POINTS",
        "dear": "NOT_ENOUGH_POINTS",
    }
    assert (found["five-off"].name, found["five-off"].missing_points) == ("Fünf weniger", 60)
    assert (found["mug"].left, found["scarce"].left, found["mug"].affordable) == (50, 0, True)
    assert not found["five-off"].HasField("left")


async def test_a_member_sees_what_their_market_has(shop, servicer):
    shop.move("c1", "JP")
    _, found = await shelf(servicer, "c1")
    assert "berlin" not in found
    assert (found["five-off"].value.currency, found["five-off"].valid_days) == ("JPY", 10)
    shop.move("c2", "BR")
    assert (await shelf(servicer, "c2"))[1] == {}


async def test_who_looks_sees_what_is_due_by_then(shop, servicer):
    shop.give("c1", 60, expires_at=NOON + days(1))
    shop.clock.at += days(2)
    answer, _ = await shelf(servicer, "c1")
    assert answer.spendable == 0
    assert shop.account("c1").balance == 60


async def test_a_members_redemptions_are_listed_page_by_page_newest_first(shop, servicer):
    shop.give("c1", 1000)
    shop.give("c2", 100)
    told = []
    for _ in range(5):
        shop.clock.at += days(1)
        told.append(await redeem(servicer, "c1", "berlin"))
    await redeem(servicer, "c2", "berlin")
    found, cursor = [], ""
    while True:
        request = calls.ListRedemptionsRequest(customer_id="c1", page_size=2, cursor=cursor)
        answer = await servicer.ListRedemptions(request, call())
        found += answer.redemptions
        cursor = answer.next_cursor
        if not cursor:
            break
    assert found == told[::-1]


async def test_an_agent_gives_a_coupon_and_says_why(shop, servicer):
    request = calls.GrantCouponRequest(
        customer_id="c1", reward_id="five-off", reason="the parcel came late", actor="ana", ticket_id="t1"
    )
    given = (await servicer.GrantCoupon(request, call("one"))).redemption
    assert (given.points, given.actor, given.reason, given.ticket_id) == (0, "ana", "the parcel came late", "t1")
    assert (await servicer.GrantCoupon(request, call("one"))).redemption == given
    request = calls.CheckCouponRequest(code=given.code, customer_id="c1", market="DE")
    assert (await servicer.CheckCoupon(request, call())).redemption == given


async def test_many_small_gifts_of_one_person_count_like_a_large_one(shop, servicer):
    async def give(actor: str, number: int) -> str:
        request = calls.GrantCouponRequest(customer_id="c1", reward_id="golden", reason="sorry", actor=actor)
        try:
            return (await servicer.GrantCoupon(request, call(f"{actor}-{number}"))).redemption.redemption_id
        except Refused as refused:
            return refused.reason

    first, second, third = [await give("ana", number) for number in range(3)]
    assert first != second
    assert third == "NEEDS_APPROVAL"
    assert await give("ben", 0) != "NEEDS_APPROVAL"
    shop.clock.at += days(1)
    # What was given is answered as before, and counts once.
    assert [await give("ana", 0), await give("ana", 1)] == [first, second]
    assert await give("ana", 4) != "NEEDS_APPROVAL"


async def test_a_redemption_is_cancelled_with_a_reason(shop, servicer):
    shop.give("c1", 100)
    told = await redeem(servicer, "c1", "five-off")
    request = calls.CancelRedemptionRequest(redemption_id=told.redemption_id, reason="changed their mind", actor="ana")
    cancelled = (await servicer.CancelRedemption(request, call())).redemption
    assert (cancelled.status, cancelled.cancelled_for, cancelled.cancelled_by) == (
        types.REDEMPTION_STATUS_CANCELLED,
        "changed their mind",
        "ana",
    )
    assert shop.account("c1").balance == 100


async def test_what_there_is_not_is_not_found(shop, servicer):
    with pytest.raises(Refused, match="NO_REDEMPTION"):
        await servicer.GetRedemption(calls.GetRedemptionRequest(redemption_id=new_id()), call())
    with pytest.raises(Refused, match="UNKNOWN_COUPON"):
        await servicer.ReleaseCoupon(
            calls.ReleaseCouponRequest(code="7M2QX-0B9KD-R4TZA-8W1CJ", customer_id="c1", order_id="o1"), call()
        )
