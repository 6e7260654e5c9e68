"""All services as processes, on the real Kafka and the real store, with a database of their own and a fast clock."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from pymongo import MongoClient

from services.cli.local.process import LocalProcess
from services.cli.local.servers import ROOT
from services.cli.local.services import service_plan
from services.kit.broker import apply_topics, lags
from services.kit.clock import SystemClock
from services.kit.errors import Away
from services.kit.settings import SERVICES
from tests.integration.local.conftest import wait_until
from tests.support.servers import TestServers

# A simulated day in 18 seconds.
RATE = 4800
WEBHOOK_SECRET = "whsec_aGVsaW9kZXNrLWlzLXRlc3RlZC1oZXJlLg=="


@dataclass(frozen=True)
class Platform:
    """What runs, and the environment that a command needs to find it."""

    env: Mapping[str, str]
    services: Mapping[str, LocalProcess]
    state: Path


@pytest.fixture(scope="module")
def rate() -> int:
    """How fast the platform's clock runs; a module with longer to wait has a rate of its own."""
    return RATE


@pytest.fixture(scope="module")
def own_env() -> Mapping[str, str]:
    """What a module adds to the environment of the services."""
    return {}


@pytest.fixture(scope="module")
def platform(_servers: TestServers, tmp_path_factory, rate: int, own_env: Mapping[str, str]) -> Iterator[Platform]:
    kafka, port_base, state = _servers.bootstrap_servers, _servers.port_base, tmp_path_factory.mktemp("platform")
    apply_topics(kafka)
    env = {
        "KAFKA_BOOTSTRAP_SERVERS": kafka,
        "MONGODB_URI": _servers.mongodb_uri,
        "HELIODESK_DATABASE": f"test_{uuid4().hex[:10]}",
        "HELIODESK_PORT_BASE": str(port_base),
        "HELIODESK_SHOPS": str(ROOT / "samples" / "shops.yaml"),
        "HELIODESK_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "HELIODESK_WEBHOOK_NETWORKS": "127.0.0.0/8",
        "HELIODESK_CLOCK": f"{SystemClock().now().isoformat()},{rate}",
        **own_env,
    }
    services = {name: LocalProcess(service_plan(name, state, port_base, env)) for name in SERVICES}
    try:
        with ThreadPoolExecutor(len(services)) as starters:
            list(starters.map(LocalProcess.start, services.values()))
        # What other tests left on the topics is read first.
        wait_until(lambda: has_no_lag(kafka), 60)
        yield Platform({**os.environ, **env}, services, state)
    finally:
        with ThreadPoolExecutor(len(services)) as stoppers:
            list(stoppers.map(LocalProcess.stop, services.values()))
        with MongoClient(env["MONGODB_URI"]) as client:
            for service in SERVICES:
                client.drop_database(f"{env['HELIODESK_DATABASE']}_{service}")


def has_no_lag(kafka: str) -> bool:
    """False too while the groups, which have just been joined, can't be asked."""
    try:
        return not any(lag.behind for lag in lags(kafka))
    except Away:
        return False
