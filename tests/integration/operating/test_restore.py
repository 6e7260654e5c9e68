"""A store that was set back, and a Kafka that has gone on: what comes after is passed over by nobody."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import timedelta
from pathlib import Path

import bson
import orjson
import pytest
from kafka import TopicPartition

from services.cli.operating.note import read
from services.edge.commerce.facts import Shipped
from services.kit.aggregate import Change, Verdict, Work
from services.kit.clock import SystemClock
from services.kit.commits import CommitStore
from services.kit.envelope import Envelope
from services.kit.errors import RefusalKind, Refused
from services.kit.instants import to_text
from services.kit.lifting import lift
from services.kit.money import Money
from services.kit.settings import SERVICES
from services.kit.store import Store
from services.kit.topics import ACCOUNT, ORDER
from services.loyalty.documents import ACCOUNTS
from services.loyalty.domain import orders
from services.loyalty.domain.account import Account
from services.loyalty.domain.order_facts import Delivery
from services.loyalty.domain.programme import UNPUBLISHED
from services.loyalty.proving.run import prove
from services.ticketing.documents import ORDERS
from services.ticketing.domain.order import Order
from tests.integration.operating.conftest import PAID, PLACED, delayed, set_back
from tests.support.ledgers import redeemed, work
from tests.support.streams import NOON, read_topic

LATER = NOON + timedelta(days=60)
SHIPPED = Shipped(carrier="DHL", tracking_number="", expected_at=None)


@pytest.fixture
def backup(tmp_path) -> Path:
    return tmp_path / "backup"


def drop(shop) -> None:
    for service in SERVICES:
        shop.edge.client.drop_database(shop.edge.name.replace("_edge", f"_{service}"))


async def envelopes(shop, topic: str, tenant: str) -> dict[str, list[Envelope]]:
    """The shop's events by aggregate, in Kafka's order."""
    found = defaultdict(list)
    for record in await read_topic(shop.kafka, topic):
        envelope = Envelope.from_headers(record.headers)
        if envelope.tenant == tenant:
            found[envelope.subject].append(envelope)
    return dict(found)


def assert_numbered(told: dict[str, list[Envelope]]) -> None:
    """Each number stands for one event, and each event has an id of its own."""
    for its in told.values():
        assert [one.sequence for one in its] == list(range(1, len(its) + 1))
        assert len({one.id for one in its}) == len(its)


async def test_after_a_restore_nothing_is_passed_over(shop, heliodesk, backup):
    await shop.tell("o1", PLACED)
    await shop.tell("o3", PLACED)
    await shop.follow()
    assert heliodesk("backup", "take", str(backup)).code == 0
    note = ("--note", str(backup / "kafka.json"))
    await shop.tell("o1", PAID, delayed("storm"))
    await shop.tell("o2", PLACED)
    await shop.follow()
    drop(shop)
    assert heliodesk("restore", "load", str(backup), "--yes").code == 0
    assert shop.seen().keys() == {f"{shop.name}/o1", f"{shop.name}/o3"}

    lost = heliodesk("restore", "reconcile", *note, "--json").data
    assert [(row["subject"], row["type"].rpartition(".")[2], row["sequence"]) for row in lost["lost"]] == [
        ("o1", "OrderPaid", 2),
        ("o1", "OrderDelayed", 3),
        ("o2", "OrderPlaced", 1),
    ]
    assert heliodesk("restore", "reconcile", *note, "--json").data["lost"] == lost["lost"], "looking changes nothing"
    assert heliodesk("restore", "reconcile", *note, "--yes").code == 0
    assert heliodesk("restore", "reconcile", *note, "--json").data["lost"] == []
    assert "ticketing" in heliodesk("restore", "rewind", *note, "--yes").out

    await shop.tell("o1", SHIPPED)
    await shop.tell("o2", PLACED, PAID)
    await shop.tell("o3", SHIPPED)
    await shop.follow()
    assert (shop.order("o1").carrier, shop.order("o1").delay_reason) == ("DHL", "storm"), "what Kafka told counts"
    assert (shop.order("o2").status, shop.order("o3").carrier) == ("paid", "DHL")
    assert_numbered(await envelopes(shop, ORDER.name, shop.name))
    before = shop.seen()
    assert all(mark["skipped"] == [] for document in before.values() for mark in document["marks"]), "no gap was met"
    group = ("--group", "ticketing", "--topic", ORDER.name)
    assert heliodesk("replay", *group, "--from", to_text(NOON), "--yes").code == 0
    await shop.follow()
    assert shop.seen() == before


def earned(account_id: str, order: str) -> Work[Account]:
    """Ten points for an order that was delivered."""
    delivery = Delivery(account_id.partition("/")[2], order, Money(1000, "EUR"), NOON)
    keys, about = [f"earn/{order}"], [f"order/{order}"]
    return work(lambda book, seen: orders.earn(book, seen, delivery, UNPUBLISHED), NOON, keys, about, account_id)


async def test_a_ledger_that_was_set_back_goes_on_behind_what_was_told_of_it(shop, heliodesk, tmp_path, mongodb_uri):
    database = shop.edge.client[shop.edge.name.replace("_edge", "_loyalty")]
    accounts, old, young = CommitStore(database, ACCOUNTS, "test", lambda: NOON), f"{shop.name}/old", f"{shop.name}/new"

    async def post(*works: Work[Account]) -> None:
        async with shop.publishing() as publisher:
            for one in works:
                outcomes, pending = accounts.run([one])
                assert outcomes[0].refusal is None, outcomes[0].refusal
                await publisher.publish(pending)

    note = tmp_path / "kafka.json"
    await post(earned(old, "o1"))
    assert heliodesk("backup", "note", str(note)).code == 0
    with set_back(database):
        await post(earned(old, "o2"), redeemed("r1", 5, LATER, account_id=old), earned(young, "o3"))
        told = sum(len(its) for its in (await envelopes(shop, ACCOUNT.name, shop.name)).values())
    assert (accounts.get(old).balance, accounts.get(young)) == (10, None)

    said = heliodesk("restore", "reconcile", "loyalty", "--note", str(note), "--yes", "--json").data
    assert (said["aggregates"], len(said["lost"])) == (2, told - 1)
    assert (accounts.get(old).balance, accounts.get(young)) == (10, None), "the lost commits stay lost"
    await post(earned(old, "o2"), earned(young, "o3"), earned(young, "o4"))
    assert (accounts.get(old).balance, accounts.get(young).balance) == (20, 20)
    assert_numbered(await envelopes(shop, ACCOUNT.name, shop.name))
    tally = prove(mongodb_uri, database.name)
    assert (tally.accounts, tally.balance, tally.faults) == (2, 40, [])


async def test_a_note_of_an_earlier_instant_is_made_of_when_kafka_was_given_its_records(shop, heliodesk, tmp_path):
    await shop.tell("o1", PLACED)
    await asyncio.sleep(0.01)  # records are stamped to the millisecond
    instant = to_text(SystemClock().now())
    await shop.tell("o1", PAID)
    await shop.follow()
    note = tmp_path / "kafka.json"
    assert heliodesk("backup", "note", str(note), "--at", instant).code == 0
    ours = {place: end for place, end in read(note).ends.items() if place.topic == ORDER.name}
    records = await read_topic(shop.kafka, ORDER.name)
    assert len([one for one in records if one.offset >= ours[TopicPartition(one.topic, one.partition)]]) == 1
    lost = heliodesk("restore", "reconcile", "edge", "--note", str(note), "--json").data
    assert lost["lost"] == [], "the store has lost nothing"


def test_what_others_tell_of_something_lost_is_passed_over_until_it_is_made_again(database):
    """Most of what is read again may be about it; put aside, it would look like a fault of the consumer's."""
    orders = Store(database, ORDERS, "test", lambda: NOON)

    def missed(order: Order | None) -> Change[Order] | None:
        if order is None:
            raise Refused("ORDER_NOT_FOUND", "there is no such order", RefusalKind.NOT_FOUND)
        return Change(order)

    def verdict(order: str, event: str) -> Verdict:
        return orders.run([Work(f"shop/{order}", missed, event=event)])[0][0].verdict

    lift(orders, {"shop/o1": 7})
    lift(orders, {"shop/o1": 7})
    assert (verdict("o1", "OrderPaid"), verdict("o1", "")) == (Verdict.UNCHANGED, Verdict.REFUSED)
    assert verdict("o2", "OrderPaid") == Verdict.REFUSED, "of this one the store has never known"
    orders.run([Work("shop/o1", lambda _: Change(Order("o1", "c1", updated_at=NOON)))])
    assert verdict("o1", "OrderPaid") == Verdict.APPLIED


