"""The store of a kind of aggregates, for commands that work beside the services."""

from __future__ import annotations

from typing import Any

from pymongo.database import Database

from services.kit.aggregate import Kind
from services.kit.clock import SystemClock
from services.kit.commits import CommitStore
from services.kit.committed import CommitKind
from services.kit.store import Store


def store_of(database: Database[dict[str, Any]], kind: Kind[Any]) -> Store[Any]:
    """In the service's own database."""
    make = CommitStore if isinstance(kind, CommitKind) else Store
    return make(database, kind, "heliodesk/operating", SystemClock().now)
