"""A shop with rewards on the real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import mongoengine
import pytest

from services.kit import documents
from services.loyalty.documents import DOCUMENTS
from services.loyalty.programme.documents import DOCUMENTS as PROGRAMME_DOCUMENTS
from services.loyalty.rewards.documents import DOCUMENTS as REWARD_DOCUMENTS
from tests.support.rewards import Clock, Shop, programme


@pytest.fixture
def processes(mongodb_uri, database) -> Iterator[Callable[[], Shop]]:
    """Makes processes of one shop, which has published its programme."""
    connected = documents.connect("loyalty", mongodb_uri, database.name)
    documents.ensure_indexes((*DOCUMENTS, *PROGRAMME_DOCUMENTS, *REWARD_DOCUMENTS))
    clock = Clock()
    Shop(connected, clock).publish(programme())
    yield lambda: Shop(connected, clock)
    mongoengine.disconnect("loyalty")


@pytest.fixture
def shop(processes) -> Shop:
    return processes()
