"""A shop's translation policy: which engines may do which pair, in which order and on which terms, and what is done
where none can."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from services.kit.money import Money
from services.translation.domain.routing.tags import spellings

ANY = "*"
USUAL_MEMORY_THRESHOLD = 75
"""Percent of likeness."""


@dataclass(frozen=True, slots=True)
class RouteSpec:
    """`pair` is `ja>en`, `ja>*`, `*>de` or `*>*`. No engines: none may have it, so people translate it."""

    pair: str
    engines: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        return self.pair.partition(">")[0]

    @property
    def target(self) -> str:
        return self.pair.partition(">")[2]


@dataclass(frozen=True, slots=True)
class EngineTerms:
    """What a shop has agreed on with an engine: characters of a calendar month (UTC), the price of a million of them,
    and the wall milliseconds that it may take for one request. 0 and None: as many as it likes, for nothing, and as
    long as there is time."""

    engine: str
    monthly_characters: int = 0
    price_per_million: Money | None = None
    timeout_ms: int = 0

    def within(self, seconds: float) -> float:
        """Of these wall seconds, those that it may take."""
        return min(seconds, self.timeout_ms / 1000) if self.timeout_ms else seconds


NO_TERMS = EngineTerms("")


@dataclass(frozen=True, slots=True)
class PolicySpec:
    """As it is published. `agent_language` is a BCP 47 tag, None for the deployment's; `memory_threshold_percent` is
    the likeness from which on a unit of the memory is shown, 0 for the usual one."""

    routes: tuple[RouteSpec, ...] = ()
    engines: tuple[EngineTerms, ...] = ()
    human_translator: bool = False
    agent_language: str | None = None
    memory_threshold_percent: int = 0


@dataclass(frozen=True)
class Policy:
    """A policy as translation asks it. `revision` is 0 for a shop that has published nothing."""

    revision: int
    spec: PolicySpec

    @property
    def human_translator(self) -> bool:
        """Whether the shop has people for what no engine does."""
        return self.spec.human_translator

    @property
    def agent_language(self) -> str:
        """Empty: the deployment's."""
        return self.spec.agent_language or ""

    @property
    def memory_threshold(self) -> float:
        """Between 0 and 1."""
        return (self.spec.memory_threshold_percent or USUAL_MEMORY_THRESHOLD) / 100

    def engines_for(self, source: str, target: str, configured: Iterable[str]) -> tuple[str, ...]:
        """Names of engines, in the order in which they are asked: those of the most exact route. A shop that has no
        routes leaves it to the deployment; where it has some and none of them is for the pair, no engine may have it.
        """
        if not self.spec.routes:
            return tuple(configured)
        there = set(configured)
        fitting = [(fit, one) for one in self.spec.routes if (fit := _fit(one, source, target)) is not None]
        if not fitting:
            return ()
        _, best = max(fitting, key=lambda each: each[0])
        return tuple(name for name in best.engines if name in there)

    def terms(self, engine: str) -> EngineTerms:
        return self._terms.get(engine, NO_TERMS)

    @cached_property
    def _terms(self) -> Mapping[str, EngineTerms]:
        return {one.engine: one for one in self.spec.engines}


UNPUBLISHED = Policy(0, PolicySpec())
"""All engines in the order in which the deployment has them, without limits, and nobody to take what none can do."""


def _fit(route: RouteSpec, source: str, target: str) -> tuple[int, int] | None:
    """How exactly the route names the pair, None where it is for others. At a draw the one that names the target more
    exactly is the better: it is what the reader gets."""
    of, to = _named(route.source, source), _named(route.target, target)
    return None if of is None or to is None else (of + to, to)


def _named(pattern: str, tag: str) -> int | None:
    """`es-MX` is named by itself, less exactly by `es`, and least by `*`."""
    if pattern == ANY:
        return 0
    standard = spellings(pattern)[0].tag
    for spelling in spellings(tag):
        if spelling.tag == standard:
            return 2 if spelling.exact else 1
    return None
