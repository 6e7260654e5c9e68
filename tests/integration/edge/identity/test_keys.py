"""API keys on the real store: made once, seen by every process, good for as long as they should be."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from pymongo import MongoClient
from pymongo.collection import Collection

from services.edge.identity import kept_keys
from services.edge.identity.api_key import DEFAULT_OVERLAP, ApiKeyStatus, id_in
from services.edge.identity.documents import ApiKeyDocument
from services.edge.identity.identities import GOOD_FOR, Identities
from services.edge.identity.kept_keys import KeptKey, KeptKeys, keys_of
from services.edge.identity.key_ring import FRESH_FOR, KEPT_WHILE_AWAY, USE_TOLD_EVERY, KeyRing
from services.edge.shops import Shop, Shops
from services.kit import documents
from services.kit.clock import HeldClock
from services.kit.documents import write_cursor
from services.kit.errors import Away, Refused
from services.kit.instants import to_text
from tests.support.dying import Died, dying
from tests.support.key_watch import watching

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass
class Desk:
    """A shop's keys, and processes of the edge that are shown them. `seconds` passes for what they remember."""

    collection: Collection
    clock: HeldClock = field(default_factory=lambda: HeldClock(NOW))
    seconds: float = 0.0
    commands: int = 0

    def __post_init__(self) -> None:
        self.keys = KeptKeys(self.collection, self.clock.now)

    def create(self, tenant: str = "kumo", command: str = "", **said) -> tuple[KeptKey, str]:
        self.commands += 1
        said = {"name": "Warehouse", "scopes": ("orders:write",), "by": "admin-7"} | said
        return self.keys.create(tenant, command or f"command-{self.commands}", **said)

    def process(self) -> KeyRing:
        return KeyRing(self.keys, lambda: self.seconds)

    def last_used(self, kept: KeptKey) -> datetime | None:
        return self.keys.get(kept.tenant, kept.key.key_id).last_used_at


@pytest.fixture
def desk(mongodb_uri, database) -> Iterator[Desk]:
    documents.connect("edge", mongodb_uri, database.name)
    documents.ensure_indexes([ApiKeyDocument])
    yield Desk(database["api_keys"])
    documents.mongoengine.disconnect("edge")


async def shown(ring: KeyRing, key: str):
    return await ring.caller_of(id_in(key), key)


async def test_a_key_opens_its_shop_for_what_it_is_for(desk: Desk):
    kept, key = desk.create()
    caller = await shown(desk.process(), key)
    assert (caller.tenant, caller.id, caller.scopes) == ("kumo", kept.key.key_id, {"orders:write"})
    assert (caller.roles, caller.customer_id) == (frozenset(), "")


async def test_the_key_itself_is_kept_nowhere(desk: Desk):
    _, key = desk.create()
    whole = str(desk.collection.find_one())
    assert key not in whole and key.rpartition("_")[2][:20] not in whole


async def test_another_secret_under_the_same_id_opens_nothing(desk: Desk):
    kept, key = desk.create()
    _, other = desk.create()
    with pytest.raises(Refused, match="API_KEY_UNKNOWN"):
        await desk.process().caller_of(kept.key.key_id, other)
    with pytest.raises(Refused, match="API_KEY_UNKNOWN"):
        await desk.process().caller_of("a" * 16, key)


async def test_a_repeated_command_makes_no_second_key_and_shows_none(desk: Desk):
    kept, _ = desk.create(command="once")
    with pytest.raises(Refused, match=f"KEY_ALREADY_MADE.*{kept.key.key_id}"):
        desk.create(command="once")
    assert desk.collection.count_documents({}) == 1
    # The same command of another shop is another command.
    assert desk.create("nordlicht", command="once")[0].key.key_id != kept.key.key_id


async def test_a_revocation_is_seen_by_every_process_within_seconds(desk: Desk):
    kept, key = desk.create()
    first, second = desk.process(), desk.process()
    for ring in (first, second):
        await shown(ring, key)
    desk.keys.revoke("kumo", kept.key.key_id, "admin-7")
    desk.seconds = FRESH_FOR - 0.1
    await shown(second, key)
    desk.seconds = FRESH_FOR
    for ring in (first, second):
        with pytest.raises(Refused, match="KEY_REVOKED"):
            await shown(ring, key)


async def test_another_process_hears_of_a_revocation_within_seconds(desk: Desk, mongodb_uri, database):
    kept, key = desk.create()
    with watching(mongodb_uri, database.name, key, NOW) as told:
        assert await asyncio.to_thread(told.recv) == "good"
        desk.keys.revoke("kumo", kept.key.key_id)
        revoked = time.monotonic()
        assert await asyncio.to_thread(told.recv) == "KEY_REVOKED"
        assert time.monotonic() - revoked < FRESH_FOR + 2


async def test_a_key_expires_at_its_instant_whatever_is_remembered(desk: Desk):
    _, key = desk.create(expires_at=NOW + DAY)
    ring = desk.process()
    await shown(ring, key)
    desk.clock.advance(DAY)
    with pytest.raises(Refused, match="KEY_EXPIRED"):
        await shown(ring, key)


