"""The whole platform goes back to a backup, and Kafka doesn't: afterwards everything works, for old and new.

A run of its own (`make test-faults`).
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from pymongo import MongoClient

from services.kit.settings import SERVICES
from tests.faults.platform import Platform
from tests.faults.traffic import Traffic
from tests.integration.cli.conftest import program

pytestmark = pytest.mark.timeout(600)


async def stop(platform: Platform) -> None:
    await asyncio.gather(*(asyncio.to_thread(platform.services[name].stop) for name in SERVICES))


async def start(platform: Platform) -> None:
    await platform.start(*SERVICES)
    await platform.all_ready()
    await platform.caught_up()


async def run(platform: Platform, *words: str) -> str:
    answer = await asyncio.to_thread(program, *words, **platform.env)
    assert answer.code == 0, answer.err
    return answer.out


async def some_traffic(platform: Platform) -> Traffic:
    traffic = Traffic(platform, seconds=4, conversations=6, orders=6)
    async with traffic.flowing():
        pass
    return traffic


async def test_a_platform_that_was_set_back_goes_on(platform: Platform, tmp_path: Path):
    before = await some_traffic(platform)
    await before.assert_all_is_well()
    await stop(platform)
    await run(platform, "backup", "take", str(tmp_path / "backup"))
    await start(platform)
    await (await some_traffic(platform)).assert_all_is_well()

    await stop(platform)
    with MongoClient(platform.env["MONGODB_URI"]) as client:
        for name in SERVICES:
            client.drop_database(f"{platform.env['HELIODESK_DATABASE']}_{name}")
    await run(platform, "restore", "load", str(tmp_path / "backup"), "--yes")
    note = ("--note", str(tmp_path / "backup" / "kafka.json"))
    assert "TicketOpened" in await run(platform, "restore", "reconcile", *note, "--yes")
    assert "would come" not in await run(platform, "restore", "reconcile", *note)
    await run(platform, "restore", "rewind", *note, "--yes")
    dead = await platform.kafka.dead_letters()
    await start(platform)

    new = {topic: count - dead[topic] for topic, count in (await platform.kafka.dead_letters()).items()}
    assert {topic: count for topic, count in new.items() if count} == {}
    assert await platform.readiness() == {}
    await (await some_traffic(platform)).assert_all_is_well()
    assert "every account is what its entries make it" in (await run(platform, "loyalty", "prove")).lower()
