"""Timers while Kafka or the store is away: late, and not lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from tests.integration.sla.conftest import OPENED_AT
from tests.support.streams import eventually


async def test_while_kafka_is_away_nothing_rings_and_what_came_due_rings_when_it_is_back(desk, kafka_process):
    async with desk.following(), desk.ticking():
        ticket = await desk.opened("urgent")
        await desk.becomes(ticket, "running")
        await asyncio.to_thread(kafka_process.kill9)
        desk.pass_time(minutes=15, seconds=1)
        await eventually(lambda: "Kafka is away" in desk.health.report()["reasons"].get("clock.tick", ""))
        assert (desk.clock(ticket).state, desk.clock(ticket).warned_at) == ("running", ())
        await asyncio.to_thread(kafka_process.start)
        clock = await desk.becomes(ticket, "breached", within=60)
        assert clock.breached_at == OPENED_AT + timedelta(minutes=15)
        await desk.tells(ticket, "ClockStarted", "ClockWarned", "ClockBreached")


async def test_while_the_store_is_away_nothing_is_lost(desk, store_process):
    async with desk.following(), desk.ticking():
        ticket = await desk.opened("urgent")
        await desk.becomes(ticket, "running")
        await asyncio.to_thread(store_process.kill9)
        desk.pass_time(minutes=15, seconds=1)
        await eventually(lambda: "store is away" in desk.health.report()["reasons"].get("clock.tick", ""))
        await asyncio.to_thread(store_process.start)
        await desk.becomes(ticket, "breached", within=60)
        await desk.tells(ticket, "ClockStarted", "ClockWarned", "ClockBreached")
