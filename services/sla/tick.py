"""How the timers of clocks ring. A warning is given at once; a breach is told only when the ticket's events have been
read past the due instant, since the reply may still be in the queue, or on its way there."""

from __future__ import annotations

from datetime import datetime

from heliodesk.ticketing.v1 import service_pb2

from services.kit import telemetry
from services.kit.aggregate import Outcome, Verdict
from services.kit.errors import Away, Refused
from services.kit.instants import from_timestamp
from services.kit.rpc import Client, PeerFailed
from services.kit.ticking.reading import Unpublished
from services.kit.ticking.rules import Rules
from services.kit.ticking.timer import Timer
from services.sla.changes import Decision
from services.sla.domain.clocks import TicketClocks
from services.sla.handlers import TicketHandlers
from services.sla.timers import TimerKind, kind_of, spent, timers_of

# A call names a tenant; this one is about all of them.
_ALL_TENANTS = "platform"
# Wall seconds. Warnings wait as long.
_PATIENCE = 1.0
_RANG = {TimerKind.WARN: "warned", TimerKind.DUE: "breached", TimerKind.OWNER: "handed_on"}


class ClockRules(Rules[TicketClocks]):
    def __init__(self, handlers: TicketHandlers) -> None:
        self._handlers = handlers

    def ring(self, timer: Timer, now: datetime) -> Decision:
        return self._handlers.ring(timer, now)

    def spent(self, timer: Timer, state: TicketClocks | None) -> bool:
        return spent(timer, state)

    def wanted(self, aggregate_id: str, state: TicketClocks, now: datetime) -> tuple[Timer, ...]:
        return timers_of(aggregate_id, state, now)

    def rang(self, timer: Timer, outcome: Outcome[TicketClocks], lag: float) -> None:
        if outcome.verdict is Verdict.APPLIED:
            kind = kind_of(timer)
            telemetry.SLA_TIMERS_RANG.labels(_RANG[kind]).inc()
            if kind is not TimerKind.OWNER:
                telemetry.SLA_DETECTION_LAG_SECONDS.labels(kind).observe(lag)


def unpublished_by(ticketing: Client) -> Unpublished:
    """What ticketing answers. Whatever goes wrong there, the verdicts wait: Away."""

    async def oldest_at() -> datetime | None:
        request = service_pb2.GetUnpublishedRequest()
        try:
            answer = await ticketing.call("GetUnpublished", request, tenant=_ALL_TENANTS, timeout=_PATIENCE)
        except (PeerFailed, Refused) as failure:
            raise Away("ticketing", str(failure)) from failure
        return from_timestamp(answer.oldest_at) if answer.HasField("oldest_at") else None

    return oldest_at
