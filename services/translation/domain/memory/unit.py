"""A unit: a segment and its translation, as it goes into the memory and comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST = 5_000
"""Characters of a segment. What is longer doesn't come again as it was."""


class Origin(StrEnum):
    """Who has translated it."""

    PERSON = "person"
    ENGINE = "engine"


@dataclass(frozen=True, slots=True)
class Pair:
    """BCP 47 tags in their canonical spelling."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Unit:
    """`author` is the person, or the engine, whose `version` is what made it. A unit with a `context` (a product area,
    say) holds in that one and nowhere else. What is on its way in has no `unit_id` yet."""

    source_language: str
    target_language: str
    source: str
    target: str
    origin: Origin
    author: str
    remembered_at: datetime
    context: str = ""
    version: str = ""
    unit_id: str = ""
    correction_id: str = ""


@dataclass(frozen=True, slots=True)
class Similar:
    """A unit whose source is like a text: `score` is 0 to 1. `complete`: all tokens in its target are the text's."""

    unit: Unit
    score: float
    complete: bool
