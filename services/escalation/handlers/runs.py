"""What an escalation does by the facts that its case decided, by a person's command, and when a timer rings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from heliodesk.escalation.v1 import case_events_pb2

from services.escalation.domain import escalation as runs
from services.escalation.domain import steps
from services.escalation.domain.case import ChainCalled
from services.escalation.domain.escalation import AuditLine, Escalation, Moved
from services.escalation.domain.steps import Answer
from services.escalation.timers import writes_of
from services.kit.aggregate import Change, Part
from services.kit.convert import from_proto, to_document
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import derived_id, document_id
from services.kit.stream import Context
from services.kit.ticking.timer import Timer

Decide = Callable[[Escalation | None], Change[Escalation] | None]


@dataclass(frozen=True, slots=True)
class _CalledOff:
    why: str
    called_off_at: datetime


def on_called(
    escalation: Escalation | None, event: case_events_pb2.ChainCalled, context: Context
) -> Change[Escalation] | None:
    return start(context.tenant, from_proto(event, ChainCalled), context.now)(escalation)


def on_called_off(
    escalation: Escalation | None, event: case_events_pb2.ChainCalledOff, context: Context
) -> Change[Escalation] | None:
    if escalation is None:
        return None
    off = from_proto(event, _CalledOff)
    return _change(context.tenant, escalation, runs.resolve(escalation, "", off.why, context.now), context.now)


def start(tenant: str, called: ChainCalled, now: datetime) -> Decide:
    """Nothing where it has started already."""

    def decide(escalation: Escalation | None) -> Change[Escalation] | None:
        if escalation is not None:
            return None
        moved = runs.start(
            called.escalation_id,
            called.chain,
            called.trigger,
            called.ticket_id,
            called.target,
            now,
            cause=called.cause,
            by=called.by,
        )
        return _change(tenant, None, moved, now)

    return decide


def acknowledge(tenant: str, by: str, now: datetime) -> Decide:
    return _command(tenant, now, lambda escalation: runs.acknowledge(escalation, by, now))


def snooze(tenant: str, by: str, until: datetime, now: datetime) -> Decide:
    return _command(tenant, now, lambda escalation: runs.snooze(escalation, by, until, now))


def resolve(tenant: str, by: str, why: str, now: datetime) -> Decide:
    return _command(tenant, now, lambda escalation: runs.resolve(escalation, by, why, now))


def ring(
    tenant: str, timer: Timer, answer: Answer | None, now: datetime, moved_to: Callable[[Moved | None], None]
) -> Decide:
    """`moved_to` is told what was decided; the last word counts."""

    def decide(escalation: Escalation | None) -> Change[Escalation] | None:
        moved = None if escalation is None else steps.ring(escalation, timer.plan, answer, now)
        moved_to(moved)
        return _change(tenant, escalation, moved, now)

    return decide


def not_found() -> Refused:
    return Refused("NO_ESCALATION", "there is no such escalation", RefusalKind.NOT_FOUND)


def _command(tenant: str, now: datetime, move: Callable[[Escalation], Moved | None]) -> Decide:
    def decide(escalation: Escalation | None) -> Change[Escalation] | None:
        if escalation is None:
            raise not_found()
        return _change(tenant, escalation, move(escalation), now)

    return decide


def _change(tenant: str, before: Escalation | None, moved: Moved | None, now: datetime) -> Change[Escalation] | None:
    """With its audit lines and, where there is a new plan, the plan's timer."""
    if moved is None:
        return None
    after = moved.escalation
    planned = before is None or after.plan != before.plan
    writes = writes_of(document_id(tenant, after.escalation_id), after, now) if planned else ()
    parts = tuple((_part(tenant, after.escalation_id, line), line.number) for line in moved.lines)
    return Change(after, moved.events, now, parts=parts, writes=writes)


def _part(tenant: str, escalation_id: str, line: AuditLine) -> Part:
    document = to_document(line)
    # It counts by the number that it is stamped with; another process may write the same number, and lose.
    document.pop("number")
    said = (f"{name}={value}" for name, value in sorted(document.items()))
    return Part(derived_id("audit", tenant, escalation_id, str(line.number), *said), document)
