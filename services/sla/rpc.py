"""The SLA service's calls."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from heliodesk.sla.v1 import service_pb2

from services.kit.convert import from_proto, to_proto
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import document_id
from services.kit.rpc import Call
from services.kit.store import Store
from services.sla import documents
from services.sla.domain.promise import STANDARD, Clock
from services.sla.views import ClockFilter, ClockView, PolicyView


class SlaServicer:
    """heliodesk.sla.v1.SlaService."""

    def __init__(self, store: Store[Clock], now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    async def GetClock(self, request: service_pb2.GetClockRequest, call: Call) -> service_pb2.GetClockResponse:
        clock = await asyncio.to_thread(self._store.get, document_id(call.tenant, request.ticket_id))
        if clock is None:
            raise Refused("NO_CLOCK", "this ticket has no clock", RefusalKind.NOT_FOUND)
        return service_pb2.GetClockResponse(clock=self._shown(clock))

    async def ListClocks(self, request: service_pb2.ListClocksRequest, call: Call) -> service_pb2.ListClocksResponse:
        state = from_proto(request, ClockFilter).state
        found, cursor = await asyncio.to_thread(
            documents.list_clocks, call.tenant, state, request.page_size, request.cursor
        )
        return service_pb2.ListClocksResponse(clocks=[self._shown(clock) for clock in found], next_cursor=cursor)

    async def GetPolicy(self, request: service_pb2.GetPolicyRequest, call: Call) -> service_pb2.GetPolicyResponse:
        return to_proto(PolicyView.of(STANDARD), service_pb2.GetPolicyResponse)

    def _shown(self, clock: Clock) -> service_pb2.Clock:
        return to_proto(ClockView.of(clock, self._now()), service_pb2.Clock)
