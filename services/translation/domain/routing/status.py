"""How engines do, as a shop sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from services.kit.money import Money
from services.translation.domain.routing.month import Quality, cost_of, quality_of


class Health(StrEnum):
    WORKING = "working"
    TRYING = "trying"
    """It has failed, and the next text finds out whether it is back."""
    AWAY = "away"
    """It has failed, or was never reached, and isn't asked for now."""
    SPENT = "spent"
    """What was bought of it is used up."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Of an engine or of one of its pairs, in the process that answers. `why` it isn't working; `retry_in_seconds` are
    wall seconds until it is tried again, 0 where nothing holds that up."""

    health: Health
    why: str = ""
    retry_in_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class PairStatus:
    source_language: str
    target_language: str
    condition: Condition
    characters: int
    costs: tuple[Money, ...]
    quality: Quality


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """`known_pairs` is how many it can do; `pairs` are what the shop had translated in the month (`2026-03`, UTC).
    `monthly_characters` is the shop's quota, 0 for none. Instants and counts are of all processes, and the shop's own.
    """

    engine: str
    condition: Condition
    known_pairs: int
    month: str
    characters: int
    monthly_characters: int
    costs: tuple[Money, ...]
    quality: Quality
    last_answered_at: datetime | None
    last_away_at: datetime | None
    last_away_why: str
    pairs: tuple[PairStatus, ...]


def pair_status(pair: str, counts: Mapping[str, Any], condition: Condition) -> PairStatus:
    """Of what was counted below the pair (`es>en`)."""
    source, _, target = pair.partition(">")
    costs = cost_of(counts.get("costs", {}))
    return PairStatus(source, target, condition, counts.get("characters", 0), costs, quality_of(counts))


def total_quality(pairs: Mapping[str, Mapping[str, Any]]) -> Quality:
    """Of all pairs together."""
    total: Counter[str] = Counter()
    for counts in pairs.values():
        total.update({name: count for name, count in counts.items() if isinstance(count, int)})
    return quality_of(total)
