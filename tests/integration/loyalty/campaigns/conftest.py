"""A shop with campaigns on the real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import mongoengine
import pytest

from services.kit import documents
from services.loyalty.campaigns.documents import DOCUMENTS as CAMPAIGN_DOCUMENTS
from services.loyalty.corrections.documents import DOCUMENTS as CORRECTION_DOCUMENTS
from services.loyalty.documents import DOCUMENTS
from services.loyalty.programme.documents import DOCUMENTS as PROGRAMME_DOCUMENTS
from tests.support.campaigns import Shop


@pytest.fixture
def processes(mongodb_uri, database) -> Iterator[Callable[[], Shop]]:
    """Makes processes of one shop."""
    connected = documents.connect("loyalty", mongodb_uri, database.name)
    documents.ensure_indexes((*DOCUMENTS, *PROGRAMME_DOCUMENTS, *CAMPAIGN_DOCUMENTS, *CORRECTION_DOCUMENTS))
    yield lambda: Shop(connected)
    mongoengine.disconnect("loyalty")


@pytest.fixture
def shop(processes) -> Shop:
    return processes()
