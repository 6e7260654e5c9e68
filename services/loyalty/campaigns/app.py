"""Puts campaigns together: budgets, the calls about them, and quotes."""

from __future__ import annotations

from services.kit.process import Process
from services.loyalty.campaigns.documents import BUDGETS, DOCUMENTS
from services.loyalty.campaigns.quote_rpc import QuoteServicer
from services.loyalty.campaigns.rpc import CampaignServicer
from services.loyalty.campaigns.stream import stream
from services.loyalty.documents import ACCOUNTS
from services.loyalty.programmes import Programmes

__all__ = ["DOCUMENTS", "start"]


def start(process: Process, programmes: Programmes) -> list[tuple[str, object]]:
    """Its calls; starts its stream."""
    process.stream(stream(programmes))
    budgets, accounts, now = process.store(BUDGETS), process.store(ACCOUNTS), process.clock.now
    return [
        ("heliodesk.loyalty.v1.CampaignService", CampaignServicer(budgets, accounts, programmes, now)),
        ("heliodesk.loyalty.v1.QuoteService", QuoteServicer(accounts, budgets, programmes, now)),
    ]
