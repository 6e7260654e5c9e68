"""Programmes as they lie in MongoDB: the newest revision of each shop, and those that were in force before it."""

from __future__ import annotations

import mongoengine
from heliodesk.loyalty.v1 import programme_events_pb2

from services.kit.aggregate import Change, Kind
from services.kit.convert import to_proto
from services.kit.documents import OUTBOX_INDEX, AggregateDocument
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import document_id
from services.kit.revisions import OlderRevision, Revised
from services.kit.topics import PROGRAMME
from services.loyalty.domain.programme import UNPUBLISHED, Programme
from services.loyalty.domain.programme.publishing import KeptProgramme, ProgrammePublished, Revision

REVISIONS = "programme_revisions"
# Bytes, of the event that tells it whole: it fits into a record of Kafka and into a request.
LARGEST = 800_000


class ProgrammeDocument(AggregateDocument):
    """`_id` is `<tenant>/programme`."""

    meta = {"db_alias": "loyalty", "collection": "programmes", "indexes": [OUTBOX_INDEX]}


class ProgrammeRevisionDocument(OlderRevision):
    meta = {"db_alias": "loyalty", "collection": REVISIONS}


DOCUMENTS: tuple[type[mongoengine.Document], ...] = (ProgrammeDocument, ProgrammeRevisionDocument)

PROGRAMMES = Kind(
    name="programme",
    collection="programmes",
    state=KeptProgramme,
    topic=PROGRAMME,
    key=lambda kept: kept.tenant,
)
REVISED: Revised[Revision, Programme] = Revised(
    name="programme",
    newest=PROGRAMMES.collection,
    older=REVISIONS,
    part="newest",
    kind=Revision,
    compile=lambda revision: revision.compiled,
    unpublished=UNPUBLISHED,
)


def programme_id(tenant: str) -> str:
    return document_id(tenant, REVISED.name)


def published(kept: KeptProgramme | None, after: KeptProgramme, event: ProgrammePublished) -> Change[KeptProgramme]:
    """What is written when the programme has changed. Never for two changes in one write: each is certain of the one
    before. Raises Refused (PROGRAMME_TOO_LARGE)."""
    if to_proto(event, programme_events_pb2.ProgrammePublished).ByteSize() > LARGEST:
        message = f"the programme would take more than {LARGEST} bytes"
        raise Refused("PROGRAMME_TOO_LARGE", message, RefusalKind.TOO_LARGE)
    before = (REVISED.written_down(kept.tenant, kept.newest),) if kept is not None else ()
    return Change(after, (event,), event.published_at, writes=before)
