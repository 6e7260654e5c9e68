"""An event that didn't happen, for whoever wants to see that an endpoint takes what it is told."""

from __future__ import annotations

from datetime import datetime

from services.edge.reference.samples import envelope_of, samples
from services.edge.webhooks.catalogue import known_events
from services.edge.webhooks.cloudevents import body_of
from services.edge.webhooks.domain.delivery import Delivery, delivery_id
from services.edge.webhooks.domain.endpoint import Endpoint
from services.kit.envelope import Envelope
from services.kit.errors import refused_field
from services.kit.ids import derived_id, document_id
from services.kit.rpc import Call


def example_for(endpoint: Endpoint, event_type: str, call: Call, now: datetime) -> tuple[Delivery, bytes]:
    """Of this type, or where it is empty of one that the endpoint is told. The same command again makes no second
    delivery. Raises Refused (UNKNOWN_EVENT_TYPE)."""
    wanted = event_type or next((name for name in known_events() if endpoint.wants(name)), "")
    if wanted not in known_events():
        raise refused_field("UNKNOWN_EVENT_TYPE", "type", f"no event is {wanted}")
    topic, descriptor = known_events()[wanted]
    event = samples(descriptor)[0]
    like = envelope_of(topic, event)
    event_id = derived_id("webhook-test", call.tenant, call.command_id)
    envelope = Envelope(event_id, wanted, like.source, like.subject, now, call.tenant, 1, call.traceparent)
    known_as = delivery_id(endpoint.endpoint_id, like.source, event_id)
    key = document_id(call.tenant, endpoint.endpoint_id)
    delivery = Delivery(known_as, key, event_id, wanted, like.subject, made_at=now, due=now)
    return delivery, body_of(envelope, event, test=True)
