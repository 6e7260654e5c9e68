"""What an engine did for a shop in a calendar month (UTC): characters, cost, and how well, pair by pair.

Counts are whole numbers under names, which add up: within a process, in the store, over processes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from services.kit.money import Money

_MILLION = 1_000_000
LATENCY_BOUNDS_MS = (100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000)
"""Wall milliseconds. A request that took longer than all of them counts with the last."""
CHARACTERS = "characters"


class Ending(StrEnum):
    """How a request ended."""

    ANSWERED = "answered"
    AWAY = "away"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Quality:
    """How requests ended; `judged` are the answers that were checked, `faulty` those of them with faults. Shares are of
    1. Times are of answers, in wall milliseconds; `p95_ms` is the bound below which 95 of 100 were."""

    answered: int
    away: int
    refused: int
    failed_share: float
    judged: int
    faulty: int
    faulty_share: float
    mean_ms: int
    p95_ms: int


def month_of(instant: datetime) -> str:
    """`2026-03`."""
    return instant.astimezone(UTC).strftime("%Y-%m")


def next_month(instant: datetime) -> datetime:
    """Its first instant."""
    day = instant.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return day.replace(year=day.year + 1, month=1) if day.month == 12 else day.replace(month=day.month + 1)


def charged(pair: str, characters: int, price_per_million: Money | None) -> Counter[str]:
    """What so many characters add; a price counts in millionths of minor units, so that no fraction gets lost."""
    added = {CHARACTERS: characters}
    if price_per_million is not None and price_per_million.minor_units:
        added[f"costs.{price_per_million.currency}"] = characters * price_per_million.minor_units
    return Counter({name: count for each, count in added.items() for name in (each, f"pairs.{pair}.{each}")})


def cost_of(counts: Mapping[str, int]) -> tuple[Money, ...]:
    """Of the counts below `costs`, currency by currency, to the nearest minor unit."""
    return tuple(Money((part + _MILLION // 2) // _MILLION, currency) for currency, part in sorted(counts.items()))


def ended(pair: str, ending: Ending, milliseconds: int) -> Counter[str]:
    """What one request adds to its pair."""
    added = {f"pairs.{pair}.{ending}": 1}
    if ending is Ending.ANSWERED:
        bound = next((one for one in LATENCY_BOUNDS_MS if milliseconds <= one), LATENCY_BOUNDS_MS[-1])
        added |= {f"pairs.{pair}.milliseconds": milliseconds, f"pairs.{pair}.within_{bound}": 1}
    return Counter(added)


def judged(pair: str, faults: int) -> Counter[str]:
    """What the check of one answer adds to its pair."""
    return Counter({f"pairs.{pair}.judged": 1, f"pairs.{pair}.faulty": int(faults > 0)})


def quality_of(counts: Mapping[str, Any]) -> Quality:
    """Of the counts below one pair, or of several that were added up."""
    answered, away, refused, checked, faulty = (
        counts.get(name, 0) for name in ("answered", "away", "refused", "judged", "faulty")
    )
    return Quality(
        answered=answered,
        away=away,
        refused=refused,
        failed_share=_share(away, answered + away + refused),
        judged=checked,
        faulty=faulty,
        faulty_share=_share(faulty, checked),
        mean_ms=counts.get("milliseconds", 0) // answered if answered else 0,
        p95_ms=_bound(counts, answered),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _bound(counts: Mapping[str, Any], answered: int) -> int:
    seen = 0
    for bound in LATENCY_BOUNDS_MS:
        seen += counts.get(f"within_{bound}", 0)
        if seen and seen * 100 >= answered * 95:
            return bound
    return 0
