"""What a shop says of its programme, in the words of the contract: each field has its name in heliodesk.loyalty.v1.

Amounts that name no currency are minor units of the programme's; what a 0 or nothing means stands in the contract.
"""

from __future__ import annotations

from dataclasses import dataclass

from services.loyalty.domain.programme.offers import (
    CampaignSpec,
    ContentPolicy,
    LineSelector,
    LocalName,
    ReferralPolicy,
    RewardSpec,
)
from services.loyalty.domain.programme.words import Priority, TierMeasure, TierWindow
from services.loyalty.domain.rates import Rounding
from services.loyalty.domain.words import DebtPolicy

USUAL_CORRECTION_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class CurrencyRate:
    """`minor_units` of the currency are `worth` minor units of the programme's."""

    currency: str
    minor_units: int
    worth: int


@dataclass(frozen=True, slots=True)
class MarketTerms:
    market: str
    return_days: int
    validity_months: int
    zone: str
    lottery_allowed: bool = False
    rewards_allowed: bool = False


@dataclass(frozen=True, slots=True)
class SkuCategory:
    name: str
    sku_prefixes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EarnBand:
    """`points` for every `minor_units` of a line whose amount is `from_` or more and less than `below`."""

    from_: int
    below: int
    points: int
    minor_units: int


@dataclass(frozen=True, slots=True)
class EarnRule:
    name: str
    bands: tuple[EarnBand, ...]
    rounding: Rounding
    lines: LineSelector | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Benefits:
    """Of a tier. `earn_percent` 0 is 100: as without the tier."""

    earn_percent: int = 0
    discount_percent: int = 0
    birthday_points: int = 0
    early_access_hours: int = 0
    free_shipping: bool = False
    sla_priority: Priority | None = None

    @property
    def multiplier(self) -> int:
        """Percent of what an order earns without the tier."""
        return self.earn_percent or 100


@dataclass(frozen=True, slots=True)
class Tier:
    tier_id: str
    threshold: int
    benefits: Benefits | None = None
    names: tuple[LocalName, ...] = ()


@dataclass(frozen=True, slots=True)
class TierLadder:
    """The lowest tier first."""

    measure: TierMeasure
    window: TierWindow
    tiers: tuple[Tier, ...]
    length: int = 0
    grace_days: int = 0


@dataclass(frozen=True, slots=True)
class PointValue:
    """So many `points` are worth `minor_units`."""

    minor_units: int
    points: int


@dataclass(frozen=True, slots=True)
class ProgrammeSpec:
    """No `correction_limit` is the usual one."""

    currency: str
    point_value: PointValue
    markets: tuple[MarketTerms, ...]
    default_market: str
    debt_policy: DebtPolicy
    earn_rules: tuple[EarnRule, ...]
    currency_rates: tuple[CurrencyRate, ...] = ()
    categories: tuple[SkuCategory, ...] = ()
    tiers: TierLadder | None = None
    rewards: tuple[RewardSpec, ...] = ()
    campaigns: tuple[CampaignSpec, ...] = ()
    referral: ReferralPolicy | None = None
    contents: tuple[ContentPolicy, ...] = ()
    correction_limit: int | None = None
