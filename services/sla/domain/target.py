"""One target of one ticket: how much of its time has passed, when it is due, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from services.sla.domain.policy import Kind, OnPriorityChange, Warn
from services.sla.domain.promise import Priority
from services.sla.domain.timeline import OpenTime


class State(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    BREACHED = "breached"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Run:
    """From `since` on and before `until` (None: still) nothing holds the target: open time counts."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """All instants are UTC. `planned_at` is when its present due instant was set, `to_warn` what the plan has yet to
    warn of, `was_due_at` the due instant of a judged one. The methods answer the target as it is afterwards, and expect
    `judged` to have been asked before."""

    kind: Kind
    priority: Priority
    clock: OpenTime
    allowed: timedelta
    started_at: datetime
    planned_at: datetime
    to_warn: tuple[Warn, ...]
    runs: tuple[Run, ...] = ()
    warned_at: tuple[datetime, ...] = ()
    was_due_at: datetime | None = None
    met_at: datetime | None = None
    breached_at: datetime | None = None
    cancelled_at: datetime | None = None

    @property
    def state(self) -> State:
        for at, state in (
            (self.met_at, State.MET),
            (self.breached_at, State.BREACHED),
            (self.cancelled_at, State.CANCELLED),
        ):
            if at is not None:
                return state
        return State.RUNNING if self._runs_on else State.PAUSED

    @property
    def live(self) -> bool:
        """Not judged yet."""
        return self.state in (State.RUNNING, State.PAUSED)

    @property
    def due_at(self) -> datetime | None:
        """Of a judged target as it was then. None while a pause holds it: it has no due instant until it goes on."""
        return self.reached(self.allowed) if self.live else self.was_due_at

    def reached(self, passed: timedelta) -> datetime | None:
        """The earliest instant by which that much of its time has passed. Raises NoCoverage.

        What is reached exactly when a pause begins is held by it, as what happens at the due instant is in time.
        """
        left = passed
        for run in self.runs:
            if run.until is None:
                return self.clock.deadline(run.since, left)
            counted = self.clock.elapsed(run.since, run.until)
            if left <= counted and (at := self.clock.deadline(run.since, left)) < run.until:
                return at
            left -= counted
        return None

    def elapsed(self, until: datetime) -> timedelta:
        """How much of its time has passed by `until`, at most up to its verdict."""
        ends = ((run.since, min(run.until or until, until)) for run in self.runs if run.since < until)
        return sum((self.clock.elapsed(since, end) for since, end in ends), timedelta(0))

    def judged(self, now: datetime, last: bool = False) -> Target:
        """As it is when `now` has come, before what happens at `now`; `last`: after it. Past its due instant it is
        breached, at the due instant itself not yet. Warnings due before are given."""
        if not self.live:
            return self
        due = self.due_at
        if due is not None and due < now:
            warned = self._warned(due, True)
            return replace(warned._ended(due), was_due_at=due, breached_at=due)
        return self._warned(now, last)

    def held(self, at: datetime) -> Target:
        if not self.live or not self._runs_on:
            return self
        return self._ended(at)

    def resumed(self, at: datetime) -> Target:
        if not self.live or self._runs_on:
            return self
        return replace(self, runs=(*self.runs, Run(at)))

    def met(self, at: datetime) -> Target:
        return replace(self._ended(at), was_due_at=self.due_at, met_at=at) if self.live else self

    def cancelled(self, at: datetime) -> Target:
        return replace(self._ended(at), was_due_at=self.due_at, cancelled_at=at) if self.live else self

    def reopened(self, at: datetime) -> Target:
        """It was met, and goes on from where it stood."""
        return replace(self, was_due_at=None, met_at=None).resumed(at) if self.met_at else self

    def prioritized(
        self,
        priority: Priority,
        allowed: timedelta | None,
        at: datetime,
        how: OnPriorityChange,
        warn: tuple[Warn, ...],
    ) -> Target:
        """None allowed: the priority has no such target."""
        if not self.live:
            return self
        if allowed is None:
            return self.cancelled(at)
        known = replace(self, priority=priority)
        if how is OnPriorityChange.RESTART:
            runs = (Run(at),) if self._runs_on else ()
            return replace(known, allowed=allowed, started_at=at, planned_at=at, runs=runs, to_warn=warn)
        if allowed == self.allowed or (how is OnPriorityChange.TIGHTEN_ONLY and allowed > self.allowed):
            return known
        return replace(known, allowed=allowed, planned_at=at, to_warn=warn)

    @property
    def _runs_on(self) -> bool:
        return bool(self.runs) and self.runs[-1].until is None

    def _ended(self, at: datetime) -> Target:
        """Nothing counts any more from `at` on."""
        runs = tuple(
            run if run.until is not None and run.until <= at else replace(run, until=at)
            for run in self.runs
            if run.since < at
        )
        return replace(self, runs=runs)

    def _warned(self, now: datetime, with_now: bool) -> Target:
        given, left = set(self.warned_at), []
        for warn in self.to_warn:
            at = self.reached(warn.passed(self.allowed))
            at = at and max(at, self.planned_at)
            if at is not None and (at < now or (with_now and at == now)):
                given.add(at)
            else:
                left.append(warn)
        return replace(self, warned_at=tuple(sorted(given)), to_warn=tuple(left))
