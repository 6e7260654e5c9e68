"""One request to an engine: guarded, within its time and the shop's quota, and counted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from services.kit.telemetry import (
    TRANSLATION_ENGINE_CHARACTERS,
    TRANSLATION_ENGINE_COST,
    TRANSLATION_ENGINE_REQUESTS,
    TRANSLATION_ENGINE_SECONDS,
)
from services.translation.domain.engine import Answer, EngineAway, EngineRefused, Request
from services.translation.domain.routing.candidate import Candidate
from services.translation.domain.routing.month import Ending
from services.translation.routing.guards import Guards, Hurried
from services.translation.routing.usage import Reserved, Usage

# Wall seconds. Who had less and didn't answer isn't known to be away.
_FAIR = 0.5


class Asking:
    def __init__(self, guards: Guards, usage: Usage, monotonic: Callable[[], float]) -> None:
        self._guards = guards
        self._usage = usage
        self._monotonic = monotonic

    async def ask(self, tenant: str, candidate: Candidate, request: Request, seconds: float) -> Answer:
        """Raises EngineAway, EngineRefused; Spent where the shop's quota is; Away where the store is."""
        seconds = candidate.terms.within(seconds)
        if seconds <= 0:
            raise Hurried(candidate.engine.name, "no time is left for it")
        ends = self._monotonic() + seconds
        with self._guards.passing(candidate):
            reserved = await self._reserve(tenant, candidate, sum(map(len, request.texts)), ends)
            request = replace(request, source=candidate.source, target=candidate.target)
            return await self._request(candidate, request, reserved, ends)

    async def _reserve(self, tenant: str, candidate: Candidate, characters: int, ends: float) -> Reserved:
        name, pair = candidate.engine.name, pair_of(candidate)
        reserving = asyncio.ensure_future(
            asyncio.to_thread(self._usage.reserve, tenant, name, pair, characters, candidate.terms)
        )
        try:
            async with asyncio.timeout(ends - self._monotonic()):
                return await asyncio.shield(reserving)
        except TimeoutError:
            raise Hurried(name, "no time was left for it when the quota was known") from None
        finally:
            if not reserving.done():
                # Nobody waits for it any more, and the engine gets nothing.
                reserving.add_done_callback(self._give_back)

    def _give_back(self, reserving: asyncio.Future[Reserved]) -> None:
        if not reserving.cancelled() and reserving.exception() is None:
            self._usage.correct(reserving.result(), 0)

    async def _request(self, candidate: Candidate, request: Request, reserved: Reserved, ends: float) -> Answer:
        started = self._monotonic()
        seconds = ends - started
        try:
            async with asyncio.timeout(seconds):
                answer = await candidate.engine.translate(request, seconds)
            if len(answer.texts) != len(request.texts):
                raise EngineAway(reserved.engine, f"{len(answer.texts)} answers to {len(request.texts)} texts")
        except EngineRefused:
            self._ended(reserved, Ending.REFUSED, self._monotonic() - started)
            self._usage.correct(reserved, 0)
            raise
        except (EngineAway, TimeoutError) as failure:
            raise self._failed(reserved, failure, seconds, self._monotonic() - started) from None
        self._ended(reserved, Ending.ANSWERED, self._monotonic() - started)
        self._usage.correct(reserved, answer.characters)
        _count_cost(reserved, answer.characters)
        return answer

    def _failed(
        self, reserved: Reserved, failure: EngineAway | TimeoutError, seconds: float, took: float
    ) -> EngineAway:
        """What came of it, as an error. What an engine got and didn't answer in time may be billed, so it counts."""
        late = isinstance(failure, TimeoutError) or took >= seconds
        if not late:
            self._usage.correct(reserved, 0)
        why = failure.why if isinstance(failure, EngineAway) else f"no answer within {seconds:.2f} s"
        self._ended(reserved, Ending.AWAY, took, why)
        if late and seconds < _FAIR:
            return Hurried(reserved.engine, why)
        return failure if isinstance(failure, EngineAway) else EngineAway(reserved.engine, why)

    def _ended(self, reserved: Reserved, ending: Ending, took: float, why: str = "") -> None:
        TRANSLATION_ENGINE_SECONDS.labels(reserved.engine, ending).observe(took)
        TRANSLATION_ENGINE_REQUESTS.labels(reserved.engine, reserved.pair, ending).inc()
        self._usage.ended(reserved, ending, took, why)


def pair_of(candidate: Candidate) -> str:
    """`es>en`, in the tags that the engine knows."""
    return f"{candidate.source}>{candidate.target}"


def _count_cost(reserved: Reserved, characters: int) -> None:
    TRANSLATION_ENGINE_CHARACTERS.labels(reserved.engine).inc(characters)
    if (price := reserved.terms.price_per_million) is not None:
        cost = characters * price.minor_units / 1_000_000
        TRANSLATION_ENGINE_COST.labels(reserved.engine, price.currency).inc(cost)
