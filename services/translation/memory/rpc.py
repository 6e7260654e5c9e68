"""MemoryService."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from heliodesk.translation.v1 import memory_service_pb2 as pb

from services.kit.commands import Gathered
from services.kit.convert import to_proto
from services.kit.enums import short_names
from services.kit.errors import refused_field
from services.kit.ids import derived_id
from services.kit.rpc import Call
from services.translation.domain.memory.answering import unit_of
from services.translation.domain.memory.unit import Origin, Pair, Similar, Unit
from services.translation.memory.documents import list_segments
from services.translation.memory.languages import pair_of
from services.translation.memory.memory import Memory, Question
from services.translation.memory.tmx import read_tmx

_THRESHOLD = 75
"""Percent, as the contract says."""
_ORIGINS = {number: Origin(name) for number, name in short_names(pb.MemoryOrigin.DESCRIPTOR).items() if number}


class MemoryServicer:
    """heliodesk.translation.v1.MemoryService."""

    def __init__(self, memory: Memory, now: Callable[[], datetime]) -> None:
        self._memory = memory
        self._now = now
        # Those who ask while others are being answered are answered together, by one question to the store.
        self._look_up: Gathered[Question, list[Unit | None]] = Gathered(memory.look_up)

    async def LookUpMemory(self, request: pb.LookUpMemoryRequest, call: Call) -> pb.LookUpMemoryResponse:
        pair = pair_of(request.source_language, request.target_language)
        exact = await self._look_up(Question(call.tenant, pair, tuple(request.texts), request.context))
        answers = [pb.MemoryAnswer(exact=unit and to_proto(unit, pb.MemoryUnit)) for unit in exact]
        missed = [place for place, unit in enumerate(exact) if unit is None]
        if request.similar and missed:
            texts = [request.texts[place] for place in missed]
            threshold = (request.threshold or _THRESHOLD) / 100
            found = await asyncio.to_thread(self._similar, call.tenant, pair, texts, threshold, request.similar)
            for place, similar in zip(missed, found, strict=True):
                answers[place].similar.extend(to_proto(one, pb.SimilarUnit) for one in similar)
        return pb.LookUpMemoryResponse(answers=answers)

    async def RememberTranslation(
        self, request: pb.RememberTranslationRequest, call: Call
    ) -> pb.RememberTranslationResponse:
        unit = Unit(
            request.source_language,
            request.target_language,
            request.source,
            request.target,
            Origin.PERSON,
            request.author,
            self._now(),
            request.context,
            correction_id=derived_id("correction", call.tenant, call.command_id),
        )
        (standing,) = await asyncio.to_thread(self._memory.remember, call.tenant, unit)
        if standing is None:
            blank = "source" if not request.source.strip() else "target"
            raise refused_field("BLANK", blank, "there is nothing to remember of a text that is nothing but space")
        return pb.RememberTranslationResponse(unit=to_proto(standing, pb.MemoryUnit))

    async def ImportMemory(self, request: pb.ImportMemoryRequest, call: Call) -> pb.ImportMemoryResponse:
        pair = pair_of(request.source_language, request.target_language)
        found = await asyncio.to_thread(read_tmx, request.tmx, pair)
        units = [
            Unit(
                pair.source,
                pair.target,
                source,
                target,
                Origin.PERSON,
                request.author,
                self._now(),
                request.context,
                correction_id=derived_id("import", call.tenant, request.context, source, target),
            )
            for source, target in found.segments
        ]
        standing = await asyncio.to_thread(self._memory.remember, call.tenant, *units)
        remembered = sum(one is not None for one in standing)
        return pb.ImportMemoryResponse(remembered=remembered, passed_over=found.units - remembered)

    async def WithdrawTranslation(
        self, request: pb.WithdrawTranslationRequest, call: Call
    ) -> pb.WithdrawTranslationResponse:
        said = (request.unit_id, request.correction_id, request.author)
        standing = await asyncio.to_thread(self._memory.withdraw, call.tenant, *said, self._now())
        return pb.WithdrawTranslationResponse(unit=standing and to_proto(standing, pb.MemoryUnit))

    async def ListMemory(self, request: pb.ListMemoryRequest, call: Call) -> pb.ListMemoryResponse:
        pair = pair_of(request.source_language, request.target_language)
        found, following = await asyncio.to_thread(
            list_segments, call.tenant, pair, _ORIGINS[request.origin], request.page_size, request.cursor
        )
        units = [unit for name, segment in found if (unit := unit_of(name, segment)) is not None]
        return pb.ListMemoryResponse(units=[to_proto(one, pb.MemoryUnit) for one in units], next_cursor=following)

    def _similar(
        self, tenant: str, pair: Pair, texts: Sequence[str], threshold: float, most: int
    ) -> list[tuple[Similar, ...]]:
        return [self._memory.similar(tenant, pair.source, pair.target, text, threshold, most) for text in texts]
