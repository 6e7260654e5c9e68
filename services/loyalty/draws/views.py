"""Draws as calls answer them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from heliodesk.loyalty.v1 import draw_service_pb2 as calls
from heliodesk.loyalty.v1 import draw_types_pb2

from services.kit.convert import to_proto
from services.kit.documents import read_cursor, write_cursor
from services.kit.instants import to_timestamp
from services.loyalty.domain.draws.draw import Draw, DrawStatus, PaidEntry
from services.loyalty.domain.draws.drawing import Place


def draw_message(draw: Draw, now: datetime) -> calls.Draw:
    message = calls.Draw(
        draw_id=draw.draw_id,
        rules=to_proto(draw.rules, draw_types_pb2.DrawRules),
        status=_status(draw.status_at(now)),
        commitment=draw.commitment,
        rules_hash=draw.rules_hash,
        places=draw.places,
        entries=draw.entries,
        list_hash=draw.list_hash,
        seed=draw.seed,
        winners=[to_proto(one, draw_types_pb2.DrawWinner) for one in draw.winners],
        scheduled_at=to_timestamp(draw.scheduled_at),
        cancel_reason=draw.cancel_reason,
    )
    if draw.completed_at is not None:
        message.completed_at.CopyFrom(to_timestamp(draw.completed_at))
    if draw.cancelled_at is not None:
        message.cancelled_at.CopyFrom(to_timestamp(draw.cancelled_at))
    return message


def proof_message(draw: Draw, page: Sequence[tuple[int, PaidEntry]], now: datetime) -> calls.GetDrawProofResponse:
    """No customer is named in it."""
    last = page[-1][0] if page else draw.places
    return calls.GetDrawProofResponse(
        draw_id=draw.draw_id,
        rules=to_proto(draw.rules, draw_types_pb2.DrawRules),
        status=_status(draw.status_at(now)),
        rules_hash=draw.rules_hash,
        commitment=draw.commitment,
        seed=draw.seed,
        list_hash=draw.list_hash,
        places=draw.places,
        winners=[calls.ProvenWinner(prize_id=one.prize_id, participant_id=one.participant_id) for one in draw.winners],
        entries=[place_message(number, paid.place) for number, paid in page],
        next_cursor=write_cursor(last) if last < draw.places else "",
    )


def place_message(number: int, place: Place) -> calls.DrawEntry:
    return calls.DrawEntry(
        number=number, participant_id=place.participant_id, entries=place.entries, entry_hash=place.entry_hash
    )


def place_after(cursor: str) -> int:
    """Raises Refused (BAD_CURSOR)."""
    return read_cursor(cursor, int)[0] if cursor else 0


def _status(status: DrawStatus) -> calls.DrawStatus:
    return calls.DrawStatus.Value(f"DRAW_STATUS_{status.name}")
