"""`kill -9` at every write of a redemption, and of its cancellation: after the restart the books are right."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import mongoengine
import pytest
from pymongo.database import Database

from services.cli.local.process import LocalProcess
from services.cli.local.services import service_plan
from services.kit import documents
from services.kit.broker import apply_topics
from services.kit.clock import SystemClock
from services.kit.ids import derived_id
from services.kit.topics import TOPICS
from services.loyalty.documents import DOCUMENTS
from services.loyalty.domain.rewards.redemption import Redemption, RedemptionStatus
from services.loyalty.domain.words import EntryKind
from services.loyalty.programme.documents import DOCUMENTS as PROGRAMME_DOCUMENTS
from services.loyalty.rewards.documents import DOCUMENTS as REWARD_DOCUMENTS
from tests.support.killed import deaths
from tests.support.rewards import SECRET, Shop, programme, reward
from tests.support.streams import eventually, skip_to_end

pytestmark = pytest.mark.timeout(300)

TOTAL = 1000
GIVEN, PRICE = 100, 10


def redeem(database: Database, asked: tuple[str, str]) -> None:
    tenant, customer = asked
    shop = Shop(database, SystemClock(), tenant)
    shop.redeem(wish_of(shop, customer))


def cancel(database: Database, asked: tuple[str, str]) -> None:
    tenant, customer = asked
    shop = Shop(database, SystemClock(), tenant)
    shop.cancelling.cancel(tenant, key_of(customer), "changed their mind", "")


def key_of(customer: str) -> str:
    return derived_id("test", customer)


def wish_of(shop: Shop, customer: str):
    return shop.wish(customer, "mug", key_of(customer))


@pytest.fixture
def shop(mongodb_uri, database, unique) -> Iterator[Shop]:
    connected = documents.connect("loyalty", mongodb_uri, f"{database.name}_loyalty")
    documents.ensure_indexes((*DOCUMENTS, *PROGRAMME_DOCUMENTS, *REWARD_DOCUMENTS))
    made = Shop(connected, SystemClock(), unique)
    made.publish(programme([reward("mug", PRICE, stock=TOTAL)]))
    yield made
    mongoengine.disconnect("loyalty")


@pytest.fixture
def loyalty(kafka_servers, mongodb_uri, database, port_base, tmp_path: Path):
    """All roles of the service as one process; not started yet."""
    env = {
        "KAFKA_BOOTSTRAP_SERVERS": kafka_servers,
        "MONGODB_URI": mongodb_uri,
        "HELIODESK_DATABASE": database.name,
        "HELIODESK_COUPON_SECRET": SECRET,
    }
    process = LocalProcess(service_plan("loyalty", tmp_path, port_base, env))
    yield process
    process.stop()


def kinds(shop: Shop, customer: str) -> list[EntryKind]:
    wanted = (EntryKind.REDEEM, EntryKind.RESTORE, EntryKind.ABANDON)
    commits = shop.accounts.commits(f"{shop.tenant}/{customer}")
    return [entry.kind for _, entries in commits for entry in entries if entry.kind in wanted]


def kill_at_every_write(shop: Shop, uri: str, work, who: str) -> list[str]:
    """The customers whose process has died, one for each place; the last one's has lived to the end."""
    customers: list[str] = []

    def prepare(name: str) -> tuple[str, str]:
        customer = f"{who}-{name}"
        customers.append(customer)
        shop.give(customer, GIVEN)
        if work is cancel:
            shop.redeem(wish_of(shop, customer))
        return shop.tenant, customer

    died = list(deaths(uri, shop.accounts.database.name, __name__, work, prepare))
    assert len(customers) == len(died) + 1
    return customers


def assert_books_are_right(shop: Shop, customer: str) -> Redemption | None:
    """The ledger, the coupon and the points say the same. Answers the redemption."""
    found = shop.redemptions.get(f"{shop.tenant}/{key_of(customer)}")
    told = {
        None: ([EntryKind.ABANDON], [], GIVEN),
        RedemptionStatus.ISSUED: ([EntryKind.REDEEM], [EntryKind.REDEEM], GIVEN - PRICE),
        RedemptionStatus.CANCELLED: ([EntryKind.REDEEM, EntryKind.RESTORE],) * 2 + (GIVEN,),
    }[found.status if found else None]
    assert kinds(shop, customer) in told[:2], customer
    account = shop.account(customer)
    assert account.balance == account.available == told[2], customer
    assert shop.accounts.rebuild(f"{shop.tenant}/{customer}") == account
    return found


async def test_a_process_that_is_killed_at_any_write_leaves_books_that_come_right(
    shop, loyalty, mongodb_uri, kafka_servers
):
    await asyncio.to_thread(apply_topics, kafka_servers, TOPICS)
    await skip_to_end(kafka_servers, [topic for topic in TOPICS if topic.writer == "loyalty"])
    dead = {
        who: await asyncio.to_thread(kill_at_every_write, shop, mongodb_uri, work, who)
        for who, work in (("patient", redeem), ("eager", redeem), ("returning", cancel))
    }
    # Before and after each of: the hold, the key in the ledger, the commit, the coupon, the unit's part, the unit.
    assert len(dead["patient"]) == len(dead["eager"]) > 12
    assert len(dead["returning"]) > 6
    await asyncio.to_thread(loyalty.start)
    # Who asks again under the same key has the redemption, wherever the first attempt has died.
    for customer in dead["eager"]:
        (answer,) = await asyncio.to_thread(shop.redeem, wish_of(shop, customer))
        assert answer.status is RedemptionStatus.ISSUED
    for customer in dead["returning"][::2]:
        await asyncio.to_thread(shop.cancelling.cancel, shop.tenant, key_of(customer), "changed their mind", "")

    def settled() -> bool:
        return not shop.stock("mug").holds and not any(
            store.waiting(1) for store in (shop.accounts, shop.stocks, shop.redemptions)
        )

    await eventually(lambda: asyncio.to_thread(settled), within=120)
    await eventually(lambda: asyncio.to_thread(lambda: shop.stock("mug").returned == cancelled(shop, dead)))
    found = {who: [assert_books_are_right(shop, one) for one in customers] for who, customers in dead.items()}
    assert all(found["eager"])
    # Of those who never asked again, some had paid and some had not.
    assert {one is None for one in found["patient"]} == {True, False}
    everybody = [one for group in found.values() for one in group if one is not None]
    gone = sum(one.status is RedemptionStatus.ISSUED for one in everybody)
    stock = shop.stock("mug")
    assert (stock.taken, stock.left) == (len(everybody), TOTAL - gone)
    assert len({one.fingerprint for one in everybody}) == len(everybody)


def cancelled(shop: Shop, dead: dict[str, list[str]]) -> int:
    found = [shop.redemptions.get(f"{shop.tenant}/{key_of(one)}") for one in dead["returning"]]
    return sum(one.status is RedemptionStatus.CANCELLED for one in found)
