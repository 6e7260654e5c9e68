"""What an order would earn: decided as it will be, in a book that is thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from services.loyalty.domain.account import Account
from services.loyalty.domain.campaigns.bonus import rule_of
from services.loyalty.domain.entry import Entry
from services.loyalty.domain.events import BonusRequested
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.maturing import mature
from services.loyalty.domain.order_facts import Delivery
from services.loyalty.domain.orders import earn
from services.loyalty.domain.words import EntryKind, Source

if TYPE_CHECKING:
    from services.loyalty.domain.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class LineQuote:
    """Points for one line, its own (no `campaign_id`) or of a campaign. `budgeted`: if the budget has them then."""

    line_id: str
    campaign_id: str
    points: int
    rule: str
    budgeted: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """`available_at` and `expires_at` (UTC) are None where nothing would be earned, or it never expires."""

    lines: tuple[LineQuote, ...]
    tier: str
    tier_after: str
    available_at: datetime | None
    expires_at: datetime | None

    @property
    def points(self) -> int:
        return sum(line.points for line in self.lines)

    @property
    def bonus(self) -> int:
        return sum(line.points for line in self.lines if line.campaign_id)


def quote(account: Account | None, account_id: str, delivery: Delivery, programme: Programme) -> Quote:
    """Were it delivered at `delivery.delivered_at`, which is not before what the account has seen. Raises Refused as
    `orders.earn`."""
    book = Book(account, account_id)
    mature(book, programme, delivery.delivered_at)
    tier, known = book.account.standing.tier, len(book.entries)
    earn(book, (), delivery, programme)
    earned = [one for one in book.entries[known:] if one.kind is EntryKind.EARN]
    asked = [event for event in book.events if isinstance(event, BonusRequested)]
    lots = [move for one in earned for move in one.moves]
    return Quote(
        lines=(*(_earned(one) for one in earned), *(_asked(one, programme) for one in asked)),
        tier=tier,
        tier_after=book.account.standing.tier,
        available_at=(lots[0].release_at or delivery.delivered_at) if lots else None,
        expires_at=lots[0].expires_at if lots else None,
    )


def within(quote: Quote, left: Mapping[str, int]) -> Quote:
    """With what the budgets have left, by campaign, in place of all that was asked."""
    rest, lines = dict(left), []
    for line in quote.lines:
        if line.budgeted:
            given = min(line.points, rest[line.campaign_id])
            rest[line.campaign_id] -= given
            line = replace(line, points=given)
        if line.points or not line.budgeted:
            lines.append(line)
    return replace(quote, lines=tuple(lines))


def _earned(entry: Entry) -> LineQuote:
    campaign_id = entry.reference if entry.source is Source.CAMPAIGN else ""
    return LineQuote(entry.line_id, campaign_id, entry.points, entry.rule, budgeted=False)


def _asked(asked: BonusRequested, programme: Programme) -> LineQuote:
    campaign = programme.campaign(asked.campaign_id)
    rule = rule_of(campaign, programme.revision) if campaign is not None else ""
    return LineQuote(asked.line_id, asked.campaign_id, asked.points, rule, budgeted=True)
