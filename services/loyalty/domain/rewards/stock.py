"""The stock of a reward: what was taken, and what is held for redemptions that are on their way.

A redemption holds a unit before it is committed elsewhere, then takes it, or lets go. Taking and giving back count once
for a redemption, for ever: whoever keeps the stock sees to that. A hold that is a repetition joins the one that is
there, and goes only when all of its attempts have let go: so one attempt that was refused takes nothing from another
that is about to be committed. A hold that comes to nothing keeps its unit from others for as long as it lasts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.kit.errors import RefusalKind, Refused


@dataclass(frozen=True, slots=True)
class Hold:
    """A unit for one redemption, by this `revision` of the programme. `since` (UTC) is when the latest of its
    `attempts` began. `granted`: somebody gives the reward away, so no account says whether it has come about."""

    redemption_id: str
    customer_id: str
    revision: int
    since: datetime
    attempts: tuple[str, ...]
    granted: bool = False


@dataclass(frozen=True, slots=True)
class RewardTaken:
    """A unit is gone. `left` is what can still be had."""

    reward_id: str
    redemption_id: str
    left: int
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class RewardReturned:
    """A redemption was cancelled, and its unit can be had again."""

    reward_id: str
    redemption_id: str
    left: int
    returned_at: datetime


@dataclass(frozen=True, slots=True)
class Stock:
    """`total` is what the programme has put up, as of the latest hold. `taken` and `returned` only rise.
    `waiting_since` (UTC; None: nothing is held) is that of the oldest hold."""

    reward_id: str
    total: int = 0
    taken: int = 0
    returned: int = 0
    holds: tuple[Hold, ...] = ()
    waiting_since: datetime | None = None

    @property
    def left(self) -> int:
        """What can be had."""
        return self.left_of(self.total)

    def left_of(self, total: int) -> int:
        """Of this total, which the shop may have lowered below what is gone."""
        return max(0, total - (self.taken - self.returned) - len(self.holds))

    @property
    def counted(self) -> int:
        return self.taken + self.returned

    def hold_of(self, redemption_id: str) -> Hold | None:
        return next((one for one in self.holds if one.redemption_id == redemption_id), None)


def hold(stock: Stock, total: int, wanted: Hold) -> Stock:
    """Holds a unit for the attempt. Raises Refused (OUT_OF_STOCK)."""
    stock = replace(stock, total=total)
    known = stock.hold_of(wanted.redemption_id)
    if known is None:
        if not stock.left:
            raise Refused("OUT_OF_STOCK", "all of it is gone", RefusalKind.FAILED_PRECONDITION)
        return _with(stock, (*stock.holds, wanted))
    attempts = dict.fromkeys((*known.attempts, *wanted.attempts))
    joined = replace(known, since=max(known.since, wanted.since), attempts=tuple(attempts))
    return _with(stock, _without(stock, known.redemption_id, joined))


def let_go(stock: Stock, redemption_id: str, attempt: str) -> Stock | None:
    """The attempt has come to nothing. None where it holds nothing."""
    known = stock.hold_of(redemption_id)
    if known is None or attempt not in known.attempts:
        return None
    attempts = tuple(one for one in known.attempts if one != attempt)
    rest = () if not attempts else (replace(known, attempts=attempts),)
    return _with(stock, _without(stock, redemption_id, *rest))


def drop(stock: Stock, redemption_id: str) -> Stock | None:
    """The redemption needs no hold: it has its unit, or can never come about. None where it has none."""
    if stock.hold_of(redemption_id) is None:
        return None
    return _with(stock, _without(stock, redemption_id))


def take(stock: Stock, redemption_id: str, at: datetime) -> tuple[Stock, RewardTaken]:
    """The redemption has come about. Once for each."""
    taken = _with(replace(stock, taken=stock.taken + 1), _without(stock, redemption_id))
    return taken, RewardTaken(stock.reward_id, redemption_id, taken.left, at)


def give_back(stock: Stock, redemption_id: str, at: datetime) -> tuple[Stock, RewardReturned]:
    """A redemption that had come about was cancelled. Once for each."""
    returned = replace(stock, returned=stock.returned + 1)
    return returned, RewardReturned(stock.reward_id, redemption_id, returned.left, at)


def held_before(stock: Stock, instant: datetime) -> Sequence[Hold]:
    """Those whose redemption ought to have come to an end by then."""
    return [one for one in stock.holds if one.since < instant]


def _without(stock: Stock, redemption_id: str, *instead: Hold) -> tuple[Hold, ...]:
    return (*(one for one in stock.holds if one.redemption_id != redemption_id), *instead)


def _with(stock: Stock, holds: tuple[Hold, ...]) -> Stock:
    return replace(stock, holds=holds, waiting_since=min((one.since for one in holds), default=None))
