"""What the clock of a ticket does with each event of the ticket, and with each timer that rings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from heliodesk.ticketing.v1 import events_pb2, types_pb2

from services.kit.aggregate import Change
from services.kit.convert import from_proto
from services.kit.ids import document_id
from services.kit.stream import Context
from services.sla.domain import promise
from services.sla.domain.promise import STANDARD, Clock, Priority, Step
from services.sla.timers import Timer, TimerKind, writes_of

_ENDED = frozenset({types_pb2.TICKET_STATUS_SOLVED, types_pb2.TICKET_STATUS_CLOSED})


@dataclass(frozen=True, slots=True)
class _Opened:
    ticket_id: str
    priority: Priority
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class _Replied:
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class _Prioritized:
    to: Priority
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class _Ended:
    changed_at: datetime


def start_clock(clock: Clock | None, event: events_pb2.TicketOpened, context: Context) -> Change[Clock] | None:
    opened = from_proto(event, _Opened)
    step = promise.start(clock, opened.ticket_id, opened.priority, opened.opened_at, STANDARD)
    return _planned(step, context)


def take_reply(clock: Clock | None, event: events_pb2.ReplySent, context: Context) -> Change[Clock] | None:
    if not event.first:
        return None
    return _change(promise.respond(clock, from_proto(event, _Replied).sent_at))


def take_priority(clock: Clock | None, event: events_pb2.PriorityChanged, context: Context) -> Change[Clock] | None:
    changed = from_proto(event, _Prioritized)
    return _planned(promise.prioritize(clock, changed.to, changed.changed_at, STANDARD), context)


def take_status(clock: Clock | None, event: events_pb2.TicketStatusChanged, context: Context) -> Change[Clock] | None:
    if event.to not in _ENDED:
        return None
    return _change(promise.cancel(clock, from_proto(event, _Ended).changed_at))


def ring(timer: Timer, now: datetime) -> Callable[[Clock | None], Change[Clock] | None]:
    """The decision when a timer rings; nothing where the clock has gone on since the timer was set."""

    def decide(clock: Clock | None) -> Change[Clock] | None:
        if timer.kind is TimerKind.WARN:
            return _change(promise.warn(clock, timer.at, now))
        return _change(promise.breach(clock, timer.at))

    return decide


def _change(step: Step | None) -> Change[Clock] | None:
    return None if step is None else Change(step.clock, (step.event,), step.at)


def _planned(step: Step | None, context: Context) -> Change[Clock] | None:
    """Where the clock got a plan, its timers stand before the plan does."""
    if step is None:
        return None
    writes = ()
    if isinstance(step.event, promise.ClockStarted | promise.ClockReplanned):
        writes = writes_of(document_id(context.tenant, step.clock.ticket_id), step.clock, context.now)
    return Change(step.clock, (step.event,), step.at, writes=writes)
