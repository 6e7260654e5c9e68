"""When a member's tier changes: up at once, down when it is looked at again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from services.loyalty.domain.entry import TierStep
from services.loyalty.domain.events import TierChanged
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.words import EntryKind

if TYPE_CHECKING:
    from services.loyalty.domain.programme.programme import Programme


def promote(book: Book, programme: Programme, at: datetime) -> None:
    """To the tier that has been reached, if that is a higher one."""
    if not programme.tiers.tiers:
        return
    step = programme.tiers.reached(book.account.standing, book.account.activity, at, zone_of(book, programme))
    if step is not None:
        _post(book, programme, step, at)


def review(book: Book, programme: Programme, at: datetime) -> None:
    """Looks at the tier again; its review is due."""
    account = book.account
    step = programme.tiers.reviewed(account.standing, account.activity, at, zone_of(book, programme))
    if step.review_at is not None and step.review_at <= at:
        raise ValueError(f"a review at {at} is followed by one at {step.review_at}")
    _post(book, programme, step, at)


def zone_of(book: Book, programme: Programme) -> str:
    """The IANA zone in which the member's days begin."""
    profile = book.account.profile
    return profile.zone or programme.default_zone(profile.market or programme.default_market)


def _post(book: Book, programme: Programme, step: TierStep, at: datetime) -> None:
    entry = book.post(EntryKind.TIER, at, tier=step, rule=f"tiers@{programme.revision}")
    if step.tier == step.previous:
        return
    benefits = programme.tiers.benefits(step.tier)
    book.tell(
        TierChanged(
            book.customer_id,
            entry.entry_id,
            step.previous,
            step.tier,
            step.cause,
            benefits.sla_priority or "",
            step.review_at,
            at,
            entry.hash,
        ),
        at,
    )
