"""The player's own idea of the ledgers, from the order facts that it sent."""

from datetime import UTC, datetime, timedelta

import pytest

from services.cli.play.day import Action, Day
from services.cli.play.points import Expected, expected_accounts, points_for
from services.cli.play.receipts import Answer, Outcome, Receipt
from services.cli.play.wording import Wording
from services.kit.money import Money

ACCEPTED, REFUSED, UNKNOWN = Answer(Outcome.ACCEPTED), Answer(Outcome.REFUSED), Answer(Outcome.UNKNOWN)


class Shop:
    """Tells facts of orders, and keeps the receipts."""

    def __init__(self) -> None:
        self.receipts: list[Receipt] = []

    def tells(self, order: str, fact: str, answer: Answer = ACCEPTED, **content) -> None:
        number = len(self.receipts) + 1
        action = Action(number, timedelta(), "order", {"order": order, "fact_id": f"{order}-{fact}", fact: content})
        self.receipts.append(Receipt(action, answer))

    def places(self, order: str, total: int, currency: str = "EUR", customer: str = "ana") -> None:
        self.tells(order, "placed", customer=customer, total=total, currency=currency)

    def accounts(self) -> dict[str, Expected]:
        day = Day(datetime(2026, 3, 2, tzinfo=UTC), tuple(receipt.action for receipt in self.receipts))
        return expected_accounts(self.receipts, Wording(day, "r1", timedelta()))


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.mark.parametrize(
    ("minor_units", "currency", "points"),
    [(1999, "EUR", 19), (99, "EUR", 0), (101_000, "JPY", 1010), (4_500, "KWD", 4), (0, "EUR", 0)],
)
def test_points_for_an_amount(minor_units, currency, points):
    assert points_for(Money(minor_units, currency)) == points


def test_nothing_is_earned_before_the_delivery(shop):
    shop.places("o1", 5000)
    shop.tells("o1", "paid")
    assert shop.accounts() == {"r1-ana": Expected()}


def test_a_delivered_order_earns_and_its_refund_takes_back(shop):
    shop.places("o1", 5050)
    shop.tells("o1", "delivered")
    assert shop.accounts() == {"r1-ana": Expected(balance=50, entries=1)}
    shop.tells("o1", "refunded", refund_id="f", amount=5050)
    assert shop.accounts() == {"r1-ana": Expected(balance=0, entries=2)}


def test_a_refund_in_parts_leaves_the_points_of_what_is_kept(shop):
    shop.places("o1", 1000)
    shop.tells("o1", "delivered")
    shop.tells("o1", "refunded", refund_id="f1", amount=150)
    shop.tells("o1", "refunded", refund_id="f2", amount=40)
    shop.tells("o1", "refunded", refund_id="f3", amount=20)
    # 10 points, then 8 for 8.50; 8.10 moves nothing, and so makes no entry; 7 for 7.90.
    assert shop.accounts() == {"r1-ana": Expected(balance=7, entries=3)}


def test_a_refund_before_the_delivery_lessens_what_that_earns(shop):
    shop.places("o1", 1000)
    shop.tells("o1", "refunded", refund_id="f", amount=300)
    assert shop.accounts() == {"r1-ana": Expected()}
    shop.tells("o1", "delivered")
    assert shop.accounts() == {"r1-ana": Expected(balance=7, entries=1)}


def test_the_orders_of_a_customer_add_up_whatever_their_currencies(shop):
    shop.places("o1", 1000)
    shop.places("o2", 101_000, "JPY")
    shop.places("o3", 700, customer="ben")
    for order in ("o1", "o2", "o3"):
        shop.tells(order, "delivered")
    assert shop.accounts() == {"r1-ana": Expected(1020, 2), "r1-ben": Expected(7, 1)}


def test_what_was_refused_counts_for_nothing(shop):
    shop.places("o1", 1000)
    shop.tells("o1", "delivered", REFUSED)
    assert shop.accounts() == {"r1-ana": Expected()}


def test_a_fact_without_an_answer_leaves_the_account_uncertain(shop):
    shop.places("o1", 1000)
    shop.tells("o1", "delivered", UNKNOWN)
    assert not shop.accounts()["r1-ana"].certain
