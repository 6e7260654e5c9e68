"""The timers of clocks: what they are, and when one has done its work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from services.kit.aggregate import Write
from services.kit.ids import split_document_id
from services.kit.ticking.timer import Timer, TimerDocument, partition_of, writes
from services.kit.topics import CLOCK
from services.sla.domain.clocks import TicketClocks
from services.sla.domain.owned import Owner

COLLECTION = "clock_timers"


class TimerKind(StrEnum):
    """What is to be done at the instant: the last word of a timer's `what`; the first is the number of the target among
    those of its ticket."""

    WARN = "warn"
    DUE = "due"
    OWNER = "owner"


class ClockTimerDocument(TimerDocument):
    meta = {"db_alias": "sla", "collection": COLLECTION}


def kind_of(timer: Timer) -> TimerKind:
    return TimerKind(timer.what.rpartition(".")[2])


@lru_cache(maxsize=4096)
def shard_of(clock_id: str) -> int:
    """Where Kafka has the events of this clock, and those of its ticket: both topics have the same key and the same
    number of partitions."""
    return partition_of(split_document_id(clock_id)[1], CLOCK)


def timers_of(clock_id: str, clocks: TicketClocks, set_at: datetime) -> tuple[Timer, ...]:
    """All that the clocks need as they are."""
    return tuple(_timers(clock_id, None, clocks, set_at))


def writes_of(clock_id: str, before: TicketClocks | None, clocks: TicketClocks, set_at: datetime) -> tuple[Write, ...]:
    """What must stand before the clocks do: the timers of every plan that they didn't have before."""
    return writes(COLLECTION, _timers(clock_id, before, clocks, set_at))


def spent(timer: Timer, clocks: TicketClocks | None) -> bool:
    """Whether it can be taken out. One that is ahead of its clocks is not: their own write is on its way."""
    if clocks is None:
        return False
    kind, (number, _, _) = kind_of(timer), timer.what.partition(".")
    if kind is TimerKind.OWNER:
        owner = clocks.owned.owner
        return owner is not None and owner.plan > timer.plan
    if int(number) >= len(clocks.targets):
        return False
    target = clocks.targets[int(number)]
    if not target.live or target.plan > timer.plan:
        return True
    return target.plan == timer.plan and kind is TimerKind.WARN and timer.at not in target.warn_at


def _timers(clock_id: str, before: TicketClocks | None, clocks: TicketClocks, set_at: datetime) -> Iterator[Timer]:
    """Only a verdict has to be certain; a warning is given at once."""
    shard = shard_of(clock_id)
    had = before.targets if before else ()
    for number, target in enumerate(clocks.targets):
        if not target.live or (number < len(had) and had[number].live and had[number].plan == target.plan):
            continue
        for at in target.warn_at:
            yield Timer(clock_id, f"{number}.{TimerKind.WARN}", target.plan, at, set_at, shard)
        if target.due_at is not None:
            what = f"{number}.{TimerKind.DUE}"
            yield Timer(clock_id, what, target.plan, target.due_at, set_at, shard, certain=True)
    owner = clocks.owned.owner
    if owner and owner.look_at and _plan(owner) != (before and before.owned.owner and _plan(before.owned.owner)):
        yield Timer(clock_id, f"ticket.{TimerKind.OWNER}", owner.plan, owner.look_at, set_at, shard)


def _plan(owner: Owner) -> tuple[int, datetime | None]:
    return owner.plan, owner.look_at
