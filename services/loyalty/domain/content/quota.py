"""How many contents of a member bring points: the cap of each kind, over a rolling period.

One aggregate for each member decides, so the cap holds however many moderators approve at once. Room is taken before a
content is approved, and given back when it is rejected or withdrawn: a process that dies in between leaves a member
with less room, never with more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.loyalty.domain.programme.offers import ContentPolicy
from services.loyalty.domain.programme.words import ContentKind


@dataclass(frozen=True, slots=True)
class Taken:
    """Room for one content; counts until `until` (UTC; None: for ever)."""

    content_id: str
    kind: ContentKind
    points: int
    at: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Quota:
    customer_id: str
    taken: tuple[Taken, ...] = ()

    def of(self, content_id: str) -> Taken | None:
        return next((one for one in self.taken if one.content_id == content_id), None)


def take(quota: Quota, content_id: str, policy: ContentPolicy, at: datetime) -> Quota | None:
    """Takes room for a content that is approved at `at`; None where it has it already, or there is none."""
    standing = tuple(one for one in quota.taken if one.until is None or one.until > at)
    of_kind = [one for one in standing if one.kind is policy.kind]
    if quota.of(content_id) is not None or len(of_kind) >= policy.cap.times:
        return None
    until = at + timedelta(days=policy.cap.days) if policy.cap.days else None
    return replace(quota, taken=(*standing, Taken(content_id, policy.kind, policy.points, at, until)))


def give_back(quota: Quota, content_id: str) -> Quota | None:
    """None where it has taken none."""
    left = tuple(one for one in quota.taken if one.content_id != content_id)
    return None if left == quota.taken else replace(quota, taken=left)
