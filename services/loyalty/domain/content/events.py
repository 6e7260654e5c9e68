"""What is told of contents, as the contract has it (content_events.proto)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.loyalty.domain.programme.words import ContentKind


@dataclass(frozen=True, slots=True)
class ContentSubmitted:
    content_id: str
    customer_id: str
    kind: ContentKind
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class ContentApproved:
    content_id: str
    customer_id: str
    kind: ContentKind
    points: int
    revision: int
    approved_at: datetime


@dataclass(frozen=True, slots=True)
class ContentRejected:
    content_id: str
    customer_id: str
    kind: ContentKind
    reason: str
    rejected_at: datetime


@dataclass(frozen=True, slots=True)
class ContentWithdrawn:
    content_id: str
    customer_id: str
    kind: ContentKind
    reason: str
    points: int
    withdrawn_at: datetime


Event = ContentSubmitted | ContentApproved | ContentRejected | ContentWithdrawn
