"""AuditService: who did what to whom."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from heliodesk.audit.v1 import service_pb2 as pb
from pymongo.collection import Collection

from services.edge.audit.line import Line, Outcome
from services.edge.audit.queries import Asked, lines_of
from services.edge.identity.caller import CallerKind
from services.kit.errors import refused_field
from services.kit.instants import from_text, to_timestamp
from services.kit.rpc import Call

_KINDS = {CallerKind.PERSON: pb.AUDIT_ACTOR_KIND_PERSON, CallerKind.SYSTEM: pb.AUDIT_ACTOR_KIND_SYSTEM}
_OUTCOMES = {
    Outcome.UNKNOWN: pb.AUDIT_OUTCOME_UNKNOWN,
    Outcome.DONE: pb.AUDIT_OUTCOME_DONE,
    Outcome.REFUSED: pb.AUDIT_OUTCOME_REFUSED,
    Outcome.FAILED: pb.AUDIT_OUTCOME_FAILED,
}
_ASKED_OUTCOMES = {number: outcome for outcome, number in _OUTCOMES.items()}


class AuditServicer:
    """Reads alone: nothing of it is written by a call."""

    def __init__(self, collection: Collection[dict[str, Any]]) -> None:
        self._collection = collection

    async def ListAuditEntries(self, request: pb.ListAuditEntriesRequest, call: Call) -> pb.ListAuditEntriesResponse:
        asked = Asked(
            actor_id=request.actor_id,
            method=request.method,
            subject_id=request.subject_id,
            since=_instant("since", request.since),
            until=_instant("until", request.until),
            outcome=_ASKED_OUTCOMES.get(request.outcome),
        )
        lines, cursor = await asyncio.to_thread(
            lines_of, self._collection, call.tenant, asked, request.page_size, request.cursor
        )
        return pb.ListAuditEntriesResponse(entries=map(_entry, lines), next_cursor=cursor)


def _instant(field: str, text: str) -> datetime | None:
    try:
        return from_text(text) if text else None
    except ValueError:
        raise refused_field("BAD_INSTANT", field, f"{field} is no RFC 3339 instant with a zone") from None


def _entry(line: Line) -> pb.AuditEntry:
    return pb.AuditEntry(
        entry_id=line.id,
        at=to_timestamp(line.at),
        actor_kind=_KINDS[line.actor_kind],
        actor_id=line.actor_id,
        method=line.method,
        subjects=[pb.AuditSubject(field=one.field, id=one.id) for one in line.subjects],
        address=line.address,
        trace_id=line.trace_id,
        outcome=_OUTCOMES[line.outcome],
        reason=line.reason,
    )
