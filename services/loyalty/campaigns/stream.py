"""Budgets hear what accounts ask for."""

from __future__ import annotations

from heliodesk.loyalty.v1 import events_pb2 as account

from services.kit.stream import Stream, on
from services.loyalty.campaigns.documents import BUDGETS
from services.loyalty.campaigns.handlers import BudgetHandlers, bonus, campaign
from services.loyalty.programmes import Programmes

GROUP = "loyalty-budgets"


def stream(programmes: Programmes) -> Stream:
    budgets = BudgetHandlers(programmes)
    return Stream(GROUP, [on(account.BonusRequested, BUDGETS, budgets.decide, route=campaign, part=bonus)])
