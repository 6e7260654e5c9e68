"""Two releases at once: what the older one has written, the newer one reads; what it can't read, it leaves alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from heliodesk.commerce.v1 import events_pb2 as commerce
from heliodesk.common.v1.types_pb2 import Money

from services.kit.aggregate import Change, Kind, Work
from services.kit.errors import Away
from services.kit.producer import Record
from services.kit.store import Store
from tests.integration.kit.conftest import order_topic as order_topic
from tests.support.postings import NOON, TOTALS, posted, store_of
from tests.support.streams import event_record


@dataclass(frozen=True)
class Counter:
    count: int


@dataclass(frozen=True)
class Tally:
    """What a counter is from the next release on: its sum is kept by reason."""

    counts: dict[str, int]


OLD: Kind[Counter] = Kind(name="counter", collection="counters", state=Counter)
NEW: Kind[Tally] = Kind(
    name="counter",
    collection="counters",
    state=Tally,
    schema=2,
    upcasters={1: lambda old: {"counts": {"unknown": old["count"]}}},
)


def counted(state: Counter | None) -> Change[Counter]:
    return Change(Counter(state.count + 1 if state else 1))


def tallied(state: Tally | None) -> Change[Tally]:
    before = state.counts if state else {}
    return Change(Tally({**before, "asked": before.get("asked", 0) + 1}))


def test_while_both_releases_run_nothing_of_a_document_is_lost(database):
    old, new = (Store(database, kind, "test", lambda: NOON) for kind in (OLD, NEW))
    old.run([Work("shop/a", counted), Work("shop/b", counted)])
    new.run([Work("shop/a", tallied)])
    assert new.get("shop/a") == Tally({"unknown": 1, "asked": 1})
    before = database["counters"].find_one({"_id": "shop/a"})
    with pytest.raises(Away, match="of a newer release"):
        old.run([Work("shop/a", counted)])
    assert database["counters"].find_one({"_id": "shop/a"}) == before
    old.run([Work("shop/b", counted)])
    assert (old.get("shop/b"), new.get("shop/b")) == (Counter(2), Tally({"unknown": 2}))


def test_a_ledger_of_a_newer_release_is_left_alone_too(database):
    newer = replace(TOTALS, schema=2, upcasters={1: lambda entry: entry})
    store_of(database).run([posted("a", "x", 5)])
    store_of(database, newer).run([posted("a", "y", 6)])
    assert store_of(database, newer).get("shop/a").amount == 11
    with pytest.raises(Away, match="of a newer release"):
        store_of(database).run([posted("a", "z", 7)])
    assert database["totals_commits"].count_documents({}) == 2


async def test_an_event_of_an_older_form_is_understood(order_topic):
    """A field that its writer didn't know yet, a header that it didn't send; and one that its reader doesn't know."""
    placed = commerce.OrderPlaced(order_id="o1", customer_id="c1", total=Money(minor_units=100, currency="EUR"))
    older = event_record(order_topic.topic.name, placed, "o1", 1, tenant="shop", key="c1")
    headers = [header for header in older.headers if header[0] not in ("ce_specversion", "content-type")]
    paid = order_topic.paid("o1", 2)
    of_a_newer_writer = paid.value + b"\xfa\x3e\x03new"  # field 1007, a text
    await order_topic.send(
        Record(older.topic, older.key, older.value, headers),
        Record(paid.topic, paid.key, of_a_newer_writer, [*paid.headers, ("ce_region", b"eu")]),
    )
    async with order_topic.consuming():
        await order_topic.caught_up()
    assert (order_topic.order("o1").status, order_topic.order("o1").country) == ("paid", "")
    assert await order_topic.dead_letters() == []
