"""A memory on the real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import mongoengine
import pytest

from services.kit import documents
from services.kit.clock import HeldClock
from services.kit.store import Store
from services.translation.memory.documents import DOCUMENTS, SEGMENTS
from services.translation.memory.memory import Memory

START = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock(START)


@pytest.fixture
def rows(mongodb_uri, database) -> Iterator[Any]:
    """The memory's collection, with its indexes."""
    connected = documents.connect("translation", mongodb_uri, database.name)
    documents.ensure_indexes(DOCUMENTS)
    yield connected[SEGMENTS.collection]
    mongoengine.disconnect("translation")


@pytest.fixture
def a_memory(rows, clock) -> Callable[[], Memory]:
    """Makes one as each process has it."""
    return lambda: Memory(Store(rows.database, SEGMENTS, "heliodesk/translation", clock.now))


@pytest.fixture
def memory(a_memory) -> Memory:
    return a_memory()
