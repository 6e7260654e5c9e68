"""Rulebooks as they lie in MongoDB (kit/revisions says how revisions do), and who is present."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import bson
import mongoengine

from services.kit.aggregate import Change, Kind, Write
from services.kit.convert import to_document
from services.kit.documents import OUTBOX_INDEX, AggregateDocument
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import document_id
from services.kit.revisions import OlderRevision, Revised
from services.kit.ticking.timer import Timer, TimerDocument, partition_of, writes
from services.kit.topics import RULEBOOK
from services.sla.domain.presence import AgentPresence
from services.sla.domain.rulebook.book import Rulebook
from services.sla.domain.rulebook.kept import KeptRulebook, Part, keep
from services.sla.domain.rulebook.publishing import Published
from services.sla.domain.rulebook.rules import NOTHING_SAID, Rules
from services.sla.domain.rulebook.specs import CalendarSpec, PolicySpec, TeamSpec

REVISIONS = "rulebook_revisions"
TIMERS = "rulebook_timers"
# Bytes. Each revision is stored whole, and an answer with all calendars or all teams fits into one message.
LARGEST = 1_200_000


class RulebookDocument(AggregateDocument):
    """`_id` is `<tenant>/rulebook`."""

    meta = {"db_alias": "sla", "collection": "rulebooks", "indexes": [OUTBOX_INDEX, "state.next_at"]}


class RevisionDocument(OlderRevision):
    """`version` is what the revision has changed."""

    meta = {
        "db_alias": "sla",
        "collection": REVISIONS,
        "indexes": [("tenant", "changed.part", "changed.id", "-revision")],
    }

    changed = mongoengine.DictField()


class RulebookTimerDocument(TimerDocument):
    meta = {"db_alias": "sla", "collection": TIMERS}


class PresenceDocument(AggregateDocument):
    """`_id` is `<tenant>/<agent id>`."""

    meta = {"db_alias": "sla", "collection": "presences", "indexes": [("tenant", "state.presence")]}


RULEBOOKS = Kind(
    name="rulebook", collection="rulebooks", state=KeptRulebook, topic=RULEBOOK, key=lambda kept: kept.tenant
)
REVISED: Revised[Rulebook, Rules] = Revised(
    name="rulebook",
    newest=RULEBOOKS.collection,
    older=REVISIONS,
    part="rulebook",
    kind=Rulebook,
    compile=lambda book: book.compiled,
    unpublished=NOTHING_SAID,
)
PRESENCES = Kind(name="presence", collection="presences", state=AgentPresence)


def rulebook_id(tenant: str) -> str:
    return document_id(tenant, REVISED.name)


def published(kept: KeptRulebook | None, tenant: str, book: Rulebook, event: Published) -> Change[KeptRulebook]:
    """What is written when the rulebook has changed. Never for two changes in one write: each is certain of the one
    before. Raises Refused (RULEBOOK_TOO_LARGE)."""
    if len(bson.encode(to_document(book))) > LARGEST:
        message = f"the rulebook would take more than {LARGEST} bytes"
        raise Refused("RULEBOOK_TOO_LARGE", message, RefusalKind.TOO_LARGE)
    state = keep(kept, tenant, book, event)
    before = (_written_down(kept),) if kept is not None else ()
    return Change(state, (event,), book.published_at, writes=(*before, *timer_writes(state, book.published_at)))


def timer_writes(kept: KeptRulebook, set_at: datetime) -> tuple[Write, ...]:
    """What must stand before the rulebook does: the timer of its next look."""
    return writes(TIMERS, [timer_of(kept, set_at)])


def timer_of(kept: KeptRulebook, set_at: datetime) -> Timer:
    watch, tenant = kept.watch, kept.tenant
    return Timer(rulebook_id(tenant), "gaps", watch.plan, watch.look_at, set_at, partition_of(tenant, RULEBOOK))


def _written_down(kept: KeptRulebook) -> Write:
    write, version = REVISED.written_down(kept.tenant, kept.rulebook), changed_version(kept)
    said = {"changed": to_document(kept.changed), "version": None if version is None else to_document(version)}
    return replace(write, document={**write.document, **said})


def changed_version(kept: KeptRulebook) -> CalendarSpec | TeamSpec | PolicySpec | None:
    """The calendar, team or policy that the revision has changed; None where it was the managers."""
    book, what = kept.rulebook, kept.changed
    match what.part:
        case Part.CALENDAR:
            return book.calendar(what.id)
        case Part.TEAM:
            return book.team(what.id)
        case Part.POLICY:
            return book.policy(what.id)
    return None
