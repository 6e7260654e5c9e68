"""The calls about corrections."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from heliodesk.loyalty.v1 import correction_service_pb2 as calls
from heliodesk.loyalty.v1 import correction_types_pb2 as types

from services.kit.aggregate import Outcome, Work
from services.kit.convert import from_proto, to_proto
from services.kit.ids import derived_id, document_id
from services.kit.rpc import Call
from services.kit.store import Store
from services.loyalty.corrections import documents, handlers
from services.loyalty.domain.corrections.allowance import Allowance
from services.loyalty.domain.corrections.correction import Correction, CorrectionState, Proposal, check, person
from services.loyalty.programmes import Programmes

Run = Callable[[Work], Awaitable[Outcome]]


@dataclass(frozen=True, slots=True)
class Stores:
    """With how a command on each is run."""

    corrections: Store[Correction]
    run_correction: Run
    run_allowance: Run


class CorrectionServicer:
    """heliodesk.loyalty.v1.CorrectionService."""

    def __init__(self, stores: Stores, programmes: Programmes, now: Callable[[], datetime]) -> None:
        self._stores = stores
        self._programmes = programmes
        self._now = now

    async def ProposeCorrection(
        self, request: calls.ProposeCorrectionRequest, call: Call
    ) -> calls.ProposeCorrectionResponse:
        proposal = from_proto(request, Proposal)
        check(proposal)
        # A command that is repeated proposes the same correction.
        correction_id = derived_id("correction", call.tenant, call.command_id)
        known = await self._get(call.tenant, correction_id)
        if known is None:
            limit = await asyncio.to_thread(self._limit, call.tenant)
            alone = await self._use_allowance(correction_id, proposal, limit, call)
            decide = handlers.propose(correction_id, proposal, limit, alone, self._now())
            known = await self._change(correction_id, decide, call)
        return calls.ProposeCorrectionResponse(correction=_shown(known))

    async def ApproveCorrection(
        self, request: calls.ApproveCorrectionRequest, call: Call
    ) -> calls.ApproveCorrectionResponse:
        decide = handlers.approve(request.actor, self._now())
        changed = await self._change(request.correction_id, decide, call)
        return calls.ApproveCorrectionResponse(correction=_shown(changed))

    async def RejectCorrection(
        self, request: calls.RejectCorrectionRequest, call: Call
    ) -> calls.RejectCorrectionResponse:
        decide = handlers.reject(request.actor, request.reason, self._now())
        changed = await self._change(request.correction_id, decide, call)
        return calls.RejectCorrectionResponse(correction=_shown(changed))

    async def GetCorrection(self, request: calls.GetCorrectionRequest, call: Call) -> calls.GetCorrectionResponse:
        found = await self._get(call.tenant, request.correction_id)
        if found is None:
            raise handlers.not_found()
        return calls.GetCorrectionResponse(correction=_shown(found))

    async def ListCorrections(self, request: calls.ListCorrectionsRequest, call: Call) -> calls.ListCorrectionsResponse:
        state = from_proto(request, _Wanted).state
        found, cursor = await asyncio.to_thread(
            documents.list_corrections, call.tenant, state, request.customer_id, request.page_size, request.cursor
        )
        return calls.ListCorrectionsResponse(corrections=[_shown(one) for one in found], next_cursor=cursor)

    def _limit(self, tenant: str) -> int:
        return self._programmes.current(tenant).correction_limit

    async def _use_allowance(self, correction_id: str, proposal: Proposal, limit: int, call: Call) -> bool:
        """Whether this person may do it without anybody else."""
        decide = handlers.use_allowance(correction_id, proposal.points, limit, self._now())
        allowance_id = document_id(call.tenant, person(proposal.actor))
        work = Work(allowance_id, decide, traceparent=call.traceparent)
        allowance: Allowance | None = (await self._stores.run_allowance(work)).state
        return allowance is not None and allowance.holds(correction_id)

    async def _get(self, tenant: str, correction_id: str) -> Correction | None:
        return await asyncio.to_thread(self._stores.corrections.get, document_id(tenant, correction_id))

    async def _change(self, correction_id: str, decide: handlers.Decide, call: Call) -> Correction:
        aggregate_id = document_id(call.tenant, correction_id)
        work = Work(aggregate_id, decide, command_id=call.command_id, traceparent=call.traceparent)
        return (await self._stores.run_correction(work)).state


@dataclass(frozen=True, slots=True)
class _Wanted:
    state: CorrectionState | None


def _shown(correction: Correction) -> types.Correction:
    return to_proto(correction, types.Correction)
