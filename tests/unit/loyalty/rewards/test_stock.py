"""A stock, as several attempts at several redemptions see it at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, precondition, rule

from services.kit.errors import Refused
from services.loyalty.domain.rewards.stock import Hold, Stock, drop, give_back, held_before, hold, let_go, take

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
EMPTY = Stock("mug")


def wanted(redemption: str, attempt: str = "a", at: datetime = NOON) -> Hold:
    return Hold(redemption, "c1", 1, at, (attempt,))


def test_nothing_is_held_beyond_the_total():
    stock = hold(hold(EMPTY, 2, wanted("r1")), 2, wanted("r2"))
    assert stock.left == 0
    with pytest.raises(Refused, match="OUT_OF_STOCK"):
        hold(stock, 2, wanted("r3"))
    assert hold(stock, 3, wanted("r3")).left == 0


def test_a_second_attempt_at_a_redemption_holds_no_second_unit_and_keeps_the_first_ones():
    stock = hold(hold(EMPTY, 1, wanted("r1", "a")), 1, wanted("r1", "b"))
    assert (len(stock.holds), stock.left) == (1, 0)
    stock = let_go(stock, "r1", "a")
    assert stock.left == 0
    assert let_go(stock, "r1", "a") is None
    assert let_go(stock, "r1", "b").left == 1


def test_what_was_taken_comes_back_when_it_is_given_back():
    stock, taken = take(hold(EMPTY, 3, wanted("r1")), "r1", NOON)
    assert (stock.holds, stock.left, taken.left) == ((), 2, 2)
    stock, returned = give_back(stock, "r1", NOON)
    assert (stock.left, returned.left, stock.counted) == (3, 3, 2)


def test_a_total_that_was_lowered_below_what_is_gone_leaves_nothing():
    stock, _ = take(hold(hold(EMPTY, 5, wanted("r1")), 5, wanted("r2")), "r1", NOON)
    assert stock.left_of(1) == 0
    with pytest.raises(Refused, match="OUT_OF_STOCK"):
        hold(stock, 1, wanted("r3"))


def test_the_oldest_hold_says_since_when_somebody_waits():
    later = NOON + timedelta(seconds=5)
    stock = hold(hold(EMPTY, 5, wanted("r1", at=later)), 5, wanted("r2"))
    assert stock.waiting_since == NOON
    assert [one.redemption_id for one in held_before(stock, later)] == ["r2"]
    stock = hold(stock, 5, wanted("r2", "b", later + timedelta(seconds=1)))
    assert stock.waiting_since == later
    assert drop(drop(stock, "r1"), "r2").waiting_since is None


class Sale(RuleBasedStateMachine):
    """Attempts hold, commit as an account would (once for a redemption), take, let go and die in any order; a sweeper
    gives up what is left. What the keeper of the stock must see to: taking and giving back are once each."""

    attempts = Bundle("attempts")
    total = 4

    def __init__(self) -> None:
        super().__init__()
        self.stock = Stock("mug", self.total)
        self.number = 0
        self.committed: set[str] = set()
        self.abandoned: set[str] = set()
        self.taken: set[str] = set()
        self.returned: set[str] = set()

    @rule(target=attempts, redemption=st.sampled_from([f"r{number}" for number in range(8)]))
    def hold(self, redemption: str) -> tuple[str, str]:
        self.number += 1
        attempt = f"a{self.number}"
        try:
            self.stock = hold(self.stock, self.total, wanted(redemption, attempt))
        except Refused:
            assert self.gone == self.total
            return redemption, ""
        return redemption, attempt

    @rule(attempt=consumes(attempts), pays=st.booleans(), dies=st.booleans())
    def end(self, attempt: tuple[str, str], pays: bool, dies: bool) -> None:
        redemption, name = attempt
        if not name:
            return
        if pays and redemption not in self.abandoned:
            self.committed.add(redemption)
        if dies:
            return
        if redemption in self.committed:
            self.take(redemption)
        else:
            self.stock = let_go(self.stock, redemption, name) or self.stock

    def take(self, redemption: str) -> None:
        if redemption in self.taken:
            self.stock = drop(self.stock, redemption) or self.stock
        else:
            self.taken.add(redemption)
            self.stock, _ = take(self.stock, redemption, NOON)

    @rule()
    def sweep(self) -> None:
        for one in self.stock.holds:
            if one.redemption_id in self.committed:
                self.take(one.redemption_id)
            else:
                self.abandoned.add(one.redemption_id)
                self.stock = drop(self.stock, one.redemption_id) or self.stock
        assert self.stock.holds == ()
        assert self.stock.left == self.total - len(self.committed - self.returned)

    @precondition(lambda self: self.taken - self.returned)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        redemption = data.draw(st.sampled_from(sorted(self.taken - self.returned)))
        self.returned.add(redemption)
        self.stock, _ = give_back(self.stock, redemption, NOON)

    @property
    def gone(self) -> int:
        return self.stock.taken - self.stock.returned + len(self.stock.holds)

    @invariant()
    def nothing_is_sold_twice(self) -> None:
        assert self.gone <= self.total
        assert len(self.committed - self.returned) <= self.total
        assert self.stock.left == self.total - self.gone
        held = {one.redemption_id for one in self.stock.holds}
        assert self.committed <= self.taken | held
        assert (self.stock.taken, self.stock.returned) == (len(self.taken), len(self.returned))


Sale.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestSale = Sale.TestCase
