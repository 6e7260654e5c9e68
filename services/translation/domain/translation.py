"""What becomes of a message: it is translated, or it stays as it is and says why; and what persons make of it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from services.kit.errors import RefusalKind, Refused
from services.translation.domain.doubt import Doubt


class Direction(StrEnum):
    """A customer's message for the agents, or an agent's reply for the customer."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class Reason(StrEnum):
    """Why a text was left as it is."""

    SAME_LANGUAGE = "same_language"
    UNKNOWN_LANGUAGE = "unknown_language"
    NO_ENGINE_FOR_PAIR = "no_engine_for_pair"
    ENGINE_AWAY = "engine_away"
    ENGINE_REFUSED = "engine_refused"
    TEXT_TOO_LONG = "text_too_long"
    NOTHING_TO_TRANSLATE = "nothing_to_translate"


class Outcome(StrEnum):
    TRANSLATED = "translated"
    UNTRANSLATED = "untranslated"
    FAULTY = "faulty"
    """Translated, but something that must survive did not: nothing to send out as it is."""


class FaultKind(StrEnum):
    """The words of `tokens.FaultKind` and `glossary.FaultKind`, told apart."""

    TOKEN_LOST = "token_lost"
    TOKEN_DOUBLED = "token_doubled"
    TOKEN_ALTERED = "token_altered"
    TOKEN_ADDED = "token_added"
    TERM_MISSING = "term_missing"
    TERM_TRANSLATED = "term_translated"
    TERM_FORBIDDEN = "term_forbidden"


@dataclass(frozen=True, slots=True)
class Fault:
    """`what` is the token or term, as it stands in the original or ought to stand in the translation."""

    kind: FaultKind
    what: str


@dataclass(frozen=True, slots=True)
class Rendition:
    """What became of a text. `text` is None where it is untranslated. `quality` is 0 to 1, `segments` counts sentences,
    `remembered_segments` those that the memory had; `engine` names all that had a part in it."""

    outcome: Outcome
    language: str | None
    target_language: str
    reason: Reason | None = None
    text: str | None = None
    engine: str | None = None
    engine_version: str | None = None
    glossary_revision: int = 0
    quality: float = 0.0
    faults: tuple[Fault, ...] = ()
    segments: int = 0
    remembered_segments: int = 0
    confidence: float = 0.0
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Detected:
    """The answer to who asks for the language alone."""

    language: str | None
    confidence: float
    doubt: Doubt | None


@dataclass(frozen=True, slots=True)
class TextRendition:
    """The answer to who asks for a text that is no ticket's."""

    outcome: Outcome
    reason: Reason | None
    source_language: str | None
    target_language: str
    engine: str | None
    text: str | None
    engine_version: str | None
    glossary_revision: int
    quality: float
    faults: tuple[Fault, ...]
    segments: int
    remembered_segments: int
    doubt: Doubt | None


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's translation of a message; `corrected_by` is their id."""

    text: str
    corrected_by: str
    corrected_at: datetime


@dataclass(frozen=True, slots=True)
class MessageTranslation:
    """What was found out of a message of a ticket, for ever: what an engine made of it stands in its event, and what
    stands here is the newest, with the persons' own beside it."""

    message_id: str
    ticket_id: str
    original: str
    language: str | None
    confidence: float
    target_language: str
    outcome: Outcome
    reason: Reason | None
    engine: str | None
    text: str | None
    translated_at: datetime
    attempts: int = 1
    direction: Direction = Direction.INBOUND
    doubt: Doubt | None = None
    engine_version: str | None = None
    glossary_revision: int = 0
    quality: float = 0.0
    faults: tuple[Fault, ...] = ()
    segments: int = 0
    remembered_segments: int = 0
    queued: bool = False
    corrections: tuple[Correction, ...] = ()
    again_at: datetime | None = None
    """When an engine is asked again that was away (UTC)."""


@dataclass(frozen=True, slots=True)
class MessageTranslated:
    message_id: str
    ticket_id: str
    language: str | None
    confidence: float
    target_language: str
    outcome: Outcome
    reason: Reason | None
    engine: str | None
    text: str | None
    translated_at: datetime
    direction: Direction
    doubt: Doubt | None
    engine_version: str | None
    glossary_revision: int
    quality: float
    faults: tuple[Fault, ...]
    segments: int
    remembered_segments: int
    queued: bool


@dataclass(frozen=True, slots=True)
class TranslationCorrected:
    message_id: str
    ticket_id: str
    language: str | None
    target_language: str
    text: str
    corrected_by: str
    corrected_at: datetime
    direction: Direction


_TOLD = tuple(one.name for one in fields(MessageTranslated))
_RENDERED = tuple(one.name for one in fields(Rendition))
_NEEDS_A_PERSON = (Reason.NO_ENGINE_FOR_PAIR, Reason.ENGINE_REFUSED, Reason.TEXT_TOO_LONG)


def told(translation: MessageTranslation) -> MessageTranslated:
    """The event that says what was found out."""
    return MessageTranslated(**{name: getattr(translation, name) for name in _TOLD})


def rendered(
    translation: MessageTranslation, rendition: Rendition, now: datetime, *, by_hand: bool
) -> MessageTranslation:
    """The message with what became of it. `by_hand`: the shop has persons who translate what no engine can."""
    found: dict[str, Any] = {name: getattr(rendition, name) for name in _RENDERED}
    return replace(translation, **found, translated_at=now, queued=by_hand and needs_a_person(rendition))


def needs_a_person(rendition: Rendition) -> bool:
    """An engine that is away will come back; what none can do, or none did well, only a person can mend."""
    return rendition.outcome is Outcome.FAULTY or rendition.reason in _NEEDS_A_PERSON


def corrected(known: MessageTranslation, text: str, by: str, now: datetime) -> MessageTranslation:
    """With a person's translation in place of what stood there. Raises Refused (NOT_A_TRANSLATION)."""
    if not text.strip():
        raise Refused("NOT_A_TRANSLATION", "a translation has a word at least", RefusalKind.INVALID)
    return replace(
        known,
        outcome=Outcome.TRANSLATED,
        reason=None,
        text=text,
        quality=1.0,
        faults=(),
        queued=False,
        again_at=None,
        corrections=(*known.corrections, Correction(text, by, now)),
    )
