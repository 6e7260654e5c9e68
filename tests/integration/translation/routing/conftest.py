"""Routing on the real store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import mongoengine
import pytest

from services.kit import documents
from services.translation.routing.documents import DOCUMENTS
from tests.support.routing_office import Office


@pytest.fixture
def translation_database(mongodb_uri, database) -> Iterator[Any]:
    connected = documents.connect("translation", mongodb_uri, database.name)
    documents.ensure_indexes(DOCUMENTS)
    yield connected
    mongoengine.disconnect("translation")


@pytest.fixture
def office(translation_database) -> Office:
    return Office(translation_database)
