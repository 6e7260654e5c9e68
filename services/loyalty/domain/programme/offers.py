"""What a shop offers beyond the points of an order, in the words of the contract: rewards, campaigns, and points for
bringing a friend or showing something. Each field has its name in heliodesk.loyalty.v1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.kit.money import Money
from services.loyalty.domain.programme.words import ContentKind, RewardKind
from services.loyalty.domain.rates import Rounding


@dataclass(frozen=True, slots=True)
class LocalName:
    language: str
    text: str


def name_in(names: tuple[LocalName, ...], language: str, otherwise: str) -> str:
    """The name in the BCP 47 language, or in what it is a kind of (`pt` for `pt-BR`), or in the first one told."""
    told = {one.language.lower(): one.text for one in names}
    wanted = language.lower()
    while wanted:
        if wanted in told:
            return told[wanted]
        wanted = wanted.rpartition("-")[0]
    return names[0].text if names else otherwise


@dataclass(frozen=True, slots=True)
class LineSelector:
    """Which order lines are meant. What is empty leaves the choice open; SKUs and categories add up."""

    markets: tuple[str, ...] = ()
    sku_prefixes: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberLimit:
    """Not more than `times` in `days`; 0 days are ever."""

    times: int
    days: int = 0


@dataclass(frozen=True, slots=True)
class TierPrice:
    tier_id: str
    points: int


@dataclass(frozen=True, slots=True)
class RewardMarket:
    """A market in which a reward is offered, how long its coupon can be used there, and what it is worth there."""

    market: str
    valid_days: int
    value: Money | None = None


@dataclass(frozen=True, slots=True)
class RewardSpec:
    """`stock` is how many there are in all, ever; None: as many as are asked for. `refers_to` is the SKU of a product
    or gift, the charity, the event."""

    reward_id: str
    kind: RewardKind
    points: int
    markets: tuple[RewardMarket, ...]
    tier_prices: tuple[TierPrice, ...] = ()
    stock: int | None = None
    member_limit: MemberLimit | None = None
    refers_to: str = ""
    names: tuple[LocalName, ...] = ()

    def price(self, tier: str) -> int:
        """In points, for a member of this tier (empty: none)."""
        return next((one.points for one in self.tier_prices if one.tier_id == tier), self.points)

    def offer(self, market: str) -> RewardMarket | None:
        """None where it isn't offered."""
        return next((one for one in self.markets if one.market == market), None)


@dataclass(frozen=True, slots=True)
class CampaignSpec:
    """Orders delivered from `from_` on and before `to`. One of `bonus_percent` (of a line's own points: 100 is as many
    again), `points_per_line` and `points_per_order` is set. No `budget` or `member_points` is no limit."""

    campaign_id: str
    from_: datetime
    to: datetime
    rounding: Rounding
    lines: LineSelector | None = None
    tiers: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    bonus_percent: int = 0
    points_per_line: int = 0
    points_per_order: int = 0
    budget: int = 0
    member_points: int = 0


@dataclass(frozen=True, slots=True)
class ReferralPolicy:
    """`cap` is of friends that a member is rewarded for, `velocity_friends` in `velocity_hours` of those brought;
    `chain_depth` is how far back a chain is followed to find a ring. `minimum_order` is in minor units of the
    programme's currency."""

    referrer_points: int
    friend_points: int
    minimum_order: int
    cap: MemberLimit
    velocity_friends: int
    velocity_hours: int
    chain_depth: int


@dataclass(frozen=True, slots=True)
class ContentPolicy:
    kind: ContentKind
    points: int
    cap: MemberLimit
