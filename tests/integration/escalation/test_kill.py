"""Processes that are killed in the middle of chains."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.integration.escalation.conftest import SECRET
from tests.support.chains import chain, notify, raise_to, reassign, repeat, wait, webhook
from tests.support.streams import eventually

_PROGRAM = """
import asyncio
from services.kit.settings import Settings
from services.escalation.app import run
asyncio.run(run(Settings.for_service("escalation"), frozenset({"stream", "tick", "relay"}), asyncio.Event()))
"""
ROOT = Path(__file__).parents[3]
TICKETS = 20
ROUNDS = 3


@pytest.fixture
def start_process(kafka_servers, mongodb_uri, database, neighbours, tmp_path) -> Iterator[Callable]:
    """Starts a process of the service with all roles but serve; what is left of them ends with the test."""
    started = []
    environment = {
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'gen'}",
        "KAFKA_BOOTSTRAP_SERVERS": kafka_servers,
        "MONGODB_URI": mongodb_uri,
        "HELIODESK_DATABASE": database.name,
        "HELIODESK_SLA_ADDRESS": neighbours.address,
        "HELIODESK_TICKETING_ADDRESS": neighbours.address,
        "HELIODESK_WEBHOOK_SECRET": SECRET,
        "HELIODESK_WEBHOOK_NETWORKS": "127.0.0.0/8",
        "HELIODESK_OPS_PORT": "0",
    }

    def start() -> subprocess.Popen:
        with (tmp_path / "escalation.log").open("ab") as log:
            command = [sys.executable, "-c", _PROGRAM]
            started.append(subprocess.Popen(command, env={**os.environ, **environment}, stdout=log, stderr=log))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


async def test_chains_go_on_where_they_stood_and_no_step_is_lost_or_taken_twice(
    real_desk, start_process, neighbours, receiver
):
    desk = real_desk
    steps = (notify(), wait(1), webhook(receiver.url), reassign(), raise_to(), repeat(0, ROUNDS - 1))
    await desk.publish(chain(*steps))
    tickets = [await desk.opened() for _ in range(TICKETS)]
    for ticket in tickets:
        await desk.breached(ticket)

    def steps_taken() -> int:
        return sum(sum(one.place.taken) for one in desk.all())

    in_all = TICKETS * ROUNDS * len(steps)
    for share in (0.1, 0.35, 0.6, 0.8):
        process = start_process()
        await eventually(lambda share=share: steps_taken() >= share * in_all, 45)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert steps_taken() < in_all
    last = start_process()
    await eventually(lambda: {one.state.value for one in desk.all()} == {"exhausted"}, 45)
    await eventually(lambda: desk.timers.count_documents({}) == 0)
    assert last.poll() is None

    assert sorted(one.ticket_id for one in desk.all()) == sorted(tickets)
    expected = [(step, round_) for round_ in range(ROUNDS) for step in range(len(steps))]
    for escalation in desk.all():
        told = await desk.tells(
            escalation.escalation_id,
            "EscalationStarted",
            *(["PersonNotified"] + ["StepTaken"] * (len(steps) - 1)) * ROUNDS,
            "EscalationExhausted",
        )
        assert [(event.step, event.round) for event in told[1:-1]] == expected
        assert len(await desk.trail(escalation.escalation_id)) == len(told)
    # What was repeated outside had the same id.
    assert len({command for name, command in neighbours.commands if name == "Reassign"}) == TICKETS * ROUNDS
    assert len({headers["webhook-id"] for headers, _ in receiver.requests}) == TICKETS * ROUNDS
