"""The bonuses of a delivered order: given at once, or asked for where the campaign has a budget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from services.loyalty.domain.campaigns.bonus import Bonus, EarnedLine, bonuses, rule_of
from services.loyalty.domain.campaigns.campaign import campaigns_of
from services.loyalty.domain.crediting import Credit, credit
from services.loyalty.domain.events import BonusRequested
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.programme.offers import CampaignSpec
from services.loyalty.domain.words import Source

if TYPE_CHECKING:
    from services.loyalty.domain.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class EarnedOrder:
    """What an order has just earned without campaigns, for a member who had this `tier` before it. `at` is when it was
    delivered. All instants are UTC."""

    order_id: str
    at: datetime
    market: str
    tier: str
    available_at: datetime
    expires_at: datetime | None
    lines: tuple[EarnedLine, ...]


def add_bonuses(book: Book, programme: Programme, order: EarnedOrder) -> None:
    """Credits what campaigns without a budget add, and asks the budgets for the rest."""
    segments = book.account.profile.segments
    for campaign in campaigns_of(programme):
        if not campaign.is_for(order.at, order.tier, segments):
            continue
        spec, lines = campaign.spec, [one for one in order.lines if campaign.selector.selects(one.sku, order.market)]
        for bonus in bonuses(spec, lines, book.account.taken(spec.campaign_id)):
            if spec.budget:
                _request(book, programme, spec, order, bonus)
            else:
                _give(book, programme, spec, order, bonus)


def _give(book: Book, programme: Programme, campaign: CampaignSpec, order: EarnedOrder, bonus: Bonus) -> None:
    credit(
        book,
        Credit(
            source=Source.CAMPAIGN,
            reference=campaign.campaign_id,
            points=bonus.points,
            at=order.at,
            available_at=order.available_at,
            expires_at=order.expires_at,
            rule=rule_of(campaign, programme.revision),
            order_id=order.order_id,
            line_id=bonus.line_id,
            basis=bonus.basis,
        ),
    )


def _request(book: Book, programme: Programme, campaign: CampaignSpec, order: EarnedOrder, bonus: Bonus) -> None:
    book.tell(
        BonusRequested(
            book.customer_id,
            campaign.campaign_id,
            programme.revision,
            order.order_id,
            bonus.line_id,
            bonus.points,
            order.at,
        ),
        order.at,
    )
