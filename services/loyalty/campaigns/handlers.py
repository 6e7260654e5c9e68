"""What a budget decides about the bonuses that accounts ask for."""

from __future__ import annotations

from heliodesk.loyalty.v1 import events_pb2

from services.kit.aggregate import Change, Part
from services.kit.convert import from_proto
from services.kit.envelope import Envelope
from services.kit.ids import derived_id
from services.kit.stream import Context
from services.loyalty.domain.campaigns.budget import BonusRequest, Budget, decide
from services.loyalty.domain.crediting import MOST_POINTS
from services.loyalty.programmes import Programmes


class BudgetHandlers:
    """The budget is that of the newest revision, so a shop that raises it helps those who wait; of a campaign that is
    gone from it, that of the revision that has asked. Raises Refused (NO_REVISION), Away."""

    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def decide(self, budget: Budget | None, event: events_pb2.BonusRequested, context: Context) -> Change[Budget]:
        request = from_proto(event, BonusRequest)
        total = self._total(request, context)
        after, events = decide(budget, request, total, context.now)
        return Change(after, events, context.now, number=after.decided)

    def _total(self, request: BonusRequest, context: Context) -> int:
        tenant, campaign_id = context.tenant, request.campaign_id
        newest = self._programmes.in_force(tenant, context.now).campaign(campaign_id)
        campaign = newest or self._programmes.revision(tenant, request.revision).campaign(campaign_id)
        # A shop may take the limit away while bonuses wait.
        return (campaign.budget if campaign else 0) or MOST_POINTS


def campaign(event: events_pb2.BonusRequested) -> str:
    return event.campaign_id


def bonus(event: events_pb2.BonusRequested, envelope: Envelope) -> Part:
    """By which a request that comes again is known."""
    bonus_id = derived_id("bonus", envelope.tenant, event.campaign_id, event.order_id, event.line_id)
    return Part(
        bonus_id,
        {
            "customer_id": event.customer_id,
            "order_id": event.order_id,
            "line_id": event.line_id,
            "points": event.points,
        },
    )
