"""A content that was rejected or withdrawn gives its room back: folded by member; given back twice, nothing changes. A
survey that was answered is a content."""

from __future__ import annotations

from heliodesk.feedback.v1 import events_pb2 as feedback
from heliodesk.loyalty.v1 import content_events_pb2 as content

from services.kit.aggregate import Change
from services.kit.stream import Context, Stream, on
from services.loyalty.contents.documents import CONTENTS, QUOTAS
from services.loyalty.contents.moderating import without
from services.loyalty.contents.surveying import Surveying, content_of
from services.loyalty.domain.content.quota import Quota

GROUP = "loyalty-contents"
_Ended = content.ContentRejected | content.ContentWithdrawn


def stream(surveying: Surveying) -> Stream:
    return Stream(
        GROUP,
        [
            on(content.ContentRejected, QUOTAS, give_room_back, route=_member),
            on(content.ContentWithdrawn, QUOTAS, give_room_back, route=_member),
            on(feedback.SurveyAnswered, CONTENTS, surveying.count, route=content_of, prepare=surveying.make_room),
        ],
    )


def give_room_back(quota: Quota | None, event: _Ended, context: Context) -> Change[Quota] | None:
    return without(event.content_id)(quota)


def _member(event: _Ended) -> str:
    return event.customer_id
