"""One platform for all fault tests: whatever a test did to it, the next one finds it whole."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from uuid import uuid4

import pytest
from pymongo import MongoClient

from services.cli.local.servers import ROOT
from services.kit.broker import apply_topics
from services.kit.clock import SystemClock
from tests.faults.platform import Platform, running_platform
from tests.support.servers import TestServers

# A simulated day in 24 seconds, so that promises come due while something is broken.
RATE = 3600


@pytest.fixture(scope="session")
def _platform(_servers: TestServers, tmp_path_factory) -> Iterator[Platform]:
    apply_topics(_servers.bootstrap_servers)
    prefix = f"faults_{uuid4().hex[:10]}"
    env = {
        "KAFKA_BOOTSTRAP_SERVERS": _servers.bootstrap_servers,
        "MONGODB_URI": _servers.mongodb_uri,
        "HELIODESK_DATABASE": prefix,
        "HELIODESK_PORT_BASE": str(_servers.port_base),
        "HELIODESK_SHOPS": str(ROOT / "samples" / "shops.yaml"),
        "HELIODESK_CLOCK": f"{SystemClock().now().isoformat()},{RATE}",
    }
    with running_platform(_servers, env, tmp_path_factory.mktemp("platform")) as platform:
        yield platform
    with MongoClient(_servers.mongodb_uri) as client:
        for name in client.list_database_names():
            if name.startswith(prefix):
                client.drop_database(name)


@pytest.fixture
async def platform(_servers: TestServers, _platform: Platform) -> AsyncIterator[Platform]:
    """All services ready, nothing left to read."""
    _servers.kafka()
    _servers.store()
    await _platform.start(*_platform.dead())
    await _platform.all_ready()
    await _platform.caught_up()
    yield _platform
