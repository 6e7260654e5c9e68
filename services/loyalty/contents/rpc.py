"""The calls about contents."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from heliodesk.loyalty.v1 import content_service_pb2 as pb
from heliodesk.loyalty.v1 import content_types_pb2 as types

from services.kit.convert import from_proto, to_proto
from services.kit.errors import refused_field
from services.kit.ids import document_id
from services.kit.rpc import Call
from services.kit.store import Store
from services.loyalty.contents.documents import list_contents
from services.loyalty.contents.moderating import Moderating
from services.loyalty.domain.content.content import Content, known_content
from services.loyalty.domain.content.words import ContentStatus
from services.loyalty.domain.programme.words import ContentKind


@dataclass(frozen=True, slots=True)
class _Submission:
    content_id: str
    customer_id: str
    kind: ContentKind
    sku: str
    order_id: str
    url: str


@dataclass(frozen=True, slots=True)
class _Filter:
    """None: all."""

    status: ContentStatus | None
    kind: ContentKind | None
    customer_id: str | None


class ContentServicer:
    """heliodesk.loyalty.v1.ContentService."""

    def __init__(self, contents: Store[Content], moderating: Moderating, now: Callable[[], datetime]) -> None:
        self._contents = contents
        self._moderating = moderating
        self._now = now

    async def SubmitContent(self, request: pb.SubmitContentRequest, call: Call) -> pb.SubmitContentResponse:
        said = from_proto(request, _Submission)
        told = Content(
            said.content_id, said.customer_id, said.kind, said.url, self._now(), sku=said.sku, order_id=said.order_id
        )
        content = await asyncio.to_thread(self._moderating.submit, told, call)
        return pb.SubmitContentResponse(content=_shown(content))

    async def GetContent(self, request: pb.GetContentRequest, call: Call) -> pb.GetContentResponse:
        found = await asyncio.to_thread(self._contents.get, document_id(call.tenant, request.content_id))
        return pb.GetContentResponse(content=_shown(known_content(found)))

    async def ListContents(self, request: pb.ListContentsRequest, call: Call) -> pb.ListContentsResponse:
        asked = from_proto(request, _Filter)
        wanted = {"status": asked.status, "kind": asked.kind, "customer_id": asked.customer_id}
        filters = {name: str(value) for name, value in wanted.items() if value is not None}
        found, following = await asyncio.to_thread(
            list_contents, self._contents.database, call.tenant, filters, request.page_size, request.cursor
        )
        return pb.ListContentsResponse(contents=[_shown(one) for one in found], next_cursor=following)

    async def ModerateContent(self, request: pb.ModerateContentRequest, call: Call) -> pb.ModerateContentResponse:
        content_id, moderator = request.content_id, request.moderator
        if request.verdict == types.CONTENT_STATUS_APPROVED:
            content = await asyncio.to_thread(self._moderating.approve, content_id, moderator, call)
        elif request.verdict == types.CONTENT_STATUS_REJECTED:
            content = await asyncio.to_thread(self._moderating.reject, content_id, request.reason, moderator, call)
        else:
            raise refused_field("UNKNOWN_VALUE", "verdict", "a verdict is approved or rejected")
        return pb.ModerateContentResponse(content=_shown(content))

    async def WithdrawContent(self, request: pb.WithdrawContentRequest, call: Call) -> pb.WithdrawContentResponse:
        content = await asyncio.to_thread(self._moderating.withdraw, request.content_id, request.reason, call)
        return pb.WithdrawContentResponse(content=_shown(content))


def _shown(content: Content) -> types.Content:
    return to_proto(content, types.Content)
