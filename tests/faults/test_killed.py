"""`kill -9` in the middle of the traffic: of each service, and of everything."""

from __future__ import annotations

import asyncio

import pytest

from services.cli.local.process import LocalProcess
from services.kit.settings import SERVICES
from tests.faults.platform import Platform
from tests.faults.traffic import Traffic

pytestmark = pytest.mark.timeout(240)


@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_that_is_killed_in_the_middle_of_the_traffic_loses_nothing(platform: Platform, service: str):
    traffic = Traffic(platform, seconds=12)
    async with traffic.flowing():
        await traffic.until(0.3)
        await platform.kill9(service)
        await platform.start(service)
        # The traffic has gone on, or has waited: the second blow falls while it makes up for that.
        await platform.kill9(service)
        await platform.start(service)
    await traffic.assert_all_is_well()
    assert platform.dead() == []


async def test_everything_that_is_killed_at_once_in_the_middle_of_the_traffic_loses_nothing(
    platform: Platform, kafka_process: LocalProcess, store_process: LocalProcess
):
    traffic = Traffic(platform, seconds=12)
    async with traffic.flowing():
        await traffic.until(0.4)
        await asyncio.gather(
            *(platform.kill9(service) for service in SERVICES),
            asyncio.to_thread(kafka_process.kill9),
            asyncio.to_thread(store_process.kill9),
        )
        await asyncio.gather(asyncio.to_thread(kafka_process.start), asyncio.to_thread(store_process.start))
        await platform.start(*SERVICES)
    await traffic.assert_all_is_well()
    assert platform.dead() == []
