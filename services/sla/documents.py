"""Clocks as they lie in MongoDB, and the lists that are asked for."""

from __future__ import annotations

from datetime import UTC, datetime

from services.kit.aggregate import Kind
from services.kit.documents import OUTBOX_INDEX, AggregateDocument, page
from services.kit.instants import to_text
from services.kit.topics import CLOCK
from services.sla.domain.promise import Clock, ClockState


class ClockDocument(AggregateDocument):
    """`_id` is `<tenant>/<ticket id>`."""

    meta = {
        "db_alias": "sla",
        "collection": "clocks",
        "indexes": [
            OUTBOX_INDEX,
            ("tenant", "-state.started_at", "-_id"),
            ("tenant", "state.state", "-state.started_at", "-_id"),
        ],
    }


_LATEST = to_text(datetime.max.replace(tzinfo=UTC))

CLOCKS = Kind(name="clock", collection="clocks", state=Clock, topic=CLOCK)


def filters(state: ClockState | None) -> dict[str, object]:
    """Of the clocks in this state, or of all. A ticket that is followed and has no clock isn't among them."""
    return {"state": state.value} if state else {"started_at": {"$lte": _LATEST}}


def list_clocks(tenant: str, state: ClockState | None, size: int, cursor: str) -> tuple[list[Clock], str]:
    """One page, newest first, and the cursor of the next one. Raises Refused (BAD_CURSOR), Away."""
    found, following = page(
        ClockDocument, Clock, tenant, filters(state), newest_by="started_at", size=size, cursor=cursor
    )
    return [clock for _, clock in found], following
