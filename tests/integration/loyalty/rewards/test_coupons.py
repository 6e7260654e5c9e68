"""Coupons at the till, and redemptions that are cancelled, on the real store."""

from __future__ import annotations

import asyncio

import pytest

from services.kit.errors import Refused
from services.loyalty.domain.rewards.redemption import Grant, RedemptionStatus
from services.loyalty.rewards.documents import RedemptionDocument, StockDocument, coupon_query, waiting_query
from tests.support.rewards import NOON, Shop, days


def bought(shop: Shop, customer: str = "c1", reward_id: str = "five-off"):
    shop.give(customer, 1000)
    (redemption,) = shop.redeem(shop.wish(customer, reward_id))
    return redemption, shop.code(redemption)


async def refusal(call) -> str:
    with pytest.raises(Refused) as refused:
        await call
    return refused.value.reason


async def test_a_coupon_is_used_for_one_order_of_its_member(shop):
    redemption, code = bought(shop)
    assert shop.coupons.check("shop", code.lower(), "c1", "DE") == redemption
    used = await shop.coupons.use("shop", code, "c1", "o1", "DE")
    assert (used.status, used.order_id, used.market) == (RedemptionStatus.USED, "o1", "DE")
    assert await shop.coupons.use("shop", code.replace("-", " "), "c1", "o1", "DE") == used
    assert await refusal(shop.coupons.use("shop", code, "c1", "o2", "DE")) == "COUPON_USED"
    freed = await shop.coupons.release("shop", code, "c1", "o1")
    assert freed.status is RedemptionStatus.ISSUED
    assert (await shop.coupons.use("shop", code, "c1", "o2", "JP")).market == "JP"


async def test_a_coupon_that_is_refused_stays_as_it_is(shop):
    redemption, code = bought(shop)
    assert await refusal(shop.coupons.use("shop", code, "c2", "o1", "DE")) == "COUPON_OF_ANOTHER"
    assert await refusal(shop.coupons.use("shop", code, "c1", "o1", "BR")) == "COUPON_NOT_VALID_HERE"
    assert await refusal(shop.coupons.use("another-shop", code, "c1", "o1", "DE")) == "UNKNOWN_COUPON"
    for unknown in ("", "x", code[:-1] + ("0" if code[-1] != "0" else "1")):
        assert await refusal(shop.coupons.use("shop", unknown, "c1", "o1", "DE")) == "UNKNOWN_COUPON"
    # In Japan it ends after ten days, in Germany after thirty.
    shop.clock.at += days(20)
    assert await refusal(shop.coupons.use("shop", code, "c1", "o1", "JP")) == "COUPON_EXPIRED"
    assert shop.coupons.check("shop", code, "c1", "DE") == redemption
    shop.clock.at += days(20)
    assert await refusal(shop.coupons.use("shop", code, "c1", "o1", "DE")) == "COUPON_EXPIRED"
    assert shop.redemptions.get(f"shop/{redemption.redemption_id}") == redemption


async def test_fifty_orders_at_once_are_one_that_has_the_coupon(processes):
    _, code = bought(processes())
    tills = [processes() for _ in range(5)]
    answers = await asyncio.gather(
        *(tills[number % 5].coupons.use("shop", code, "c1", f"o{number}", "DE") for number in range(50)),
        return_exceptions=True,
    )
    refused = [one.reason for one in answers if isinstance(one, Refused)]
    assert refused == ["COUPON_USED"] * 49


def test_the_points_go_back_into_their_lots_with_their_expiries(shop):
    soon, late = NOON + days(10), NOON + days(400)
    shop.give("c1", 60, expires_at=soon)
    shop.give("c1", 200, expires_at=late)
    before = shop.account("c1").lots
    redemption, _ = shop.redeem(shop.wish("c1", "five-off"), shop.wish("c1", "five-off"))
    assert shop.account("c1").balance == 60
    cancelled = shop.cancelling.cancel("shop", redemption.redemption_id, "changed their mind", "")
    assert (cancelled.status, cancelled.cancelled_by) == (RedemptionStatus.CANCELLED, "c1")
    assert [(lot.available, lot.expires_at) for lot in shop.account("c1").lots] == [(60, soon), (100, late)]
    assert {lot.lot_id for lot in shop.account("c1").lots} == {lot.lot_id for lot in before}
    # Once, however often it is asked for.
    assert shop.cancelling.cancel("shop", redemption.redemption_id, "again", "ana") == cancelled
    assert shop.account("c1").balance == 160


