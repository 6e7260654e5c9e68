"""What shops change of the tone profiles, as it lies in MongoDB (kit/revisions says how revisions do)."""

from __future__ import annotations

import bson
import mongoengine

from services.kit.aggregate import Change, Kind
from services.kit.convert import to_document
from services.kit.documents import AggregateDocument
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import document_id
from services.kit.revisions import OlderRevision, Revised
from services.translation.domain.tone.overrides import KeptTone, Revision

REVISIONS = "tone_revisions"
# Bytes. An answer with all of it fits into one message.
LARGEST = 1_200_000


class ToneDocument(AggregateDocument):
    """`_id` is `<tenant>/tone`. It tells nothing, so it has no outbox to look for."""

    meta = {"db_alias": "translation", "collection": "tones"}


class ToneRevisionDocument(OlderRevision):
    meta = {"db_alias": "translation", "collection": REVISIONS}


DOCUMENTS: tuple[type[mongoengine.Document], ...] = (ToneDocument, ToneRevisionDocument)

TONES = Kind(name="tone", collection="tones", state=KeptTone)
REVISED: Revised[Revision, Revision | None] = Revised(
    name="tone",
    newest=TONES.collection,
    older=REVISIONS,
    part="newest",
    kind=Revision,
    compile=lambda revision: revision,
    unpublished=None,
)


def tone_id(tenant: str) -> str:
    return document_id(tenant, REVISED.name)


def published(kept: KeptTone | None, after: KeptTone) -> Change[KeptTone]:
    """What is written when the overrides have changed. Never for two changes in one write: each is certain of the one
    before. Raises Refused (TONE_TOO_LARGE)."""
    if len(bson.encode(to_document(after.newest))) > LARGEST:
        message = f"the overrides would take more than {LARGEST} bytes"
        raise Refused("TONE_TOO_LARGE", message, RefusalKind.TOO_LARGE)
    before = (REVISED.written_down(kept.tenant, kept.newest),) if kept is not None else ()
    return Change(after, at=after.newest.published_at, writes=before)
