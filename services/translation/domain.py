"""What becomes of a text: it is translated, or it stays as it is and says why. Pure: an engine is behind a port."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from services.kit.errors import Away, RefusalKind, Refused

LONGEST_TEXT = 20_000
"""Characters. Apertium takes about a second for as many; longer ones would hold up the texts behind them."""


class EngineAway(Away):
    """The engine can't be reached, fails, or takes too long; trying again later may do."""


class EngineRefused(Refused):
    """The engine says no to this text or pair, and would say no again."""

    def __init__(self, engine: str, why: str) -> None:
        super().__init__("ENGINE_REFUSED", f"{engine}: {why}", RefusalKind.FAILED_PRECONDITION)


class Engine(Protocol):
    """What can translate. Languages are BCP 47 tags."""

    name: str
    available: bool
    """Whether it answered when it was last asked; False until it has been. While it is False, no text is brought to it:
    `refresh` finds out that it is back."""

    def pairs(self) -> set[tuple[str, str]]:
        """(source, target) of all that it could do when it was last asked; empty until it has been."""

    async def refresh(self) -> None:
        """Asks it for its pairs. Raises EngineAway."""

    async def translate(self, text: str, source: str, target: str, timeout_s: float) -> str:
        """The translation, within so many wall seconds. Raises EngineAway, EngineRefused."""


class Reason(StrEnum):
    """Why a text was left as it is."""

    SAME_LANGUAGE = "same_language"
    UNKNOWN_LANGUAGE = "unknown_language"
    NO_ENGINE_FOR_PAIR = "no_engine_for_pair"
    ENGINE_AWAY = "engine_away"
    ENGINE_REFUSED = "engine_refused"
    TEXT_TOO_LONG = "text_too_long"


@dataclass(frozen=True, slots=True)
class Translated:
    text: str
    engine: str


@dataclass(frozen=True, slots=True)
class Untranslated:
    """The text is as it was, to the last character. `engine` is empty where none was asked."""

    reason: Reason
    engine: str = ""


class Outcome(StrEnum):
    TRANSLATED = "translated"
    UNTRANSLATED = "untranslated"


@dataclass(frozen=True, slots=True)
class MessageTranslation:
    """What was found out of a message of a ticket. `text` is the translation, None where there is none."""

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


def told(translation: MessageTranslation) -> MessageTranslated:
    """The event that says what was found out."""
    return MessageTranslated(
        message_id=translation.message_id,
        ticket_id=translation.ticket_id,
        language=translation.language,
        confidence=translation.confidence,
        target_language=translation.target_language,
        outcome=translation.outcome,
        reason=translation.reason,
        engine=translation.engine,
        text=translation.text,
        translated_at=translation.translated_at,
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """An engine, and the pair in the tags that it knows: one that does `es` is chosen for `es-MX`."""

    engine: Engine
    source: str
    target: str


def choose(engines: Iterable[Engine], source: str, target: str) -> Choice | None:
    """The first engine that does the pair, the exact pair before one without the region; None where none does."""
    engines = list(engines)
    for pair in [(a, b) for a in _from_exact_to_plain(source) for b in _from_exact_to_plain(target)]:
        for engine in engines:
            if pair in engine.pairs():
                return Choice(engine, *pair)
    return None


def is_same_language(source: str, target: str) -> bool:
    """Whether a reader of the one can read the other: `es` and `es-MX`, but not `zh-Hans` and `zh-Hant`."""
    return source == target or (_plain(source) == _plain(target) and _plain(source) in (source, target))


async def translate(
    engines: Iterable[Engine], text: str, source: str | None, target: str, timeout_s: float
) -> Translated | Untranslated:
    """Translates a text, or says why not; an engine's failure is a reason too. `source` None: it isn't known."""
    engines = list(engines)
    if source is None:
        return Untranslated(Reason.UNKNOWN_LANGUAGE)
    if is_same_language(source, target):
        return Untranslated(Reason.SAME_LANGUAGE)
    if len(text) > LONGEST_TEXT:
        return Untranslated(Reason.TEXT_TOO_LONG)
    choice = choose(engines, source, target)
    if choice is None:
        never_asked = next((engine.name for engine in engines if not engine.pairs() and not engine.available), None)
        return Untranslated(Reason.ENGINE_AWAY, never_asked) if never_asked else Untranslated(Reason.NO_ENGINE_FOR_PAIR)
    name = choice.engine.name
    if not choice.engine.available:
        # Its failure was known a moment ago: to wait for it again with each text would hold up all that come behind.
        return Untranslated(Reason.ENGINE_AWAY, name)
    try:
        return Translated(await choice.engine.translate(text, choice.source, choice.target, timeout_s), name)
    except EngineAway:
        return Untranslated(Reason.ENGINE_AWAY, name)
    except EngineRefused:
        return Untranslated(Reason.ENGINE_REFUSED, name)


def _from_exact_to_plain(tag: str) -> list[str]:
    return list(dict.fromkeys([tag, _plain(tag)]))


def _plain(tag: str) -> str:
    """The language alone, without script and region."""
    return tag.partition("-")[0]