def test_points_of_a_lot_that_has_expired_meanwhile_come_back_only_to_expire(shop):
    shop.give("c1", 60, expires_at=NOON + days(1))
    shop.give("c1", 40, expires_at=NOON + days(400))
    (redemption,) = shop.redeem(shop.wish("c1", "five-off"))
    shop.clock.at += days(2)
    shop.cancelling.cancel("shop", redemption.redemption_id, "changed their mind", "")
    account = shop.account("c1")
    assert (account.balance, account.totals.restored, account.totals.expired) == (40, 100, 60)


async def test_a_coupon_that_was_cancelled_buys_nothing(shop):
    redemption, code = bought(shop)
    shop.cancelling.cancel("shop", redemption.redemption_id, "changed their mind", "")
    assert await refusal(shop.coupons.use("shop", code, "c1", "o1", "DE")) == "COUPON_CANCELLED"


async def test_a_coupon_that_was_used_or_has_expired_gives_no_points_back(shop):
    one, code = bought(shop)
    two, _ = bought(shop)
    await shop.coupons.use("shop", code, "c1", "o1", "DE")
    balance = shop.account("c1").balance
    with pytest.raises(Refused, match="COUPON_USED"):
        shop.cancelling.cancel("shop", one.redemption_id, "no", "")
    shop.clock.at += days(31)
    with pytest.raises(Refused, match="COUPON_EXPIRED"):
        shop.cancelling.cancel("shop", two.redemption_id, "no", "")
    with pytest.raises(Refused, match="NO_REDEMPTION"):
        shop.cancelling.cancel("shop", "00000000-0000-7000-8000-000000000000", "no", "")
    assert shop.account("c1").balance == balance


async def test_of_a_cancellation_and_an_order_at_once_one_wins(processes):
    shop, other = processes(), processes()
    won = set()
    for number in range(20):
        customer = f"c{number}"
        redemption, code = bought(shop, customer)

        async def use(code: str = code, customer: str = customer) -> str:
            return (await other.coupons.use("shop", code, customer, "o1", "DE")).status.value

        async def cancel(redemption_id: str = redemption.redemption_id) -> str:
            return (await asyncio.to_thread(shop.cancelling.cancel, "shop", redemption_id, "no", "")).status.value

        found = await asyncio.gather(*((use(), cancel()) if number % 2 else (cancel(), use())), return_exceptions=True)
        assert sorted(isinstance(one, Refused) for one in found) == [False, True]
        winner = next(one for one in found if not isinstance(one, Refused))
        won.add(winner)
        assert shop.account(customer).balance == (1000 if winner == "cancelled" else 900)
    assert won <= {"used", "cancelled"}


def test_a_cancellation_that_was_only_begun_is_ended_by_its_event(shop):
    """Its process has died before the points went back."""
    redemption, _ = bought(shop, reward_id="scarce")
    shop.cancelling._restore = lambda tenant, cancelled: None
    shop.cancelling.cancel("shop", redemption.redemption_id, "changed their mind", "ana")
    assert shop.account("c1").balance == 990
    for _ in range(2):
        shop.deliver()
        assert shop.account("c1").balance == 1000
        stock = shop.stock("scarce")
        assert (stock.taken, stock.returned, stock.left) == (1, 1, 3)


def test_a_gift_that_is_cancelled_gives_the_unit_back_and_no_points(shop):
    (given,) = shop.redeem(shop.wish("c1", "scarce", grant=Grant("ana", "sorry")))
    shop.cancelling.cancel("shop", given.redemption_id, "by mistake", "ana")
    shop.deliver()
    assert (shop.stock("scarce").left, shop.account("c1").entry_count) == (3, 0)


def test_coupons_and_holds_are_found_by_their_indexes(shop):
    redemption, _ = bought(shop)
    queries = [
        (RedemptionDocument, coupon_query("shop", redemption.fingerprint), "state.fingerprint"),
        (StockDocument, waiting_query(NOON), "state.waiting_since"),
        (RedemptionDocument, {"tenant": "shop", "state.customer_id": "c1"}, "state.customer_id"),
    ]
    for document, query, field in queries:
        plan = str(document._get_collection().find(query).explain()["queryPlanner"]["winningPlan"])
        assert "IXSCAN" in plan
        assert field in plan


def test_nobody_who_reads_the_store_learns_a_code(shop, database):
    _, code = bought(shop)
    plain = code.replace("-", "")
    for name in database.list_collection_names():
        for found in database[name].find():
            assert code not in str(found)
            assert plain not in str(found)
