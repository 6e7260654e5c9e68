"""What translation does with a customer's message."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from heliodesk.ticketing.v1.events_pb2 import MessageReceived

from services.kit.aggregate import Change, Work
from services.kit.stream import Context
from services.translation.domain import MessageTranslation, Outcome, Reason, Translated, Untranslated, told
from services.translation.translator import Finding


def on_message_received(
    known: MessageTranslation | None, event: MessageReceived, context: Context
) -> Change[MessageTranslation] | None:
    """Keeps what was found out of the message, once. The finding was prepared: it may have asked an engine."""
    if known is not None:
        return None
    finding: Finding = context.prepared
    result = finding.result
    translation = MessageTranslation(
        message_id=event.message_id,
        ticket_id=event.ticket_id,
        original=event.text,
        language=finding.detection.language,
        confidence=finding.detection.confidence,
        target_language=finding.target_language,
        outcome=_outcome(result),
        reason=result.reason if isinstance(result, Untranslated) else None,
        engine=result.engine or None,
        text=result.text if isinstance(result, Translated) else None,
        translated_at=context.now,
    )
    return Change(translation, [told(translation)])


def try_again(document_id: str, result: Translated | Untranslated, now: datetime) -> Work[MessageTranslation]:
    """A message that an engine was away for, with what another attempt came to. Nobody hears of one that failed."""

    def decide(known: MessageTranslation | None) -> Change[MessageTranslation] | None:
        if known is None or known.reason is not Reason.ENGINE_AWAY:
            return None
        tried = replace(known, attempts=known.attempts + 1)
        if isinstance(result, Untranslated) and result.reason is Reason.ENGINE_AWAY:
            return Change(tried)
        found = replace(
            tried,
            outcome=_outcome(result),
            reason=result.reason if isinstance(result, Untranslated) else None,
            engine=result.engine or None,
            text=result.text if isinstance(result, Translated) else None,
            translated_at=now,
        )
        return Change(found, [told(found)])

    return Work(document_id, decide)


def _outcome(result: Translated | Untranslated) -> Outcome:
    return Outcome.TRANSLATED if isinstance(result, Translated) else Outcome.UNTRANSLATED
