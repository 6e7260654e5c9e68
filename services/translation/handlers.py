"""What translation does with the messages of a ticket, and with what persons make of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from heliodesk.ticketing.v1.events_pb2 import MessageReceived, ReplySent

from services.kit.aggregate import Change, Work
from services.kit.errors import RefusalKind, Refused
from services.kit.stream import Context
from services.translation.domain.translation import (
    Direction,
    MessageTranslation,
    Reason,
    Rendition,
    TranslationCorrected,
    corrected,
    rendered,
    told,
)

# A text that breaks an engine each time is not its turn for ever.
MOST_ATTEMPTS = 20
# How long a message waits for an engine that was away before it is looked at again.
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a message. `by_hand`: the shop has persons who translate what no engine can."""

    rendition: Rendition
    by_hand: bool


def on_message_received(
    known: MessageTranslation | None, event: MessageReceived, context: Context
) -> Change[MessageTranslation] | None:
    """Keeps what was found out of the message, once. The finding was prepared: it may have asked an engine."""
    return _kept(known, event.message_id, event.ticket_id, event.text, Direction.INBOUND, context)


def on_reply_sent(
    known: MessageTranslation | None, event: ReplySent, context: Context
) -> Change[MessageTranslation] | None:
    return _kept(known, event.message_id, event.ticket_id, event.text, Direction.OUTBOUND, context)


def _kept(
    known: MessageTranslation | None, message_id: str, ticket_id: str, text: str, direction: Direction, context: Context
) -> Change[MessageTranslation] | None:
    finding: Finding | None = context.prepared
    # Without a finding somebody else has kept it already; it was known then, and it is now.
    if known is not None or finding is None:
        return None
    found = finding.rendition
    new = MessageTranslation(
        message_id=message_id,
        ticket_id=ticket_id,
        original=text,
        language=found.language,
        confidence=found.confidence,
        target_language=found.target_language,
        outcome=found.outcome,
        reason=found.reason,
        engine=found.engine,
        text=found.text,
        translated_at=context.now,
        direction=direction,
    )
    translation = _scheduled(rendered(new, found, context.now, by_hand=finding.by_hand), context.now)
    return Change(translation, [told(translation)])


def try_again(document_id: str, finding: Finding | None, now: datetime) -> Work[MessageTranslation]:
    """A message that an engine was away for, with what another attempt came to; None: there was nobody to ask yet.
    Nobody hears of one that failed."""

    def decide(known: MessageTranslation | None) -> Change[MessageTranslation] | None:
        if known is None or known.reason is not Reason.ENGINE_AWAY:
            return None
        if finding is None:
            return Change(_scheduled(known, now))
        tried = replace(known, attempts=known.attempts + 1)
        if finding.rendition.reason is Reason.ENGINE_AWAY:
            return Change(_scheduled(tried, now))
        found = _scheduled(rendered(tried, finding.rendition, now, by_hand=finding.by_hand), now)
        return Change(found, [told(found)])

    return Work(document_id, decide)


def _scheduled(translation: MessageTranslation, now: datetime) -> MessageTranslation:
    """With the instant at which an engine is asked again, where one was away."""
    if translation.reason is not Reason.ENGINE_AWAY or translation.attempts >= MOST_ATTEMPTS:
        return replace(translation, again_at=None)
    wait = min(_FIRST_WAIT * 2 ** (translation.attempts - 1), _LONGEST_WAIT)
    return replace(translation, again_at=now + wait)


def correct(document_id: str, text: str, by: str, now: datetime) -> Work[MessageTranslation]:
    """A person's translation. Told twice, it is one."""

    def decide(known: MessageTranslation | None) -> Change[MessageTranslation] | None:
        if known is None:
            raise translation_not_found()
        if known.corrections and (known.corrections[-1].text, known.corrections[-1].corrected_by) == (text, by):
            return None
        after = corrected(known, text, by, now)
        event = TranslationCorrected(
            after.message_id, after.ticket_id, after.language, after.target_language, text, by, now, after.direction
        )
        return Change(after, [event])

    return Work(document_id, decide)


def translation_not_found() -> Refused:
    return Refused("TRANSLATION_NOT_FOUND", "nothing is known of this message, or not yet", RefusalKind.NOT_FOUND)
