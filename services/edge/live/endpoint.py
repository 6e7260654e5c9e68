"""`GET /v1/stream`: server-sent events of a tenant's tickets, for a front end that follows them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from functools import partial

from sse_starlette import EventSourceResponse, ServerSentEvent
from sse_starlette.sse import SendTimeoutError
from starlette.types import Receive, Scope, Send

from services.edge.access.routes import STREAM
from services.edge.door import Door, token_in
from services.edge.live.events import LiveEvent
from services.edge.live.hub import Hub
from services.edge.transcoder import entered
from services.kit.logs import get_logger

# Wall seconds. A proxy closes what is silent for a minute; who takes nothing for so long is gone.
_HEARTBEAT = 15
_PATIENCE = 10
# A stream outlives what opened it by no more than this.
_LOOKED_AT_AGAIN = 15

log = get_logger(__name__)


class StreamEndpoint:
    """The ASGI endpoint."""

    def __init__(self, hub: Hub, door: Door) -> None:
        self._hub = hub
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        visit = await entered(self._door, scope, headers, route=STREAM, writes=False)
        await self._door.may_follow(visit)
        until = partial(self._while_good, token_in(headers))
        async with self._hub.follow(visit.tenant, headers.get("last-event-id", ""), until) as (joined, events):
            response = EventSourceResponse(
                _told(joined, events),
                ping=_HEARTBEAT,
                send_timeout=_PATIENCE,
                headers={"cache-control": "no-store", "x-accel-buffering": "no"},
            )
            try:
                await response(scope, receive, send)
            except SendTimeoutError:
                # It comes back with the id of the last event that it saw.
                log.info("listener_dropped", tenant=visit.tenant, why=f"it took nothing for {_PATIENCE} s")

    async def _while_good(self, token: str | None) -> None:
        """Until the credential is over, revoked, or has lost its role."""
        while await self._door.is_still_good(token):
            await asyncio.sleep(_LOOKED_AT_AGAIN)


async def _told(joined: str, events: AsyncIterator[LiveEvent]) -> AsyncIterator[ServerSentEvent]:
    # An id alone is no event to an EventSource, but it is what it comes back with.
    yield ServerSentEvent(id=joined)
    async with contextlib.aclosing(events):
        async for event in events:
            yield ServerSentEvent(id=event.id, data=event.data)
