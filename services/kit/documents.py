"""What every collection of aggregates declares to mongoengine, and how its lists are read page by page."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import mongoengine
import orjson
from pymongo import MongoClient
from pymongo.database import Database

from services.kit.convert import from_document
from services.kit.errors import Refused
from services.kit.mongo import CLIENT_OPTIONS, store_errors

S = TypeVar("S")

DEFAULT_PAGE = 50


class AggregateDocument(mongoengine.Document):
    """An aggregate as it lies in its collection. A subclass names the collection and the indexes of its queries.

    Only what is indexed or queried is declared; `state` is the domain's dataclass, written and read by kit/store.
    """

    meta = {"abstract": True, "strict": False, "auto_create_index": False}

    id = mongoengine.StringField(primary_key=True)
    tenant = mongoengine.StringField()
    version = mongoengine.IntField()
    state = mongoengine.DictField()
    outbox = mongoengine.ListField(mongoengine.DictField())


# What the relay asks for: only documents with something in their outbox have an entry.
OUTBOX_INDEX = "outbox.time"


def connect(alias: str, uri: str, database: str) -> Database[dict[str, Any]]:
    """Connects mongoengine's documents of this alias, and answers the same database for the store."""
    client: MongoClient[dict[str, Any]] = mongoengine.connect(alias=alias, host=uri, db=database, **CLIENT_OPTIONS)
    return client[database]


def ensure_indexes(documents: Iterable[type[mongoengine.Document]]) -> None:
    """Makes what the queries need. Safe to run again. Raises Away."""
    with store_errors():
        for document in documents:
            document.ensure_indexes()


def page(
    document: type[AggregateDocument],
    state: type[S],
    tenant: str,
    filters: dict[str, Any],
    *,
    newest_by: str,
    size: int,
    cursor: str,
) -> tuple[list[tuple[str, S]], str]:
    """One page of a tenant's aggregates, newest first by the state's field `newest_by` (an instant): ids with states,
    and the cursor of the next page, empty on the last. Raises Refused for a cursor that isn't one of ours."""
    field = f"state.{newest_by}"
    query: dict[str, Any] = {"tenant": tenant, **{f"state.{name}": value for name, value in filters.items()}}
    if cursor:
        at, last_id = read_cursor(cursor, str, str)
        query["$or"] = [{field: {"$lt": at}}, {field: at, "_id": {"$lt": last_id}}]
    limit = size or DEFAULT_PAGE
    with store_errors():
        found = document._get_collection().find(query, {"state": 1}).sort([(field, -1), ("_id", -1)]).limit(limit + 1)
        # A followed aggregate of which nothing but a mark is known has no state yet.
        rows = [row for row in found if row["state"] is not None]
    more = rows[limit - 1] if len(rows) > limit else None
    next_cursor = write_cursor(more["state"][newest_by], more["_id"]) if more else ""
    return [(row["_id"], from_document(row["state"], state)) for row in rows[:limit]], next_cursor


def write_cursor(*values: Any) -> str:
    """An opaque text for the place in a list."""
    return base64.urlsafe_b64encode(orjson.dumps(values)).decode().rstrip("=")


def read_cursor(cursor: str, *types: type) -> Sequence[Any]:
    """The values of a cursor, which are of these types. Raises Refused (BAD_CURSOR)."""
    try:
        values = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        values = None
    if not isinstance(values, list) or [type(value) for value in values] != list(types):
        raise Refused("BAD_CURSOR", "the cursor is not one that was given out")
    return values
