"""What the memory holds, as it lies in MongoDB, and how it is found: by `_id`, by likeness, as a list, by age."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pymongo.collection import Collection
from pymongo.cursor import Cursor

from services.kit.aggregate import Kind
from services.kit.documents import AggregateDocument, page
from services.kit.instants import to_text
from services.kit.mongo import store_errors
from services.kit.stored import read_aggregate
from services.translation.domain.memory.segment import Segment
from services.translation.domain.memory.unit import Origin, Pair

# Those that share a band with a text, of which the nearest are shown.
_MOST_CANDIDATES = 2_000


class SegmentDocument(AggregateDocument):
    """`_id` is `<tenant>/<segment id>`, which follows from pair, context and form."""

    meta = {
        "db_alias": "translation",
        "collection": "memory",
        "indexes": [
            {"fields": ["tenant", "state.bands"]},
            {"fields": ["state.forget_at"]},
            (
                "tenant",
                "state.source_language",
                "state.target_language",
                "state.origin",
                "state.changed_at",
                "_id",
            ),
        ],
    }


DOCUMENTS = (SegmentDocument,)
SEGMENTS = Kind(name="memory", collection="memory", state=Segment)

Rows = Collection[dict[str, Any]]


def read_segment(row: dict[str, Any]) -> Segment | None:
    """The segment in a document, whatever its schema."""
    return read_aggregate(row, SEGMENTS).state


def candidates(rows: Rows, tenant: str, bands: tuple[int, ...]) -> Cursor[dict[str, Any]]:
    """What shares a band with these: ids, forms, pairs and origins. Nothing is asked for that the index hasn't, or the
    development store would read all."""
    query = {"tenant": tenant, "state.bands": {"$in": list(bands)}}
    wanted = {"state.form": 1, "state.source_language": 1, "state.target_language": 1, "state.origin": 1}
    return rows.find(query, wanted, batch_size=_MOST_CANDIDATES + 1).limit(_MOST_CANDIDATES)


def is_persons(row: dict[str, Any], pair: Pair) -> bool:
    """Whether a person's translation of this pair stands there: a band is 32 bits, so other pairs may have it too."""
    state = row["state"]
    told = (state["source_language"], state["target_language"], state["origin"])
    return told == (pair.source, pair.target, Origin.PERSON.value)


def list_segments(
    tenant: str, pair: Pair, origin: Origin, size: int, cursor: str
) -> tuple[list[tuple[str, Segment]], str]:
    """One page, the newest first: ids with segments, and the cursor of the next. Raises Refused (BAD_CURSOR), Away."""
    filters = {"source_language": pair.source, "target_language": pair.target, "origin": origin.value}
    return page(SegmentDocument, Segment, tenant, filters, newest_by="changed_at", size=size, cursor=cursor)


def outdated(rows: Rows, now: datetime, most: int) -> Cursor[dict[str, Any]]:
    """The ids of those that are to be forgotten by now, all tenants'."""
    query = {"state.forget_at": {"$gt": "", "$lte": to_text(now)}}
    return rows.find(query, {"_id": 1}).limit(most)


def forget(rows: Rows, now: datetime, most: int) -> int:
    """Of those, not more than `most`; answers how many they were. Somebody may have corrected one meanwhile: it stays.
    Raises Away."""
    with store_errors():
        found = [row["_id"] for row in outdated(rows, now, most)]
        if found:
            rows.delete_many({"_id": {"$in": found}, "state.forget_at": {"$gt": "", "$lte": to_text(now)}})
    return len(found)
