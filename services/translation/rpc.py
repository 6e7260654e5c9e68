"""TranslationService."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import fields

from heliodesk.translation.v1 import service_pb2 as pb

from services.kit.convert import to_proto
from services.kit.documents import DEFAULT_PAGE, read_cursor, write_cursor
from services.kit.ids import document_id
from services.kit.rpc import Call
from services.kit.store import Store
from services.translation import handlers
from services.translation.correcting import Correcting
from services.translation.detection import detect
from services.translation.documents import queue_page
from services.translation.domain.engine import Engine
from services.translation.domain.text import PseudoLocale, chunks, pseudo, sentences
from services.translation.domain.translation import Detected, MessageTranslation, Rendition, TextRendition
from services.translation.manners import formality_of
from services.translation.tone.keeper import ToneProfiles
from services.translation.translator import Translator, Wanted

# Characters of a piece of a long text: an engine has done it in a moment.
_PIECE = 4_000
# Texts of a batch that are under way at once.
_AT_ONCE = 8


class TranslationServicer:
    """heliodesk.translation.v1.TranslationService."""

    def __init__(
        self,
        store: Store[MessageTranslation],
        translator: Translator,
        correcting: Correcting,
        profiles: ToneProfiles,
        engines: tuple[Engine, ...],
    ) -> None:
        self._store = store
        self._translator = translator
        self._correcting = correcting
        self._profiles = profiles
        self._engines = engines

    async def Detect(self, request: pb.DetectRequest, call: Call) -> pb.DetectResponse:
        found = await asyncio.to_thread(detect, request.text)
        return to_proto(Detected(found.language, found.confidence, found.doubt), pb.DetectResponse)

    async def Translate(self, request: pb.TranslateRequest, call: Call) -> pb.TranslateResponse:
        return _shown(await self._translator.translate(await self._wanted(request, call.tenant)))

    async def TranslateBatch(self, request: pb.TranslateBatchRequest, call: Call) -> pb.TranslateBatchResponse:
        gate = asyncio.Semaphore(_AT_ONCE)

        async def one(wanted: pb.TranslateRequest) -> pb.TranslateResponse:
            async with gate:
                return await self.Translate(wanted, call)

        return pb.TranslateBatchResponse(responses=await asyncio.gather(*map(one, request.requests)))

    async def TranslateLong(
        self, request: pb.TranslateLongRequest, call: Call
    ) -> AsyncIterator[pb.TranslateLongResponse]:
        source = request.source_language or (await asyncio.to_thread(detect, request.text)).language
        cut = await asyncio.to_thread(sentences, request.text, source)
        for piece in chunks(cut, _PIECE):
            wanted = Wanted(call.tenant, piece, request.target_language, source, request.product)
            yield pb.TranslateLongResponse(original=piece, translation=_shown(await self._translator.translate(wanted)))

    async def GetMessageTranslation(
        self, request: pb.GetMessageTranslationRequest, call: Call
    ) -> pb.GetMessageTranslationResponse:
        found = await asyncio.to_thread(self._store.get, document_id(call.tenant, request.message_id))
        if found is None:
            raise handlers.translation_not_found()
        return pb.GetMessageTranslationResponse(translation=to_proto(found, pb.MessageTranslation))

    async def CorrectTranslation(
        self, request: pb.CorrectTranslationRequest, call: Call
    ) -> pb.CorrectTranslationResponse:
        corrected = await self._correcting.correct(call.tenant, request.message_id, request.text, request.corrected_by)
        return pb.CorrectTranslationResponse(translation=to_proto(corrected, pb.MessageTranslation))

    async def ListTranslationQueue(
        self, request: pb.ListTranslationQueueRequest, call: Call
    ) -> pb.ListTranslationQueueResponse:
        after = read_cursor(request.cursor, str)[0] if request.cursor else ""
        limit = request.page_size or DEFAULT_PAGE
        found = await asyncio.to_thread(queue_page, call.tenant, after, limit + 1)
        return pb.ListTranslationQueueResponse(
            translations=[to_proto(one, pb.MessageTranslation) for _, one in found[:limit]],
            next_cursor=write_cursor(found[limit - 1][0]) if len(found) > limit else "",
        )

    async def PseudoTranslate(self, request: pb.PseudoTranslateRequest, call: Call) -> pb.PseudoTranslateResponse:
        return pb.PseudoTranslateResponse(text=pseudo(request.text, PseudoLocale(request.locale)))

    async def ListEngines(self, request: pb.ListEnginesRequest, call: Call) -> pb.ListEnginesResponse:
        return pb.ListEnginesResponse(engines=[_engine(engine) for engine in self._engines])

    async def _wanted(self, request: pb.TranslateRequest, tenant: str) -> Wanted:
        formality = None
        if request.market:
            formality = await asyncio.to_thread(
                formality_of, self._profiles, tenant, request.target_language, request.market
            )
        return Wanted(
            tenant,
            request.text,
            request.target_language,
            request.source_language or None,
            request.product,
            request.context,
            formality,
        )


def _shown(rendition: Rendition) -> pb.TranslateResponse:
    told = {one.name: getattr(rendition, one.name) for one in fields(TextRendition) if one.name != "source_language"}
    return to_proto(TextRendition(source_language=rendition.language, **told), pb.TranslateResponse)


def _engine(engine: Engine) -> pb.TranslationEngine:
    pairs = [
        pb.LanguagePair(source_language=source, target_language=target) for source, target in sorted(engine.pairs())
    ]
    return pb.TranslationEngine(name=engine.name, available=engine.available, pairs=pairs)
