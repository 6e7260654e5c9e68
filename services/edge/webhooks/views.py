"""Endpoints and deliveries as the contract has them: without secrets, without what the sender alone needs to know."""

from __future__ import annotations

from datetime import datetime

from google.protobuf.timestamp_pb2 import Timestamp
from heliodesk.webhooks.v1 import events_pb2
from heliodesk.webhooks.v1 import service_pb2 as pb

from services.edge.webhooks.domain.delivery import Delivery
from services.edge.webhooks.domain.endpoint import Endpoint
from services.edge.webhooks.domain.retrying import Attempt
from services.kit.instants import to_timestamp


def endpoint_shown(endpoint: Endpoint) -> pb.Endpoint:
    reason = endpoint.disabled_reason
    return pb.Endpoint(
        endpoint_id=endpoint.endpoint_id,
        url=endpoint.url,
        types=endpoint.types,
        description=endpoint.description,
        status=pb.EndpointStatus.Value(f"ENDPOINT_STATUS_{endpoint.status.upper()}"),
        disabled_reason=events_pb2.DisabledReason.Value(f"DISABLED_REASON_{reason.upper()}") if reason else None,
        disabled_at=_instant(endpoint.disabled_at),
        failing_since=_instant(endpoint.failing_since),
        overlap_ends_at=_instant(endpoint.overlap_ends_at),
        created_at=_instant(endpoint.created_at),
    )


def delivery_shown(delivery: Delivery) -> pb.Delivery:
    return pb.Delivery(
        delivery_id=delivery.delivery_id,
        endpoint_id=delivery.endpoint_id,
        event_id=delivery.event_id,
        event_type=delivery.event_type,
        subject=delivery.subject,
        status=pb.DeliveryStatus.Value(f"DELIVERY_STATUS_{delivery.status.upper()}"),
        created_at=_instant(delivery.made_at),
        next_attempt_at=_instant(delivery.due),
        attempts=[_attempt(one) for one in delivery.attempts],
    )


def _attempt(attempt: Attempt) -> pb.Attempt:
    return pb.Attempt(
        at=_instant(attempt.at),
        duration_ms=attempt.duration_ms,
        status_code=attempt.status_code,
        error=attempt.error,
        answer=attempt.answer,
    )


def _instant(instant: datetime | None) -> Timestamp | None:
    return None if instant is None else to_timestamp(instant)
