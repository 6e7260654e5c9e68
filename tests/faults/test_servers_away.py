"""Kafka, then the store, is away for a while in the middle of the traffic, and comes back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from services.cli.local.process import LocalProcess
from services.kit.settings import SERVICES
from tests.faults.platform import Platform
from tests.faults.traffic import Traffic
from tests.support.streams import eventually

AWAY_SECONDS = 20

pytestmark = pytest.mark.timeout(300)


@asynccontextmanager
async def away(server: LocalProcess) -> AsyncIterator[None]:
    """The server is stopped; it is away for AWAY_SECONDS in all, however long what is done inside takes less."""
    await asyncio.to_thread(server.stop)
    stopped = time.monotonic()
    yield
    await asyncio.sleep(AWAY_SECONDS - (time.monotonic() - stopped))
    await asyncio.to_thread(server.start)


async def nobody_has_died(platform: Platform) -> None:
    assert platform.dead() == []
    assert all((await platform.alive()).values()), "a cluster would have restarted it"


async def test_what_comes_while_kafka_is_away_is_kept(platform: Platform, kafka_process: LocalProcess):
    traffic = Traffic(platform, seconds=30)
    async with traffic.flowing():
        await traffic.until(0.2)
        async with away(kafka_process):
            answered = len(traffic.receipts)
            await eventually(lambda: len(traffic.receipts) >= answered + 10)
            # The edge reads nothing, and keeps what it takes: it is ready until it has something to publish.
            await eventually(lambda: all_say(platform, "Kafka", but="edge"))
            await nobody_has_died(platform)
    await platform.all_ready()
    await traffic.assert_all_is_well()
    await nobody_has_died(platform)


async def test_what_comes_while_the_store_is_away_is_put_off_with_a_clear_word(
    platform: Platform, store_process: LocalProcess, unique: str
):
    traffic = Traffic(platform, seconds=30)
    async with traffic.flowing():
        await traffic.until(0.2)
        async with away(store_process):
            refused = await write_to(platform, unique)
            assert refused.status_code == 503
            assert refused.headers["content-type"] == "application/problem+json"
            assert (refused.json()["status"], refused.json()["reason"]) == (503, "AWAY")
            await eventually(lambda: all_say(platform, "store"))
            await nobody_has_died(platform)
    await platform.all_ready()
    await traffic.assert_all_is_well()
    await nobody_has_died(platform)
    answers = [await write_to(platform, unique) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()


async def all_say(platform: Platform, what: str, but: str = "") -> bool:
    """Whether no service (but this one) is ready, and each of them names what it lacks."""
    told = await platform.readiness()
    return all(any(what in why for why in told.get(service, {}).values()) for service in SERVICES if service != but)


async def write_to(platform: Platform, unique: str) -> httpx.Response:
    """The same message under the same key, each time."""
    body = {
        "channel": "chat",
        "thread": f"away-{unique}",
        "external_id": f"away-{unique}-1",
        "from": {"address": "visitor", "name": "Ada Lang", "customer_id": "customer-1"},
        "text": "Is anybody there?",
    }
    headers = {"authorization": f"Bearer {platform.api_key()}", "idempotency-key": f"away-{unique}"}
    async with httpx.AsyncClient(base_url=platform.edge_url, timeout=15, trust_env=False) as http:
        return await http.post("/v1/messages", json=body, headers=headers)
