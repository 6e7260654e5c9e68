"""A revision of a programme, compiled: what the ledger, rewards, campaigns and all the others ask of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction

from services.kit.money import Money
from services.loyalty.domain.programme.earning import Band, Earning, Rule
from services.loyalty.domain.programme.local_days import end_of_day, local_date, months_after
from services.loyalty.domain.programme.offers import (
    CampaignSpec,
    ContentPolicy,
    ReferralPolicy,
    RewardMarket,
    RewardSpec,
)
from services.loyalty.domain.programme.selecting import Selector, selector_of
from services.loyalty.domain.programme.specs import (
    USUAL_CORRECTION_LIMIT,
    Benefits,
    EarnRule,
    MarketTerms,
    ProgrammeSpec,
)
from services.loyalty.domain.programme.tiers import Ladder
from services.loyalty.domain.programme.words import ContentKind
from services.loyalty.domain.rates import Rate
from services.loyalty.domain.words import DebtPolicy


class Programme:
    """Never changes. `revision` counts from 1; 0 is that of a shop that has published nothing. `currency` is the one of
    thresholds, bands and what is owed; `value_minor_units_per_point` is in it. `categories` are prefixes of SKUs, by
    name. A market is an ISO 3166-1 code; one that the shop doesn't list (or an empty one) has the terms of the default
    market, and neither rewards nor draws."""

    def __init__(self, revision: int, spec: ProgrammeSpec, worth: Mapping[str, Fraction] | None = None) -> None:
        """`spec` has been checked (checking.py). `worth` replaces the currency rates that it tells."""
        self.revision = revision
        self.spec = spec
        self.categories: Mapping[str, tuple[str, ...]] = {one.name: one.sku_prefixes for one in spec.categories}
        self.currency: str = spec.currency
        self.value_minor_units_per_point = Fraction(spec.point_value.minor_units, spec.point_value.points)
        self.debt_policy: DebtPolicy = spec.debt_policy
        self.default_market: str = spec.default_market
        self.tiers = Ladder(spec.tiers)
        self.rewards: Sequence[RewardSpec] = spec.rewards
        self.campaigns: Sequence[CampaignSpec] = spec.campaigns
        self.referral: ReferralPolicy | None = spec.referral
        self.contents: Mapping[ContentKind, ContentPolicy] = {one.kind: one for one in spec.contents}
        limit = spec.correction_limit
        self.correction_limit: int = USUAL_CORRECTION_LIMIT if limit is None else limit
        rules = [_rule(one, selector_of(one.lines, self.categories)) for one in spec.earn_rules]
        self._earning = Earning(rules, _worth(spec) if worth is None else worth)
        self._markets = {one.market: one for one in spec.markets}
        self._usual = self._markets[spec.default_market]
        self._rewards = {one.reward_id: one for one in spec.rewards}
        self._campaigns = {one.campaign_id: one for one in spec.campaigns}

    # --- earning

    def line_rate(self, currency: str, sku: str, market: str, tier: str, amount: int) -> tuple[Rate, str]:
        """What a line earns: points for minor units of the currency, and the rule that says so, with its version. The
        line's `amount` in that currency chooses the rule's band. Raises Refused (NO_RATE)."""
        return self._earning.line_rate(currency, sku, market, self.tiers.benefits(tier).multiplier, amount)

    def spend(self, money: Money) -> int:
        """In minor units of the programme's currency, rounded down. Raises Refused (NO_RATE)."""
        return self._earning.spend(money)

    def liability(self, points: int) -> int:
        """What is owed for the points, in minor units of the programme's currency, rounded up."""
        value = self.value_minor_units_per_point
        return -(-points * value.numerator // value.denominator)

    # --- time

    def return_window(self, market: str) -> timedelta:
        """How long points are pending after the delivery."""
        return timedelta(days=self._terms(market).return_days)

    def expires_at(self, earned_at: datetime, market: str, zone: str) -> datetime | None:
        """The end (UTC) of the zone's day that lies the market's validity after the one of the instant; None: never.
        It is behind the return window."""
        months = self._terms(market).validity_months
        return end_of_day(months_after(local_date(earned_at, zone), months), zone) if months else None

    def default_zone(self, market: str) -> str:
        """Of a member whose zone isn't known."""
        return self._terms(market).zone

    # --- tiers and offers

    def benefits(self, tier: str) -> Benefits:
        return self.tiers.benefits(tier)

    def reward(self, reward_id: str) -> RewardSpec | None:
        return self._rewards.get(reward_id)

    def reward_offer(self, reward_id: str, market: str) -> RewardMarket | None:
        """The terms of the reward in the market; None where it isn't offered."""
        reward, terms = self._rewards.get(reward_id), self._markets.get(market)
        return reward.offer(market) if reward is not None and terms is not None and terms.rewards_allowed else None

    def lottery_allowed(self, market: str) -> bool:
        terms = self._markets.get(market)
        return terms is not None and terms.lottery_allowed

    def campaign(self, campaign_id: str) -> CampaignSpec | None:
        return self._campaigns.get(campaign_id)

    def _terms(self, market: str) -> MarketTerms:
        return self._markets.get(market, self._usual)


def _rule(spec: EarnRule, selector: Selector) -> Rule:
    bands = tuple(Band(one.below or None, Fraction(one.points, one.minor_units)) for one in spec.bands)
    label = f"{spec.name}@{spec.version}" if spec.version else spec.name
    return Rule(label, selector, bands, spec.rounding)


def _worth(spec: ProgrammeSpec) -> dict[str, Fraction]:
    told = {one.currency: Fraction(one.worth, one.minor_units) for one in spec.currency_rates}
    return {**told, spec.currency: Fraction(1)}
