"""What a reward costs a member, and why it can't be had: the same rules for who looks and for who redeems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.kit.errors import RefusalKind, Refused
from services.loyalty.domain import spending
from services.loyalty.domain.account import Account
from services.loyalty.domain.entry import Entry
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.maturing import mature
from services.loyalty.domain.programme.offers import RewardMarket, RewardSpec
from services.loyalty.domain.programme.programme import Programme
from services.loyalty.domain.rewards.redemption import Grant, Redemption
from services.loyalty.domain.words import EntryKind

_RULE = "reward/"


@dataclass(frozen=True, slots=True)
class Offer:
    """A reward on its terms in the member's market, at the price of the member's tier."""

    reward: RewardSpec
    terms: RewardMarket
    points: int


def market_of(account: Account, programme: Programme) -> str:
    return account.profile.market or programme.default_market


def known_reward(programme: Programme, reward_id: str) -> RewardSpec:
    """Raises Refused (NO_REWARD)."""
    reward = programme.reward(reward_id)
    if reward is None:
        raise Refused("NO_REWARD", "the programme has no such reward", RefusalKind.NOT_FOUND)
    return reward


def offer(account: Account, programme: Programme, reward_id: str) -> Offer:
    """Raises Refused (NO_REWARD, REWARD_NOT_OFFERED)."""
    reward, market = known_reward(programme, reward_id), market_of(account, programme)
    terms = programme.reward_offer(reward_id, market)
    if terms is None:
        message = f"the reward is not offered in {market}"
        raise Refused("REWARD_NOT_OFFERED", message, RefusalKind.FAILED_PRECONDITION)
    return Offer(reward, terms, reward.price(account.standing.tier))


def check_limit(recorded: Sequence[Entry], reward: RewardSpec, at: datetime) -> None:
    """`recorded` is what the account knows of the reward. What was cancelled doesn't count. Raises Refused
    (REWARD_LIMIT)."""
    limit = reward.member_limit
    if limit is not None and len(_redeemed_since(recorded, reward, at)) >= limit.times:
        period = f"in {limit.days} days" if limit.days else "in all"
        message = f"a member redeems it {limit.times} times {period}"
        raise Refused("REWARD_LIMIT", message, RefusalKind.FAILED_PRECONDITION)


def _redeemed_since(recorded: Sequence[Entry], reward: RewardSpec, at: datetime) -> set[str]:
    restored = {one.reference for one in recorded if one.kind is EntryKind.RESTORE}
    days = reward.member_limit.days if reward.member_limit else 0
    return {
        one.reference
        for one in recorded
        if one.kind is EntryKind.REDEEM
        and one.reference not in restored
        and _reward_of(one) == reward.reward_id
        and (not days or one.at > at - timedelta(days=days))
    }


def redeem_reward(
    book: Book, recorded: Sequence[Entry], programme: Programme, redemption_id: str, reward_id: str, at: datetime
) -> Redemption:
    """Pays for the reward. Raises Refused (NO_REWARD, REWARD_NOT_OFFERED, REWARD_LIMIT, NOT_ENOUGH_POINTS)."""
    mature(book, programme, at)
    offered = offer(book.account, programme, reward_id)
    check_limit(recorded, offered.reward, at)
    spending.redeem(book, spending.Redemption(redemption_id, offered.points, reward_id, programme.revision), at)
    return redeemed_by(programme, redemption_id, book.customer_id, reward_id, offered.points, at)


def grant_reward(
    programme: Programme, redemption_id: str, customer_id: str, reward_id: str, grant: Grant, at: datetime
) -> Redemption:
    """Somebody gives the reward away: in whatever market, and whatever the member had of it before. What a correction
    has decided is decided. Raises Refused (NO_REWARD, NEEDS_APPROVAL)."""
    reward = known_reward(programme, reward_id)
    if reward.points > programme.correction_limit and not grant.correction_id:
        message = f"one person gives {programme.correction_limit} points' worth at most, and this costs {reward.points}"
        raise Refused("NEEDS_APPROVAL", message, RefusalKind.FORBIDDEN)
    return redeemed_by(programme, redemption_id, customer_id, reward_id, 0, at, grant)


def redeemed_before(entry: Entry, customer_id: str, programme: Programme) -> Redemption:
    """What an entry of the ledger says was redeemed; `programme` is that of `revision_of(entry)`. Raises Refused
    (NO_REWARD)."""
    return redeemed_by(programme, entry.reference, customer_id, _reward_of(entry), -entry.points, entry.at)


def redeemed_by(
    programme: Programme,
    redemption_id: str,
    customer_id: str,
    reward_id: str,
    points: int,
    at: datetime,
    grant: Grant | None = None,
) -> Redemption:
    """What was redeemed under this revision. Raises Refused (NO_REWARD)."""
    reward = known_reward(programme, reward_id)
    return Redemption(
        redemption_id,
        customer_id,
        reward_id,
        programme.revision,
        reward.kind,
        points,
        reward.stock is not None,
        at,
        grant,
    )


def revision_of(entry: Entry) -> int:
    """The revision of the programme that set the price of what was redeemed."""
    return int(entry.rule.rpartition("@")[2])


def _reward_of(entry: Entry) -> str:
    """Empty where the entry is about none: a draw."""
    return entry.rule.removeprefix(_RULE).rpartition("@")[0] if entry.rule.startswith(_RULE) else ""
