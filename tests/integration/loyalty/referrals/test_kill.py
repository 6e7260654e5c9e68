"""Loyalty's process is killed in the middle of attributions and rewards."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.kit.broker import apply_topics
from services.kit.clock import SystemClock
from services.kit.errors import Away
from services.kit.rpc import Client
from services.loyalty.domain.programme.offers import MemberLimit
from tests.integration.loyalty.referrals.test_rewarding import referral_points
from tests.support.club import PROGRAMME, REFERRALS, SECRET
from tests.support.programmes import GERMANY
from tests.support.running_club import RunningClub
from tests.support.streams import eventually

_PROGRAM = """
import asyncio
from services.kit.settings import Settings
from services.loyalty.app import run
asyncio.run(run(Settings.for_service("loyalty"), frozenset({"serve", "stream", "relay"}), asyncio.Event()))
"""
ROOT = Path(__file__).parents[4]
FRIENDS = [f"f{number}" for number in range(24)]
# Orders have no return window, so that nobody has to wait for its end.
AT_ONCE = replace(
    PROGRAMME,
    markets=(replace(GERMANY, return_days=0),),
    referral=replace(REFERRALS, cap=MemberLimit(100), velocity_friends=100),
)


@pytest.fixture
def start_process(running_club, tmp_path) -> Iterator[Callable[[], subprocess.Popen]]:
    """Starts a process of the service; what is left of them ends with the test."""
    started = []
    settings = running_club.settings
    environment = {
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'gen'}",
        "KAFKA_BOOTSTRAP_SERVERS": settings.kafka_bootstrap_servers,
        "MONGODB_URI": settings.mongodb_uri,
        "HELIODESK_DATABASE": settings.database_prefix,
        "HELIODESK_PORT_BASE": str(settings.port_base),
        "HELIODESK_MEMBER_SECRET": SECRET,
    }

    def start() -> subprocess.Popen:
        with (tmp_path / "loyalty.log").open("ab") as log:
            command = [sys.executable, "-c", _PROGRAM]
            started.append(subprocess.Popen(command, env={**os.environ, **environment}, stdout=log, stderr=log))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


async def patiently(call: Callable) -> None:
    """Until somebody answers; a call that was lost is made again."""

    async def done() -> bool:
        try:
            await call()
        except Away:
            return False
        return True

    await eventually(done)


async def bring_all(club: RunningClub) -> None:
    """Each friend comes by the code, and buys something."""
    code = []

    async def ask() -> None:
        code[:] = [await club.code("ana")]

    await patiently(lambda: club.put("ana"))
    await patiently(ask)
    for friend in FRIENDS:
        await patiently(lambda friend=friend: club.put(friend))
        await patiently(lambda friend=friend: club.attribute(code[0], friend))
        # The process has a clock of its own, which shows when the code was told.
        club.clock.advance(SystemClock().now() - club.clock.now())
        await club.placed(friend, f"order-{friend}", 5000)
        await club.delivered(friend, f"order-{friend}", 5000)


async def test_both_are_rewarded_once_however_often_it_is_killed(running_club, start_process):
    club = running_club
    await asyncio.to_thread(apply_topics, club.settings.kafka_bootstrap_servers)
    club.publish(AT_ONCE)
    address = f"127.0.0.1:{club.settings.grpc_port}"
    club.clients = {
        name: Client(address, f"heliodesk.loyalty.v1.{name}") for name in ("MemberService", "ReferralService")
    }
    bringing = asyncio.create_task(bring_all(club))

    def rewarded() -> int:
        return len(referral_points(club, "ana"))

    try:
        for share in (0.1, 0.4, 0.7):
            process = start_process()
            await eventually(lambda share=share: rewarded() >= share * len(FRIENDS), 90)
            process.send_signal(signal.SIGKILL)
            process.wait()
        last = start_process()
        await bringing
        await eventually(lambda: rewarded() >= len(FRIENDS), 90)
        await eventually(lambda: all(referral_points(club, friend) for friend in FRIENDS), 90)
        await club.caught_up()
    finally:
        bringing.cancel()
        for client in club.clients.values():
            await client.close()
    assert last.poll() is None
    assert referral_points(club, "ana") == [500] * len(FRIENDS)
    assert [referral_points(club, friend) for friend in FRIENDS] == [[250]] * len(FRIENDS)
    assert {one.friend_id for one in club.referrers.get(f"{club.tenant}/ana").brought} == set(FRIENDS)
