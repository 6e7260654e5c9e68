"""Asks the audit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo.collection import Collection

from services.edge.audit.documents import BY_ACTOR, BY_ID, BY_SUBJECT, from_document
from services.edge.audit.line import Line, Outcome, first_id_at
from services.kit.documents import DEFAULT_PAGE, read_cursor, write_cursor
from services.kit.mongo import store_errors


@dataclass(frozen=True, slots=True)
class Asked:
    """What lines have in common; what is empty is anything. `since` belongs to it, `until` doesn't."""

    actor_id: str = ""
    method: str = ""
    subject_id: str = ""
    since: datetime | None = None
    until: datetime | None = None
    outcome: Outcome | None = None


def lines_of(
    collection: Collection[dict[str, Any]], tenant: str, asked: Asked, size: int, cursor: str
) -> tuple[list[Line], str]:
    """One page of a tenant's lines, latest first, and the cursor of the next, empty on the last. Raises Away, and
    Refused for a cursor that isn't one of ours."""
    limit = size or DEFAULT_PAGE
    query, index = query_of(tenant, asked, cursor)
    with store_errors():
        found = collection.find(query).sort("_id", -1).hint(index).limit(limit + 1)
        lines = [from_document(one) for one in found]
    return lines[:limit], write_cursor(lines[limit - 1].id) if len(lines) > limit else ""


def query_of(tenant: str, asked: Asked, cursor: str = "") -> tuple[dict[str, Any], str]:
    """The question, and the index that answers it. No line of another tenant's is within the bounds of its `_id`."""
    # "0" is what follows "/".
    ids = {"$gte": f"{tenant}/", "$lt": f"{tenant}0"}
    if asked.since is not None:
        ids["$gte"] = f"{tenant}/{first_id_at(asked.since)}"
    if asked.until is not None:
        ids["$lt"] = f"{tenant}/{first_id_at(asked.until)}"
    if cursor:
        (last,) = read_cursor(cursor, str)
        ids["$lt"] = min(ids["$lt"], f"{tenant}/{last}")
    query: dict[str, Any] = {"_id": ids}
    if asked.actor_id:
        query["actor.id"] = asked.actor_id
    if asked.subject_id:
        query["subjects.id"] = asked.subject_id
    if asked.method:
        query["method"] = asked.method
    if asked.outcome is not None:
        # The outcome of a line that has none isn't known.
        query["outcome"] = {"$exists": False} if asked.outcome is Outcome.UNKNOWN else asked.outcome
    return query, BY_SUBJECT if asked.subject_id else BY_ACTOR if asked.actor_id else BY_ID
