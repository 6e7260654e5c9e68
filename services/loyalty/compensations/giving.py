"""A coupon that was approved is given, as a redemption with the id of its correction: whoever comes again finds it
there. Where it can't be given after all, its correction ends as rejected, which the agent sees in the ticket."""

from __future__ import annotations

import asyncio
from itertools import count

from heliodesk.loyalty.v1 import correction_events_pb2 as corrections

from services.kit.aggregate import Change
from services.kit.envelope import Envelope
from services.kit.errors import Refused
from services.kit.ids import derived_id, document_id, new_id
from services.kit.store import Store
from services.kit.stream import Context
from services.loyalty.domain.corrections.correction import Correction, CorrectionState, fall_through
from services.loyalty.domain.rewards.redemption import Grant, Redemption
from services.loyalty.rewards.coupon_codes import CouponCodes
from services.loyalty.rewards.ledger import Payment
from services.loyalty.rewards.redeeming import Redeeming, Wish


class Giving:
    """Raises Away."""

    def __init__(self, corrections: Store[Correction], redeeming: Redeeming, codes: CouponCodes) -> None:
        self._corrections = corrections
        self._redeeming = redeeming
        self._codes = codes

    async def give(self, event: corrections.CorrectionApproved, envelope: Envelope) -> Redemption | Refused | None:
        """The `prepare` step: what became of it. None where it has come to nothing before."""
        return await asyncio.to_thread(self._give, event, envelope)

    def note(
        self, known: Correction | None, event: corrections.CorrectionApproved, context: Context
    ) -> Change[Correction] | None:
        """The handler. A coupon that was given stands for itself."""
        refused = context.prepared
        if known is None or not isinstance(refused, Refused):
            return None
        step = fall_through(known, f"{refused.reason}: {refused.message}", context.now)
        return None if step is None else Change(*step, context.now)

    def _give(self, event: corrections.CorrectionApproved, envelope: Envelope) -> Redemption | Refused | None:
        known = self._corrections.get(document_id(envelope.tenant, event.correction_id))
        if known is None or known.state is CorrectionState.REJECTED:
            return None
        if self._codes.off:
            # Redeeming would wait for a secret, and everything behind it too.
            return Refused("COUPONS_OFF", "there are no coupons here")
        for attempt in count(1):
            answer = self._attempt(event, envelope, attempt)
            # Where a process has died over it for so long that the sweeper gave it up, it is begun anew.
            if isinstance(answer, Redemption) or answer.reason != "REDEMPTION_ABANDONED":
                break
        return answer

    def _attempt(self, event: corrections.CorrectionApproved, envelope: Envelope, attempt: int) -> Redemption | Refused:
        redemption_id = _redemption_id(envelope.tenant, event.correction_id, attempt)
        payment = Payment(envelope.tenant, event.customer_id, event.reward_id, redemption_id, envelope.traceparent)
        grant = Grant(event.proposed_by, event.reason, event.ticket_id, event.correction_id)
        (answer,) = self._redeeming.redeem([Wish(payment, new_id(), grant)])
        return answer


def correction_of(event: corrections.CorrectionApproved) -> str:
    """None, where points are given."""
    return event.correction_id if event.reward_id else ""


def _redemption_id(tenant: str, correction_id: str, attempt: int) -> str:
    return correction_id if attempt == 1 else derived_id("compensation", tenant, correction_id, str(attempt))
