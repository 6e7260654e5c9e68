"""What an escalation tells: the fields are those of the contract."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.escalation.domain.chain import Step
from services.escalation.domain.words import Role, Target, Trigger


@dataclass(frozen=True, slots=True)
class EscalationStarted:
    escalation_id: str
    chain_id: str
    chain_version: int
    trigger: Trigger
    ticket_id: str
    target: Target | None
    started_at: datetime
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class PersonNotified:
    escalation_id: str
    step: int
    round: int
    asked: Role
    reached: Role
    person_id: str
    ticket_id: str
    notified_at: datetime
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class NobodyReached:
    escalation_id: str
    step: int
    round: int
    asked: Role
    ticket_id: str
    at: datetime
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class StepTaken:
    escalation_id: str
    step: int
    round: int
    ticket_id: str
    what: Step
    succeeded: bool
    result: str
    taken_at: datetime
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class EscalationAcknowledged:
    escalation_id: str
    ticket_id: str
    by: str
    acknowledged_at: datetime


@dataclass(frozen=True, slots=True)
class EscalationSnoozed:
    escalation_id: str
    ticket_id: str
    by: str
    snoozed_at: datetime
    next_at: datetime


@dataclass(frozen=True, slots=True)
class EscalationResumed:
    escalation_id: str
    ticket_id: str
    resumed_at: datetime
    next_at: datetime


@dataclass(frozen=True, slots=True)
class EscalationResolved:
    escalation_id: str
    ticket_id: str
    by: str
    why: str
    resolved_at: datetime


@dataclass(frozen=True, slots=True)
class EscalationExhausted:
    escalation_id: str
    ticket_id: str
    exhausted_at: datetime
