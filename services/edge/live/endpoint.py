"""`GET /v1/stream`: server-sent events of a tenant's tickets, for a front end that follows them."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from sse_starlette import EventSourceResponse, ServerSentEvent
from sse_starlette.sse import SendTimeoutError
from starlette.types import Receive, Scope, Send

from services.edge.live.events import LiveEvent
from services.edge.live.hub import Hub
from services.edge.shops import Shops, bearer
from services.kit.logs import get_logger

# Wall seconds. A proxy closes what is silent for a minute; who takes nothing for so long is gone.
_HEARTBEAT = 15
_PATIENCE = 10

log = get_logger(__name__)


class StreamEndpoint:
    """The ASGI endpoint."""

    def __init__(self, hub: Hub, shops: Shops) -> None:
        self._hub = hub
        self._shops = shops

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        tenant = self._shops.tenant_of(headers.get(b"x-api-key") or bearer(headers.get(b"authorization", "")))
        async with self._hub.follow(tenant, headers.get(b"last-event-id", "")) as (joined, events):
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
                log.info("listener_dropped", tenant=tenant, why=f"it took nothing for {_PATIENCE} s")


async def _told(joined: str, events: AsyncIterator[LiveEvent]) -> AsyncIterator[ServerSentEvent]:
    # An id alone is no event to an EventSource, but it is what it comes back with.
    yield ServerSentEvent(id=joined)
    async with contextlib.aclosing(events):
        async for event in events:
            yield ServerSentEvent(id=event.id, data=event.data)
