"""What there is to translate a pair with, now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from services.translation.domain.routing.candidate import Candidate


class WhyNone(StrEnum):
    """Why nothing can translate a pair now."""

    NO_ENGINE_FOR_PAIR = "no_engine_for_pair"
    """None that the shop lets have it can do it: this is for people."""
    ENGINE_AWAY = "engine_away"
    """One that can isn't there, or fails: it may be back soon."""
    QUOTA_SPENT = "quota_spent"
    """One that can has done all that was bought for this month."""


@dataclass(frozen=True, slots=True)
class Route:
    """`candidates` are to be asked in their order; where there are none, `reason_if_none` says why."""

    candidates: tuple[Candidate, ...]
    reason_if_none: WhyNone | None = None
