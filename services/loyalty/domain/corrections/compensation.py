"""What an agent has granted on a ticket, as a correction: the same limits, and the same four eyes. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from services.loyalty.domain.corrections.correction import (
    CorrectionKind,
    Decision,
    Gift,
    Proposal,
    check,
    propose,
    refuse,
)
from services.loyalty.domain.rewards.stock import Stock

if TYPE_CHECKING:
    from services.loyalty.domain.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class Granter:
    id: str


@dataclass(frozen=True, slots=True)
class CompensationGranted:
    """As ticketing tells it: points, or a coupon of a reward."""

    ticket_id: str
    compensation_id: str
    customer_id: str
    points: int
    reward_id: str
    reason: str
    actor: Granter
    granted_at: datetime

    @property
    def proposal(self) -> Proposal:
        """Raises Refused (INVALID_FIELDS)."""
        made = Proposal(self.customer_id, self.points, CorrectionKind.GRANT, self.reason, self.ticket_id, self.actor.id)
        check(made, gives_reward=bool(self.reward_id))
        return made


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of a compensation. `against` is why nobody can give it (empty: somebody can), `alone` whether it is
    within what who granted it may do without anybody else."""

    limit: int
    gift: Gift | None
    against: str = ""
    alone: bool = False


def judge(granted: CompensationGranted, programme: Programme, stock: Stock | None, coupons_off: bool) -> Judgement:
    """All but whether it may be given alone. `programme` is the one that was in force when it was granted, `stock` that
    of the reward. Points can always be given."""
    limit, reward_id = programme.correction_limit, granted.reward_id
    if not reward_id:
        return Judgement(limit, None)
    reward = programme.reward(reward_id)
    if reward is None:
        return Judgement(limit, Gift(reward_id, 0), "NO_REWARD: the programme has no such reward")
    gift = Gift(reward_id, reward.points)
    if coupons_off:
        return Judgement(limit, gift, "COUPONS_OFF: there are no coupons here")
    if reward.stock is not None and not (stock or Stock(reward_id)).left_of(reward.stock):
        return Judgement(limit, gift, "OUT_OF_STOCK: all of it is gone")
    return Judgement(limit, gift)


def decide(granted: CompensationGranted, judged: Judgement) -> Decision:
    """The correction that it becomes, under its own id, as of when it was granted."""
    id_, proposal, at = granted.compensation_id, granted.proposal, granted.granted_at
    if judged.against:
        return refuse(id_, proposal, judged.limit, judged.against, at, judged.gift)
    return propose(id_, proposal, judged.limit, judged.alone, at, judged.gift)
