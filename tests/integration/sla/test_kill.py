"""A tick process that is killed with timers in its hand."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from heliodesk.ticketing.v1 import events_pb2 as ticketing

from services.kit.clock import SystemClock
from tests.support.streams import eventually

_PROGRAM = """
import asyncio
from services.kit.settings import Settings
from services.sla.app import run
asyncio.run(run(Settings.for_service("sla"), frozenset({"tick", "relay"}), asyncio.Event()))
"""
ROOT = Path(__file__).parents[3]


@pytest.fixture
def start_tick(
    ticketing_serves, kafka_servers, mongodb_uri, database, port_base, tmp_path
) -> Iterator[Callable[[], subprocess.Popen]]:
    """Starts a process of the service with the roles tick and relay; what is left of them ends with the test."""
    started = []
    environment = {
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'gen'}",
        "KAFKA_BOOTSTRAP_SERVERS": kafka_servers,
        "MONGODB_URI": mongodb_uri,
        "HELIODESK_DATABASE": database.name,
        "HELIODESK_PORT_BASE": str(port_base),
        "HELIODESK_OPS_PORT": "0",
    }

    def start() -> subprocess.Popen:
        with (tmp_path / "tick.log").open("ab") as log:
            command = [sys.executable, "-c", _PROGRAM]
            started.append(subprocess.Popen(command, env={**os.environ, **environment}, stdout=log, stderr=log))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


async def test_what_is_overdue_when_a_tick_is_killed_rings_once_after_its_restart(real_desk, start_tick):
    desk, yesterday = real_desk, SystemClock().now() - timedelta(days=1)
    async with desk.following():
        tickets = [await desk.opened("urgent", yesterday) for _ in range(30)]
        for ticket in tickets:
            await desk.becomes(ticket, "running")
    for ticket in tickets:
        # Nobody has read this yet, so no verdict is told.
        await desk.send(ticketing.NoteAdded(ticket_id=ticket))

    killed = start_tick()
    await eventually(lambda: all(desk.clock(ticket).warned_at for ticket in tickets), within=40)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert {desk.clock(ticket).state for ticket in tickets} == {"running"}

    async with desk.following():
        restarted = start_tick()
        for ticket in tickets:
            await desk.becomes(ticket, "breached", within=40)
        await eventually(lambda: all(desk.timers_of(ticket) == 0 for ticket in tickets))
    assert restarted.poll() is None
    for ticket in tickets[:3]:
        await desk.tells(ticket, "ClockStarted", "ClockWarned", "ClockBreached")
    sequences = {desk.store.collection.find_one({"_id": f"kumo/{ticket}"})["sequence"] for ticket in tickets}
    assert sequences == {3}