async def test_who_calls_often_is_looked_up_once_a_second(desk: Desk):
    _, key = desk.create(expires_at=NOW + timedelta(seconds=10))
    shops = Shops([Shop(name="kumo", keys=("a-key-of-the-file",))])
    behind = [timedelta(0)]
    identities = Identities(shops, desk.keys, lambda: desk.clock.now() - behind[-1])
    desk.clock.advance(timedelta(seconds=9.5))
    caller = await identities.caller_of(key)
    desk.clock.advance(GOOD_FOR - timedelta(milliseconds=1))
    assert await identities.caller_of(key) is caller
    desk.clock.advance(timedelta(milliseconds=1))
    # A system's clock may be set back: what was found later tells nothing then.
    for how_far in (timedelta(0), timedelta(seconds=5)):
        behind.append(how_far)
        with pytest.raises(Refused, match="KEY_EXPIRED"):
            await identities.caller_of(key)
    await identities.close()


async def test_a_rotated_key_and_the_new_one_are_both_good_for_a_while(desk: Desk):
    kept, old = desk.create()
    made, new, replaced = desk.keys.rotate("kumo", "rotate", kept.key.key_id, DEFAULT_OVERLAP, by="admin-8")
    assert (made.key.scopes, made.key.name, made.key.created_by) == (("orders:write",), "Warehouse", "admin-8")
    assert (made.key.replaces, replaced.key.replaced_by) == (kept.key.key_id, made.key.key_id)
    ring = desk.process()
    assert {(await shown(ring, key)).tenant for key in (old, new)} == {"kumo"}
    desk.clock.advance(DEFAULT_OVERLAP)
    await shown(ring, new)
    with pytest.raises(Refused, match="KEY_EXPIRED"):
        await shown(ring, old)


async def test_a_repeated_rotation_makes_no_second_key(desk: Desk):
    kept, _ = desk.create()
    made, *_ = desk.keys.rotate("kumo", "rotate", kept.key.key_id, DAY)
    with pytest.raises(Refused, match=f"KEY_ALREADY_MADE.*{made.key.key_id}"):
        desk.keys.rotate("kumo", "rotate", kept.key.key_id, DAY)
    with pytest.raises(Refused, match="KEY_ALREADY_ROTATED"):
        desk.keys.rotate("kumo", "again", kept.key.key_id, DAY)
    # Whoever lost the answer rotates the key that they weren't shown.
    desk.keys.rotate("kumo", "again", made.key.key_id, DAY)
    assert desk.collection.count_documents({}) == 3


@pytest.mark.parametrize(("at", "behind"), [(0, False), (0, True), (1, False), (1, True)])
async def test_wherever_a_rotation_dies_there_is_a_key_that_is_good(desk: Desk, at: int, behind: bool):
    kept, old = desk.create()
    with pytest.raises(Died), dying(at, behind=behind):
        desk.keys.rotate("kumo", "dies", kept.key.key_id, DAY)
    assert (await shown(desk.process(), old)).tenant == "kumo"
    rotated = desk.keys.get("kumo", kept.key.key_id).key.replaced_by
    _, new, _ = desk.keys.rotate("kumo", "again", rotated or kept.key.key_id, DAY)
    assert (await shown(desk.process(), new)).scopes == {"orders:write"}


async def test_of_two_rotations_at_once_one_stands(desk: Desk, monkeypatch):
    kept, _ = desk.create()
    meanwhile = []

    def replacement(*said):
        # Between what the first has read and what it writes, the second does all of its work.
        if not meanwhile:
            meanwhile.append(None)
            meanwhile[0] = desk.keys.rotate("kumo", "second", kept.key.key_id, DAY)[0]
        return kept_keys_replacement(*said)

    kept_keys_replacement = kept_keys.replacement
    monkeypatch.setattr(kept_keys, "replacement", replacement)
    with pytest.raises(Refused, match="KEY_CHANGED"):
        desk.keys.rotate("kumo", "first", kept.key.key_id, DAY)
    ids = {row.key.key_id for row in desk.keys.page("kumo", 0, "")[0]}
    assert ids == {kept.key.key_id, meanwhile[0].key.key_id}


async def test_a_key_that_was_revoked_meanwhile_is_not_rotated(desk: Desk, monkeypatch):
    kept, _ = desk.create()
    before = desk.keys.get("kumo", kept.key.key_id)
    desk.keys.revoke("kumo", kept.key.key_id)
    monkeypatch.setattr(desk.keys, "get", lambda *_: before)
    with pytest.raises(Refused, match="KEY_CHANGED"):
        desk.keys.rotate("kumo", "late", kept.key.key_id, DAY)
    assert desk.collection.count_documents({}) == 1
    assert desk.collection.find_one()["state"]["revoked_at"] is not None


