"""Taking all that belongs to a tenant out of a store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pymongo.collection import Collection
from pymongo.database import Database

from services.cli.operating.databases import Row, collections
from services.kit.ids import is_tenant

# Documents that go in one deletion: it is over before anybody who waits for the store notices.
_AT_ONCE = 1_000
# What comes behind the slash: an id of the tenant lies between the two, and no other tenant's does.
_BEHIND_SLASH = chr(ord("/") + 1)


def ids_of(tenant: str) -> dict[str, str]:
    """What finds the tenant's documents by `_id`, which is `<tenant>/<id>`. Raises ValueError for what can't name a
    tenant."""
    if not is_tenant(tenant):
        raise ValueError(f"{tenant!r} can't name a tenant")
    return {"$gt": f"{tenant}/", "$lt": f"{tenant}{_BEHIND_SLASH}"}


def queries(tenant: str) -> tuple[dict[str, Any], ...]:
    """What finds all of the tenant's: by id, and what an id of another kind belongs to the tenant by its field."""
    return {"_id": ids_of(tenant)}, {"tenant": tenant}


def counted(database: Database[Row], tenant: str) -> dict[str, int]:
    """How many documents each collection has of the tenant; those that have none are left out."""
    found = {}
    for collection in collections(database):
        if number := collection.count_documents({"$or": list(queries(tenant))}):
            found[collection.name] = number
    return found


def remove(database: Database[Row], tenant: str) -> dict[str, int]:
    """Takes them out; answers how many that were of each collection. One that stops half way is run again."""
    removed = {}
    for collection in collections(database):
        if number := sum(_pages(collection, tenant)):
            removed[collection.name] = number
    return removed


def _pages(collection: Collection[Row], tenant: str) -> Iterator[int]:
    for query in queries(tenant):
        while ids := [row["_id"] for row in collection.find(query, {"_id": 1}).limit(_AT_ONCE)]:
            yield collection.delete_many({"_id": {"$in": ids}}).deleted_count
