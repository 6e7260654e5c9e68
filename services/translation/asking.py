"""Sentences brought to engines: the first of the route, and what it didn't do well to the next, while there is time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from services.translation.domain import tokens
from services.translation.domain.engine import Answer, EngineAway, EngineRefused, Formality, Request
from services.translation.domain.glossary import CompiledGlossary, Hit
from services.translation.domain.pieces import Piece
from services.translation.domain.routing.candidate import Candidate
from services.translation.domain.routing.deadline import share
from services.translation.domain.routing.route import WhyNone
from services.translation.domain.text import clean
from services.translation.domain.translation import Fault, FaultKind, Reason
from services.translation.routing.routing import Routing


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pieces of one language that no memory has, with the terms in each."""

    tenant: str
    language: str
    target: str
    pieces: Sequence[Piece]
    hits: Sequence[tuple[Hit, ...]]
    glossary: CompiledGlossary
    formality: Formality | None
    context: str


@dataclass(frozen=True, slots=True)
class Done:
    """A piece as an engine has it."""

    text: str
    engine: str
    version: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of each piece of a sheet, in their order; `reason` is there where one has come to nothing."""

    done: tuple[Done | None, ...]
    reason: Reason | None


async def ask(routing: Routing, sheet: Sheet, ends_at: float) -> Asked:
    """`ends_at` is an instant of time.monotonic. Raises Away where the store is."""
    route = await asyncio.to_thread(routing.route, sheet.tenant, sheet.language, sheet.target)
    best: list[Done | None] = [None] * len(sheet.pieces)
    away = route.reason_if_none in (WhyNone.ENGINE_AWAY, WhyNone.QUOTA_SPENT)
    for place, candidate in enumerate(route.candidates):
        wanted = [number for number, done in enumerate(best) if done is None or done.faults]
        left = ends_at - time.monotonic()
        if not wanted or left <= 0:
            break
        try:
            answers = await _translated(routing, sheet, wanted, candidate, share(left, len(route.candidates) - place))
        except EngineAway:
            away = True
            continue
        except EngineRefused:
            continue
        for number, done in zip(wanted, answers, strict=True):
            before = best[number]
            best[number] = done if before is None or len(done.faults) < len(before.faults) else before
    if None not in best:
        return Asked(tuple(best), None)
    if away or (route.candidates and ends_at <= time.monotonic()):
        return Asked(tuple(best), Reason.ENGINE_AWAY)
    return Asked(tuple(best), Reason.ENGINE_REFUSED if route.candidates else Reason.NO_ENGINE_FOR_PAIR)


async def _translated(
    routing: Routing, sheet: Sheet, wanted: Sequence[int], candidate: Candidate, seconds: float
) -> list[Done]:
    """Raises EngineAway, EngineRefused."""
    pieces, hits = [sheet.pieces[one] for one in wanted], [sheet.hits[one] for one in wanted]
    masked = [tokens.mask(piece.text, piece.tokens, candidate.engine.mask) for piece in pieces]
    request = Request(
        tuple(one.text for one in masked),
        candidate.source,
        candidate.target,
        sheet.glossary.terms([hit for some in hits for hit in some]),
        sheet.formality,
        sheet.context,
    )
    answer = await routing.ask(sheet.tenant, candidate, request, seconds)
    done = await asyncio.to_thread(_checked, sheet, pieces, hits, masked, answer, candidate.engine.name)
    routing.judged(sheet.tenant, candidate, sum(bool(one.faults) for one in done))
    return done


def _checked(
    sheet: Sheet,
    pieces: Sequence[Piece],
    hits: Sequence[tuple[Hit, ...]],
    masked: Sequence[tokens.Masked],
    answer: Answer,
    engine: str,
) -> list[Done]:
    done = []
    for piece, terms, mask, text in zip(pieces, hits, masked, answer.texts, strict=True):
        restored = tokens.unmask(mask, clean(text))
        faults = [
            Fault(FaultKind(f"token_{one.kind}"), one.token)
            for one in restored.faults or tokens.check(piece.text, restored.text)
        ]
        faults += [
            Fault(FaultKind(f"term_{one.kind}"), one.term.source)
            for one in sheet.glossary.check(piece.text, restored.text, terms)
        ]
        done.append(Done(restored.text, engine, answer.version, tuple(faults)))
    return done
