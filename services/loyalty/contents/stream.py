"""A content that was rejected or withdrawn gives its room back. Folded by member; given back twice, nothing changes."""

from __future__ import annotations

from heliodesk.loyalty.v1 import content_events_pb2 as content

from services.kit.aggregate import Change
from services.kit.stream import Context, Stream, on
from services.loyalty.contents.documents import QUOTAS
from services.loyalty.contents.moderating import without
from services.loyalty.domain.content.quota import Quota

GROUP = "loyalty-contents"
_Ended = content.ContentRejected | content.ContentWithdrawn


def stream() -> Stream:
    return Stream(
        GROUP,
        [
            on(content.ContentRejected, QUOTAS, give_room_back, route=_member),
            on(content.ContentWithdrawn, QUOTAS, give_room_back, route=_member),
        ],
    )


def give_room_back(quota: Quota | None, event: _Ended, context: Context) -> Change[Quota] | None:
    return without(event.content_id)(quota)


def _member(event: _Ended) -> str:
    return event.customer_id