def test_what_cannot_be_restored_is_said(shop, heliodesk, tmp_path):
    assert heliodesk("backup", "take", str(tmp_path / "b")).code == 0
    note = tmp_path / "b" / "kafka.json"
    assert "no note of a backup" in heliodesk("restore", "rewind", "--note", __file__).problem
    later = orjson.loads(note.read_bytes())
    later["ends"][ORDER.name]["0"] += 1
    note.write_bytes(orjson.dumps(later))
    assert "it isn't as the note says" in heliodesk("restore", "reconcile", "edge", "--note", str(note)).problem
    assert "there is no service" in heliodesk("restore", "reconcile", "edgy", "--note", str(note)).problem


async def test_a_store_with_documents_is_not_loaded_over(shop, heliodesk, backup):
    await shop.tell("o1", PLACED)
    assert heliodesk("backup", "take", str(backup)).code == 0
    assert "isn't empty" in heliodesk("restore", "load", str(backup), "--yes").problem
    file = next((backup / "dump").glob("*/order_feeds.bson"))
    assert bson.decode_all(file.read_bytes()) == list(shop.feeds.collection.find())
    drop(shop)
    file.write_bytes(file.read_bytes()[:-1])
    assert "isn't whole" in heliodesk("restore", "load", str(backup), "--yes").problem


async def test_nothing_is_copied_or_lifted_while_a_service_reads(shop, heliodesk, backup):
    async with shop.followed():
        taken = await asyncio.to_thread(heliodesk, "backup", "take", str(backup))
    assert (taken.code, backup.exists()) == (1, False)
    assert "ticketing has members that read" in taken.problem
