"""Clocks as they lie in MongoDB, and the lists that are asked for."""

from __future__ import annotations

from datetime import UTC, datetime

from services.kit.aggregate import Kind
from services.kit.documents import OUTBOX_INDEX, AggregateDocument, page
from services.kit.instants import to_text
from services.kit.topics import CLOCK
from services.sla.domain.clocks import TicketClocks
from services.sla.domain.target import State


class ClockDocument(AggregateDocument):
    """All clocks of a ticket; `_id` is `<tenant>/<ticket id>`."""

    meta = {
        "db_alias": "sla",
        "collection": "clocks",
        "indexes": [
            OUTBOX_INDEX,
            ("tenant", "-state.started_at", "-_id"),
            ("tenant", "state.states", "-state.started_at", "-_id"),
            ("tenant", "state.queue"),
            ("tenant", "state.busy_agent"),
            "state.next_at",
        ],
    }


_LATEST = to_text(datetime.max.replace(tzinfo=UTC))

CLOCKS = Kind(name="clock", collection="clocks", state=TicketClocks, topic=CLOCK)


def filters(state: State | None) -> dict[str, object]:
    """Of the tickets that have a clock in this state, or of all. One that is followed and has no clocks isn't among
    them."""
    return {"states": state.value} if state else {"started_at": {"$lte": _LATEST}}


def list_clocks(tenant: str, state: State | None, size: int, cursor: str) -> tuple[list[TicketClocks], str]:
    """One page of tickets, newest first, and the cursor of the next one. Raises Refused (BAD_CURSOR), Away."""
    found, following = page(
        ClockDocument, TicketClocks, tenant, filters(state), newest_by="started_at", size=size, cursor=cursor
    )
    return [clocks for _, clocks in found], following
