"""What is wrong with rewards, campaigns and points for content."""

from __future__ import annotations

from collections.abc import Sequence

from services.kit.faults import Faults
from services.loyalty.domain.programme.known import Known, check_names, twice
from services.loyalty.domain.programme.offers import CampaignSpec, RewardMarket, RewardSpec
from services.loyalty.domain.programme.specs import ProgrammeSpec
from services.loyalty.domain.programme.words import RewardKind

# Minor units; what is worth more is a slip of the pen.
_MOST_VALUE = 10**9
_REFERRING = {RewardKind.PRODUCT, RewardKind.GIFT, RewardKind.CHARITY, RewardKind.EVENT_PLACE}


def check_rewards(spec: ProgrammeSpec, known: Known, faults: Faults) -> None:
    twice(faults, "rewards", [one.reward_id for one in spec.rewards], "reward_id")
    for number, reward in enumerate(spec.rewards):
        field = f"rewards.{number}"
        twice(faults, f"{field}.tier_prices", [one.tier_id for one in reward.tier_prices], "tier_id")
        for place, price in enumerate(reward.tier_prices):
            known.check_tier(price.tier_id, f"{field}.tier_prices.{place}.tier_id", faults)
        twice(faults, f"{field}.markets", [one.market for one in reward.markets], "market")
        for place, market in enumerate(reward.markets):
            _check_offer(reward, market, f"{field}.markets.{place}", known, faults)
        _check_reference(reward, field, faults)
        check_names(faults, f"{field}.names", reward.names)


def check_campaigns(campaigns: Sequence[CampaignSpec], known: Known, faults: Faults) -> None:
    twice(faults, "campaigns", [one.campaign_id for one in campaigns], "campaign_id")
    for number, campaign in enumerate(campaigns):
        check_campaign(campaign, f"campaigns.{number}", known, faults)


def check_campaign(campaign: CampaignSpec, field: str, known: Known, faults: Faults) -> None:
    if campaign.to <= campaign.from_:
        faults.add(f"{field}.to", "ENDS_BEFORE_START", f"{campaign.campaign_id} ends before it begins")
    if sum(map(bool, (campaign.bonus_percent, campaign.points_per_line, campaign.points_per_order))) != 1:
        message = f"{campaign.campaign_id} has one of bonus_percent, points_per_line and points_per_order"
        faults.add(f"{field}.bonus_percent", "EITHER_OR", message)
    known.check_lines(campaign.lines, f"{field}.lines", faults)
    twice(faults, f"{field}.tiers", campaign.tiers)
    twice(faults, f"{field}.segments", campaign.segments)
    for place, tier in enumerate(campaign.tiers):
        known.check_tier(tier, f"{field}.tiers.{place}", faults)


def check_contents(spec: ProgrammeSpec, faults: Faults) -> None:
    twice(faults, "contents", [one.kind for one in spec.contents], "kind")


def _check_offer(reward: RewardSpec, offer: RewardMarket, field: str, known: Known, faults: Faults) -> None:
    known.check_market(offer.market, f"{field}.market", faults)
    terms = known.markets.get(offer.market)
    if terms is not None and not terms.rewards_allowed:
        faults.add(f"{field}.market", "REWARDS_NOT_ALLOWED", f"no rewards are allowed in {offer.market}")
    if offer.value is None:
        if reward.kind is RewardKind.MONEY_OFF:
            faults.add(f"{field}.value", "REQUIRED", f"{reward.reward_id} takes how much off in {offer.market}?")
    elif not 0 < offer.value.minor_units <= _MOST_VALUE:
        faults.add(f"{field}.value.minor_units", "ABSURD_AMOUNT", f"{offer.value.minor_units} is no value of a reward")


def _check_reference(reward: RewardSpec, field: str, faults: Faults) -> None:
    refers = reward.kind in _REFERRING
    if refers != bool(reward.refers_to):
        message = f"{reward.reward_id} is {'some' if refers else 'no'} product, charity or event"
        faults.add(f"{field}.refers_to", "REQUIRED" if refers else "UNEXPECTED", message)
