"""An escalation: one run of a chain, which was copied into it when it started. Pure: who can be reached, and what came
of a step's effect, is asked before and given as an answer (domain/steps.py).

`plan` is the fence. It counts what was planned; a timer is of one plan, so what it does is done once or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from services.escalation.domain import events
from services.escalation.domain.chain import Chain, Step
from services.escalation.domain.walk import Place
from services.escalation.domain.words import EscalationState, Target, Trigger
from services.kit.errors import RefusalKind, Refused

_GOES_ON = (EscalationState.RUNNING, EscalationState.SNOOZED)


@dataclass(frozen=True, slots=True)
class Escalation:
    """Instants are UTC. `next_at` is when the next step is taken or, while it is snoozed, when it goes on; None: never.
    `held_at` is when the next step would have been taken, had nobody snoozed. `attempts` counts those of the next step
    that came to nothing. `lines` counts the audit trail."""

    escalation_id: str
    chain: Chain
    trigger: Trigger
    ticket_id: str
    target: Target | None
    started_at: datetime
    place: Place
    next_at: datetime | None
    state: EscalationState = EscalationState.RUNNING
    plan: int = 0
    attempts: int = 0
    held_at: datetime | None = None
    ended_at: datetime | None = None
    lines: int = 0

    @property
    def goes_on(self) -> bool:
        return self.state in _GOES_ON

    @property
    def next_step(self) -> Step:
        """Only while it goes on."""
        return self.chain.steps[self.place.step]


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line of what it did. `by` is a person; empty: the chain itself."""

    number: int
    at: datetime
    by: str
    what: str
    detail: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The escalation after it has moved, what happened, and how the audit trail goes on."""

    escalation: Escalation
    events: tuple[object, ...] = ()
    lines: tuple[AuditLine, ...] = ()


def start(
    escalation_id: str,
    chain: Chain,
    trigger: Trigger,
    ticket_id: str,
    target: Target | None,
    now: datetime,
    *,
    cause: str,
    by: str = "",
) -> Moved:
    """The first step is taken at once."""
    started = Escalation(
        escalation_id, chain, trigger, ticket_id, target, now, place=Place.first(chain.steps), next_at=now
    )
    event = events.EscalationStarted(
        escalation_id, chain.chain_id, chain.version, trigger, ticket_id, target, started_at=now, next_at=now
    )
    return told(started, event, now, "started", f"chain {chain.chain_id}, version {chain.version}: {cause}", by)


def acknowledge(escalation: Escalation, by: str, now: datetime) -> Moved | None:
    """Somebody takes it up, be it after the last step; nothing more is done. None where somebody has already. Raises
    Refused (ESCALATION_OVER)."""
    if escalation.state is EscalationState.ACKNOWLEDGED:
        return None
    if escalation.state is EscalationState.RESOLVED:
        raise _over()
    event = events.EscalationAcknowledged(escalation.escalation_id, escalation.ticket_id, by, now)
    return told(_ended(escalation, EscalationState.ACKNOWLEDGED, now), event, now, "acknowledged", "", by)


def snooze(escalation: Escalation, by: str, until: datetime, now: datetime) -> Moved:
    """Nothing is done until then. Raises Refused (ESCALATION_OVER, NOT_IN_FUTURE)."""
    if not escalation.goes_on:
        raise _over()
    if until <= now:
        raise Refused("NOT_IN_FUTURE", "until is not in the future")
    held_at = escalation.held_at or escalation.next_at
    snoozed = replace(
        escalation, state=EscalationState.SNOOZED, plan=escalation.plan + 1, next_at=until, held_at=held_at
    )
    event = events.EscalationSnoozed(escalation.escalation_id, escalation.ticket_id, by, now, until)
    return told(snoozed, event, now, "snoozed", f"until {said(until)}", by)


def resume(escalation: Escalation, now: datetime) -> Moved:
    """It goes on where it stood: the next step is taken when it would have been, or at once where that is over."""
    next_at = max(escalation.held_at or now, now)
    resumed = replace(
        escalation, state=EscalationState.RUNNING, plan=escalation.plan + 1, next_at=next_at, held_at=None
    )
    event = events.EscalationResumed(escalation.escalation_id, escalation.ticket_id, now, next_at)
    return told(resumed, event, now, "resumed", "")


def resolve(escalation: Escalation, by: str, why: str, now: datetime) -> Moved | None:
    """It is over; `by` is empty where what it was about is. None where it was over before."""
    if escalation.state is EscalationState.RESOLVED:
        return None
    event = events.EscalationResolved(escalation.escalation_id, escalation.ticket_id, by, why, now)
    return told(_ended(escalation, EscalationState.RESOLVED, now), event, now, "resolved", why, by)


def exhaust(moved: Moved, now: datetime) -> Moved:
    """All steps were taken."""
    escalation = _ended(moved.escalation, EscalationState.EXHAUSTED, now)
    event = events.EscalationExhausted(escalation.escalation_id, escalation.ticket_id, now)
    last = told(escalation, event, now, "exhausted", "all steps were taken and nobody took it up")
    return Moved(last.escalation, (*moved.events, *last.events), (*moved.lines, *last.lines))


def told(escalation: Escalation, event: object, now: datetime, what: str, detail: str, by: str = "") -> Moved:
    """With its event and its line of the audit trail."""
    line = AuditLine(escalation.lines + 1, now, by, what, detail)
    return Moved(replace(escalation, lines=line.number), (event,), (line,))


def said(instant: datetime) -> str:
    """For people, to the second."""
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}"


def _ended(escalation: Escalation, state: EscalationState, now: datetime) -> Escalation:
    ended_at = escalation.ended_at or now
    return replace(escalation, state=state, plan=escalation.plan + 1, next_at=None, held_at=None, ended_at=ended_at)


def _over() -> Refused:
    return Refused("ESCALATION_OVER", "the escalation is over", RefusalKind.FAILED_PRECONDITION)
