"""What is decided in an account when the budget of a campaign has granted a bonus."""

from __future__ import annotations

from heliodesk.loyalty.v1 import campaign_events_pb2 as events

from services.kit.aggregate import Change
from services.kit.committed import Standing
from services.kit.convert import from_proto
from services.kit.stream import Context
from services.loyalty.changes import book_of, change_of
from services.loyalty.domain.account import Account
from services.loyalty.domain.campaigns.budget import BonusGranted
from services.loyalty.domain.campaigns.granting import add_granted
from services.loyalty.programmes import Programmes


class CampaignHandlers:
    """By the revision of the programme that has asked for it. Raises Refused (NO_EARN, NO_REVISION), Away."""

    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def credit(
        self, standing: Standing[Account], event: events.BonusGranted, context: Context
    ) -> Change[Account] | None:
        granted = from_proto(event, BonusGranted)
        book = book_of(context.tenant, granted.customer_id, standing)
        add_granted(book, standing.entries, granted, self._programmes.revision(context.tenant, granted.revision))
        return change_of(book, standing, context.now)


def bonus_keys(event: events.BonusGranted) -> tuple[str, ...]:
    return (f"credit/campaign/{event.campaign_id}/{event.order_id}/{event.line_id}",)
