"""The timers of aggregates that have one at a time: at their `next_at`, for their plan of that number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Generic, Protocol, TypeVar

from services.kit.aggregate import Write
from services.kit.ids import split_document_id
from services.kit.ticking.timer import Timer, partition_of, writes
from services.kit.topics import Topic

# Keys of aggregates whose partition is remembered.
_KEPT = 65536


class Planned(Protocol):
    """`plan` counts how often `next_at` (UTC; None: never) has changed, and is the fence of the timer."""

    @property
    def plan(self) -> int: ...

    @property
    def next_at(self) -> datetime | None: ...


P = TypeVar("P", bound=Planned)


class PlannedTimers(Generic[P]):
    """Those in one collection. `topic` has the aggregates' events, keyed by their ids; `what(state)` is the service's
    word for what is to be done next."""

    def __init__(self, collection: str, topic: Topic, what: Callable[[P], str]) -> None:
        self._collection = collection
        self._what = what
        self._shard_of = lru_cache(maxsize=_KEPT)(lambda id_: partition_of(split_document_id(id_)[1], topic))

    def timers_of(self, aggregate_id: str, state: P, set_at: datetime) -> tuple[Timer, ...]:
        """All that the aggregate needs as it is: the next one, or none."""
        if state.next_at is None:
            return ()
        shard = self._shard_of(aggregate_id)
        return (Timer(aggregate_id, self._what(state), state.plan, state.next_at, set_at, shard),)

    def writes_of(self, aggregate_id: str, before: P | None, state: P, set_at: datetime) -> tuple[Write, ...]:
        """What must stand before the aggregate does: its timer, where it hadn't that one before."""
        if before is not None and before.plan == state.plan:
            return ()
        return writes(self._collection, self.timers_of(aggregate_id, state, set_at))

    def spent(self, timer: Timer, state: P | None) -> bool:
        """Whether it can be taken out: the aggregate has gone on to another plan. One that is ahead of its aggregate is
        not: the aggregate's own write is on its way."""
        return state is not None and state.plan > timer.plan
