"""Redeeming on the real store: once for a key, never more than the points or the stock, whoever asks at once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from services.kit.errors import Away, Refused
from services.loyalty.domain.rewards.redemption import Grant, Redemption, RedemptionStatus
from services.loyalty.domain.words import EntryKind
from services.loyalty.rewards.coupon_codes import CouponCodes
from tests.support.rewards import Shop, days


def reasons(answers) -> Counter[str]:
    return Counter(one.reason if isinstance(one, Refused) else "ok" for one in answers)


def entries(shop: Shop, customer: str) -> list:
    return [entry for _, found in shop.accounts.commits(f"shop/{customer}") for entry in found]


def redeemed(shop: Shop, customer: str) -> list:
    return [entry for entry in entries(shop, customer) if entry.kind is EntryKind.REDEEM]


def test_points_become_a_coupon_with_a_code_of_its_own(shop):
    shop.give("c1", 250)
    one, two = shop.redeem(shop.wish("c1", "five-off"), shop.wish("c1", "five-off"))
    assert (one.status, one.points, one.reward_id, one.revision) == (RedemptionStatus.ISSUED, 100, "five-off", 1)
    assert shop.account("c1").balance == 50
    assert shop.code(one) != shop.code(two)
    assert len(shop.code(one).replace("-", "")) == 20
    assert shop.stock("five-off").counted == 0


def test_a_unit_of_the_stock_is_taken_and_nothing_is_left_on_hold(shop):
    shop.give("c1", 100)
    assert reasons(shop.redeem(shop.wish("c1", "scarce"))) == {"ok": 1}
    stock = shop.stock("scarce")
    assert (stock.taken, stock.left, stock.holds) == (1, 2, ())


@pytest.mark.parametrize("reward_id", ["five-off", "scarce"])
def test_a_key_redeems_once_whatever_is_repeated_and_however_much_came_between(shop, reward_id):
    shop.give("c1", 1000)
    first = shop.wish("c1", reward_id)
    (answer,) = shop.redeem(first)
    for _ in range(30):
        shop.redeem(shop.wish("c1", "berlin"))
        if shop.account("c1").spendable < 20:
            break
    shop.clock.at += days(100)
    again = shop.wish("c1", reward_id, first.redemption_id)
    assert shop.redeem(again, again, shop.wish("c1", reward_id, first.redemption_id)) == [answer] * 3
    assert len([one for one in redeemed(shop, "c1") if one.reference == first.redemption_id]) == 1
    assert shop.stock(reward_id).taken == (reward_id == "scarce")


def test_a_key_that_was_used_for_one_reward_is_refused_for_another(shop):
    shop.give("c1", 1000)
    one = shop.wish("c1", "five-off")
    shop.redeem(one)
    for other in ("berlin", "scarce"):
        assert reasons(shop.redeem(shop.wish("c1", other, one.redemption_id))) == {"IDEMPOTENCY_KEY_REUSED": 1}
        assert shop.stock(other).holds == ()
    assert len(redeemed(shop, "c1")) == 1


@pytest.mark.parametrize(
    ("reward_id", "reason"),
    [
        ("none", "NO_REWARD"),
        ("five-off", "NOT_ENOUGH_POINTS"),
        ("mug", "NOT_ENOUGH_POINTS"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(shop, database, reward_id, reason):
    shop.give("c1", 9)
    before = entries(shop, "c1")
    assert reasons(shop.redeem(shop.wish("c1", reward_id))) == {reason: 1}
    assert entries(shop, "c1") == before
    assert [database[name].count_documents({}) for name in ("stocks", "stock_parts", "redemptions")] == [0, 0, 0]


def test_a_reward_is_not_offered_where_the_market_has_none_of_it(shop):
    for customer, market in (("c1", "BR"), ("c2", "US"), ("c3", "JP"), ("c4", "DE"), ("c5", "")):
        shop.give(customer, 100)
        if market:
            shop.move(customer, market)
    answers = shop.redeem(*(shop.wish(f"c{number}", "berlin") for number in range(1, 6)))
    assert [reasons([one]) for one in answers] == [{"REWARD_NOT_OFFERED": 1}] * 3 + [{"ok": 1}] * 2


def test_a_member_redeems_it_as_often_as_the_limit_allows_in_its_period(shop):
    shop.give("c1", 1000)
    assert reasons(shop.redeem(*(shop.wish("c1", "monthly") for _ in range(5)))) == {"ok": 2, "REWARD_LIMIT": 3}
    shop.give("c2", 1000)
    assert reasons(shop.redeem(shop.wish("c2", "monthly"))) == {"ok": 1}
    shop.clock.at += days(29)
    assert reasons(shop.redeem(shop.wish("c1", "monthly"))) == {"REWARD_LIMIT": 1}
    shop.clock.at += days(1)
    assert reasons(shop.redeem(shop.wish("c1", "monthly"))) == {"ok": 1}


def test_what_was_cancelled_counts_for_no_limit(shop):
    shop.give("c1", 1000)
    one, _ = shop.redeem(shop.wish("c1", "monthly"), shop.wish("c1", "monthly"))
    shop.cancelling.cancel("shop", one.redemption_id, "changed their mind", "")
    assert reasons(shop.redeem(shop.wish("c1", "monthly"), shop.wish("c1", "monthly"))) == {"ok": 1, "REWARD_LIMIT": 1}


def test_who_gives_to_charity_has_no_coupon_and_nothing_to_cancel(shop):
    shop.give("c1", 100)
    (given,) = shop.redeem(shop.wish("c1", "trees"))
    assert (given.status, shop.code(given)) == (RedemptionStatus.USED, "")
    with pytest.raises(Refused, match="REWARD_IS_FINAL"):
        shop.cancelling.cancel("shop", given.redemption_id, "no", "")


def test_points_that_have_expired_buy_nothing_even_before_their_timer_rings(shop):
    shop.give("c1", 100, expires_at=shop.clock.now() + days(1))
    shop.clock.at += days(1)
    assert reasons(shop.redeem(shop.wish("c1", "five-off"))) == {"NOT_ENOUGH_POINTS": 1}


def test_200_at_once_in_8_processes_on_points_for_50_are_exactly_50(processes):
    shop = processes()
    shop.give("c1", 50 * 100)
    wishes = [shop.wish("c1", "five-off") for _ in range(200)]

    def ask(start: int) -> list:
        own = processes()
        return [answer for number in range(start, 200, 8) for answer in own.redeem(wishes[number])]

    with ThreadPoolExecutor(8) as pool:
        answers = [answer for found in pool.map(ask, range(8)) for answer in found]
    assert reasons(answers) == {"ok": 50, "NOT_ENOUGH_POINTS": 150}
    assert shop.account("c1").balance == 0
    assert len(redeemed(shop, "c1")) == 50
    assert len({one.fingerprint for one in answers if isinstance(one, Redemption)}) == 50
    assert shop.accounts.rebuild("shop/c1") == shop.account("c1")


def test_200_members_at_once_in_8_processes_on_a_stock_of_50_get_exactly_50(processes):
    shop = processes()
    for number in range(200):
        shop.give(f"c{number}", 10)

    def ask(start: int) -> list:
        own = processes()
        return [
            answer
            for first in range(start, 200, 40)
            for answer in own.redeem(*(shop.wish(f"c{number}", "mug") for number in range(first, first + 40, 8)))
        ]

    with ThreadPoolExecutor(8) as pool:
        answers = [answer for found in pool.map(ask, range(8)) for answer in found]
    assert reasons(answers) == {"ok": 50, "OUT_OF_STOCK": 150}
    stock = shop.stock("mug")
    assert (stock.taken, stock.returned, stock.left, stock.holds) == (50, 0, 0, ())
    assert sum(shop.account(f"c{number}").balance == 0 for number in range(200)) == 50


def test_eight_who_repeat_one_key_at_once_redeem_once_and_hear_the_same(processes):
    shop = processes()
    shop.give("c1", 1000)
    keys = [shop.wish("c1", "mug").redemption_id for _ in range(3)]

    def ask(_: int) -> list:
        own = processes()
        return [answer for key in keys for answer in own.redeem(shop.wish("c1", "mug", key))]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))
    assert all(found == answers[0] for found in answers)
    assert shop.account("c1").balance == 970
    stock = shop.stock("mug")
    assert (stock.taken, stock.left, stock.holds) == (3, 47, ())


def test_an_agent_gives_a_coupon_that_costs_the_member_nothing(shop):
    grant = Grant("ana", "the parcel came late", "t1")
    one = shop.wish("c1", "scarce", grant=grant)
    (given,) = shop.redeem(one)
    assert (given.points, given.grant, given.status) == (0, grant, RedemptionStatus.ISSUED)
    assert shop.redeem(one) == [given]
    assert (shop.stock("scarce").taken, entries(shop, "c1")) == (1, [])


def test_what_one_person_may_not_give_alone_needs_approval(shop):
    answers = shop.redeem(*(shop.wish("c1", one, grant=Grant("ana", "sorry")) for one in ("dear", "none")))
    assert [one.reason for one in answers] == ["NEEDS_APPROVAL", "NO_REWARD"]
    assert shop.redemptions.load(["shop/c1"]) == {}


def test_a_deployment_without_a_secret_redeems_nothing_and_says_so(shop):
    shop.give("c1", 100)
    shop.redeeming._codes = CouponCodes(None)
    with pytest.raises(Away, match="HELIODESK_COUPON_SECRET is not set"):
        shop.redeem(shop.wish("c1", "five-off"))
    assert shop.account("c1").balance == 100
