"""What happens becomes deliveries: one for each endpoint of the tenant that wants to be told.

For the batch consumer a tenant's endpoints are the state that an event meets. It changes nothing of them, so there is
nothing to save but the deliveries, whose ids follow from event and endpoint: what is read again makes no second one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from pymongo.database import Database

from services.edge.webhooks.catalogue import known_events
from services.edge.webhooks.cloudevents import body_of
from services.edge.webhooks.deliveries import Deliveries
from services.edge.webhooks.documents import enabled_endpoints
from services.edge.webhooks.domain.delivery import Delivery, delivery_id
from services.edge.webhooks.domain.endpoint import Endpoint
from services.kit.aggregate import Change, Kind, Outcome, Verdict, Work
from services.kit.envelope import Envelope
from services.kit.errors import Refused
from services.kit.ids import document_id
from services.kit.store import Pending, Store
from services.kit.stream import Context, Route, Stream

GROUP = "edge-webhooks"

Made = tuple[Delivery, bytes]

FAN_OUT: Kind[Any] = Kind(name="webhook_fan_out", collection="webhook_deliveries", state=tuple)


class _TenantRoute(Route):
    """Any event of a tenant meets the same thing: the tenant's endpoints."""

    @property
    def follows(self) -> bool:
        return False

    def aggregate_id(self, envelope: Envelope, event: Any) -> str:
        return document_id(envelope.tenant, "endpoints")


def fan_out(endpoints: Sequence[Endpoint], event: Message, context: Context) -> Change[Sequence[Made]] | None:
    """Deliveries as the state afterwards; the body is made once for all of them."""
    envelope = context.envelope
    wanting = [endpoint for endpoint in endpoints if endpoint.wants(envelope.type)]
    if not wanting:
        return None
    body = body_of(envelope, event)
    return Change([(delivery_of(envelope, endpoint, context), body) for endpoint in wanting])


def delivery_of(envelope: Envelope, endpoint: Endpoint, context: Context) -> Delivery:
    return Delivery(
        delivery_id=delivery_id(endpoint.endpoint_id, envelope.source, envelope.id),
        endpoint=document_id(envelope.tenant, endpoint.endpoint_id),
        event_id=envelope.id,
        event_type=envelope.type,
        subject=envelope.subject,
        made_at=context.now,
        due=context.now,
    )


class FanOut(Store[Any]):
    """Stands where the batch consumer has a store: one find for all tenants of a batch, and where somebody wants to be
    told, one insert and one call."""

    def __init__(self, database: Database[dict[str, Any]], deliveries: Deliveries) -> None:
        self.kind = FAN_OUT
        self.database = database
        self._deliveries = deliveries

    def run(
        self, works: Sequence[Work[Any]], stages: Counter[str] | None = None
    ) -> tuple[list[Outcome[Any]], list[Pending]]:
        endpoints = enabled_endpoints(self.database, {_tenant(work) for work in works})
        made: list[Made] = []
        outcomes = [self._decide(work, endpoints.get(_tenant(work), ()), made) for work in works]
        if made:
            self._deliveries.add(made)
        return outcomes, []

    def _decide(self, work: Work[Any], endpoints: Sequence[Endpoint], made: list[Made]) -> Outcome[Any]:
        if not endpoints:
            return Outcome(Verdict.UNCHANGED, None)
        try:
            change = work.decide(endpoints)
        except Refused as refusal:
            return Outcome(Verdict.REFUSED, None, refusal)
        made.extend(change.state if change else ())
        return Outcome(Verdict.APPLIED if change else Verdict.UNCHANGED, None)


def _tenant(work: Work[Any]) -> str:
    return work.id.partition("/")[0]


def stream() -> Stream:
    routes = [_TenantRoute(GetMessageClass(event), FAN_OUT, fan_out) for _, event in known_events().values()]
    return Stream(GROUP, routes)
