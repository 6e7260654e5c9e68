"""What an account is after its entries: nothing here is kept that they don't say."""

from __future__ import annotations

from datetime import datetime

from services.kit.frozen import frozen
from services.loyalty.domain.campaigns.taken import Taken, taken_of, with_more
from services.loyalty.domain.entry import Entry, Profile, TierStep
from services.loyalty.domain.lots import BrokenLedger, Lot, moved
from services.loyalty.domain.qualifying import Activity, TierStanding
from services.loyalty.domain.words import EntryKind, Source


@frozen
class Totals:
    """Points, each of them zero or more, over the whole life. They add up: earned + restored - redeemed - clawed_back -
    expired - corrected + waived is the balance."""

    earned: int = 0
    clawed_back: int = 0
    redeemed: int = 0
    restored: int = 0
    expired: int = 0
    corrected: int = 0
    waived: int = 0


@frozen
class Account:
    """A member's points. `balance` = the sum of the entries' points = what the lots hold less the `debt`.

    `entry_count` counts all entries, `shown_count` those that move something. `lots` are those that hold anything, the
    one that expires first in front. `hash` is the last entry's. `next_at` (UTC; None: never) is the earliest instant at
    which something becomes due, and `plan` counts how often that has changed.
    """

    entry_count: int = 0
    shown_count: int = 0
    balance: int = 0
    debt: int = 0
    lots: tuple[Lot, ...] = ()
    totals: Totals = Totals()
    activity: Activity = Activity()
    standing: TierStanding = TierStanding()
    profile: Profile = Profile()
    hash: str = ""
    plan: int = 0
    next_at: datetime | None = None
    campaigns: tuple[Taken, ...] = ()

    @property
    def available(self) -> int:
        return sum(lot.available for lot in self.lots)

    @property
    def pending(self) -> int:
        return sum(lot.pending for lot in self.lots)

    @property
    def spendable(self) -> int:
        """What can be redeemed: what is owed stays behind."""
        return max(0, self.available - self.debt)

    def taken(self, campaign_id: str) -> int:
        """Points that the campaign has given so far, those that refunds took back included."""
        return taken_of(self.campaigns, campaign_id)


EMPTY = Account()


def fold(account: Account | None, entry: Entry) -> Account:
    """The account once the entry stands in its ledger. Raises BrokenLedger for one that can't follow."""
    before = account or EMPTY
    balance, debt = before.balance + entry.points, before.debt + entry.debt
    if entry.number != before.entry_count + 1 or balance != entry.balance_after or debt < 0:
        raise BrokenLedger(f"entry {entry.number} can't follow entry {before.entry_count}")
    lots = moved(before.lots, entry.moves, entry.order_id, entry.line_id) if entry.moves else before.lots
    standing = before.standing if entry.tier is None else _standing(before.standing, entry.tier, entry.at)
    next_at = before.next_at
    if lots is not before.lots or entry.tier is not None:
        next_at = _next_at(lots, standing.review_at)
    return Account(
        entry.number,
        before.shown_count + entry.shown,
        balance,
        debt,
        lots,
        _totals(before.totals, entry) if entry.points else before.totals,
        before.activity if entry.counts is None else before.activity.plus(entry.counts),
        standing,
        before.profile if entry.profile is None else entry.profile,
        entry.hash,
        before.plan + (next_at != before.next_at),
        next_at,
        _campaigns(before.campaigns, entry) if entry.source is Source.CAMPAIGN else before.campaigns,
    )


def _campaigns(before: tuple[Taken, ...], entry: Entry) -> tuple[Taken, ...]:
    return with_more(before, entry.reference, entry.points) if entry.kind is EntryKind.EARN else before


def _standing(before: TierStanding, step: TierStep, at: datetime) -> TierStanding:
    return TierStanding(step.tier, before.since if step.tier == step.previous else at, step.review_at)


def _next_at(lots: tuple[Lot, ...], review_at: datetime | None) -> datetime | None:
    earliest = review_at
    for lot in lots:
        at = lot.release_at if lot.pending else lot.expires_at
        if at is not None and (earliest is None or at < earliest):
            earliest = at
    return earliest


def _totals(before: Totals, entry: Entry) -> Totals:
    earned, clawed_back, redeemed, restored, expired, corrected, waived = (
        before.earned,
        before.clawed_back,
        before.redeemed,
        before.restored,
        before.expired,
        before.corrected,
        before.waived,
    )
    points = entry.points
    match entry.kind:
        case EntryKind.EARN:
            earned += points
        case EntryKind.CLAWBACK:
            clawed_back -= points
        case EntryKind.REDEEM:
            redeemed -= points
        case EntryKind.RESTORE:
            restored += points
        case EntryKind.EXPIRE:
            expired -= points
        case EntryKind.CORRECT:
            corrected -= points
        case EntryKind.WAIVE:
            waived += points
        case _:
            raise BrokenLedger(f"an entry of kind {entry.kind} moves no point")
    return Totals(earned, clawed_back, redeemed, restored, expired, corrected, waived)
