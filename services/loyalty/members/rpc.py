"""The calls about members."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from heliodesk.loyalty.v1 import member_service_pb2 as pb

from services.kit.aggregate import Outcome, Work
from services.kit.convert import to_proto
from services.kit.ids import document_id
from services.kit.rpc import Call
from services.kit.store import Store
from services.loyalty.domain.members.member import Member, known_member
from services.loyalty.members.documents import erase
from services.loyalty.members.handlers import Decide, MemberHandlers
from services.loyalty.members.telling import Telling
from services.loyalty.members.views import MemberView

Run = Callable[[Work[Member]], Awaitable[Outcome[Member]]]


class MemberServicer:
    """heliodesk.loyalty.v1.MemberService."""

    def __init__(
        self,
        store: Store[Member],
        run: Run,
        handlers: MemberHandlers,
        telling: Telling,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._run = run
        self._handlers = handlers
        self._telling = telling
        self._now = now

    async def PutMember(self, request: pb.PutMemberRequest, call: Call) -> pb.PutMemberResponse:
        customer_id, market = request.customer_id, request.market
        if request.phone and not market:
            known = await self._get(call.tenant, customer_id)
            market = known.market if known is not None else ""
        told = self._telling.told(call.tenant, request, market)
        member = await self._change(customer_id, self._handlers.put(call.tenant, customer_id, told, self._now()), call)
        return pb.PutMemberResponse(member=_shown(member))

    async def GetMember(self, request: pb.GetMemberRequest, call: Call) -> pb.GetMemberResponse:
        member = known_member(await self._get(call.tenant, request.customer_id))
        return pb.GetMemberResponse(member=_shown(member))

    async def ForgetMember(self, request: pb.ForgetMemberRequest, call: Call) -> pb.ForgetMemberResponse:
        """Who repeats it, since the answer was lost, finds everything gone or has it taken out now."""
        left = await self._change(request.customer_id, self._handlers.forget(self._now()), call)
        if left.forgotten_at is not None:
            await asyncio.to_thread(erase, self._store.database, call.tenant, left)
        return pb.ForgetMemberResponse()

    async def _get(self, tenant: str, customer_id: str) -> Member | None:
        return await asyncio.to_thread(self._store.get, document_id(tenant, customer_id))

    async def _change(self, customer_id: str, decide: Decide, call: Call) -> Member:
        work = Work(document_id(call.tenant, customer_id), decide, call.command_id, traceparent=call.traceparent)
        return (await self._run(work)).state


def _shown(member: Member) -> pb.Member:
    return to_proto(MemberView.of(member), pb.Member)
