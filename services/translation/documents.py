"""What translation keeps: for each message, what was found out of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pymongo.cursor import Cursor

from services.kit.aggregate import Kind
from services.kit.convert import from_document
from services.kit.documents import OUTBOX_INDEX, AggregateDocument
from services.kit.instants import to_text
from services.kit.mongo import store_errors
from services.kit.topics import TRANSLATION
from services.translation.domain.translation import MessageTranslation


class TranslationDocument(AggregateDocument):
    meta = {
        "db_alias": "translation",
        "collection": "translations",
        "indexes": [OUTBOX_INDEX, "state.again_at", ("tenant", "state.queued", "_id")],
    }


TRANSLATIONS = Kind(
    name="translation",
    collection="translations",
    state=MessageTranslation,
    topic=TRANSLATION,
    key=lambda translation: translation.ticket_id,
)
DOCUMENTS = (TranslationDocument,)


def waiting_for_an_engine(now: datetime) -> Cursor[dict[str, Any]]:
    """Messages that an engine was away for and that have waited long enough, those that waited longest first."""
    query = {"state.again_at": {"$gt": "", "$lte": to_text(now)}}
    return TranslationDocument._get_collection().find(query).sort("state.again_at", 1)


def left_by_an_absent_engine(now: datetime, limit: int) -> list[tuple[str, MessageTranslation]]:
    """(document id, what is known) of those. Raises Away."""
    with store_errors():
        return _read(waiting_for_an_engine(now).limit(limit))


def queued(tenant: str, after: str) -> Cursor[dict[str, Any]]:
    """Messages of the shop that wait for a person, by their ids, which are as old as they are."""
    query: dict[str, Any] = {"tenant": tenant, "state.queued": True, "_id": {"$gt": after or f"{tenant}/"}}
    return TranslationDocument._get_collection().find(query).sort("_id", 1)


def queue_page(tenant: str, after: str, limit: int) -> list[tuple[str, MessageTranslation]]:
    """(document id, what is known). Raises Away."""
    with store_errors():
        return _read(queued(tenant, after).limit(limit))


def _read(found: Cursor[dict[str, Any]]) -> list[tuple[str, MessageTranslation]]:
    return [(document["_id"], from_document(document["state"], MessageTranslation)) for document in found]
