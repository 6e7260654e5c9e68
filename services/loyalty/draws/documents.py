"""Draws as they lie in MongoDB, and their lists."""

from __future__ import annotations

from typing import Any

import mongoengine

from services.kit.aggregate import Kind, Part
from services.kit.convert import from_document, to_document
from services.kit.documents import OUTBOX_INDEX, AggregateDocument, page
from services.kit.ids import document_id
from services.kit.mongo import store_errors
from services.kit.parts import read_parts
from services.kit.store import Store
from services.kit.ticking.planned import PlannedTimers
from services.kit.ticking.timer import TimerDocument
from services.kit.topics import DRAW
from services.loyalty.domain.draws.draw import Draw, DrawStatus, PaidEntry

ENTRIES = "draw_entries"
TIMERS = "draw_timers"
# What is to be done when a draw's timer rings.
CLOSE, COMPLETE, GIVE_BACK = "close", "complete", "give_back"
_TO_DO = {DrawStatus.SCHEDULED: CLOSE, DrawStatus.CLOSED: COMPLETE, DrawStatus.CANCELLED: GIVE_BACK}
# Of one member in one draw: its rules allow no more entries.
_MOST_OF_A_MEMBER = 10_000


class DrawDocument(AggregateDocument):
    """`_id` is `<tenant>/<draw id>`."""

    meta = {
        "db_alias": "loyalty",
        "collection": "draws",
        "indexes": [OUTBOX_INDEX, "state.next_at", ("tenant", "-state.scheduled_at", "-_id")],
    }


class DrawEntryDocument(mongoengine.Document):
    """What was paid, one document each: `_id` is `<tenant>/<redemption id>`. It counts once `number` and `aggregate`
    are there, or the draw lists it."""

    meta = {
        "db_alias": "loyalty",
        "collection": ENTRIES,
        "strict": False,
        "auto_create_index": False,
        "indexes": [("aggregate", "number"), ("aggregate", "entry.participant_id")],
    }

    id = mongoengine.StringField(primary_key=True)
    aggregate = mongoengine.StringField()
    number = mongoengine.IntField()
    entry = mongoengine.DictField()


class DrawTimerDocument(TimerDocument):
    meta = {"db_alias": "loyalty", "collection": TIMERS}


DOCUMENTS = (DrawDocument, DrawEntryDocument, DrawTimerDocument)
DRAWS = Kind(name="draw", collection="draws", state=Draw, topic=DRAW, parts=ENTRIES)
# What the draw wants to have done next.
DRAW_TIMERS: PlannedTimers[Draw] = PlannedTimers(TIMERS, DRAW, lambda draw: _TO_DO[draw.status])


def entry_part(tenant: str, paid: PaidEntry) -> Part:
    """What a redemption has paid is in one list once."""
    return Part(document_id(tenant, paid.redemption_id), {"entry": to_document(paid)})


def read_list(store: Store[Draw], aggregate_id: str, after: int, until: int, limit: int) -> list[tuple[int, PaidEntry]]:
    """(number, what was paid) of the places with the numbers from `after` + 1 to `until`, at most `limit` of them.
    Raises Away."""
    found = read_parts(store, aggregate_id, after, min(limit, until - after))
    return [(number, from_document(part["entry"], PaidEntry)) for number, part in found if number <= until]


def read_member(store: Store[Draw], aggregate_id: str, participant_id: str) -> list[tuple[int, PaidEntry]]:
    """(number, what was paid) of one participant, in the order of the list. Raises Away."""
    # The draw first: what it lists and is stamped meanwhile is then found all the same.
    listed = store.load([aggregate_id])[aggregate_id].parts
    with store_errors():
        found = list(store.database[ENTRIES].find(member_query(aggregate_id, participant_id)).limit(_MOST_OF_A_MEMBER))
    numbered = [(part.get("number") or listed.get(part["_id"], 0), part["entry"]) for part in found]
    counted = sorted(((number, entry) for number, entry in numbered if number), key=lambda one: one[0])
    return [(number, from_document(entry, PaidEntry)) for number, entry in counted]


def member_query(aggregate_id: str, participant_id: str) -> dict[str, Any]:
    """What finds what one participant has paid."""
    return {"aggregate": aggregate_id, "entry.participant_id": participant_id}


def list_draws(tenant: str, size: int, cursor: str) -> tuple[list[Draw], str]:
    """A tenant's draws, the last scheduled first."""
    rows, next_cursor = page(DrawDocument, Draw, tenant, {}, newest_by="scheduled_at", size=size, cursor=cursor)
    return [draw for _, draw in rows], next_cursor
