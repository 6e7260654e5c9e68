"""A compensation becomes a correction of the same id, which the people of the corrections see, approve and reject.

The person's allowance is used before the correction is written, under its id, as where somebody proposes one: who dies
between the two and comes again goes on where he was.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

from heliodesk.ticketing.v1 import events_pb2 as ticketing

from services.kit.aggregate import Change, Work
from services.kit.convert import from_proto
from services.kit.envelope import Envelope
from services.kit.ids import document_id
from services.kit.store import Store
from services.kit.stream import Context
from services.loyalty.corrections.handlers import use_allowance
from services.loyalty.domain.corrections.allowance import Allowance
from services.loyalty.domain.corrections.compensation import CompensationGranted, Judgement, decide, judge
from services.loyalty.domain.corrections.correction import Correction, person
from services.loyalty.domain.rewards.stock import Stock
from services.loyalty.programmes import Programmes
from services.loyalty.rewards.coupon_codes import CouponCodes


class Proposing:
    """Raises Refused (INVALID_FIELDS), Away."""

    def __init__(
        self,
        corrections: Store[Correction],
        allowances: Store[Allowance],
        stocks: Store[Stock],
        programmes: Programmes,
        codes: CouponCodes,
    ) -> None:
        self._corrections = corrections
        self._allowances = allowances
        self._stocks = stocks
        self._programmes = programmes
        self._codes = codes

    async def judge(self, event: ticketing.CompensationGranted, envelope: Envelope) -> Judgement | None:
        """The `prepare` step. None where the correction is there already."""
        return await asyncio.to_thread(self._judge, from_proto(event, CompensationGranted), envelope.tenant)

    def propose(
        self, known: Correction | None, event: ticketing.CompensationGranted, context: Context
    ) -> Change[Correction] | None:
        """The handler."""
        if known is not None:
            return None
        granted = from_proto(event, CompensationGranted)
        proposed, events = decide(granted, context.prepared)
        return Change(proposed, events, granted.granted_at)

    def _judge(self, granted: CompensationGranted, tenant: str) -> Judgement | None:
        if self._corrections.get(document_id(tenant, granted.compensation_id)) is not None:
            return None
        proposal = granted.proposal
        programme = self._programmes.in_force(tenant, granted.granted_at)
        stock = self._stocks.get(document_id(tenant, granted.reward_id)) if granted.reward_id else None
        judged = judge(granted, programme, stock, self._codes.off)
        if judged.against:
            return judged
        points = judged.gift.worth if judged.gift is not None else proposal.points
        alone = self._use_allowance(tenant, proposal.actor, granted, points, judged.limit)
        return replace(judged, alone=alone)

    def _use_allowance(self, tenant: str, actor: str, granted: CompensationGranted, points: int, limit: int) -> bool:
        """Whether this person may do it without anybody else."""
        use = use_allowance(granted.compensation_id, points, limit, granted.granted_at)
        (outcome,), _ = self._allowances.run([Work(document_id(tenant, person(actor)), use)])
        return outcome.state is not None and outcome.state.holds(granted.compensation_id)


def proposed_as(event: ticketing.CompensationGranted) -> str:
    return event.compensation_id
