"""How the timer of a rulebook rings: gaps of coverage that have come near are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from heliodesk.sla.v1 import rulebook_events_pb2

from services.kit.aggregate import Change
from services.kit.ticking.rules import Rules
from services.kit.ticking.shards import Plans
from services.kit.ticking.timer import Timer
from services.sla.domain.rulebook.kept import KeptRulebook, look_ahead
from services.sla.rulebook_documents import timer_of, timer_writes

TICK_GROUP = "sla-rulebook-tick"
# A rulebook that has just been published is found when the tick looks at the store again, within half a minute.
PLANS: Plans = {rulebook_events_pb2.CoverageGapFound: ("look_at",)}


class RulebookRules(Rules[KeptRulebook]):
    """`notice` is how long before a gap it is told."""

    def __init__(self, notice: timedelta) -> None:
        self._notice = notice

    def ring(self, timer: Timer, now: datetime) -> Callable[[KeptRulebook | None], Change[KeptRulebook] | None]:
        def decide(kept: KeptRulebook | None) -> Change[KeptRulebook] | None:
            if kept is None or kept.watch.plan != timer.plan:
                return None
            state, found = look_ahead(kept, self._notice, now)
            return Change(state, found, now, writes=timer_writes(state, now))

        return decide

    def spent(self, timer: Timer, state: KeptRulebook | None) -> bool:
        return state is not None and state.watch.plan > timer.plan

    def wanted(self, aggregate_id: str, state: KeptRulebook, now: datetime) -> tuple[Timer, ...]:
        return (timer_of(state, now),)
