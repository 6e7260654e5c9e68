"""A survey of a ticket that was answered counts as a content of its member, where the programme of that instant gives
points for surveys. Its id is the survey's.

Room within the cap is taken before the content is written, under its id: who dies between the two and comes again finds
the room taken, and goes on.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from heliodesk.feedback.v1 import events_pb2 as feedback

from services.kit.aggregate import Change
from services.kit.envelope import Envelope
from services.kit.ids import document_id
from services.kit.instants import from_timestamp
from services.kit.store import Store
from services.kit.stream import Context
from services.loyalty.contents.moderating import Moderating
from services.loyalty.domain.content.content import Content, answered
from services.loyalty.domain.programme.words import ContentKind
from services.loyalty.programmes import Programmes


@dataclass(frozen=True, slots=True)
class Room:
    """What a survey brings, by this revision of the programme; 0 points: the cap is reached."""

    points: int
    revision: int


class Surveying:
    """Raises Away."""

    def __init__(self, contents: Store[Content], moderating: Moderating, programmes: Programmes) -> None:
        self._contents = contents
        self._moderating = moderating
        self._programmes = programmes

    async def make_room(self, event: feedback.SurveyAnswered, envelope: Envelope) -> Room | None:
        """The `prepare` step. None where the survey counts already, or the programme gives nothing for surveys."""
        return await asyncio.to_thread(self._make_room, event, envelope.tenant)

    def count(self, known: Content | None, event: feedback.SurveyAnswered, context: Context) -> Change[Content] | None:
        """The handler."""
        room: Room | None = context.prepared
        if known is not None or room is None:
            return None
        at = from_timestamp(event.answered_at)
        content, events = answered(event.survey_id, event.customer_id, room.points, room.revision, at)
        return Change(content, events, at)

    def _make_room(self, event: feedback.SurveyAnswered, tenant: str) -> Room | None:
        at = from_timestamp(event.answered_at)
        programme = self._programmes.in_force(tenant, at)
        policy = programme.contents.get(ContentKind.SURVEY)
        # One that was withdrawn has given its room back: it must not take it again.
        if policy is None or self._contents.get(document_id(tenant, event.survey_id)) is not None:
            return None
        taken = self._moderating.take(tenant, event.customer_id, event.survey_id, policy, at)
        return Room(taken.points if taken is not None else 0, programme.revision)


def content_of(event: feedback.SurveyAnswered) -> str:
    return event.survey_id
