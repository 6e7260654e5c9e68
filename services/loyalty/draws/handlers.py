"""What is decided when points have been paid for a draw."""

from __future__ import annotations

from heliodesk.loyalty.v1 import events_pb2

from services.kit.aggregate import Change, Part
from services.kit.envelope import Envelope
from services.kit.instants import from_timestamp
from services.kit.stream import Context
from services.loyalty.domain.draws.draw import Draw, PaidEntry, receive
from services.loyalty.domain.draws.secrets import DrawSecrets
from services.loyalty.draws.documents import entry_part


class EntryHandlers:
    """Payments become places in the list, each once: the redemption names the part."""

    def __init__(self, secrets: DrawSecrets) -> None:
        self._secrets = secrets

    def receive(self, draw: Draw | None, event: events_pb2.PointsRedeemed, context: Context) -> Change[Draw]:
        """Raises Refused (DRAW_NOT_FOUND)."""
        decided, events = receive(draw, self._paid(event, context.tenant))
        return Change(decided, events, at=context.envelope.time, number=decided.received)

    def part(self, event: events_pb2.PointsRedeemed, envelope: Envelope) -> Part:
        return entry_part(envelope.tenant, self._paid(event, envelope.tenant))

    def _paid(self, event: events_pb2.PointsRedeemed, tenant: str) -> PaidEntry:
        return PaidEntry(
            redemption_id=event.redemption_id,
            customer_id=event.customer_id,
            participant_id=self._secrets.participant_id(tenant, event.draw_id, event.customer_id),
            entries=event.draw_entries,
            entry_hash=event.entry_hash,
            paid_at=from_timestamp(event.redeemed_at),
        )
