"""What is told of endpoints. URLs and secrets are not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.edge.webhooks.domain.words import DisabledReason


@dataclass(frozen=True, slots=True)
class WebhookEndpointCreated:
    endpoint_id: str
    types: tuple[str, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class WebhookEndpointChanged:
    endpoint_id: str
    types: tuple[str, ...]
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class WebhookSecretRotated:
    endpoint_id: str
    overlap_ends_at: datetime
    rotated_at: datetime


@dataclass(frozen=True, slots=True)
class WebhookEndpointDisabled:
    endpoint_id: str
    reason: DisabledReason
    failing_since: datetime | None
    disabled_at: datetime


@dataclass(frozen=True, slots=True)
class WebhookEndpointEnabled:
    endpoint_id: str
    enabled_at: datetime


@dataclass(frozen=True, slots=True)
class WebhookEndpointDeleted:
    endpoint_id: str
    deleted_at: datetime
