"""Fixtures for all tests: the real servers, and names that no other test has. Who asks for none starts nothing."""

import os
from collections.abc import Iterator
from uuid import uuid4

import pytest
from hypothesis import settings
from pymongo import MongoClient
from pymongo.database import Database

from services.cli.local.process import LocalProcess
from tests.support.servers import TestServers

# How long an example takes says more of the machine's other work than of the code.
settings.register_profile("heliodesk", deadline=None)
settings.load_profile("heliodesk")


@pytest.fixture(scope="session")
def _servers() -> Iterator[TestServers]:
    servers = TestServers()
    yield servers
    servers.close()


@pytest.fixture
def kafka_servers(_servers: TestServers) -> str:
    """The bootstrap address of a running Kafka."""
    return _servers.bootstrap_servers


@pytest.fixture
def mongodb_uri(_servers: TestServers) -> str:
    """The URI of a running store."""
    return _servers.mongodb_uri


@pytest.fixture
def kafka_process(_servers: TestServers) -> Iterator[LocalProcess]:
    """Kafka as a process that a test may ``stop()``, ``kill9()`` and ``start()``; it runs again afterwards."""
    _skip_when_given("KAFKA_BOOTSTRAP_SERVERS")
    yield _servers.kafka()
    _servers.kafka()


@pytest.fixture
def store_process(_servers: TestServers) -> Iterator[LocalProcess]:
    """The store as a process that a test may ``stop()``, ``kill9()`` and ``start()``; it runs again afterwards."""
    _skip_when_given("MONGODB_URI")
    yield _servers.store()
    _servers.store()


@pytest.fixture
def port_base(_servers: TestServers) -> int:
    """The port base of this test session; a test that starts services takes theirs from it."""
    return _servers.port_base


@pytest.fixture
def unique() -> str:
    """A short word that no other test has, for topics, groups and tenants."""
    return uuid4().hex[:10]


@pytest.fixture
def topic_suffix(unique: str) -> str:
    """What makes a topic's name a test's own: ``f"heliodesk.test.thing.v1{topic_suffix}"``."""
    return f".{unique}"


@pytest.fixture
def database(mongodb_uri: str, unique: str) -> Iterator[Database]:
    """A database of the test's own, gone after it; services get their prefix from ``database.name``."""
    with MongoClient(mongodb_uri, tz_aware=True) as client:
        name = f"test_{unique}"
        yield client[name]
        for each in client.list_database_names():
            if each.startswith(name):
                client.drop_database(each)


def _skip_when_given(variable: str) -> None:
    if os.environ.get(variable):
        pytest.skip(f"{variable} names a server that isn't ours to stop")
