"""Who answers, in which languages, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from services.sla.domain.calendar import Calendar
from services.sla.domain.refusing import refusal

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
class Team:
    """`languages` are BCP 47 tags with their levels, `capacity` is how many tickets it takes at once. Raises
    Refused."""

    id: str
    calendar: Calendar
    languages: tuple[tuple[str, Level], ...]
    capacity: int

    def __post_init__(self) -> None:
        if not self.languages:
            raise refusal("languages", "a team speaks at least one language", "NO_LANGUAGE")
        for tag, _ in self.languages:
            check_language(tag, f"languages.{tag}")
        if self.capacity < 1:
            raise refusal("capacity", "a team takes at least one ticket", "BAD_CAPACITY")

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
