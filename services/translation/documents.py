"""What translation keeps: for each message, what was found out of it."""

from __future__ import annotations

from typing import Any

from pymongo.cursor import Cursor

from services.kit.aggregate import Kind
from services.kit.convert import from_document
from services.kit.documents import OUTBOX_INDEX, AggregateDocument
from services.kit.mongo import store_errors
from services.kit.topics import TRANSLATION
from services.translation.domain import MessageTranslation, Reason

# A text that breaks an engine each time is not its turn for ever.
MOST_ATTEMPTS = 20


class TranslationDocument(AggregateDocument):
    meta = {
        "db_alias": "translation",
        "collection": "translations",
        "indexes": [OUTBOX_INDEX, ("state.reason", "state.attempts")],
    }


TRANSLATIONS = Kind(
    name="translation",
    collection="translations",
    state=MessageTranslation,
    topic=TRANSLATION,
    key=lambda translation: translation.ticket_id,
)


def waiting_for_an_engine() -> Cursor[dict[str, Any]]:
    """Messages that an engine was away for, those tried least first."""
    query = {"state.reason": Reason.ENGINE_AWAY.value, "state.attempts": {"$lt": MOST_ATTEMPTS}}
    return TranslationDocument._get_collection().find(query).sort("state.attempts", 1)


def left_by_an_absent_engine(limit: int) -> list[tuple[str, MessageTranslation]]:
    """(document id, what is known) of messages that an engine was away for, those tried least first. Raises Away."""
    with store_errors():
        found = waiting_for_an_engine().limit(limit)
        return [(document["_id"], from_document(document["state"], MessageTranslation)) for document in found]
