"""Loyalty's ledger on the real store."""

from __future__ import annotations

from collections.abc import Iterator

import mongoengine
import pytest

from services.kit import documents
from services.kit.commits import CommitStore
from services.loyalty.documents import ACCOUNTS, DOCUMENTS
from services.loyalty.domain.account import Account
from tests.support.orders import NOON


@pytest.fixture
def store(mongodb_uri, database) -> Iterator[CommitStore[Account]]:
    connected = documents.connect("loyalty", mongodb_uri, database.name)
    documents.ensure_indexes(DOCUMENTS)
    yield CommitStore(connected, ACCOUNTS, "heliodesk/loyalty", lambda: NOON)
    mongoengine.disconnect("loyalty")
