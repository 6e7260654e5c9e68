"""How the timers of escalations ring. What a step takes from others is asked before it rings; whoever is slow to answer
holds up his own step and no other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from heliodesk.escalation.v1 import events_pb2

from services.escalation import timers
from services.escalation.asking import Asking
from services.escalation.domain.escalation import Escalation, Moved
from services.escalation.domain.events import NobodyReached, StepTaken
from services.escalation.domain.steps import Answer, asks
from services.escalation.handlers import runs
from services.kit import telemetry
from services.kit.aggregate import Change, Outcome, Verdict
from services.kit.ids import split_document_id
from services.kit.store import Store
from services.kit.ticking.rules import Rules
from services.kit.ticking.shards import Plans
from services.kit.ticking.timer import Timer

PLANS: Plans = {
    events_pb2.EscalationStarted: ("next_at",),
    events_pb2.PersonNotified: ("next_at",),
    events_pb2.NobodyReached: ("next_at",),
    events_pb2.StepTaken: ("next_at",),
    events_pb2.EscalationSnoozed: ("next_at",),
    events_pb2.EscalationResumed: ("next_at",),
}

# Wall seconds that a page of timers waits for answers that nobody waited for before.
_PATIENCE = 0.5
# Wall seconds after which an answer that nobody took is asked for again.
_FRESH = 30.0


class EscalationRules(Rules[Escalation]):
    """Close it when done."""

    def __init__(self, store: Store[Escalation], asking: Asking) -> None:
        self._store = store
        self._asking = asking
        self._asked: dict[str, tuple[float, asyncio.Task[Answer]]] = {}
        self._moved: dict[str, Moved] = {}

    async def prepare(self, timers: Sequence[Timer]) -> Collection[Timer]:
        """Those that wait are the ones whose answer isn't there yet."""
        self._forget()
        asked = await self._ask([timer for timer in timers if timer.id not in self._asked])
        if asked:
            await asyncio.wait(asked, timeout=_PATIENCE)
        return [timer for timer in timers if timer.id in self._asked and not self._asked[timer.id][1].done()]

    async def _ask(self, unasked: Sequence[Timer]) -> list[asyncio.Task[Answer]]:
        """For those that take an answer."""
        asked = []
        if not unasked:
            return asked
        found = await asyncio.to_thread(self._store.load, {timer.aggregate_id for timer in unasked})
        now = asyncio.get_running_loop().time()
        for timer in unasked:
            state = found[timer.aggregate_id].state if timer.aggregate_id in found else None
            if state is not None and state.plan == timer.plan and asks(state):
                tenant, _ = split_document_id(timer.aggregate_id)
                asked.append(asyncio.create_task(self._asking.answer(tenant, state)))
                self._asked[timer.id] = now, asked[-1]
        return asked

    def _forget(self) -> None:
        """Answers for timers that another process has rung."""
        oldest = asyncio.get_running_loop().time() - _FRESH
        self._asked = {one: (at, task) for one, (at, task) in self._asked.items() if at > oldest or not task.done()}

    def ring(self, timer: Timer, now: datetime) -> Callable[[Escalation | None], Change[Escalation] | None]:
        tenant, _ = split_document_id(timer.aggregate_id)
        _, task = self._asked.get(timer.id, (0.0, None))
        answer = task.result() if task is not None and task.done() else None

        def moved_to(moved: Moved | None) -> None:
            self._moved.pop(timer.id, None)
            if moved is not None:
                self._moved[timer.id] = moved

        return runs.ring(tenant, timer, answer, now, moved_to)

    def spent(self, timer: Timer, state: Escalation | None) -> bool:
        return timers.spent(timer, state)

    def wanted(self, aggregate_id: str, state: Escalation, now: datetime) -> Sequence[Timer]:
        timer = timers.timer_of(aggregate_id, state, now)
        return [timer] if timer else []

    def rang(self, timer: Timer, outcome: Outcome[Escalation], lag: float) -> None:
        moved = self._moved.pop(timer.id, None)
        if outcome.verdict is not Verdict.APPLIED or moved is None or outcome.state is None:
            return
        self._asked.pop(timer.id, None)
        if timer.plan == 0:
            telemetry.ESCALATIONS_STARTED.labels(outcome.state.trigger).inc()
        telemetry.ESCALATION_STEPS.labels(timers.kind_of(timer), _outcome(moved)).inc()

    async def close(self) -> None:
        """What is asked at this moment is asked again by the next owner of the timer."""
        tasks = [task for _, task in self._asked.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _outcome(moved: Moved) -> str:
    """Of the metric."""
    if not moved.events:
        return "put_off"
    first = moved.events[0]
    if isinstance(first, NobodyReached):
        return "nobody_reached"
    return "failed" if isinstance(first, StepTaken) and not first.succeeded else "taken"
