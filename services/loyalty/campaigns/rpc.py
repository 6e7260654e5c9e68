"""The calls about campaigns."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event

from heliodesk.loyalty.v1 import campaign_service_pb2 as calls
from heliodesk.loyalty.v1 import programme_types_pb2 as types

from services.kit.commits import CommitStore
from services.kit.convert import from_proto, to_proto
from services.kit.errors import RefusalKind, Refused
from services.kit.faults import Faults
from services.kit.ids import document_id
from services.kit.instants import to_timestamp
from services.kit.rpc import Call
from services.kit.store import Store
from services.loyalty.campaigns.history import histories
from services.loyalty.domain.account import Account
from services.loyalty.domain.campaigns.budget import Budget, left_of
from services.loyalty.domain.campaigns.campaign import Campaign, campaigns_of
from services.loyalty.domain.campaigns.simulating import Simulated, Simulation
from services.loyalty.domain.programme import Programme
from services.loyalty.domain.programme.checking_offers import check_campaign
from services.loyalty.domain.programme.known import Known
from services.loyalty.domain.programme.offers import CampaignSpec
from services.loyalty.programmes import Programmes

LONGEST = timedelta(days=400)
"""Of the past, in one simulation."""


class CampaignServicer:
    """heliodesk.loyalty.v1.CampaignService."""

    def __init__(
        self,
        budgets: Store[Budget],
        accounts: CommitStore[Account],
        programmes: Programmes,
        now: Callable[[], datetime],
    ) -> None:
        self._budgets = budgets
        self._accounts = accounts
        self._programmes = programmes
        self._now = now

    async def ListCampaigns(self, request: calls.ListCampaignsRequest, call: Call) -> calls.ListCampaignsResponse:
        now, programme = self._now(), await asyncio.to_thread(self._programmes.current, call.tenant)
        found = [one for one in campaigns_of(programme) if not request.running or one.runs(now)]
        wanted = [document_id(call.tenant, one.spec.campaign_id) for one in found if one.spec.budget]
        budgets = await asyncio.to_thread(self._budgets.load, wanted) if wanted else {}
        known = {one.state.campaign_id: one.state for one in budgets.values() if one.state is not None}
        return calls.ListCampaignsResponse(
            campaigns=[_running(one, known.get(one.spec.campaign_id), now) for one in found],
            revision=programme.revision,
        )

    async def GetBudget(self, request: calls.GetBudgetRequest, call: Call) -> calls.GetBudgetResponse:
        """Also of a campaign that the programme has no more."""
        programme = await asyncio.to_thread(self._programmes.current, call.tenant)
        budget = await asyncio.to_thread(self._budgets.get, document_id(call.tenant, request.campaign_id))
        spec = programme.campaign(request.campaign_id)
        known = spec.budget > 0 if spec is not None else budget is not None
        if not known:
            raise Refused("NO_BUDGET", "no such campaign has a budget", RefusalKind.NOT_FOUND)
        return calls.GetBudgetResponse(budget=_budget(request.campaign_id, spec, budget))

    async def SimulateCampaign(
        self, request: calls.SimulateCampaignRequest, call: Call
    ) -> calls.SimulateCampaignResponse:
        spec, period = from_proto(request.campaign, CampaignSpec), from_proto(request, _Period)
        programme = await asyncio.to_thread(self._programmes.current, call.tenant)
        _check(spec, period, programme)
        simulation = Simulation(Campaign.of(spec, programme.categories), period.from_, period.to)
        stopped = Event()

        def simulate() -> Simulated:
            for entries in histories(self._accounts, call.tenant, period.from_, stopped):
                simulation.take(entries)
            return simulation.outcome()

        try:
            found = await asyncio.to_thread(simulate)
        finally:
            # A thread can't be cancelled, and nobody waits for the rest.
            stopped.set()
        answer = to_proto(found, calls.SimulateCampaignResponse)
        answer.worth = programme.liability(found.points - found.taken_back)
        answer.currency = programme.currency
        return answer


@dataclass(frozen=True, slots=True)
class _Period:
    from_: datetime
    to: datetime


def _check(spec: CampaignSpec, period: _Period, programme: Programme) -> None:
    faults = Faults("")
    check_campaign(spec, "campaign", Known.of(programme.spec), faults)
    if not timedelta() < period.to - period.from_ <= LONGEST:
        faults.add("to", "OUT_OF_RANGE", f"the period is of more than nothing and at most {LONGEST.days} days")
    faults.check()


def _running(campaign: Campaign, budget: Budget | None, now: datetime) -> calls.RunningCampaign:
    spec = campaign.spec
    return calls.RunningCampaign(
        campaign=to_proto(spec, types.Campaign),
        budget=_budget(spec.campaign_id, spec, budget) if spec.budget else None,
        running=campaign.runs(now),
    )


def _budget(campaign_id: str, spec: CampaignSpec | None, known: Budget | None) -> calls.CampaignBudget:
    """By what the newest revision of the programme says, whatever it was when something was granted last."""
    budget = known or Budget(campaign_id, 0)
    total = spec.budget if spec is not None else budget.total
    shown = calls.CampaignBudget(
        campaign_id=campaign_id,
        total=total,
        granted=budget.granted,
        left=left_of(known, total),
        bonuses=budget.bonuses,
        refused=budget.refused,
        refusals=budget.refusals,
    )
    if budget.exhausted_at is not None and not shown.left:
        shown.exhausted_at.CopyFrom(to_timestamp(budget.exhausted_at))
    return shown
