"""A tower of bells on the real store."""

from __future__ import annotations

from collections.abc import AsyncIterator

import mongoengine
import pytest

from services.kit import documents
from tests.support.tower import BellDocument, BellTimerDocument, Tower


@pytest.fixture
async def tower(mongodb_uri, database) -> AsyncIterator[Tower]:
    documents.connect("tower", mongodb_uri, database.name)
    documents.ensure_indexes([BellDocument, BellTimerDocument])
    yield Tower(database)
    mongoengine.disconnect("tower")
