"""`heliodesk tenant remove`: all of one shop, and nothing of another."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
import yaml

from services.cli.operating import groups, tenant
from services.edge.identity.api_key import ApiKey
from services.kit import broker
from services.kit.convert import to_document
from services.kit.settings import SERVICES
from services.kit.topics import TOPICS
from tests.integration.operating.conftest import PLACED

NEIGHBOURS = ("shop-2", "shop0", "sho", "shop--", "shop.")


@pytest.fixture
def shops(tmp_path, monkeypatch):
    """Says which shops the edge's file has."""

    def names(*names: str) -> None:
        path = tmp_path / "shops.yaml"
        listed = [{"name": name, "keys": [f"key-of-{name}-0123456789"]} for name in names]
        path.write_text(yaml.safe_dump({"shops": listed}))
        monkeypatch.setenv("HELIODESK_SHOPS", str(path))

    return names


@pytest.fixture
def stores(database, mongodb_uri, monkeypatch):
    """Documents of a shop, and of others whose names begin alike, in two services' collections."""
    monkeypatch.setenv("MONGODB_URI", mongodb_uri)
    monkeypatch.setenv("HELIODESK_DATABASE", database.name)
    found = {service: database.client[f"{database.name}_{service}"] for service in SERVICES}
    for name in ("shop", *NEIGHBOURS):
        found["ticketing"]["tickets"].insert_many([{"_id": f"{name}/t{n}", "tenant": name} for n in range(3)])
        found["loyalty"]["accounts_commits"].insert_one({"_id": f"{name}/c1/000000000001"})
        found["loyalty"]["by_hash"].insert_one({"_id": f"hash-of-{name}", "tenant": name})
    return found


def ids(stores) -> list[str]:
    found = [stores["ticketing"]["tickets"], stores["loyalty"]["accounts_commits"], stores["loyalty"]["by_hash"]]
    return sorted(document["_id"] for collection in found for document in collection.find())


@pytest.fixture
def all_read(kafka_servers, heliodesk):
    """Every group has read all there is."""
    heliodesk("topics", "apply")
    with broker.administration(kafka_servers) as admin:
        ends = broker.ends(admin, broker.partitions_of(admin, [topic.name for topic in TOPICS]))
        for group in {group for topic in TOPICS for group in topic.readers}:
            groups.set_offsets(admin, group, ends)


def test_all_of_a_shop_goes_and_nothing_of_those_whose_names_begin_alike(heliodesk, shops, stores, all_read):
    shops("shop-2")
    others = [_id for _id in ids(stores) if not _id.startswith("shop/") and _id != "hash-of-shop"]
    wanted = {"loyalty": {"accounts_commits": 1, "by_hash": 1}, "ticketing": {"tickets": 3}}
    before = ids(stores)
    assert heliodesk("tenant", "remove", "shop", "--json").data == {"removed": False, "documents": wanted}
    assert ids(stores) == before, "without --yes nothing goes"
    assert heliodesk("tenant", "remove", "shop", "--json", "--yes").data == {"removed": True, "documents": wanted}
    assert ids(stores) == others
    assert heliodesk("tenant", "remove", "shop", "--yes").out == "nothing is left of it\n"


def test_a_shop_that_lives_stays(heliodesk, shops, stores, monkeypatch):
    shops("shop", "another")
    before = ids(stores)
    assert "shop is in " in heliodesk("tenant", "remove", "shop", "--yes").problem
    shops("another")
    now = datetime.now(UTC)
    key = ApiKey("k1", "till", ("tickets:read",), now, "somebody")
    stores["edge"]["api_keys"].insert_one({"_id": "shop/k1", "tenant": "shop", "state": to_document(key)})
    assert "API keys that live: k1" in heliodesk("tenant", "remove", "shop", "--yes").problem
    monkeypatch.delenv("HELIODESK_SHOPS")
    assert "HELIODESK_SHOPS isn't set" in heliodesk("tenant", "remove", "shop", "--yes").problem
    assert ids(stores) == before


async def test_what_is_still_to_be_read_is_waited_for(heliodesk, shops, stores, all_read, shop, monkeypatch):
    shops("another")
    monkeypatch.setenv("HELIODESK_DATABASE", stores["edge"].name.removesuffix("_edge"))
    monkeypatch.setattr(tenant, "_PATIENCE", 1.0)
    await shop.tell("o1", PLACED)
    before = ids(stores)
    answer = await asyncio.to_thread(heliodesk, "tenant", "remove", "shop", "--yes")
    assert "loyalty, loyalty-referrals, ticketing still read" in answer.problem
    assert ids(stores) == before
