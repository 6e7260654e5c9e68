"""What an account tells, as the contract has it (events.proto). Points are more than zero."""

from __future__ import annotations

from datetime import datetime

from services.kit.frozen import frozen
from services.kit.money import Money
from services.loyalty.domain.words import Source, TierCause


@frozen
class PointsEarned:
    customer_id: str
    entry_id: str
    order_id: str
    line_id: str
    points: int
    amount: Money | None
    rule: str
    balance: int
    earned_at: datetime
    source: Source
    reference: str
    available_at: datetime | None
    expires_at: datetime | None
    reason: str
    entry_hash: str


@frozen
class PointsClawedBack:
    customer_id: str
    entry_id: str
    order_id: str
    line_id: str
    refund_id: str
    lot_id: str
    points: int
    debt: int
    amount: Money | None
    rule: str
    balance: int
    clawed_back_at: datetime
    entry_hash: str


@frozen
class PointsReleased:
    customer_id: str
    entry_id: str
    lot_id: str
    order_id: str
    line_id: str
    points: int
    balance: int
    released_at: datetime
    entry_hash: str


@frozen
class PointsRedeemed:
    customer_id: str
    entry_id: str
    redemption_id: str
    reward_id: str
    revision: int
    points: int
    balance: int
    redeemed_at: datetime
    draw_id: str
    draw_entries: int
    entry_hash: str


@frozen
class PointsRestored:
    customer_id: str
    entry_id: str
    redemption_id: str
    points: int
    balance: int
    reason: str
    restored_at: datetime
    entry_hash: str


@frozen
class RedemptionAbandoned:
    customer_id: str
    redemption_id: str
    abandoned_at: datetime
    entry_hash: str


@frozen
class PointsExpired:
    customer_id: str
    entry_id: str
    lot_id: str
    points: int
    balance: int
    expired_at: datetime
    entry_hash: str


@frozen
class PointsCorrected:
    customer_id: str
    entry_id: str
    correction_id: str
    points: int
    debt: int
    balance: int
    reason: str
    actor: str
    approved_by: str
    corrected_at: datetime
    entry_hash: str


@frozen
class DebtSettled:
    customer_id: str
    entry_id: str
    points: int
    debt: int
    balance: int
    settled_at: datetime
    entry_hash: str


@frozen
class DebtWaived:
    customer_id: str
    entry_id: str
    points: int
    debt: int
    balance: int
    waived_at: datetime
    entry_hash: str


@frozen
class TierChanged:
    customer_id: str
    entry_id: str
    previous: str
    tier: str
    cause: TierCause
    sla_priority: str
    review_at: datetime | None
    changed_at: datetime
    entry_hash: str


@frozen
class BonusRequested:
    customer_id: str
    campaign_id: str
    revision: int
    order_id: str
    line_id: str
    points: int
    requested_at: datetime


Event = (
    PointsEarned
    | PointsClawedBack
    | PointsReleased
    | PointsRedeemed
    | PointsRestored
    | RedemptionAbandoned
    | PointsExpired
    | PointsCorrected
    | DebtSettled
    | DebtWaived
    | TierChanged
    | BonusRequested
)
