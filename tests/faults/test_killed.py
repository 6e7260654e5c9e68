"""`kill -9` of each service in the middle of the traffic."""

from __future__ import annotations

import pytest

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
