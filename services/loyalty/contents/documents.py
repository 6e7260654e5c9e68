"""Contents as they lie in MongoDB, their lists, and the room that members have for them."""

from __future__ import annotations

from typing import Any

from pymongo.database import Database

from services.kit.aggregate import Kind
from services.kit.convert import from_document
from services.kit.documents import DEFAULT_PAGE, OUTBOX_INDEX, AggregateDocument, read_cursor, write_cursor
from services.kit.mongo import store_errors
from services.kit.topics import CONTENT
from services.loyalty.domain.content.content import Content
from services.loyalty.domain.content.quota import Quota


class ContentDocument(AggregateDocument):
    """`_id` is `<tenant>/<content id>`."""

    meta = {
        "db_alias": "loyalty",
        "collection": "contents",
        "indexes": [
            OUTBOX_INDEX,
            ("tenant", "state.submitted_at", "_id"),
            ("tenant", "state.status", "state.submitted_at", "_id"),
            ("tenant", "state.customer_id", "state.submitted_at", "_id"),
        ],
    }


class QuotaDocument(AggregateDocument):
    """`_id` is `<tenant>/<customer id>`."""

    meta = {"db_alias": "loyalty", "collection": "content_quotas"}


DOCUMENTS = (ContentDocument, QuotaDocument)

CONTENTS = Kind(
    name="content",
    collection="contents",
    state=Content,
    topic=CONTENT,
    key=lambda content: content.customer_id,
)
QUOTAS = Kind(name="content_quota", collection="content_quotas", state=Quota)


def list_contents(
    database: Database[dict[str, Any]], tenant: str, filters: dict[str, str], size: int, cursor: str
) -> tuple[list[Content], str]:
    """One page, oldest first, and the cursor of the next one; `filters` are fields of the state. Raises Refused
    (BAD_CURSOR), Away."""
    limit = size or DEFAULT_PAGE
    with store_errors():
        found = database[CONTENTS.collection].find(contents_query(tenant, filters, cursor), {"state": 1})
        rows = list(found.sort([("state.submitted_at", 1), ("_id", 1)]).limit(limit + 1))
    last = rows[limit - 1] if len(rows) > limit else None
    following = write_cursor(last["state"]["submitted_at"], last["_id"]) if last is not None else ""
    return [from_document(row["state"], Content) for row in rows[:limit]], following


def contents_query(tenant: str, filters: dict[str, str], cursor: str) -> dict[str, Any]:
    query: dict[str, Any] = {"tenant": tenant, **{f"state.{name}": value for name, value in filters.items()}}
    if cursor:
        at, last_id = read_cursor(cursor, str, str)
        query["$or"] = [{"state.submitted_at": {"$gt": at}}, {"state.submitted_at": at, "_id": {"$gt": last_id}}]
    return query
