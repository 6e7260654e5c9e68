"""Where and until when a coupon is valid, and what a reward costs whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.kit.errors import Refused
from services.kit.money import Money
from services.loyalty.domain.account import EMPTY
from services.loyalty.domain.crediting import Credit, credit
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.programme import Programme
from services.loyalty.domain.programme.words import RewardKind
from services.loyalty.domain.qualifying import TierStanding
from services.loyalty.domain.rewards.offering import (
    offer,
    redeem_reward,
    redeemed_before,
    revision_of,
)
from services.loyalty.domain.rewards.redemption import Redemption
from services.loyalty.domain.rewards.terms import ended, term_in, terms_of
from services.loyalty.domain.words import Source
from tests.support.rewards import NOON, programme

PROGRAMME = Programme(7, programme())


def redeemed(at: datetime, reward_id: str = "five-off") -> Redemption:
    return Redemption("r1", "c1", reward_id, 7, RewardKind.MONEY_OFF, 100, False, at)


def test_a_coupon_ends_with_the_markets_own_day():
    # In Berlin the clocks go forward meanwhile; in Tokyo it is the next day already.
    at = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
    berlin, tokyo = terms_of(PROGRAMME, redeemed(at))
    assert berlin.valid_until == datetime(2026, 4, 1, 22, 0, tzinfo=UTC)
    assert tokyo.valid_until == datetime(2026, 3, 13, 15, 0, tzinfo=UTC)
    assert (berlin.value, tokyo.value) == (Money(500, "EUR"), Money(800, "JPY"))


@pytest.mark.parametrize("market", ["BR", "US", ""])
def test_it_is_valid_nowhere_else(market):
    assert term_in(PROGRAMME, redeemed(NOON), market) is None


def test_it_has_ended_when_it_is_valid_in_no_market_any_more():
    coupon = redeemed(NOON)
    last = max(one.valid_until for one in terms_of(PROGRAMME, coupon))
    assert not ended(PROGRAMME, coupon, last - timedelta(microseconds=1))
    assert ended(PROGRAMME, coupon, last)


def book_with(points: int) -> Book:
    book = Book(None, "shop/c1")
    credit(book, Credit(Source.GIFT, "g1", points, NOON))
    return book


def test_the_tier_sets_the_price():
    plain = offer(EMPTY, PROGRAMME, "golden")
    golden = replace(EMPTY, standing=TierStanding("gold"))
    assert (plain.points, offer(golden, PROGRAMME, "golden").points) == (400, 200)


def test_the_entry_says_all_that_was_redeemed():
    book = book_with(150)
    paid = redeem_reward(book, (), PROGRAMME, "r1", "mug", NOON)
    entry = book.entries[-1]
    assert (paid.points, paid.stocked, paid.kind, paid.revision) == (10, True, RewardKind.PRODUCT, 7)
    assert revision_of(entry) == 7
    assert redeemed_before(entry, "c1", PROGRAMME) == paid


def test_nothing_is_posted_for_what_is_refused():
    book = book_with(10)
    for reward_id, reason in (("five-off", "NOT_ENOUGH_POINTS"), ("none", "NO_REWARD")):
        with pytest.raises(Refused, match=reason):
            redeem_reward(book, (), PROGRAMME, "r1", reward_id, NOON)
    assert len(book.entries) == 1
