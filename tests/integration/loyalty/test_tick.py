"""Accounts in time, on the real store: the tick with its timers, and the auditor behind it. The clock is held."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from prometheus_client import REGISTRY

from services.kit.aggregate import Work
from services.kit.clock import HeldClock
from services.kit.commits import CommitStore
from services.kit.committed import Standing
from services.kit.health import Health
from services.kit.store import Pending
from services.kit.ticking.auditor import Auditor, overdue_query
from services.kit.ticking.tick import Tick
from services.kit.ticking.timer import Timers
from services.kit.topics import ACCOUNT
from services.loyalty.changes import book_of, change_of
from services.loyalty.documents import ACCOUNTS, AccountDocument
from services.loyalty.domain.account import Account
from services.loyalty.domain.crediting import Credit, credit
from services.loyalty.domain.words import Source
from services.loyalty.programmes import Programmes
from services.loyalty.tick import AccountRules
from services.loyalty.timers import COLLECTION, AccountTimerDocument
from services.loyalty.totals import Counting
from tests.support.orders import NOON
from tests.support.streams import eventually

DAY = timedelta(days=1)


class Shop:
    """A tick that owns all shards. Kafka has at once what is published."""

    def __init__(self, store: CommitStore[Account]) -> None:
        self.database = store.database
        self.clock = HeldClock(NOON)
        self.store = CommitStore(store.database, ACCOUNTS, "heliodesk/loyalty", self.clock.now)
        self.programmes = Programmes(store.database, self.clock.now)
        self.rules = AccountRules(self.programmes)
        self.timers = Timers(AccountTimerDocument)
        self.health = Health()
        self.told: list[Pending] = []
        self.tick = Tick(self.store, self.timers, self.rules, None, self.publish, self.clock, self.health, "account")
        self.tick.own(range(ACCOUNT.partitions))

    def publish(self, pendings: Any) -> None:
        published = list(pendings)
        self.told.extend(published)
        self.store.settle(published)

    def give(self, customer: str, points: int, days: int, pending_days: int = 0) -> None:
        """A lot that expires so many days from now."""
        now = self.clock.now()
        available_at = now + pending_days * DAY if pending_days else None
        lot = Credit(Source.GIFT, f"{customer}-{days}", points, now, available_at, now + days * DAY)

        def decide(standing: Standing[Account]) -> Any:
            book = book_of("shop", customer, standing)
            credit(book, lot)
            return change_of(book, standing, now)

        self.publish(self.store.run([Work(f"shop/{customer}", decide)])[1])

    def account(self, customer: str) -> Account:
        return self.store.get(f"shop/{customer}")

    @property
    def events(self) -> list[str]:
        return [entry.envelope.type.rpartition(".")[2] for pending in self.told for entry in pending.entries]

    @property
    def timers_left(self) -> int:
        return self.database[COLLECTION].count_documents({})

    @asynccontextmanager
    async def ticking(self) -> AsyncIterator[None]:
        stop = asyncio.Event()
        task = asyncio.create_task(self.tick.run(stop))
        try:
            yield
        finally:
            stop.set()
            await asyncio.wait_for(task, 30)

    def auditor(self) -> Auditor[Account]:
        return Auditor(self.tick, self.store, self.timers, self.rules, self.clock, self.health, "account")


@pytest.fixture
def shop(store) -> Shop:
    return Shop(store)


async def test_points_are_released_and_expire_at_their_instants_and_no_timer_is_left(shop):
    shop.give("ann", 100, days=30, pending_days=14)
    async with shop.ticking():
        shop.clock.advance(14 * DAY - timedelta.resolution)
        await eventually(lambda: shop.clock.sleepers)
        assert shop.account("ann").pending == 100
        shop.clock.advance(timedelta.resolution)
        await eventually(lambda: shop.account("ann").available == 100)
        shop.clock.advance(16 * DAY)
        await eventually(lambda: shop.account("ann").balance == 0)
        await eventually(lambda: shop.timers_left == 0)
    assert shop.events == ["PointsEarned", "PointsReleased", "PointsExpired"]
    assert shop.account("ann").totals.expired == 100


async def test_only_what_is_due_goes_and_the_next_timer_stands(shop):
    for customer, days in (("ann", 5), ("ann", 9), ("bob", 9), ("zoe", 5)):
        shop.give(customer, 10 * days, days)
    async with shop.ticking():
        shop.clock.advance(5 * DAY)
        await eventually(lambda: shop.account("zoe").balance == 0)
        await eventually(lambda: shop.account("ann").balance == 90)
        await eventually(lambda: shop.timers_left == 2)
        assert shop.account("bob").balance == 90
        shop.clock.advance(4 * DAY)
        await eventually(lambda: shop.timers_left == 0)
    assert shop.account("ann").balance == shop.account("bob").balance == 0
    assert shop.events.count("PointsExpired") == 4


async def test_what_came_due_while_nobody_was_there_is_done_at_the_instants_at_which_it_was_due(shop):
    shop.give("ann", 100, days=30, pending_days=14)
    shop.clock.advance(60 * DAY)
    async with shop.ticking():
        await eventually(lambda: shop.timers_left == 0)
    entries = [entry for _, found in shop.store.commits("shop/ann") for entry in found]
    assert [entry.at for entry in entries] == [NOON, NOON + 14 * DAY, NOON + 30 * DAY]


async def test_two_who_own_the_same_shards_do_no_harm(shop):
    for number in range(40):
        shop.give(f"c{number}", 10, days=5)
    other = Shop(shop.store)
    other.clock = shop.clock
    other.tick = Tick(other.store, other.timers, other.rules, None, other.publish, shop.clock, other.health, "account")
    other.tick.own(range(ACCOUNT.partitions))
    async with shop.ticking(), other.ticking():
        shop.clock.advance(5 * DAY)
        await eventually(lambda: shop.timers_left == 0)
        await eventually(lambda: shop.store.waiting(1) == [])
    for number in range(40):
        account = shop.account(f"c{number}")
        assert (account.balance, account.totals.expired, account.entry_count) == (0, 10, 2)


async def test_a_timer_that_got_lost_is_put_back(shop):
    shop.give("ann", 100, days=30)
    shop.give("ann", 20, days=3)
    shop.store.catch_up(shop.store.load(["shop/ann"]).values())
    shop.database[COLLECTION].delete_many({})
    shop.clock.advance(3 * DAY + timedelta(seconds=60))
    assert await shop.auditor().audit() == 1
    assert shop.timers_left == 1
    async with shop.ticking():
        await eventually(lambda: shop.account("ann").balance == 100)
    assert await shop.auditor().audit() == 0
    shop.database[COLLECTION].delete_many({})
    assert await shop.auditor().audit() == 0, "the next one is not due yet"


async def test_heads_of_what_has_expired_follow_when_they_are_audited(shop):
    for number in range(7):
        shop.give(f"c{number}", 10, days=3)
    shop.store.catch_up(shop.store.load([f"shop/c{number}" for number in range(7)]).values())
    shop.clock.advance(3 * DAY + timedelta(seconds=60))
    async with shop.ticking():
        await eventually(lambda: shop.timers_left == 0)
    heads = shop.database[ACCOUNTS.collection]
    assert heads.count_documents({"state.balance": 10}) == 7
    assert await shop.auditor().audit() == 0
    assert heads.count_documents({"state.totals.expired": 10}) == 7
    assert heads.count_documents(overdue_query(shop.clock.now())) == 0


async def test_what_the_head_does_not_show_yet_is_found_after_a_sweep(shop):
    shop.give("ann", 100, days=3)
    shop.database[COLLECTION].delete_many({})
    shop.clock.advance(4 * DAY)
    await Counting(shop.store, shop.programmes, shop.clock).sweep(asyncio.Event())
    assert await shop.auditor().audit() == 1
    async with shop.ticking():
        await eventually(lambda: shop.account("ann").balance == 0)


async def test_an_account_whose_head_is_behind_is_seen_as_it_is(shop):
    """Kafka is away: what rang is in the commits, not in the head. The timer has done its work; it isn't missing."""
    shop.give("ann", 100, days=3)
    shop.store.catch_up(shop.store.load(["shop/ann"]).values())
    shop.tick = Tick(shop.store, shop.timers, shop.rules, None, lambda _: None, shop.clock, shop.health, "account")
    shop.tick.own(range(ACCOUNT.partitions))
    shop.clock.advance(4 * DAY)
    async with shop.ticking():
        await eventually(lambda: shop.timers_left == 0)
    assert shop.database[ACCOUNTS.collection].count_documents(overdue_query(shop.clock.now())) == 1
    assert await shop.auditor().audit() == 0
    assert shop.timers_left == 0


def test_what_is_overdue_is_found_in_an_index(shop):
    for number in range(30):
        shop.give(f"c{number}", 10, days=5)
    found = AccountDocument._get_collection().find(overdue_query(NOON)).sort("state.next_at", 1)
    assert "IXSCAN" in str(found.explain()["queryPlanner"]["winningPlan"])


def figure(name: str, **labels: str) -> float | None:
    return REGISTRY.get_sample_value(f"heliodesk_loyalty_{name}", {"tenant": "shop", **labels})


async def test_the_points_of_a_shop_are_told(shop):
    shop.give("ann", 100, days=30, pending_days=14)
    shop.give("bob", 40, days=3)
    shop.give("zoe", 60, days=90)
    shop.clock.advance(4 * DAY)
    async with shop.ticking():
        await eventually(lambda: shop.account("bob").balance == 0)
    await Counting(shop.store, shop.programmes, shop.clock).sweep(asyncio.Event())
    kinds = ("outstanding", "pending", "owed", "expired")
    assert [figure("points", kind=kind) for kind in kinds] == [160, 100, 0, 40]
    assert figure("breakage_ratio") == 1.0
    programme = shop.programmes.current("shop")
    assert figure("liability_minor_units", currency=programme.currency) == programme.liability(160)
