"""What one operation costs on an account with 10,000 entries, against one with 10: on the real store, from the read to
the settled commit. Both have the same open lots: their owner spends what is released.

An operation is an order that earns, or a redemption; they alternate, and so do the accounts.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from statistics import median
from typing import Any

import mongoengine

from services.kit import documents
from services.kit.aggregate import Change, Work
from services.kit.clock import SystemClock
from services.kit.commits import CommitStore
from services.kit.committed import Standing
from services.kit.ids import new_id
from services.kit.money import Money
from services.loyalty.changes import change_of
from services.loyalty.documents import ACCOUNTS, DOCUMENTS
from services.loyalty.domain import maturing, orders, spending
from services.loyalty.domain.account import Account
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.order_facts import Delivery
from services.loyalty.domain.programme import UNPUBLISHED
from services.loyalty.domain.spending import Redemption
from services.loyalty.timers import AccountTimerDocument
from tests.support.orders import NOON

FEW, MANY = 10, 10_000
OPERATIONS = 300
_BATCH = 50


def _life(account_id: str) -> Iterator[Work[Account]]:
    """One work after another, for ever: an order every third day, and what it takes to spend on every fourth."""
    number = 0
    while True:
        at = NOON + number * timedelta(days=3)
        if number % 5 == 4:
            yield _redeem(account_id, number, at)
        else:
            yield _earn(account_id, number, at)
        number += 1


def _earn(account_id: str, number: int, at: datetime) -> Work[Account]:
    order = f"{account_id.replace('/', '-')}-{number}"
    delivery = Delivery("c", order, Money(4_900 + number % 7, "EUR"), at)

    def decide(standing: Standing[Account]) -> Change[Account] | None:
        book = Book(standing.state, account_id)
        orders.earn(book, standing.entries, delivery, UNPUBLISHED)
        return change_of(book, standing, at)

    return Work(account_id, decide, keys=(f"earn/{order}",), about=(f"order/{order}",))


def _redeem(account_id: str, number: int, at: datetime) -> Work[Account]:
    redemption = f"{account_id.replace('/', '-')}-{number}"

    def decide(standing: Standing[Account]) -> Change[Account] | None:
        book = Book(standing.state, account_id)
        maturing.mature(book, UNPUBLISHED, at)
        if points := book.account.spendable:
            spending.redeem(book, Redemption(redemption, points, "mug"), at)
        return change_of(book, standing, at)

    return Work(account_id, decide, keys=(f"redemption/{redemption}",), about=(f"redemption/{redemption}",))


def _run(store: CommitStore[Account], works: list[Work[Account]]) -> None:
    _, pending = store.run(works)
    store.settle(pending)


def _grown(store: CommitStore[Account], account_id: str, entries: int) -> Iterator[Work[Account]]:
    """The rest of a life that has brought so many entries, or a few more."""
    life = _life(account_id)
    step = 1 if entries < 1_000 else _BATCH
    while (state := store.get(account_id)) is None or state.entry_count < entries:
        _run(store, [next(life) for _ in range(step)])
    return life


def run(uri: str) -> dict[str, Any]:
    name = f"bench_{new_id()[-12:]}"
    database = documents.connect("loyalty", uri, name)
    try:
        documents.ensure_indexes((*DOCUMENTS, AccountTimerDocument))
        store = CommitStore(database, ACCOUNTS, "bench", SystemClock().now)
        ids = {"few": "few/c", "many": "many/c"}
        lives = {"many": _grown(store, ids["many"], MANY)}
        spent: dict[str, list[float]] = {"few": [], "many": []}
        for number in range(OPERATIONS):
            # Each is measured at its size: a young account, anew each time it has grown up.
            if number % FEW == 0:
                ids["few"] = f"few/c{number}"
                lives["few"] = _grown(store, ids["few"], FEW)
            for which in ("few", "many"):
                work, started = next(lives[which]), time.perf_counter()
                _run(store, [work])
                spent[which].append(time.perf_counter() - started)
        state = store.get(ids["many"])
        few, many = median(spent["few"]), median(spent["many"])
        return {
            "name": "loyalty_growth",
            "value": round(1e6 * many),
            "unit": "us, an operation on an account of 10,000 entries (baseline: of 10)",
            "baseline": round(1e6 * few),
            "ratio": round(many / few, 2),
            "entries": state.entry_count if state else 0,
            "open_lots": len(state.lots) if state else 0,
        }
    finally:
        database.client.drop_database(name)
        mongoengine.disconnect("loyalty")
