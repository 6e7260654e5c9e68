"""Rulebooks as they lie in MongoDB: the newest revision, those that were in force before it, and who is present.

A revision is written down when the next one is decided, of which it is certain then that it is the one before; so
whoever loses a race has written what the winner would have written. The newest stands in the aggregate itself.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import bson
import mongoengine

from services.kit.aggregate import Change, Kind, Write
from services.kit.convert import to_document
from services.kit.documents import OUTBOX_INDEX, AggregateDocument
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import document_id
from services.kit.instants import to_text
from services.kit.ticking.timer import Timer, TimerDocument, partition_of, writes
from services.kit.topics import RULEBOOK
from services.sla.domain.presence import AgentPresence
from services.sla.domain.rulebook.book import Rulebook
from services.sla.domain.rulebook.kept import KeptRulebook, Part, keep
from services.sla.domain.rulebook.publishing import Published
from services.sla.domain.rulebook.specs import CalendarSpec, PolicySpec, TeamSpec

REVISIONS = "rulebook_revisions"
TIMERS = "rulebook_timers"
# Bytes. Each revision is stored whole, and an answer with all calendars or all teams fits into one message.
LARGEST = 1_200_000


class RulebookDocument(AggregateDocument):
    """`_id` is `<tenant>/rulebook`."""

    meta = {"db_alias": "sla", "collection": "rulebooks", "indexes": [OUTBOX_INDEX, "state.next_at"]}


class RevisionDocument(mongoengine.Document):
    """A revision that isn't the newest any more; never changes. `_id` is `<tenant>/<revision>`; `version` is what it
    has changed."""

    meta = {
        "db_alias": "sla",
        "collection": REVISIONS,
        "strict": False,
        "auto_create_index": False,
        "indexes": [("tenant", "revision"), ("tenant", "changed.part", "changed.id", "-revision")],
    }

    id = mongoengine.StringField(primary_key=True)
    tenant = mongoengine.StringField()
    revision = mongoengine.IntField()
    changed = mongoengine.DictField()


class RulebookTimerDocument(TimerDocument):
    meta = {"db_alias": "sla", "collection": TIMERS}


class PresenceDocument(AggregateDocument):
    """`_id` is `<tenant>/<agent id>`."""

    meta = {"db_alias": "sla", "collection": "presences", "indexes": [("tenant", "state.presence")]}


RULEBOOKS = Kind(
    name="rulebook", collection="rulebooks", state=KeptRulebook, topic=RULEBOOK, key=lambda kept: kept.tenant
)
PRESENCES = Kind(name="presence", collection="presences", state=AgentPresence)


def rulebook_id(tenant: str) -> str:
    return document_id(tenant, "rulebook")


def revision_id(tenant: str, revision: int) -> str:
    return document_id(tenant, str(revision))


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
    book = kept.rulebook
    document: dict[str, Any] = {
        "tenant": kept.tenant,
        "revision": book.revision,
        "published_at": to_text(book.published_at),
        "changed": to_document(kept.changed),
        "version": to_document(version) if (version := changed_version(kept)) is not None else None,
        "rulebook": to_document(book),
    }
    return Write(REVISIONS, revision_id(kept.tenant, book.revision), document)


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
