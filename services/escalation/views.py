"""What the calls show: the contract's fields, by their names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.escalation.domain.chain import Chain
from services.escalation.domain.escalation import Escalation
from services.escalation.domain.words import EscalationState, Target, Trigger


@dataclass(frozen=True, slots=True)
class EscalationFilter:
    """Which escalations are asked for; None: all."""

    state: EscalationState | None


@dataclass(frozen=True, slots=True)
class EscalationView:
    escalation_id: str
    chain: Chain
    trigger: Trigger
    ticket_id: str
    target: Target | None
    state: EscalationState
    step: int
    started_at: datetime
    next_at: datetime | None
    ended_at: datetime | None

    @classmethod
    def of(cls, escalation: Escalation) -> EscalationView:
        shared = {name: getattr(escalation, name) for name in cls.__slots__ if name != "step"}
        return cls(step=escalation.place.step, **shared)
