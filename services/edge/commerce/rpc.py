"""CommerceService: what shops tell of their orders."""

from __future__ import annotations

from google.protobuf.message import Message
from heliodesk.commerce.v1.service_pb2 import RecordOrderFactRequest, RecordOrderFactResponse

from services.edge.commerce import facts
from services.edge.commerce.domain import OrderFeed, RecordFact
from services.edge.commerce.handlers import Commands, content_of, record_fact
from services.kit.clock import Clock
from services.kit.convert import from_proto
from services.kit.instants import from_timestamp
from services.kit.rpc import Call

_FACTS: dict[str, type[facts.Fact]] = {
    "placed": facts.Placed,
    "paid": facts.Paid,
    "shipped": facts.Shipped,
    "delayed": facts.Delayed,
    "delivered": facts.Delivered,
    "cancelled": facts.Cancelled,
    "refunded": facts.Refunded,
}


class CommerceServicer:
    """Proto to command and back."""

    def __init__(self, run: Commands, clock: Clock) -> None:
        self._run = run
        self._clock = clock

    async def RecordOrderFact(self, request: RecordOrderFactRequest, call: Call) -> RecordOrderFactResponse:
        kind = request.WhichOneof("fact")
        fact = from_proto(_told(request, kind), _FACTS[kind])
        told_at = from_timestamp(request.occurred_at) if request.HasField("occurred_at") else None
        command = RecordFact(
            order_id=request.order_id,
            fact_id=request.fact_id,
            content=content_of(fact, told_at),
            fact=fact,
            at=told_at or self._clock.now(),
        )
        outcome = await self._run(record_fact(call.tenant, command, call.traceparent))
        feed: OrderFeed = outcome.state
        return RecordOrderFactResponse(
            order_id=feed.order_id, fact_id=command.fact_id, fact_count=feed.number_of(command.fact_id)
        )


def _told(request: RecordOrderFactRequest, kind: str) -> Message:
    return getattr(request, kind)
