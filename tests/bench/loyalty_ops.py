"""Operations a second of the pure ledger on one core, hash chain included: what is decided, the entries with their
hashes, the account after each, and the events that tell of it. No store.

A member orders every twelve days, mostly one line; one order in ten is partly refunded; what the return window has
released is spent on every fourth order, and one redemption in ten is cancelled. An operation is an entry.
"""

from __future__ import annotations

import random
import time
from datetime import timedelta
from statistics import median
from typing import Any

from services.kit.money import Money
from services.loyalty.domain import maturing, orders, spending
from services.loyalty.domain.account import Account
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.order_facts import Delivery, Line, Refund
from services.loyalty.domain.programme import UNPUBLISHED
from services.loyalty.domain.spending import Redemption
from tests.support.orders import NOON

MEMBERS = 100
ORDERS = 60
ROUNDS = 5
_EVERY = timedelta(days=12)


def _delivery(number: int, chance: random.Random) -> Delivery:
    prices = [chance.randint(500, 20_000) for _ in range(1 if chance.random() < 0.8 else 2)]
    lines = tuple(Line(str(place), f"SKU-{place}", 1, _euro(price)) for place, price in enumerate(prices, 1))
    return Delivery("c", f"o{number}", _euro(sum(prices)), NOON + number * _EVERY, lines)


def _euro(minor_units: int) -> Money:
    return Money(minor_units, "EUR")


def _lives() -> list[list[tuple[Delivery, Refund | None, bool, bool]]]:
    """For each member: orders, each with its refund, and whether points are spent after it, and that is cancelled."""
    chance = random.Random(4)
    lives = []
    for _ in range(MEMBERS):
        life = []
        for number in range(ORDERS):
            delivery, refund = _delivery(number, chance), None
            if chance.random() < 0.1:
                part = _euro(delivery.total.minor_units // 3)
                at = delivery.delivered_at + timedelta(days=3)
                refund = Refund("c", delivery.order_id, "r1", part, part, delivery.total, at)
            life.append((delivery, refund, number % 4 == 3, chance.random() < 0.1))
        lives.append(life)
    return lives


def live(account_id: str, life: list[tuple[Delivery, Refund | None, bool, bool]]) -> tuple[Account, int]:
    """One member from the first order to the last: each decision in a book of its own, as the service makes them."""
    account, entries = None, 0
    for delivery, refund, spends, cancels in life:
        book = Book(account, account_id)
        maturing.mature(book, UNPUBLISHED, delivery.delivered_at)
        orders.earn(book, (), delivery, UNPUBLISHED)
        recorded = book.entries
        if refund is not None:
            entries += len(book.entries)
            book = Book(book.account, account_id)
            orders.claw_back(book, recorded, refund, UNPUBLISHED)
        if spends and (points := book.account.spendable):
            redemption, at = Redemption(f"x-{delivery.order_id}", points, "mug"), delivery.delivered_at
            entry = spending.redeem(book, redemption, at)
            if cancels:
                spending.restore(book, (entry,), redemption.redemption_id, "changed their mind", at)
        account = book.account
        entries += len(book.entries)
    return account or Account(), entries


def run() -> dict[str, Any]:
    lives = _lives()
    rates = []
    for number in range(ROUNDS):
        started = time.process_time()
        entries = sum(live(f"shop/c{number}-{member}", life)[1] for member, life in enumerate(lives))
        rates.append(entries / (time.process_time() - started))
    return {
        "name": "loyalty_ops",
        "value": round(median(rates)),
        "unit": "entries/s of CPU time, one core",
        "best": round(max(rates)),
        "entries": entries,
    }
