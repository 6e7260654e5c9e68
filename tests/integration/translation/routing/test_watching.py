"""Engines that aren't there are looked after, so that texts don't have to find out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from services.translation.domain.engine import EngineAway
from services.translation.domain.routing.breaker import FAILURES_IN_A_ROW, FIRST_WAIT
from services.translation.domain.routing.status import Health
from services.translation.routing import watching
from tests.support.routing_office import TENANT, Office
from tests.support.scripted_engine import ScriptedEngine
from tests.support.streams import eventually


@pytest.fixture(autouse=True)
def quick(monkeypatch) -> None:
    monkeypatch.setattr(watching, "_EVERY", 0.02)


@asynccontextmanager
async def watched(office: Office) -> AsyncIterator[None]:
    stop = asyncio.Event()
    watch = asyncio.create_task(office.routing.watch(stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(watch, 10)


async def down(office: Office) -> None:
    """Its only engine fails until it is left alone."""
    office.first.will(*[EngineAway("first", "it answers 503")] * FAILURES_IN_A_ROW)
    for _ in range(FAILURES_IN_A_ROW):
        with pytest.raises(EngineAway):
            await office.ask()


@pytest.fixture
def office(translation_database) -> Office:
    return Office(translation_database, ScriptedEngine("first"), seconds=0.0)


async def test_all_are_asked_for_their_pairs_at_the_start_and_those_that_are_there_no_more(translation_database):
    there, away = ScriptedEngine("there"), ScriptedEngine("away", does=set(), absent=True)
    office = Office(translation_database, there, away, seconds=0.0)
    there.does = set()
    await office.routing.start()
    there.does = {("es", "en")}
    assert (there.looked_at, away.looked_at) == (1, 1)
    async with watched(office):
        for looks in (2, 3):
            office.seconds += watching._LOOK_EVERY
            await eventually(lambda looks=looks: away.looked_at == looks)
        away.absent, away.does = False, {("es", "en")}
        office.seconds += watching._LOOK_EVERY
        await eventually(lambda: office.names() == ["there", "away"])
    assert there.looked_at == 1


async def test_an_engine_that_was_left_alone_is_looked_at_before_a_text_is_brought_to_it(office):
    await down(office)
    office.first.absent = True
    async with watched(office):
        office.seconds = FIRST_WAIT
        await eventually(lambda: office.first.looked_at == 1)
        await eventually(lambda: office.names() == [])
        assert (await office.status()).condition.retry_in_seconds == 2 * FIRST_WAIT
        office.first.absent = False
        office.seconds += 2 * FIRST_WAIT
        await eventually(lambda: office.first.looked_at == 2)
        await eventually(lambda: office.names() == ["first"])
    assert len(office.first.asked) == FAILURES_IN_A_ROW
    await office.ask()
    assert (await office.status()).condition.health is Health.WORKING


async def test_one_that_says_nothing_holds_up_nobody(translation_database, monkeypatch):
    monkeypatch.setattr(watching, "_LOOK_WITHIN", 0.05)
    silent, there = SilentEngine("silent", does=set()), ScriptedEngine("there")
    office = Office(translation_database, silent, there)
    with capture_logs() as logs:
        await office.routing.start()
    assert office.names() == ["there"]
    assert "engine_away" in [one["event"] for one in logs if one.get("engine") == "silent"]


class SilentEngine(ScriptedEngine):
    async def refresh(self) -> None:
        await asyncio.Event().wait()


async def test_that_an_engine_is_still_away_is_logged_once(translation_database):
    office = Office(translation_database, ScriptedEngine("first", does=set(), absent=True), seconds=0.0)
    with capture_logs() as logs:
        async with watched(office):
            for looks in (1, 2, 3):
                office.seconds += watching._LOOK_EVERY
                await eventually(lambda looks=looks: office.first.looked_at == looks)
    assert [one["event"] for one in logs] == ["engine_away"]


async def test_what_was_counted_is_written_while_it_runs_and_when_it_stops(office, translation_database):
    async def written() -> int:
        found = await asyncio.to_thread(
            translation_database["engine_usage"].find_one, {"_id": f"{TENANT}/first/2026-03"}
        )
        return found["pairs"]["es>en"].get("answered", 0) if found else 0

    async def twice() -> bool:
        return await written() == 2

    async with watched(office):
        await office.ask()
        await office.ask()
        await eventually(twice)
        await office.ask()
    assert await written() == 3