async def test_the_first_revocation_stands(desk: Desk):
    kept, _ = desk.create()
    first = desk.keys.revoke("kumo", kept.key.key_id, "admin-7")
    desk.clock.advance(DAY)
    again = desk.keys.revoke("kumo", kept.key.key_id, "admin-8")
    assert again == first
    assert (first.key.revoked_at, first.key.revoked_by) == (NOW, "admin-7")
    assert first.key.status_at(NOW) is ApiKeyStatus.REVOKED


async def test_another_shop_neither_sees_nor_changes_a_key(desk: Desk):
    kept, key = desk.create()
    key_id = kept.key.key_id
    for change in (
        lambda: desk.keys.revoke("nordlicht", key_id),
        lambda: desk.keys.rotate("nordlicht", "c", key_id, DAY),
        lambda: desk.keys.get("nordlicht", key_id),
    ):
        with pytest.raises(Refused, match="KEY_NOT_FOUND"):
            change()
    assert desk.keys.page("nordlicht", 0, "") == ([], "")
    assert (await shown(desk.process(), key)).tenant == "kumo"


async def test_the_last_use_is_told_once_a_minute_by_all_processes_together(desk: Desk, monkeypatch):
    kept, key = desk.create()
    told = []
    was_used = desk.keys.was_used
    monkeypatch.setattr(desk.keys, "was_used", lambda *said: (told.append(said), was_used(*said)))
    first, second = desk.process(), desk.process()

    async def use(*rings: KeyRing) -> None:
        for ring in rings:
            for _ in range(5):
                await shown(ring, key)
            await asyncio.gather(*ring._telling)

    await use(first, second)
    assert (len(told), desk.last_used(kept)) == (1, NOW)
    desk.clock.advance(USE_TOLD_EVERY - timedelta(seconds=1))
    await use(first, second)
    assert (len(told), desk.last_used(kept)) == (1, NOW)
    desk.clock.advance(timedelta(seconds=1))
    desk.seconds += FRESH_FOR
    await use(first, second)
    assert (len(told), desk.last_used(kept)) == (2, NOW + USE_TOLD_EVERY)


async def test_the_last_uses_are_written_when_the_process_stops(desk: Desk):
    kept, key = desk.create()
    ring = desk.process()
    await shown(ring, key)
    await ring.close()
    assert desk.last_used(kept) == NOW


async def test_a_hundred_calls_at_once_ask_the_store_once(desk: Desk, monkeypatch):
    _, key = desk.create()
    asked = []
    find = desk.keys.find
    monkeypatch.setattr(desk.keys, "find", lambda key_id: (asked.append(key_id), find(key_id))[1])
    ring = desk.process()
    await asyncio.gather(*(shown(ring, key) for _ in range(100)))
    with pytest.raises(Refused):
        await ring.caller_of("a" * 16, key)
    with pytest.raises(Refused):
        await ring.caller_of("a" * 16, key)
    assert asked == [id_in(key), "a" * 16]


async def test_known_keys_serve_while_the_store_is_away_but_not_for_ever(desk: Desk, monkeypatch):
    _, key = desk.create()
    _, other = desk.create()
    ring, asked, find = desk.process(), [], desk.keys.find
    await shown(ring, key)
    monkeypatch.setattr(desk.keys, "find", lambda key_id: (asked.append(key_id), find(key_id))[1])
    nobody = MongoClient("mongodb://127.0.0.1:9/", serverSelectionTimeoutMS=50)["x"]["api_keys"]
    desk.keys._collection = nobody
    desk.seconds = KEPT_WHILE_AWAY - 1
    for _ in range(3):
        assert (await shown(ring, key)).tenant == "kumo"
    assert asked == [id_in(key)]
    with pytest.raises(Away):
        await shown(ring, other)
    desk.seconds = KEPT_WHILE_AWAY
    with pytest.raises(Away):
        await shown(ring, key)


async def test_a_shops_keys_are_listed_newest_first_page_by_page(desk: Desk):
    made = []
    for _ in range(5):
        made.append(desk.create()[0].key.key_id)
        desk.clock.advance(timedelta(seconds=1))
    desk.create("nordlicht")
    found, cursor = [], ""
    while True:
        page, cursor = desk.keys.page("kumo", 2, cursor)
        found += [one.key.key_id for one in page]
        if not cursor:
            break
    assert found == made[::-1]
    with pytest.raises(Refused, match="BAD_CURSOR"):
        desk.keys.page("kumo", 2, "x")


@pytest.mark.parametrize("cursor", ["", write_cursor(to_text(NOW), "kumo/a")])
async def test_a_list_has_its_index(desk: Desk, cursor: str):
    desk.create()
    plan = str(keys_of(desk.collection, "kumo", cursor).explain()["queryPlanner"]["winningPlan"])
    assert "IXSCAN" in plan and "state.created_at" in plan


async def test_a_key_is_looked_up_by_its_index(desk: Desk):
    desk.create()
    plan = str(desk.collection.find({"key_id": "a" * 16}).explain()["queryPlanner"]["winningPlan"])
    assert "IXSCAN" in plan and "key_id" in plan
