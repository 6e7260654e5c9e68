"""The databases of all services in the one store, for commands that look at all of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pymongo import MongoClient
from pymongo.collection import Collection
from pymongo.database import Database

from services.cli.operating.arguments import store_needed
from services.kit.mongo import CLIENT_OPTIONS, store_errors
from services.kit.settings import SERVICES, Settings

Row = dict[str, Any]

# A dump, or a page of deletions, may take longer than what a service waits for.
_PATIENCE_MS = 120_000


@contextmanager
def databases() -> Iterator[dict[str, Database[Row]]]:
    """By service, whether or not anything is there yet. Raises CommandProblem where the store is away."""
    settings = Settings.for_service("edge")
    options = {**CLIENT_OPTIONS, "socketTimeoutMS": _PATIENCE_MS}
    with store_needed(), store_errors(), MongoClient[Row](settings.mongodb_uri, **options) as client:
        yield {service: client[f"{settings.database_prefix}_{service}"] for service in SERVICES}


def collections(database: Database[Row]) -> list[Collection[Row]]:
    """All that hold documents of ours, by name."""
    names = database.list_collection_names(filter={"type": "collection"})
    return [database[name] for name in sorted(names) if not name.startswith("system.")]
