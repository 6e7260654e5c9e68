"""A draw whose process is killed again and again, while members enter and while it is drawn."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import orjson
import pytest

from services.cli.local.process import LocalProcess
from services.cli.loyalty.verify_draw import read_proof
from services.kit.broker import apply_topics
from services.kit.topics import TOPICS
from services.loyalty.domain.draws.proof import differences
from tests.faults.platform import service_process
from tests.integration.loyalty.draws.conftest import Shop
from tests.integration.loyalty.draws.conftest import shop as shop
from tests.support.streams import eventually

MEMBERS = 12


@pytest.fixture
def loyalty(shop: Shop, kafka_servers, mongodb_uri, database, port_base, tmp_path) -> Iterator[LocalProcess]:
    """Everything but the calls, as a process; not started yet."""
    env = {
        "KAFKA_BOOTSTRAP_SERVERS": kafka_servers,
        "MONGODB_URI": mongodb_uri,
        "HELIODESK_DATABASE": database.name,
        "HELIODESK_PORT_BASE": str(port_base),
    }
    process = service_process("loyalty", tmp_path, port_base, env, "stream", "relay", "tick")
    yield process
    process.stop()


async def test_a_draw_comes_to_the_winners_that_it_had_committed_to_whatever_dies(shop, loyalty, tmp_path):
    await asyncio.to_thread(apply_topics, shop.settings.kafka_bootstrap_servers, TOPICS)
    async with shop.running("serve"):
        await shop.scheduled("spring", closes_in=40)
        customers = [f"cust-{number}" for number in range(MEMBERS)]
        for customer in customers:
            await shop.member(customer, 100)
        for start in range(0, MEMBERS, 4):
            await asyncio.to_thread(loyalty.start)
            await asyncio.gather(*(shop.entered("spring", one, 2) for one in customers[start : start + 4]))
            # Some of them have been read, some haven't.
            await eventually(lambda seen=start: _places(shop, seen + 1), within=60)
            await asyncio.to_thread(loyalty.kill9)
        await asyncio.to_thread(loyalty.start)
        await eventually(lambda: _drawing(shop), within=90)
        await asyncio.to_thread(loyalty.kill9)
        await asyncio.to_thread(loyalty.start)
        completed = await shop.becomes("spring", "completed")
        pages = await shop.proof("spring")
        balances = {shop.account(customer).balance for customer in customers}
    assert (completed.places, completed.entries) == (MEMBERS, 2 * MEMBERS)
    assert balances == {80}
    file = tmp_path / "proof.json"
    file.write_bytes(orjson.dumps(pages[0]))
    assert len(pages) == 1 and differences(read_proof([file])) == []


async def _places(shop: Shop, count: int) -> bool:
    return (await shop.draw("spring")).places >= count


async def _drawing(shop: Shop) -> bool:
    """The list is frozen, whether or not the winners are drawn."""
    kept = await asyncio.to_thread(shop.kept, "spring")
    return kept.status != "scheduled"
