"""One event on its way to one endpoint. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.edge.webhooks.domain.retrying import Attempt
from services.edge.webhooks.domain.words import DeliveryStatus
from services.kit.ids import derived_id

# The last ones of a delivery that are kept.
KEPT_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Delivery:
    """`due` is when it is tried next, while it waits. `tries` counts attempts since it was made, or last replayed."""

    delivery_id: str
    endpoint: str
    event_id: str
    event_type: str
    subject: str
    made_at: datetime
    due: datetime | None
    status: DeliveryStatus = DeliveryStatus.WAITING
    tries: int = 0
    attempts: tuple[Attempt, ...] = ()

    @property
    def tenant(self) -> str:
        return self.endpoint.partition("/")[0]

    @property
    def endpoint_id(self) -> str:
        return self.endpoint.partition("/")[2]


def delivery_id(endpoint_id: str, source: str, event_id: str) -> str:
    """What is read twice is sent under one id: an event's own is unique to its source (CloudEvents)."""
    return derived_id("webhook", endpoint_id, source, event_id)
