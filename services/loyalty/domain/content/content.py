"""Something that a member has made for others: submitted, moderated, and perhaps withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from services.kit.errors import RefusalKind, Refused, Violation
from services.loyalty.domain.content.events import (
    ContentApproved,
    ContentRejected,
    ContentSubmitted,
    ContentWithdrawn,
    Event,
)
from services.loyalty.domain.content.words import ContentStatus
from services.loyalty.domain.programme.words import ContentKind


@dataclass(frozen=True, slots=True)
class Content:
    """As the contract has it (content_types.proto). `points` is what it has brought; `capped`: the member had no room
    left."""

    content_id: str
    customer_id: str
    kind: ContentKind
    url: str
    submitted_at: datetime
    sku: str = ""
    order_id: str = ""
    status: ContentStatus = ContentStatus.SUBMITTED
    points: int = 0
    capped: bool = False
    reason: str = ""
    moderator: str = ""
    moderated_at: datetime | None = None
    withdrawn_at: datetime | None = None


Step = tuple[Content, Event]


def submit(known: Content | None, told: Content) -> Step | None:
    """None where the same was submitted before. Raises Refused (CONTENT_EXISTS) where the id is another one's."""
    if known is None:
        return told, ContentSubmitted(told.content_id, told.customer_id, told.kind, told.submitted_at)
    if (known.customer_id, known.kind, known.url) != (told.customer_id, told.kind, told.url):
        raise Refused("CONTENT_EXISTS", "this id is that of another content", RefusalKind.CONFLICT)
    return None


def answered(
    survey_id: str, customer_id: str, points: int, revision: int, at: datetime
) -> tuple[Content, tuple[Event, ...]]:
    """The survey of a ticket, which its customer has answered: nobody has to look at it. With 0 points the
    member had no room left."""
    content = Content(
        survey_id,
        customer_id,
        ContentKind.SURVEY,
        "",
        at,
        status=ContentStatus.APPROVED,
        points=points,
        capped=not points,
        moderated_at=at,
    )
    submitted = ContentSubmitted(survey_id, customer_id, ContentKind.SURVEY, at)
    return content, (submitted, ContentApproved(survey_id, customer_id, ContentKind.SURVEY, points, revision, at))


def approve(known: Content | None, points: int, moderator: str, revision: int, now: datetime) -> Step | None:
    """It brings so many points; none: the member has no room left. None where it was approved before. Raises Refused
    (NO_CONTENT, ALREADY_MODERATED)."""
    content = known_content(known)
    if content.status is ContentStatus.APPROVED:
        return None
    _check_waiting(content)
    approved = replace(
        content,
        status=ContentStatus.APPROVED,
        points=points,
        capped=not points,
        moderator=moderator,
        moderated_at=now,
    )
    return approved, ContentApproved(content.content_id, content.customer_id, content.kind, points, revision, now)


def reject(known: Content | None, reason: str, moderator: str, now: datetime) -> Step | None:
    """None where it was rejected before. Raises Refused (NO_CONTENT, ALREADY_MODERATED, REQUIRED)."""
    content = known_content(known)
    if content.status is ContentStatus.REJECTED:
        return None
    _check_waiting(content)
    if not reason:
        violation = Violation("reason", "REQUIRED", "a rejection has a reason")
        raise Refused("REQUIRED", "a rejection has a reason", violations=(violation,))
    rejected = replace(content, status=ContentStatus.REJECTED, reason=reason, moderator=moderator, moderated_at=now)
    return rejected, ContentRejected(content.content_id, content.customer_id, content.kind, reason, now)


def withdraw(known: Content | None, reason: str, now: datetime) -> Step | None:
    """None where it was withdrawn before. Raises Refused (NO_CONTENT, REJECTED_BEFORE)."""
    content = known_content(known)
    if content.status is ContentStatus.WITHDRAWN:
        return None
    if content.status is ContentStatus.REJECTED:
        raise Refused("REJECTED_BEFORE", "it was rejected: there is nothing to withdraw", RefusalKind.CONFLICT)
    withdrawn = replace(content, status=ContentStatus.WITHDRAWN, reason=reason, withdrawn_at=now)
    told = ContentWithdrawn(content.content_id, content.customer_id, content.kind, reason, content.points, now)
    return withdrawn, told


def known_content(content: Content | None) -> Content:
    """Raises Refused (NO_CONTENT)."""
    if content is None:
        raise Refused("NO_CONTENT", "there is no such content", RefusalKind.NOT_FOUND)
    return content


def _check_waiting(content: Content) -> None:
    if content.status is not ContentStatus.SUBMITTED:
        raise Refused("ALREADY_MODERATED", f"the content is {content.status}", RefusalKind.CONFLICT)
