"""What one person may correct and grant without anybody else: so many points within 24 hours.

Many small corrections count like a large one: the points of all that a person has done alone in the last 24 hours,
given or taken, are added up. A rolling window, since nobody should gain by waiting for midnight.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(hours=24)
# Of one person within the window, however small: the list of them is part of one document.
MOST = 1_000


@dataclass(frozen=True, slots=True)
class Use:
    """`points` is more than zero, for points that were taken as well."""

    correction_id: str
    points: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a person has done alone, oldest first."""

    uses: tuple[Use, ...] = ()

    def holds(self, correction_id: str) -> bool:
        return any(use.correction_id == correction_id for use in self.uses)

    def used(self, now: datetime) -> int:
        return sum(use.points for use in self.uses if use.at > now - WINDOW)


def reserve(
    allowance: Allowance | None, correction_id: str, points: int, limit: int, now: datetime
) -> Allowance | None:
    """The allowance with this correction in it; None where it is above the limit and so needs somebody else."""
    recent = tuple(use for use in (allowance or Allowance()).uses if use.at > now - WINDOW)
    if sum(use.points for use in recent) + abs(points) > limit or len(recent) >= MOST:
        return None
    return Allowance((*recent, Use(correction_id, abs(points), now)))
