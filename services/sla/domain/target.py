"""One target of one ticket: how much of its time has passed, when it is due, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from services.sla.domain.policy import OnPriorityChange, Warn
from services.sla.domain.timeline import OpenTime
from services.sla.domain.words import Kind, Priority


class State(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    BREACHED = "breached"
    CANCELLED = "cancelled"


class Held(StrEnum):
    """Why time stopped counting."""

    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Run:
    """From `since` on and before `until` (None: still) nothing holds the target: open time counts. `then` says what
    ended it."""

    since: datetime
    until: datetime | None = None
    then: Held | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """All instants are UTC; those of what hasn't happened are None. `due_at` is None while a pause holds it; of a
    judged one it is the due instant as it was then. `to_warn` are the warnings yet to be given, `warn_at` when; `plan`
    counts how often these and the due instant were set, at last at `planned_at`. `clock` is the policy's word for what
    it is timed by; a method that sets instants takes the open time that this stands for, raises NoCoverage, and
    expects `judged` to have been asked before."""

    kind: Kind
    priority: Priority
    clock: str
    allowed: timedelta
    policy: str
    policy_version: int
    started_at: datetime
    planned_at: datetime
    to_warn: tuple[Warn, ...] = ()
    warn_at: tuple[datetime, ...] = ()
    due_at: datetime | None = None
    plan: int = 0
    runs: tuple[Run, ...] = ()
    warned_at: tuple[datetime, ...] = ()
    met_at: datetime | None = None
    breached_at: datetime | None = None
    cancelled_at: datetime | None = None

    @property
    def state(self) -> State:
        if self.met_at is not None:
            return State.MET
        if self.breached_at is not None:
            return State.BREACHED
        if self.cancelled_at is not None:
            return State.CANCELLED
        return State.RUNNING if self._runs_on else State.PAUSED

    @property
    def live(self) -> bool:
        """Not judged yet."""
        return self.met_at is None and self.breached_at is None and self.cancelled_at is None

    @property
    def ended_at(self) -> datetime | None:
        return self.met_at or self.breached_at or self.cancelled_at

    def overdue(self, now: datetime) -> bool:
        """Past its due instant, and not judged yet."""
        return self.live and self.due_at is not None and now > self.due_at

    def reached(self, passed: timedelta, time: OpenTime) -> datetime | None:
        """The earliest instant by which that much of its time has passed. None: a pause holds it before.

        What is reached exactly when a pause begins is held by it, as what happens at the due instant is in time.
        """
        left = passed
        for run in self.runs:
            if run.until is None:
                return time.deadline(run.since, left)
            counted = time.elapsed(run.since, run.until)
            if left <= counted and (at := time.deadline(run.since, left)) < run.until:
                return at
            left -= counted
        return None

    def elapsed(self, until: datetime, time: OpenTime) -> timedelta:
        """How much of its time has passed by `until`, at most up to its verdict."""
        ends = ((run.since, min(run.until or until, until)) for run in self.runs if run.since < until)
        return sum((time.elapsed(since, end) for since, end in ends), timedelta(0))

    def planned(self, at: datetime, time: OpenTime) -> Target:
        """With its instants set anew, from its runs. A warning that would have been due before is due at once."""
        if not self.live:
            return self
        due_at = self.reached(self.allowed, time)
        instants = (self.reached(warn.passed(self.allowed), time) for warn in self.to_warn)
        warn_at = tuple(sorted(max(one, at) for one in instants if one is not None))
        return replace(self, planned_at=at, due_at=due_at, warn_at=warn_at, plan=self.plan + 1)

    def judged(self, now: datetime, last: bool = False) -> Target:
        """As it is when `now` has come, before what happens at `now`; `last`: after it. Past its due instant it is
        breached, at the due instant itself not yet. Warnings due before are given."""
        if not self.live:
            return self
        due = self.due_at
        if due is not None and due < now:
            return replace(self.warned(due, True), runs=self._runs_to(due), breached_at=due)
        return self.warned(now, last)

    def warned(self, now: datetime, with_now: bool = True) -> Target:
        """With the warnings given that are due before `now`, or at it."""
        given = [at for at in self.warn_at if at < now or (with_now and at == now)]
        if not given:
            return self
        earliest_first = sorted(self.to_warn, key=lambda warn: warn.passed(self.allowed))
        return replace(
            self,
            # Two that fall on the same instant are one.
            warned_at=tuple(dict.fromkeys((*self.warned_at, *given))),
            warn_at=self.warn_at[len(given) :],
            to_warn=tuple(earliest_first[len(given) :]),
        )

    def held(self, at: datetime, time: OpenTime) -> Target:
        """A due instant that lies in the past, since another priority has moved it there, stays."""
        if not self.live or not self._runs_on:
            return self
        return replace(self, runs=self._runs_to(at, Held.PAUSED)).planned(at, time)

    def resumed(self, at: datetime, time: OpenTime) -> Target:
        if not self.live or self._runs_on:
            return self
        return replace(self, runs=(*self.runs, Run(at))).planned(at, time)

    def met(self, at: datetime) -> Target:
        return replace(self, runs=self._runs_to(at), met_at=at) if self.live else self

    def cancelled(self, at: datetime) -> Target:
        return replace(self, runs=self._runs_to(at), cancelled_at=at) if self.live else self

    def reopened(self, at: datetime, time: OpenTime) -> Target:
        """It was met, and goes on from where it stood."""
        return replace(self, met_at=None).resumed(at, time) if self.met_at else self

    def prioritized(
        self,
        priority: Priority,
        allowed: timedelta | None,
        at: datetime,
        how: OnPriorityChange,
        warn: tuple[Warn, ...],
        time: OpenTime,
    ) -> Target:
        """None allowed: the priority has no such target."""
        if not self.live:
            return self
        if allowed is None:
            return self.cancelled(at)
        known = replace(self, priority=priority)
        if how is OnPriorityChange.RESTART:
            runs = (Run(at),) if self._runs_on else ()
            return replace(known, allowed=allowed, started_at=at, runs=runs, to_warn=warn).planned(at, time)
        if allowed == self.allowed or (how is OnPriorityChange.TIGHTEN_ONLY and allowed > self.allowed):
            return known
        return replace(known, allowed=allowed, to_warn=warn).planned(at, time)

    @property
    def _runs_on(self) -> bool:
        return bool(self.runs) and self.runs[-1].until is None

    def _runs_to(self, at: datetime, then: Held = Held.ENDED) -> tuple[Run, ...]:
        """Its runs where nothing counts any more from `at` on."""
        return tuple(
            run if run.until is not None and run.until <= at else Run(run.since, at, then)
            for run in self.runs
            if run.since < at
        )
