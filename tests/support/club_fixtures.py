"""Fixtures for the tests of members, referrals and contents."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import mongoengine
import pytest

from services.kit import documents
from services.kit.clock import HeldClock
from services.kit.settings import Settings
from tests.support.club import DOCUMENTS, SECRET, START, Club
from tests.support.running_club import RunningClub


@pytest.fixture
def club(mongodb_uri, database) -> Iterator[Club]:
    """A shop with a programme, on the real store."""
    connected = documents.connect("loyalty", mongodb_uri, database.name)
    documents.ensure_indexes(DOCUMENTS)
    made = Club(connected, "shop")
    made.publish()
    yield made
    mongoengine.disconnect("loyalty")


@pytest.fixture
async def running_club(
    kafka_servers, mongodb_uri, database, unique, port_base, monkeypatch
) -> AsyncIterator[RunningClub]:
    """A shop of the test's own, on the real servers; the test starts and stops its process."""
    monkeypatch.setenv("HELIODESK_MEMBER_SECRET", SECRET)
    settings = Settings(
        service="loyalty",
        HELIODESK_PORT_BASE=str(port_base),
        KAFKA_BOOTSTRAP_SERVERS=kafka_servers,
        MONGODB_URI=mongodb_uri,
        HELIODESK_DATABASE=database.name,
    )
    own = database.client[settings.database]
    made = RunningClub(own, f"shop-{unique}", settings, HeldClock(START))
    made.publish()
    yield made
    await made.producer.stop()
