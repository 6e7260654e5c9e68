"""Translates a text for a shop: its memory first, then engines; checked by its glossary, and by what must survive."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.kit.clock import Clock
from services.translation.asking import Asked, Done, Sheet, ask
from services.translation.detection import Detection, detect
from services.translation.domain.engine import Formality
from services.translation.domain.glossary import CompiledGlossary
from services.translation.domain.memory.unit import Origin, Unit
from services.translation.domain.pieces import Cut, Piece, cut
from services.translation.domain.routing.tags import is_same_language
from services.translation.domain.text import clean
from services.translation.domain.translation import Outcome, Reason, Rendition
from services.translation.glossaries.reading import Glossaries
from services.translation.memory.memory import Memory
from services.translation.routing.routing import Routing

LONGEST_TEXT = 65_536
"""Characters of one text; longer ones come in pieces (`TranslateLong`)."""
_QUALITY = {Origin.PERSON: 1.0, Origin.ENGINE: 0.8}
_FAULTY_QUALITY = 0.3


@dataclass(frozen=True, slots=True)
class Wanted:
    """`source` None: it is to be detected. `context` is what was said before, `area` where the memory holds."""

    tenant: str
    text: str
    target: str
    source: str | None = None
    product: str = ""
    context: str = ""
    formality: Formality | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What the shop itself has for the pieces of one language: a glossary, and what its memory remembers of each."""

    glossary: CompiledGlossary
    units: Mapping[int, Unit]


class Translator:
    """`timeout` is in wall seconds for one text, however many engines are tried."""

    def __init__(self, routing: Routing, glossaries: Glossaries, memory: Memory, clock: Clock, timeout: float) -> None:
        self._routing = routing
        self._glossaries = glossaries
        self._memory = memory
        self._clock = clock
        self._timeout = timeout

    async def translate(self, wanted: Wanted) -> Rendition:
        """Never passes the original off as a translation. Raises Away where the store is; an engine's failure is a
        reason in the answer."""
        ends_at = time.monotonic() + self._timeout
        text = clean(wanted.text)
        if len(text) > LONGEST_TEXT:
            return _left(wanted, None, Reason.TEXT_TOO_LONG)
        found = Detection(wanted.source, 1.0) if wanted.source else await asyncio.to_thread(detect, text)
        if found.language is None:
            return _left(wanted, found, Reason.UNKNOWN_LANGUAGE)
        whole = await asyncio.to_thread(cut, text, found.tag, wanted.target, None if wanted.source else detect)
        if not whole.pieces:
            same = is_same_language(found.language, wanted.target)
            return _left(wanted, found, Reason.SAME_LANGUAGE if same else Reason.NOTHING_TO_TRANSLATE)
        return await self._rendered(wanted, found, whole, ends_at)

    async def _rendered(self, wanted: Wanted, found: Detection, whole: Cut, ends_at: float) -> Rendition:
        remembered: dict[int, Unit] = {}
        made: dict[int, Done] = {}
        reason, revision = None, 0
        for language in dict.fromkeys(piece.language for piece in whole.pieces):
            numbers = [number for number, piece in enumerate(whole.pieces) if piece.language == language]
            known = await asyncio.to_thread(self._known, wanted, language, whole.pieces, numbers)
            remembered |= known.units
            revision = max(revision, known.glossary.revision)
            open_ = [number for number in numbers if number not in known.units]
            if open_:
                asked = await self._asked(wanted, language, [whole.pieces[one] for one in open_], known, ends_at)
                reason = reason or asked.reason
                made |= {number: done for number, done in zip(open_, asked.done, strict=True) if done is not None}
        if reason is not None:
            return _left(wanted, found, reason)
        await self._learn(wanted, whole, made)
        return replace(_rendition(wanted, found, whole, remembered, made), glossary_revision=revision)

    def _known(self, wanted: Wanted, language: str, pieces: Sequence[Piece], numbers: Sequence[int]) -> _Known:
        glossary = self._glossaries.of(wanted.tenant, language, wanted.target, wanted.product)
        texts = [pieces[one].text for one in numbers]
        units = self._memory.exact(wanted.tenant, language, wanted.target, texts, wanted.product)
        found = {number: unit for number, unit in zip(numbers, units, strict=True) if unit is not None}
        # What an engine has said may be older than the glossary; what a person has said stands.
        stand = {
            number: unit
            for number, unit in found.items()
            if unit.origin is Origin.PERSON or not glossary.check(pieces[number].text, unit.target)
        }
        return _Known(glossary, stand)

    async def _asked(
        self, wanted: Wanted, language: str, pieces: Sequence[Piece], known: _Known, ends_at: float
    ) -> Asked:
        hits = await asyncio.to_thread(lambda: [known.glossary.hits(piece.text) for piece in pieces])
        sheet = Sheet(
            wanted.tenant, language, wanted.target, pieces, hits, known.glossary, wanted.formality, wanted.context
        )
        return await ask(self._routing, sheet, ends_at)

    async def _learn(self, wanted: Wanted, whole: Cut, made: Mapping[int, Done]) -> None:
        """What an engine did well isn't asked for again."""
        now = self._clock.now()
        units = [_unit(wanted, whole.pieces[number], done, now) for number, done in made.items() if not done.faults]
        if units:
            await asyncio.to_thread(self._memory.remember, wanted.tenant, *units)


def _unit(wanted: Wanted, piece: Piece, done: Done, now: datetime) -> Unit:
    return Unit(
        piece.language,
        wanted.target,
        piece.text,
        done.text,
        Origin.ENGINE,
        done.engine,
        now,
        context=wanted.product,
        version=done.version,
    )


def _left(wanted: Wanted, found: Detection | None, reason: Reason) -> Rendition:
    """The text as it is."""
    language, confidence, doubt = (found.language, found.confidence, found.doubt) if found else (None, 0.0, None)
    return Rendition(Outcome.UNTRANSLATED, language, wanted.target, reason=reason, confidence=confidence, doubt=doubt)


def _rendition(
    wanted: Wanted, found: Detection, whole: Cut, remembered: Mapping[int, Unit], made: Mapping[int, Done]
) -> Rendition:
    texts = {number: unit.target for number, unit in remembered.items()}
    texts |= {number: done.text for number, done in made.items()}
    faults = tuple(dict.fromkeys(fault for done in made.values() for fault in done.faults))
    engines = dict.fromkeys([one.engine for one in made.values()])
    versions = dict.fromkeys([one.version for one in made.values()])
    return Rendition(
        Outcome.FAULTY if faults else Outcome.TRANSLATED,
        found.language,
        wanted.target,
        text=whole.joined(texts),
        engine=", ".join(engines) or None,
        engine_version=", ".join(filter(None, versions)) or None,
        quality=_quality(whole, remembered, made),
        faults=faults,
        segments=len(whole.pieces),
        remembered_segments=len(remembered),
        confidence=found.confidence,
        doubt=found.doubt,
    )


def _quality(whole: Cut, remembered: Mapping[int, Unit], made: Mapping[int, Done]) -> float:
    """The mean over the characters: a person's translation counts 1, an engine's 0.8, one with faults 0.3."""
    weights = [len(piece.text) for piece in whole.pieces]
    of = {number: _QUALITY[unit.origin] for number, unit in remembered.items()}
    of |= {number: _FAULTY_QUALITY if done.faults else _QUALITY[Origin.ENGINE] for number, done in made.items()}
    return round(sum(weight * of[number] for number, weight in enumerate(weights)) / sum(weights), 3)
