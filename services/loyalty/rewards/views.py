"""Redemptions and rewards as calls answer them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from heliodesk.loyalty.v1 import reward_types_pb2 as types

from services.kit.convert import to_proto
from services.kit.money import Money
from services.loyalty.domain.programme import Programme
from services.loyalty.domain.programme.offers import name_in
from services.loyalty.domain.programme.words import RewardKind
from services.loyalty.domain.rewards.offering import Offer
from services.loyalty.domain.rewards.redemption import Grant, Redemption, RedemptionStatus
from services.loyalty.domain.rewards.terms import CouponTerm, terms_of


@dataclass(frozen=True, slots=True)
class RedemptionView:
    redemption_id: str
    customer_id: str
    reward_id: str
    revision: int
    kind: RewardKind
    points: int
    status: RedemptionStatus
    code: str
    terms: tuple[CouponTerm, ...]
    redeemed_at: datetime
    refers_to: str
    order_id: str
    market: str
    used_at: datetime | None
    cancelled_at: datetime | None
    cancelled_for: str
    cancelled_by: str
    actor: str
    reason: str
    ticket_id: str


@dataclass(frozen=True, slots=True)
class RewardView:
    reward_id: str
    kind: RewardKind
    name: str
    points: int
    affordable: bool
    refusal: str
    missing_points: int
    left: int | None
    valid_days: int
    value: Money | None
    refers_to: str


def redemption(programme: Programme, redemption: Redemption, code: str) -> types.Redemption:
    """`programme` is that of the redemption's revision."""
    reward, grant = programme.reward(redemption.reward_id), redemption.grant or Grant("", "")
    view = RedemptionView(
        redemption.redemption_id,
        redemption.customer_id,
        redemption.reward_id,
        redemption.revision,
        redemption.kind,
        redemption.points,
        redemption.status,
        code,
        () if redemption.final else terms_of(programme, redemption),
        redemption.redeemed_at,
        reward.refers_to if reward is not None else "",
        redemption.order_id,
        redemption.market,
        redemption.used_at,
        redemption.cancelled_at,
        redemption.cancelled_for,
        redemption.cancelled_by,
        grant.actor,
        grant.reason,
        grant.ticket_id,
    )
    return to_proto(view, types.Redemption)


def offered(offer: Offer, language: str, spendable: int, left: int | None, refusal: str) -> types.OfferedReward:
    reward = offer.reward
    view = RewardView(
        reward.reward_id,
        reward.kind,
        name_in(reward.names, language, reward.reward_id),
        offer.points,
        offer.points <= spendable,
        refusal,
        max(0, offer.points - spendable),
        left,
        offer.terms.valid_days,
        offer.terms.value,
        reward.refers_to,
    )
    return to_proto(view, types.OfferedReward)
