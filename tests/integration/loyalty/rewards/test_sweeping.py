"""Holds of processes that have died, on the real store."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.kit.errors import Refused
from services.loyalty.domain.rewards.redemption import Grant, RedemptionStatus
from services.loyalty.domain.rewards.stock import Stock
from tests.support.rewards import Shop

SECOND = timedelta(seconds=1)


class Died(BaseException):
    """As SIGKILL: nobody handles it."""


def die_at(shop: Shop, step: str) -> None:
    def dies(*_: object, **__: object) -> None:
        raise Died

    setattr(shop.redeeming, step, dies)


def attempt(shop: Shop, step: str, **fields):
    """A wish whose process dies before the step, and another process of the shop."""
    wish = shop.wish("c1", "scarce", **fields)
    die_at(shop, step)
    with pytest.raises(Died):
        shop.redeem(wish)
    return wish


def sweep(shop: Shop) -> int:
    shop.clock.at += 31 * SECOND
    return shop.sweeper.sweep(shop.clock.at - 30 * SECOND)


def units(stock: Stock) -> tuple[int, int, int]:
    return stock.taken, len(stock.holds), stock.left


def test_one_that_died_before_it_paid_is_given_up_and_never_paid(processes):
    shop, other = processes(), processes()
    shop.give("c1", 100)
    wish = attempt(shop, "_pay")
    assert units(other.stock("scarce")) == (0, 1, 2)
    assert other.sweeper.sweep(other.clock.now()) == 0
    assert sweep(other) == 1
    assert units(other.stock("scarce")) == (0, 0, 3)
    assert other.account("c1").balance == 100
    # The same key, however late it comes, is answered so from then on.
    (answer,) = other.redeem(wish)
    assert isinstance(answer, Refused)
    assert answer.reason == "REDEMPTION_ABANDONED"
    assert (other.account("c1").balance, units(other.stock("scarce"))) == (100, (0, 0, 3))


@pytest.mark.parametrize("step", ["_issue", "_settle"])
def test_one_that_died_after_it_had_paid_is_ended_by_the_sweeper(processes, step):
    shop, other = processes(), processes()
    shop.give("c1", 100)
    wish = attempt(shop, step)
    assert (other.account("c1").balance, units(other.stock("scarce"))) == (90, (0, 1, 2))
    assert sweep(other) == 1
    found = other.redemptions.get(f"shop/{wish.redemption_id}")
    assert (found.status, found.points) == (RedemptionStatus.ISSUED, 10)
    assert units(other.stock("scarce")) == (1, 0, 2)
    assert other.redeem(wish) == [found]
    assert sweep(other) == 0


def test_one_that_died_after_it_had_paid_is_ended_by_its_event(processes):
    shop, other = processes(), processes()
    shop.give("c1", 100)
    wish = attempt(shop, "_issue")
    for _ in range(2):
        other.deliver()
        assert other.redemptions.get(f"shop/{wish.redemption_id}").status is RedemptionStatus.ISSUED
        assert units(other.stock("scarce")) == (1, 0, 2)
        assert other.account("c1").balance == 90


def test_a_retry_ends_what_its_first_attempt_has_begun(processes):
    shop, other = processes(), processes()
    shop.give("c1", 100)
    wish = attempt(shop, "_pay")
    (answer,) = other.redeem(other.wish("c1", "scarce", wish.redemption_id))
    assert (answer.status, other.account("c1").balance) == (RedemptionStatus.ISSUED, 90)
    assert units(other.stock("scarce")) == (1, 0, 2)
    assert sweep(other) == 0


def test_a_payment_that_comes_after_its_hold_was_given_up_is_refused(processes):
    """It slept for longer than anybody waits."""
    shop, other = processes(), processes()
    shop.give("c1", 100)
    pay = shop.redeeming._pay

    def sleep_then_pay(going) -> None:
        assert sweep(other) == 1
        pay(going)

    shop.redeeming._pay = sleep_then_pay
    (answer,) = shop.redeem(shop.wish("c1", "scarce"))
    assert answer.reason == "REDEMPTION_ABANDONED"
    assert (other.account("c1").balance, units(other.stock("scarce"))) == (100, (0, 0, 3))


@pytest.mark.parametrize(("step", "status"), [("_pay", "abandoned"), ("_issue", "abandoned"), ("_settle", "issued")])
def test_a_gift_whose_process_has_died_is_given_or_not(processes, step, status):
    shop, other = processes(), processes()
    wish = attempt(shop, step, grant=Grant("ana", "sorry"))
    assert sweep(other) == 1
    found = other.redemptions.get(f"shop/{wish.redemption_id}")
    assert found.status.value == status
    assert units(other.stock("scarce")) == ((1, 0, 2) if status == "issued" else (0, 0, 3))
    (answer,) = other.redeem(wish)
    assert answer == found if status == "issued" else answer.reason == "REDEMPTION_ABANDONED"
