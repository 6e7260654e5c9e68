"""Who answers, in which languages, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from services.sla.domain.calendar import Calendar
from services.sla.domain.refusing import refusal

USUAL_CAPACITY = 5
"""Of an agent of whom nothing else is said."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


class Level(StrEnum):
    """How well a team answers in a language; the best comes first."""

    NATIVE = "native"
    FLUENT = "fluent"
    TRANSLATION = "translation"

    @property
    def rank(self) -> int:
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Agent:
    """`capacity` is how many tickets the agent takes at once; no languages: those of the team."""

    id: str
    languages: tuple[tuple[str, Level], ...] = ()
    skills: frozenset[str] = frozenset()
    capacity: int = USUAL_CAPACITY


@dataclass(frozen=True, slots=True)
class Agreement:
    """What an outside team has been agreed to be given: what fits every list; an empty list binds nothing."""

    languages: frozenset[str] = frozenset()
    markets: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()

    def speaks(self, language: str) -> bool:
        """Whether tickets in the language may be given at all: who was given `de` is given `de-AT` as well."""
        return not self.languages or any(covers(tag, language) for tag in self.languages)

    def allows(self, language: str, market: str, category: str) -> bool:
        """Whether a ticket may be given. What isn't known of it (empty) hasn't been agreed."""
        market_fits = not self.markets or market in self.markets
        category_fits = not self.categories or category in self.categories
        return self.speaks(language) and market_fits and category_fits


@dataclass(frozen=True, slots=True)
class Team:
    """`languages` are BCP 47 tags with their levels, `capacity` is how many tickets it takes at once, `region` is where
    it is, as the shop calls it. An outside team has the `partner` that runs it and the `agreement` with it. Raises
    Refused."""

    id: str
    calendar: Calendar
    languages: tuple[tuple[str, Level], ...]
    capacity: int
    skills: frozenset[str] = frozenset()
    region: str = ""
    lead_id: str = ""
    agents: tuple[Agent, ...] = ()
    partner: str = ""
    agreement: Agreement | None = None
    version: int = 0

    def __post_init__(self) -> None:
        if not self.languages:
            raise refusal("languages", "a team speaks at least one language", "NO_LANGUAGE")
        for tag, _ in self.languages:
            check_language(tag, f"languages.{tag}")
        if self.capacity < 1:
            raise refusal("capacity", "a team takes at least one ticket", "BAD_CAPACITY")
        if bool(self.partner) != (self.agreement is not None):
            message = "an outside team has a partner and an agreement, a team of the shop's own has neither"
            raise refusal("agreement" if self.partner else "partner", message, "BAD_AGREEMENT")

    def may_be_given(self, language: str) -> bool:
        """Whether tickets in the language may be given to it at all; an outside team is given what has been agreed."""
        return self.agreement is None or self.agreement.speaks(language)

    def level(self, language: str, translated: Iterable[str]) -> Level | None:
        """How the team serves a ticket in this language: a team that speaks `de` serves `de-AT` as well. `translated`
        are the languages that may be served through translation. None: it can't."""
        spoken = [level for tag, level in self.languages if covers(tag, language) and level is not Level.TRANSLATION]
        if spoken:
            return min(spoken, key=lambda level: level.rank)
        return Level.TRANSLATION if any(covers(tag, language) for tag in translated) else None


def covers(tag: str, language: str) -> bool:
    """Whether who speaks `tag` is understood by who wrote in `language`: the same, or a variety of it."""
    return f"{language.lower()}-".startswith(f"{tag.lower()}-")


def check_language(tag: str, field: str) -> None:
    """Raises Refused."""
    if not _LANGUAGE.fullmatch(tag):
        raise refusal(field, f"{tag!r} is no language tag such as de or pt-BR", "BAD_LANGUAGE")
