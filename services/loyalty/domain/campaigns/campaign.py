"""Whom and what a campaign is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from services.loyalty.domain.programme.offers import CampaignSpec
from services.loyalty.domain.programme.selecting import Selector, selector_of

if TYPE_CHECKING:
    from services.loyalty.domain.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class Campaign:
    """Orders delivered within its period, of members with one of its tiers, in one of its segments (an empty list
    leaves the choice open): the lines that `selector` selects."""

    spec: CampaignSpec
    selector: Selector

    @classmethod
    def of(cls, spec: CampaignSpec, categories: Mapping[str, tuple[str, ...]]) -> Campaign:
        """`categories` are the programme's: prefixes of SKUs by name."""
        return cls(spec, selector_of(spec.lines, categories))

    def runs(self, at: datetime) -> bool:
        return self.spec.from_ <= at < self.spec.to

    def is_for(self, at: datetime, tier: str, segments: Sequence[str]) -> bool:
        spec = self.spec
        if not self.runs(at) or (spec.tiers and tier not in spec.tiers):
            return False
        return not spec.segments or any(segment in spec.segments for segment in segments)


@lru_cache(maxsize=256)
def campaigns_of(programme: Programme) -> tuple[Campaign, ...]:
    """In the order in which the shop tells them."""
    return tuple(Campaign.of(spec, programme.categories) for spec in programme.campaigns)
