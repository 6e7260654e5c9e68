"""An endpoint: where a shop wants events sent, and how it fares. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from services.edge.webhooks.domain.events import (
    WebhookEndpointChanged,
    WebhookEndpointCreated,
    WebhookEndpointDeleted,
    WebhookEndpointDisabled,
    WebhookEndpointEnabled,
    WebhookSecretRotated,
)
from services.edge.webhooks.domain.words import DisabledReason, EndpointStatus
from services.kit.errors import RefusalKind, Refused

# Each of them is one signature more in what is sent.
MOST_SECRETS = 3

Decided = tuple["Endpoint", Any] | None
"""The endpoint afterwards, and the event that tells of it (None: nobody is told). None: nothing changes."""


@dataclass(frozen=True, slots=True)
class Secret:
    """`sealed` is the encrypted `whsec_...`. `expires_at`: it was rotated, and signs until then."""

    sealed: str
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`secrets` stand in the order in which they were made; the last one is the present one. `failing_since` is when
    the first delivery failed of those after which nothing was taken."""

    endpoint_id: str
    url: str
    types: tuple[str, ...]
    description: str
    secrets: tuple[Secret, ...]
    created_at: datetime
    status: EndpointStatus = EndpointStatus.ENABLED
    disabled_reason: DisabledReason | None = None
    disabled_at: datetime | None = None
    failing_since: datetime | None = None

    @property
    def enabled(self) -> bool:
        return self.status is EndpointStatus.ENABLED

    @property
    def overlap_ends_at(self) -> datetime | None:
        return max((secret.expires_at for secret in self.secrets if secret.expires_at), default=None)

    def signing(self, now: datetime) -> list[str]:
        """The sealed secrets that what is sent now is signed with, the present one first."""
        return [one.sealed for one in reversed(self.secrets) if one.expires_at is None or one.expires_at > now]

    def wants(self, event_type: str) -> bool:
        return any(matches(pattern, event_type) for pattern in self.types)


def matches(pattern: str, event_type: str) -> bool:
    """`*` is every type, `heliodesk.ticketing.v1.*` every one of the package, anything else one type."""
    if pattern.endswith("*"):
        return event_type.startswith(pattern[:-1])
    return pattern == event_type


def created(endpoint: Endpoint) -> Decided:
    return endpoint, WebhookEndpointCreated(endpoint.endpoint_id, endpoint.types, endpoint.created_at)


def existing(endpoint: Endpoint | None) -> Endpoint:
    """Raises Refused (ENDPOINT_NOT_FOUND)."""
    if endpoint is None or endpoint.status is EndpointStatus.DELETED:
        raise Refused("ENDPOINT_NOT_FOUND", "there is no such endpoint", RefusalKind.NOT_FOUND)
    return endpoint


def change(endpoint: Endpoint, url: str, types: Sequence[str], description: str, now: datetime) -> Decided:
    after = replace(endpoint, url=url, types=tuple(types), description=description)
    if after == endpoint:
        return None
    return after, WebhookEndpointChanged(endpoint.endpoint_id, after.types, now)


def rotate(endpoint: Endpoint, sealed: str, overlap: timedelta, now: datetime) -> Decided:
    """The former secret signs for `overlap` more, those before it as long as they were given."""
    ends = now + overlap
    known = [one if one.expires_at else replace(one, expires_at=ends) for one in endpoint.secrets]
    kept = [one for one in known if one.expires_at > now][-(MOST_SECRETS - 1) :]
    after = replace(endpoint, secrets=(*kept, Secret(sealed)))
    return after, WebhookSecretRotated(endpoint.endpoint_id, ends, now)


def reseal(endpoint: Endpoint, sealed: dict[str, str]) -> Decided:
    """With secrets that are the same, sealed anew."""
    secrets = tuple(replace(one, sealed=sealed.get(one.sealed, one.sealed)) for one in endpoint.secrets)
    return (replace(endpoint, secrets=secrets), None) if secrets != endpoint.secrets else None


def enable(endpoint: Endpoint, now: datetime) -> Decided:
    if endpoint.enabled:
        return None
    after = replace(endpoint, status=EndpointStatus.ENABLED, disabled_reason=None, disabled_at=None, failing_since=None)
    return after, WebhookEndpointEnabled(endpoint.endpoint_id, now)


def disable(endpoint: Endpoint, reason: DisabledReason, now: datetime) -> Decided:
    if not endpoint.enabled:
        return None
    after = replace(endpoint, status=EndpointStatus.DISABLED, disabled_reason=reason, disabled_at=now)
    return after, WebhookEndpointDisabled(endpoint.endpoint_id, reason, endpoint.failing_since, now)


def delete(endpoint: Endpoint, now: datetime) -> Decided:
    """Nothing is left of it but that it was there."""
    after = replace(endpoint, url="", types=(), description="", secrets=(), status=EndpointStatus.DELETED)
    return after, WebhookEndpointDeleted(endpoint.endpoint_id, now)


def took(endpoint: Endpoint) -> Decided:
    """It has taken a delivery."""
    return (replace(endpoint, failing_since=None), None) if endpoint.failing_since else None


def failed(endpoint: Endpoint, patience: timedelta, now: datetime) -> Decided:
    """It hasn't. After `patience` in which it took nothing, nothing is sent to it any more."""
    if not endpoint.enabled:
        return None
    if endpoint.failing_since is None:
        return replace(endpoint, failing_since=now), None
    return disable(endpoint, DisabledReason.FAILING, now) if now - endpoint.failing_since >= patience else None
