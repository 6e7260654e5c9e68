"""The read side of parts: documents of their own that belong to an aggregate, and count from its write on."""

from __future__ import annotations

from typing import Any

from services.kit.mongo import store_errors
from services.kit.store import Store


def read_parts(store: Store[Any], aggregate_id: str, after: int, limit: int) -> list[tuple[int, dict[str, Any]]]:
    """(number, document) of the parts that count, in their order, from number `after` + 1 on. Raises Away.

    Asks by the index (aggregate, number) of the kind's parts; those not yet stamped are asked for by their ids.
    """
    collection = store.database[store.kind.parts]
    with store_errors():
        # The aggregate first: what it lists and is stamped meanwhile is then found twice, never not at all.
        head = store.collection.find_one({"_id": aggregate_id}, {"parts": 1}) or {}
        listed = {part["id"]: part["number"] for part in head.get("parts", ()) if part["number"] > after}
        query = {"aggregate": aggregate_id, "number": {"$gt": after}}
        found = {part["number"]: part for part in collection.find(query).sort("number", 1).limit(limit)}
        if listed:
            found |= {listed[part["_id"]]: part for part in collection.find({"_id": {"$in": list(listed)}})}
    return sorted(found.items(), key=lambda item: item[0])[:limit]
