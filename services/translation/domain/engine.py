"""What can translate: the port that every engine stands behind, and the ways in which one fails."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from services.kit.errors import Away, RefusalKind, Refused


class MaskStyle(StrEnum):
    """In what form an engine leaves alone what must survive it: token number 0 of a text is"""

    XML = "xml"
    """`<x id="0"/>`, in a text whose own `&`, `<` and `>` are escaped."""
    HTML = "html"
    """`<span class="notranslate" translate="no" id="t0">...</span>`, in a text that is escaped likewise."""
    BRACKETS = "brackets"
    """`⟦0⟧`, in plain text."""


class Formality(StrEnum):
    """How the reader is addressed, where the target language tells it apart: Sie or du, vous or tu."""

    FORMAL = "formal"
    INFORMAL = "informal"


@dataclass(frozen=True, slots=True)
class Request:
    """Texts that belong together, in their order, masked in the engine's style. `terms` are those of the glossary that
    occur in them, (as in the source, as it has to be in the target); `context` is what was said before, for the engine
    to understand by and not to translate."""

    texts: tuple[str, ...]
    source: str
    target: str
    terms: tuple[tuple[str, str], ...] = ()
    formality: Formality | None = None
    context: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One translation for each text, in their order, still masked. `version` is what made it, as exactly as the engine
    tells (a model, a release); `characters` is what it bills for."""

    texts: tuple[str, ...]
    version: str
    characters: int


class EngineAway(Away):
    """The engine can't be reached, fails, or takes too long; trying again later may do. `retry_after` is in seconds,
    where it said so."""

    def __init__(self, engine: str, why: str, retry_after: float | None = None) -> None:
        super().__init__(engine, why)
        self.retry_after = retry_after


class QuotaSpent(EngineAway):
    """What was bought of the engine is used up, by its own word or by ours: nothing before the next period."""


class EngineRefused(Refused):
    """The engine says no to this text or pair, and would say no again."""

    def __init__(self, engine: str, why: str) -> None:
        super().__init__("ENGINE_REFUSED", f"{engine}: {why}", RefusalKind.FAILED_PRECONDITION)


class Engine(Protocol):
    """Languages are BCP 47 tags."""

    name: str
    mask: MaskStyle
    enforces_terms: bool
    """Whether it can be made to use the terms of a request; where not, they are only checked afterwards."""
    available: bool
    """Whether it answered when it was last asked; False until it has been."""

    def pairs(self) -> set[tuple[str, str]]:
        """(source, target) of all that it could do when it was last asked; empty until it has been."""

    async def refresh(self) -> None:
        """Asks it for its pairs. Raises EngineAway."""

    async def translate(self, request: Request, timeout_s: float) -> Answer:
        """Within so many wall seconds. Raises EngineAway, QuotaSpent, EngineRefused."""

    async def aclose(self) -> None: ...
