"""A shop whose people correct and grant points, on the real store."""

from __future__ import annotations

from collections.abc import Iterator

import mongoengine
import pytest

from services.kit import documents
from services.loyalty.corrections.documents import DOCUMENTS as CORRECTION_DOCUMENTS
from services.loyalty.documents import DOCUMENTS
from services.loyalty.programme.documents import DOCUMENTS as PROGRAMME_DOCUMENTS
from tests.support.campaigns import Shop


@pytest.fixture
def shop(mongodb_uri, database) -> Iterator[Shop]:
    connected = documents.connect("loyalty", mongodb_uri, database.name)
    documents.ensure_indexes((*DOCUMENTS, *PROGRAMME_DOCUMENTS, *CORRECTION_DOCUMENTS))
    yield Shop(connected)
    mongoengine.disconnect("loyalty")
