"""What is decided when somebody proposes, approves or rejects a correction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from services.kit.aggregate import Change
from services.kit.errors import RefusalKind, Refused
from services.loyalty.domain.corrections import correction as corrections
from services.loyalty.domain.corrections.allowance import Allowance, reserve
from services.loyalty.domain.corrections.correction import Correction, Decision, Proposal

Decide = Callable[[Correction | None], Change[Correction] | None]


def use_allowance(
    correction_id: str, points: int, limit: int, now: datetime
) -> Callable[[Allowance | None], Change[Allowance] | None]:
    """Whether it was used is whether the allowance holds the correction afterwards. It is used before the correction is
    written: who dies between the two may do less alone, never more."""

    def decide(allowance: Allowance | None) -> Change[Allowance] | None:
        if allowance is not None and allowance.holds(correction_id):
            return None
        after = reserve(allowance, correction_id, points, limit, now)
        return None if after is None else Change(after)

    return decide


def propose(correction_id: str, proposal: Proposal, limit: int, alone: bool, now: datetime) -> Decide:
    """Nothing where it stands already."""

    def decide(known: Correction | None) -> Change[Correction] | None:
        if known is not None:
            return None
        return _change(corrections.propose(correction_id, proposal, limit, alone, now), now)

    return decide


def approve(actor: str, now: datetime) -> Decide:
    return _on_existing(lambda known: corrections.approve(known, actor, now), now)


def reject(actor: str, reason: str, now: datetime) -> Decide:
    return _on_existing(lambda known: corrections.reject(known, actor, reason, now), now)


def not_found() -> Refused:
    return Refused("NO_CORRECTION", "there is no such correction", RefusalKind.NOT_FOUND)


def _on_existing(move: Callable[[Correction], Decision | None], now: datetime) -> Decide:
    def decide(known: Correction | None) -> Change[Correction] | None:
        if known is None:
            raise not_found()
        return _change(move(known), now)

    return decide


def _change(decision: Decision | None, now: datetime) -> Change[Correction] | None:
    if decision is None:
        return None
    after, events = decision
    return Change(after, events, now)
