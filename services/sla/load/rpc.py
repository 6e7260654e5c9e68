"""The calls about load: how much there is, how long a new conversation waits, and what a shop may publish."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from heliodesk.sla.v1 import service_pb2

from services.kit.convert import to_proto
from services.kit.errors import RefusalKind, Refused
from services.kit.rpc import Call
from services.sla.desk import terms_of
from services.sla.domain.conditions import Facts
from services.sla.domain.public import public_promise
from services.sla.domain.timeline import NoCoverage
from services.sla.domain.wait import estimate
from services.sla.load.documents import Loads
from services.sla.load.views import LoadView, PromiseView, WaitView
from services.sla.rulebooks import Rulebooks


class LoadCalls:
    """Part of heliodesk.sla.v1.SlaService."""

    def __init__(self, rulebooks: Rulebooks, now: Callable[[], datetime]) -> None:
        self._rulebooks = rulebooks
        self._loads = Loads()
        self._at = now

    async def GetLoad(self, request: service_pb2.GetLoadRequest, call: Call) -> service_pb2.GetLoadResponse:
        shown = await asyncio.to_thread(self._load, call.tenant, request.language, request.region)
        return service_pb2.GetLoadResponse(loads=[to_proto(one, service_pb2.Load) for one in shown])

    async def EstimateWait(
        self, request: service_pb2.EstimateWaitRequest, call: Call
    ) -> service_pb2.EstimateWaitResponse:
        view = await asyncio.to_thread(self._wait, call.tenant, _facts(request.language, request.market))
        return to_proto(view, service_pb2.EstimateWaitResponse)

    async def GetPromise(self, request: service_pb2.GetPromiseRequest, call: Call) -> service_pb2.GetPromiseResponse:
        view = await asyncio.to_thread(self._promise, call.tenant, _facts(request.language, request.market))
        return to_proto(view, service_pb2.GetPromiseResponse)

    def _load(self, tenant: str, language: str, region: str) -> list[LoadView]:
        found = [
            one
            for one in self._loads.of_tenant(tenant, language)
            if one.crowd.language == (language or one.crowd.language)
            and one.crowd.region == (region or one.crowd.region)
        ]
        surges = self._loads.surges([one.id for one in found])
        at = self._at()
        shown = [LoadView.of(one, surges.get(one.id, ""), at) for one in sorted(found, key=lambda one: one.crowd)]
        return [one for one in shown if not one.idle]

    def _wait(self, tenant: str, facts: Facts) -> WaitView:
        """All who wait in the language are one queue, wherever they buy: the same teams answer them."""
        at = self._at()
        queue = self._loads.of_tenant(tenant, facts.language or "")
        waiting = sum(one.traffic.waiting for one in queue)
        lately = [one.traffic.hour(at) for one in queue]
        terms = terms_of(self._rulebooks.current(tenant), facts)
        try:
            found = estimate(terms.able, waiting, sum(counts.answers for counts in lately), at)
        except NoCoverage as error:
            raise _no_coverage(facts, error) from error
        return WaitView.of(found, waiting, sum(counts.replies for counts in lately))

    def _promise(self, tenant: str, facts: Facts) -> PromiseView:
        terms = terms_of(self._rulebooks.current(tenant), facts)
        try:
            found = public_promise(terms, facts.language or "", self._at())
        except NoCoverage as error:
            raise _no_coverage(facts, error) from error
        if found is None:
            message = f"policy {terms.policy.id} promises no first response"
            raise Refused("NO_PROMISE", message, RefusalKind.FAILED_PRECONDITION)
        return PromiseView.of(found)


def _facts(language: str, market: str) -> Facts:
    return Facts(language=language, market=market or None)


def _no_coverage(facts: Facts, error: NoCoverage) -> Refused:
    message = f"nobody is there for {facts.language}: {error}"
    return Refused("NO_COVERAGE", message, RefusalKind.FAILED_PRECONDITION)
