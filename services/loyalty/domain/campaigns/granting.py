"""The bonuses that a budget has granted, in the account that asked for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from services.kit.errors import Refused
from services.loyalty.domain.campaigns.bonus import basis_of, fitting, rule_of
from services.loyalty.domain.campaigns.budget import BonusGranted
from services.loyalty.domain.crediting import Credit, credit
from services.loyalty.domain.entry import Entry
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.orders import of_order, refunded_of
from services.loyalty.domain.words import EntryKind, Source

if TYPE_CHECKING:
    from services.loyalty.domain.programme.programme import Programme


def add_granted(book: Book, recorded: Sequence[Entry], granted: BonusGranted, programme: Programme) -> None:
    """Credits the bonus, less what was refunded of its line since it was asked for. `recorded` are the entries of the
    order, `programme` is of the revision that has asked. Raises Refused (NO_EARN)."""
    campaign = programme.campaign(granted.campaign_id)
    recorded = of_order(granted.order_id, recorded)
    earned = {one.line_id: one for one in recorded if one.kind is EntryKind.EARN and one.source is Source.ORDER}
    line = earned.get(granted.line_id)
    if campaign is None or line is None or line.basis is None or line.amount is None:
        message = f"no line {granted.line_id!r} of order {granted.order_id} has asked campaign {granted.campaign_id}"
        raise Refused("NO_EARN", message)
    points = fitting(campaign, granted.points, book.account.taken(campaign.campaign_id))
    if not points:
        return
    paid = line.basis.amount
    basis = basis_of(points, paid, paid - line.amount.minor_units)
    available_at, expires_at = _dates(book, list(earned.values()), programme)
    credit(
        book,
        Credit(
            source=Source.CAMPAIGN,
            reference=campaign.campaign_id,
            points=basis.kept(refunded_of(line, recorded)),
            at=granted.granted_at,
            available_at=available_at,
            expires_at=expires_at,
            rule=rule_of(campaign, granted.revision),
            order_id=granted.order_id,
            line_id=granted.line_id,
            basis=basis,
        ),
    )


def _dates(book: Book, earned: Sequence[Entry], programme: Programme) -> tuple[datetime, datetime | None]:
    """When the points of the order's own lots can be spent, and when they are lost; where it has no lots, as for the
    order's market."""
    delivered_at = earned[0].at
    for move in (move for one in earned for move in one.moves):
        return move.release_at or delivered_at, move.expires_at
    market = earned[0].market
    zone = book.account.profile.zone or programme.default_zone(market)
    expires_at = programme.expires_at(delivered_at, market, zone)
    return delivered_at + programme.return_window(market), expires_at
