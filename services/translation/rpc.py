"""TranslationService."""

from __future__ import annotations

import asyncio

from heliodesk.translation.v1 import events_pb2
from heliodesk.translation.v1 import service_pb2 as pb

from services.kit.convert import to_proto
from services.kit.enums import short_names
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import document_id
from services.kit.rpc import Call
from services.kit.store import Store
from services.translation.detection import detect
from services.translation.domain import MessageTranslation, Outcome, Reason, Translated
from services.translation.translator import Translator

OUTCOMES = {Outcome(name): number for number, name in short_names(events_pb2.Outcome.DESCRIPTOR).items()}
REASONS = {Reason(name): number for number, name in short_names(events_pb2.UntranslatedReason.DESCRIPTOR).items()}


class TranslationRpc:
    def __init__(self, store: Store[MessageTranslation], translator: Translator) -> None:
        self._store = store
        self._translator = translator

    async def Detect(self, request: pb.DetectRequest, call: Call) -> pb.DetectResponse:
        found = detect(request.text)
        return pb.DetectResponse(language=found.language or "", confidence=found.confidence)

    async def Translate(self, request: pb.TranslateRequest, call: Call) -> pb.TranslateResponse:
        source = request.source_language or detect(request.text).language
        result = await self._translator.translate(request.text, source, request.target_language)
        answer = pb.TranslateResponse(
            source_language=source or "", target_language=request.target_language, engine=result.engine
        )
        if isinstance(result, Translated):
            answer.outcome, answer.text = OUTCOMES[Outcome.TRANSLATED], result.text
        else:
            answer.outcome, answer.reason = OUTCOMES[Outcome.UNTRANSLATED], REASONS[result.reason]
        return answer

    async def GetMessageTranslation(
        self, request: pb.GetMessageTranslationRequest, call: Call
    ) -> pb.GetMessageTranslationResponse:
        found = await asyncio.to_thread(self._store.get, document_id(call.tenant, request.message_id))
        if found is None:
            raise Refused(
                "TRANSLATION_NOT_FOUND", "nothing is known of this message, or not yet", RefusalKind.NOT_FOUND
            )
        return pb.GetMessageTranslationResponse(translation=to_proto(found, pb.MessageTranslation))

    async def ListEngines(self, request: pb.ListEnginesRequest, call: Call) -> pb.ListEnginesResponse:
        return pb.ListEnginesResponse(
            engines=[
                pb.TranslationEngine(
                    name=engine.name,
                    available=engine.available,
                    pairs=[
                        pb.LanguagePair(source_language=source, target_language=target)
                        for source, target in sorted(engine.pairs())
                    ],
                )
                for engine in self._translator.engines
            ]
        )
