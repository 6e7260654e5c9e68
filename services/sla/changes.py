"""From a decision of the domain to the change that the store writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from services.kit.aggregate import Change
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import document_id
from services.sla.domain.clocks import Step, TicketClocks
from services.sla.domain.timeline import NoCoverage
from services.sla.timers import writes_of

Decision = Callable[[TicketClocks | None], Change[TicketClocks] | None]


def change(tenant: str, before: TicketClocks | None, step: Step, now: datetime) -> Change[TicketClocks]:
    """The timers of new plans stand before the plans do."""
    clocks = step.clocks
    writes = writes_of(document_id(tenant, clocks.ticket_id), before, clocks, now)
    return Change(clocks, [event for event, _ in step.told], writes=writes, times=[at for _, at in step.told])


@contextmanager
def covered() -> Iterator[None]:
    """A clock that never opens is a rule that says no: an event is put aside, until the calendar is mended."""
    try:
        yield
    except NoCoverage as error:
        raise Refused("NO_COVERAGE", str(error), RefusalKind.FAILED_PRECONDITION) from error


def known(clocks: TicketClocks | None) -> TicketClocks:
    """Raises Refused (NO_CLOCK)."""
    if clocks is None:
        raise Refused("NO_CLOCK", "this ticket has no clock", RefusalKind.NOT_FOUND)
    return clocks
