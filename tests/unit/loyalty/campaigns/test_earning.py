"""Bonuses in an account: held, released and taken back with their lines, whenever the budget answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.errors import Refused
from services.loyalty.domain.campaigns.budget import BonusGranted
from services.loyalty.domain.entry import Entry, Profile
from services.loyalty.domain.events import BonusRequested
from services.loyalty.domain.order_facts import Line
from services.loyalty.domain.programme.offers import CampaignSpec, LineSelector
from services.loyalty.domain.words import Source
from tests.support.campaigns import SPRING
from tests.support.ledgers import (
    ACCOUNT,
    NOON,
    Ledger,
    audit,
    delivered,
    delivery,
    granted,
    line,
    matured,
    profiled,
    refund,
    refunded,
)
from tests.support.programmes import programme


class Member:
    """A member of a shop with these campaigns. Each step answers the entries that it has made."""

    def __init__(self, *campaigns: CampaignSpec) -> None:
        self.programme = programme(3, campaigns=campaigns)
        self.ledger = Ledger()
        self.refunded = 0

    @property
    def account(self):
        return self.ledger.account

    @property
    def requests(self) -> list[BonusRequested]:
        return [event for event in self.ledger.events if isinstance(event, BonusRequested)]

    def _take(self, work) -> list[Entry]:
        known = len(self.ledger.entries)
        self.ledger.take(work)
        return self.ledger.entries[known:]

    def buys(self, *lines: Line, order: str = "o1") -> list[Entry]:
        total = sum(one.quantity * one.unit_price.minor_units for one in lines)
        return self._take(delivered(delivery(total, *lines, order=order), self.programme))

    def returns(self, amount: int, of: int, order: str = "o1") -> list[Entry]:
        told = refund(amount, of, so_far=self.refunded, order=order, lines={"1": amount}, at=NOON + timedelta(days=1))
        self.refunded += amount
        return self._take(refunded(told, self.programme))

    def is_granted(
        self, points: int, request: BonusRequested | None = None, after: timedelta = timedelta()
    ) -> list[Entry]:
        asked = request or self.requests[0]
        grant = BonusGranted(
            "c1",
            asked.campaign_id,
            asked.revision,
            asked.order_id,
            asked.line_id,
            points,
            asked.points,
            0,
            NOON + after,
        )
        return self._take(granted(grant, self.programme))

    def is_in(self, *segments: str) -> None:
        self._take(profiled(Profile(segments=segments), 1, NOON))


MUG = line("1", 1_000, sku="MUG")


def test_a_bonus_comes_with_the_line_and_is_held_and_expires_with_it():
    own, bonus = Member(SPRING).buys(MUG)
    assert (own.points, bonus.points) == (10, 5)
    assert (bonus.source, bonus.reference, bonus.rule) == (Source.CAMPAIGN, "spring", "spring@3")
    assert (bonus.order_id, bonus.line_id) == ("o1", "1")
    (lot,), (bonus_lot,) = own.moves, bonus.moves
    assert bonus_lot.release_at == lot.release_at == NOON + timedelta(days=14)
    assert bonus_lot.expires_at == lot.expires_at is not None


def test_a_refund_takes_its_share_of_the_bonus_as_well():
    member = Member(SPRING)
    member.buys(MUG)
    own, bonus = member.returns(300, of=1_000)
    assert (own.points, bonus.points) == (-3, -2)
    assert sum(entry.points for entry in member.returns(700, of=1_000)) == -10
    assert (member.account.balance, member.account.lots, member.account.debt) == (0, (), 0)


def test_what_a_refund_took_back_still_counts_towards_the_limit_of_the_member():
    member = Member(replace(SPRING, member_points=7))
    member.buys(MUG)
    member.returns(1_000, of=1_000)
    assert [entry.points for entry in member.buys(MUG, order="o2")] == [10, 2]


@pytest.mark.parametrize(
    ("campaign", "met"),
    [
        (SPRING, True),
        (replace(SPRING, from_=NOON + timedelta(seconds=1)), False),
        (replace(SPRING, from_=NOON - timedelta(days=1), to=NOON), False),
        (replace(SPRING, lines=LineSelector(markets=("DE",))), True),
        (replace(SPRING, lines=LineSelector(markets=("FR",))), False),
        (replace(SPRING, lines=LineSelector(sku_prefixes=("MU",))), True),
        (replace(SPRING, lines=LineSelector(sku_prefixes=("LAMP",))), False),
        (replace(SPRING, tiers=("gold",)), False),
        (replace(SPRING, segments=("coffee", "tea")), True),
        (replace(SPRING, segments=("tea",)), False),
    ],
)
def test_a_campaign_is_for_whom_and_what_it_says(campaign, met):
    member = Member(campaign)
    member.is_in("coffee", "garden")
    assert len(member.buys(MUG)) == 1 + met


def test_a_campaign_with_a_budget_is_asked_and_gives_nothing_itself():
    member = Member(replace(SPRING, budget=1_000))
    assert [entry.points for entry in member.buys(MUG)] == [10]
    assert member.requests == [BonusRequested("c1", "spring", 3, "o1", "1", 5, NOON)]


def test_what_the_budget_grants_is_held_and_expires_with_the_line():
    member = Member(replace(SPRING, budget=1_000))
    (own,) = member.buys(MUG)
    (bonus,) = member.is_granted(5, after=timedelta(minutes=1))
    assert (bonus.points, bonus.reference, bonus.rule) == (5, "spring", "spring@3")
    assert bonus.moves[0].release_at == own.moves[0].release_at
    assert bonus.moves[0].expires_at == own.moves[0].expires_at
    assert member.account.taken("spring") == 5


def test_a_line_too_cheap_for_points_of_its_own_holds_its_bonus_for_the_markets_return_window():
    member = Member(replace(SPRING, bonus_percent=0, points_per_line=20, budget=1_000))
    member.buys(line("1", 99))
    (bonus,) = member.is_granted(20)
    assert bonus.moves[0].release_at == NOON + timedelta(days=14)
    assert bonus.moves[0].expires_at is not None


def test_a_grant_for_what_never_earned_is_refused():
    member = Member(replace(SPRING, budget=1_000))
    with pytest.raises(Refused, match="NO_EARN"):
        member.is_granted(5, BonusRequested("c1", "spring", 3, "o9", "1", 5, NOON))


def test_two_grants_that_were_on_their_way_at_once_stay_within_the_limit_of_the_member():
    member = Member(replace(SPRING, budget=1_000, member_points=7))
    member.buys(MUG, order="o1")
    member.buys(MUG, order="o2")
    first, second = member.requests
    assert [entry.points for entry in member.is_granted(5, first)] == [5]
    assert [entry.points for entry in member.is_granted(5, second)] == [2]


@given(
    st.integers(1, 10**6),
    st.integers(1, 300),
    st.lists(st.integers(1, 10**5), max_size=6),
    st.data(),
)
def test_it_makes_no_difference_when_the_budget_answers(price, percent, refunds, data):
    """Before, between or after the refunds of the line; the whole bonus or a part of it."""
    campaign = replace(SPRING, bonus_percent=percent, budget=10**9)
    sums = [sum(refunds[: n + 1]) for n in range(len(refunds))]
    refunds = refunds[: len(list(takewhile(lambda so_far: so_far <= price, sums)))]
    at_once, later = Member(campaign), Member(campaign)
    for member in (at_once, later):
        member.buys(line("1", price))
    if not at_once.requests:
        return
    points = data.draw(st.integers(1, at_once.requests[0].points))
    at_once.is_granted(points)
    place = data.draw(st.integers(0, len(refunds)))
    for number, amount in enumerate(refunds):
        if number == place:
            later.is_granted(points)
        at_once.returns(amount, of=price)
        later.returns(amount, of=price)
    if place == len(refunds):
        later.is_granted(points)
    kept = points * (price - sum(refunds)) // price
    for member in (at_once, later):
        assert member.account.balance == kept + (price - sum(refunds)) // 100
        assert member.account.debt == 0
        member.ledger.take(matured(NOON + timedelta(days=14)))
        assert member.account.available == member.account.balance
        audit(ACCOUNT, member.ledger.entries, member.account)
