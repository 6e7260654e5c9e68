"""The timers of escalations: each plan of one has a single timer."""

from __future__ import annotations

from datetime import datetime

from services.escalation.documents import EscalationTimerDocument
from services.escalation.domain.escalation import Escalation
from services.escalation.domain.words import EscalationState
from services.kit.aggregate import Write
from services.kit.ids import split_document_id
from services.kit.ticking.timer import Timer, partition_of, writes
from services.kit.topics import ESCALATION

_RESUME = "resume"
_END = "end"


def timer_of(aggregate_id: str, escalation: Escalation, set_at: datetime) -> Timer | None:
    """Its `what` names the step and how often it was taken before: `notify.3.0`."""
    if escalation.next_at is None:
        return None
    shard = partition_of(split_document_id(aggregate_id)[1], ESCALATION)
    return Timer(aggregate_id, _what(escalation), escalation.plan, escalation.next_at, set_at, shard)


def writes_of(aggregate_id: str, escalation: Escalation, set_at: datetime) -> tuple[Write, ...]:
    """What must stand before the escalation does."""
    timer = timer_of(aggregate_id, escalation, set_at)
    return writes(EscalationTimerDocument._get_collection_name(), [timer] if timer else [])


def kind_of(timer: Timer) -> str:
    """What is done: the kind of the step, `resume` or `end`."""
    return timer.what.partition(".")[0]


def spent(timer: Timer, escalation: Escalation | None) -> bool:
    """Whether it can be taken out. One that is ahead of its escalation is not: the escalation's own write is on its
    way."""
    return escalation is not None and (escalation.plan > timer.plan or not escalation.goes_on)


def _what(escalation: Escalation) -> str:
    if escalation.state is EscalationState.SNOOZED:
        return _RESUME
    if escalation.place.at_end():
        return _END
    return f"{escalation.next_step.kind}.{escalation.place.step}.{escalation.place.round}"
