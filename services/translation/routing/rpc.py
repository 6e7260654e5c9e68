"""The calls about a shop's translation policy, and about how engines do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from heliodesk.translation.v1 import routing_service_pb2 as calls

from services.kit.aggregate import Change, Work
from services.kit.convert import from_proto, to_proto
from services.kit.documents import DEFAULT_PAGE, read_cursor, write_cursor
from services.kit.instants import to_timestamp
from services.kit.rpc import Call
from services.kit.store import Store
from services.translation.domain.routing.policy import PolicySpec
from services.translation.domain.routing.publishing import KeptPolicy, PolicyRevision, publish
from services.translation.routing.documents import policy_id, published
from services.translation.routing.routing import Routing

Publish = Callable[[KeptPolicy | None], KeptPolicy]


class RoutingServicer:
    """heliodesk.translation.v1.RoutingService."""

    def __init__(self, store: Store[KeptPolicy], routing: Routing, now: Callable[[], datetime]) -> None:
        self._store = store
        self._routing = routing
        self._now = now

    async def PublishPolicy(self, request: calls.PublishPolicyRequest, call: Call) -> calls.PublishPolicyResponse:
        spec, now = from_proto(request.policy, PolicySpec), self._now()

        def decide(kept: KeptPolicy | None) -> KeptPolicy:
            configured = self._routing.engine_names
            return publish(kept, call.tenant, spec, request.based_on, request.note, configured, now)

        answer = self._validate if request.validate_only else self._commit
        revision = await asyncio.to_thread(answer, call, decide)
        return calls.PublishPolicyResponse(policy=_policy(revision), revision=revision.revision)

    def _validate(self, call: Call, decide: Publish) -> PolicyRevision:
        return decide(self._store.get(policy_id(call.tenant))).newest

    def _commit(self, call: Call, decide: Publish) -> PolicyRevision:
        def change(kept: KeptPolicy | None) -> Change[KeptPolicy]:
            return published(kept, decide(kept))

        work = Work(policy_id(call.tenant), change, call.command_id, traceparent=call.traceparent)
        # One change in a write: the one before it has to be certain (routing/documents).
        (outcome,), _ = self._store.run([work])
        if outcome.refusal is not None:
            raise outcome.refusal
        return outcome.state.newest

    async def GetPolicy(self, request: calls.GetPolicyRequest, call: Call) -> calls.GetPolicyResponse:
        policies, number = self._routing.policies, request.revision
        ask = (policies.read, call.tenant, number) if number else (policies.newest, call.tenant)
        revision = await asyncio.to_thread(*ask)
        if revision is None:
            return calls.GetPolicyResponse(revision=calls.PolicyRevision())
        return calls.GetPolicyResponse(policy=_policy(revision), revision=_line(revision))

    async def ListPolicyRevisions(
        self, request: calls.ListPolicyRevisionsRequest, call: Call
    ) -> calls.ListPolicyRevisionsResponse:
        (before,) = read_cursor(request.cursor, int) if request.cursor else (0,)
        size = request.page_size or DEFAULT_PAGE
        found = await asyncio.to_thread(self._routing.policies.listed, call.tenant, before, size + 1)
        more = write_cursor(found[size - 1].revision) if len(found) > size else ""
        return calls.ListPolicyRevisionsResponse(revisions=[_line(one) for one in found[:size]], next_cursor=more)

    async def GetEngineStatus(self, request: calls.GetEngineStatusRequest, call: Call) -> calls.GetEngineStatusResponse:
        found = await self._routing.status(call.tenant)
        return calls.GetEngineStatusResponse(engines=[to_proto(one, calls.EngineStatus) for one in found])


def _policy(revision: PolicyRevision) -> calls.TranslationPolicy:
    return to_proto(revision.policy, calls.TranslationPolicy)


def _line(revision: PolicyRevision) -> calls.PolicyRevision:
    return calls.PolicyRevision(
        revision=revision.revision, published_at=to_timestamp(revision.published_at), note=revision.note
    )
