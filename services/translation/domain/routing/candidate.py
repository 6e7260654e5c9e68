"""Which engines can do a pair, and in the tags that each of them knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from services.translation.domain.engine import Engine
from services.translation.domain.routing.policy import NO_TERMS, EngineTerms
from services.translation.domain.routing.tags import spellings


@dataclass(frozen=True, slots=True)
class Candidate:
    """An engine that does the pair, the tags by which it knows it, and the shop's terms with it."""

    engine: Engine
    source: str
    target: str
    terms: EngineTerms = NO_TERMS


def candidates(engines: Iterable[Engine], source: str, target: str) -> tuple[Candidate, ...]:
    """Those that do the pair, in the order given; but whoever does the region that was asked for comes before whoever
    does the language alone: `pt-BR` is read by a customer of Brazil, who wrote `es-MX` is understood as `es`."""
    found = [one for engine in engines if (one := _in_its_tags(engine, source, target)) is not None]
    return tuple(one for one, _ in sorted(found, key=lambda each: not each[1]))


def _in_its_tags(engine: Engine, source: str, target: str) -> tuple[Candidate, bool] | None:
    """With whether it does the target as it was asked for."""
    pairs = engine.pairs()
    for to in spellings(target):
        for of in spellings(source):
            if (of.tag, to.tag) in pairs:
                return Candidate(engine, of.tag, to.tag), to.exact
    return None
