"""How a policy changes: it is published whole, as a new revision that never changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from services.kit.errors import RefusalKind, Refused
from services.translation.domain.routing.checking import check
from services.translation.domain.routing.policy import Policy, PolicySpec


@dataclass(frozen=True, slots=True)
class PolicyRevision:
    """`revision` counts from 1; it is in force from `published_at` (UTC) on."""

    revision: int
    published_at: datetime
    note: str
    policy: PolicySpec

    @property
    def compiled(self) -> Policy:
        return Policy(self.revision, self.policy)


@dataclass(frozen=True, slots=True)
class KeptPolicy:
    tenant: str
    newest: PolicyRevision


def publish(
    kept: KeptPolicy | None,
    tenant: str,
    spec: PolicySpec,
    based_on: int,
    note: str,
    configured: Sequence[str],
    now: datetime,
) -> KeptPolicy:
    """The next revision. `based_on` is the one that the shop has changed, `configured` are the engines that there are.
    Raises Refused (REVISION_CHANGED, INVALID_FIELDS)."""
    current = kept.newest.revision if kept is not None else 0
    if based_on != current:
        message = f"the policy's revision is {current} by now, not {based_on}"
        raise Refused("REVISION_CHANGED", message, RefusalKind.CONFLICT)
    check(spec, configured)
    # Never before the revision that it follows, whatever the clocks of two processes say.
    at = max(now.astimezone(UTC), kept.newest.published_at) if kept is not None else now.astimezone(UTC)
    return KeptPolicy(tenant, PolicyRevision(current + 1, at, note, spec))
