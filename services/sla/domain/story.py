"""What happens to a ticket, and what that does to its targets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from services.sla.domain.policy import Policy
from services.sla.domain.target import Run, Target
from services.sla.domain.terms import Terms
from services.sla.domain.timeline import OpenTime
from services.sla.domain.words import MEETS, STARTS, Fact, Kind, Priority, Status


@dataclass(frozen=True, slots=True)
class Ticket:
    """`language` is a BCP 47 tag."""

    language: str
    priority: Priority
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class AgentReplied:
    """Or the assistant, where the policy says that its answer is a response."""

    at: datetime


@dataclass(frozen=True, slots=True)
class CustomerWrote:
    at: datetime


@dataclass(frozen=True, slots=True)
class StatusChanged:
    at: datetime
    to: Status


@dataclass(frozen=True, slots=True)
class PriorityChanged:
    at: datetime
    to: Priority


@dataclass(frozen=True, slots=True)
class FactBecameKnown:
    at: datetime
    fact: Fact


Happening = AgentReplied | CustomerWrote | StatusChanged | PriorityChanged | FactBecameKnown


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something is owed since then: what its target would be about."""

    kind: Kind
    since: datetime


@dataclass(frozen=True, slots=True)
class Promises:
    """Where a ticket stands, and its targets in the order in which they began. A target that the priority doesn't give
    now may be given by a later one: `waiting` remembers it."""

    priority: Priority
    status: Status
    opened_at: datetime
    waiting: tuple[Waiting, ...]
    targets: tuple[Target, ...] = ()

    @classmethod
    def of(cls, priority: Priority, opened_at: datetime, terms: Terms) -> Promises:
        """Those of a ticket that opens. Raises NoCoverage."""
        owed = (Waiting(Kind.FIRST_RESPONSE, opened_at), Waiting(Kind.RESOLUTION, opened_at))
        story = Story(cls(priority, Status.NEW, opened_at, owed), terms)
        story.begin(opened_at)
        return story.promises

    def needing(self, policy: Policy) -> bool:
        """Whether somebody must be there: not while the ticket waits for the customer, nor after its end."""
        return not self.status.ended and self.status not in policy.pause_in


def told(
    priority: Priority, opened_at: datetime, terms: Terms, history: Iterable[Happening], until: datetime
) -> tuple[Target, ...]:
    """The targets as they stand at `until`, in the order in which they began; what happens at `until` has happened.
    The history is told in order. Raises NoCoverage."""
    story = Story(Promises.of(priority, opened_at, terms), terms)
    for happening in history:
        if happening.at > until:
            break
        story.judge(happening.at)
        story.take(happening)
    story.judge(until, last=True)
    return story.promises.targets


class Story:
    """Goes on with a ticket's promises under its terms; `promises` is where it stands. `judge` is to be asked before
    each thing that happens. Raises NoCoverage."""

    def __init__(self, promises: Promises, terms: Terms) -> None:
        self._terms = terms
        self._policy = terms.policy
        self._priority, self._status, self._opened_at = promises.priority, promises.status, promises.opened_at
        self._waiting = {one.kind: one.since for one in promises.waiting}
        self._targets = promises.targets

    @property
    def promises(self) -> Promises:
        waiting = tuple(Waiting(kind, since) for kind, since in self._waiting.items())
        return Promises(self._priority, self._status, self._opened_at, waiting, self._targets)

    @property
    def targets(self) -> tuple[Target, ...]:
        return self._targets

    def judge(self, now: datetime, last: bool = False) -> None:
        self._each(lambda target: target.judged(now, last))

    def warn(self, now: datetime) -> None:
        """Gives the warnings that are due, and leaves verdicts to whoever has read everything."""
        self._each(lambda target: target.warned(now) if target.live else target)

    def take(self, happening: Happening) -> None:
        if self._status.gone:
            return
        match happening:
            case AgentReplied(at):
                self._answered(at)
            case CustomerWrote(at):
                self._asked(at)
            case PriorityChanged(at, to):
                self._prioritized(at, to)
            case StatusChanged(at, to):
                self._moved(at, to)
            case FactBecameKnown(at, fact):
                self._learned(at, fact)

    def replan(self, at: datetime) -> None:
        """The terms are others than before: what still runs is promised by them, from when it began. Verdicts stay."""
        self._targets = tuple(self._under_terms(target, at) if target.live else target for target in self._targets)
        self.begin(at)

    def begin(self, at: datetime) -> None:
        """Starts the target of everything that waits, is promised by the priority, and has none."""
        for kind, since in self._waiting.items():
            allowed = self._policy.allowed(kind, self._priority)
            had = (target for target in self._targets if target.kind is kind and target.started_at >= since)
            if allowed is None or any(target.cancelled_at is None for target in had):
                continue
            policy, clock = self._policy, self._policy.clock_of(kind)
            runs = () if self._held else (Run(at),)
            new = Target(
                kind, self._priority, clock, allowed, policy.id, policy.version, at, at, policy.warn, runs=runs
            )
            self._targets = (*self._targets, new.planned(at, self._time(new)))

    def _answered(self, at: datetime) -> None:
        """The first unanswered message is answered, and with it those that came after it."""
        for kind in (Kind.FIRST_RESPONSE, Kind.NEXT_RESPONSE):
            self._meet(kind, at)

    def _asked(self, at: datetime) -> None:
        """What is written before the first response waits for that one."""
        if Kind.FIRST_RESPONSE not in self._waiting:
            self._waiting.setdefault(Kind.NEXT_RESPONSE, at)
            self.begin(at)

    def _learned(self, at: datetime, fact: Fact) -> None:
        if fact in STARTS:
            self._waiting.setdefault(STARTS[fact], at)
            self.begin(at)
        else:
            self._meet(MEETS[fact], at)

    def _meet(self, kind: Kind, at: datetime) -> None:
        self._waiting.pop(kind, None)
        self._change(kind, lambda target: target.met(at))

    def _prioritized(self, at: datetime, to: Priority) -> None:
        if to is not self._priority:
            self._priority = to
            for kind in Kind:
                self._change(kind, lambda target: self._under_priority(target, at))
            self.begin(at)

    def _under_priority(self, target: Target, at: datetime) -> Target:
        policy, priority = self._policy, self._priority
        if target.priority is priority:
            return target
        allowed = policy.allowed(target.kind, priority)
        how = policy.on_priority_change
        return target.prioritized(priority, allowed, at, how, policy.warn, self._time(target))

    def _under_terms(self, target: Target, at: datetime) -> Target:
        policy = self._policy
        allowed = policy.allowed(target.kind, self._priority)
        if allowed is None:
            return target.cancelled(at)
        given = len(target.warned_at)
        under = replace(
            target,
            priority=self._priority,
            clock=policy.clock_of(target.kind),
            allowed=allowed,
            policy=policy.id,
            policy_version=policy.version,
            # A warning that was given isn't given again.
            to_warn=tuple(sorted(policy.warn, key=lambda warn: warn.passed(allowed)))[given:],
        )
        held = [run.until is None for run in target.runs[-1:]] != [not self._held]
        planned = under.planned(at, self._time(under))
        if held:
            planned = planned.held(at, self._time(under)) if self._held else planned.resumed(at, self._time(under))
        same = (planned.due_at, planned.warn_at, planned.allowed) == (target.due_at, target.warn_at, target.allowed)
        return replace(under, to_warn=target.to_warn) if same else planned

    def _moved(self, at: datetime, to: Status) -> None:
        was, self._status = self._status, to
        if to.ended:
            self._finished(at, to)
            return
        if was.ended:
            self._waiting[Kind.RESOLUTION] = self._opened_at
            self._change(Kind.RESOLUTION, lambda target: target.reopened(at, self._time(target)))
            self._change(Kind.RESOLUTION, lambda target: self._under_priority(target, at))
        for kind in Kind:
            self._change(kind, lambda target: self._held_or_resumed(target, at))
        self.begin(at)

    def _held_or_resumed(self, target: Target, at: datetime) -> Target:
        time = self._time(target)
        return target.held(at, time) if self._held else target.resumed(at, time)

    def _finished(self, at: datetime, to: Status) -> None:
        """A solved ticket needs no answer any more, until the customer writes again; a refund and a public reply are
        owed all the same. One that is gone is owed nothing."""
        self._waiting = {kind: since for kind, since in self._waiting.items() if not to.gone and kind in MEETS.values()}
        if not to.gone:
            self._change(Kind.RESOLUTION, lambda target: target.met(at))
        for kind in Kind:
            if to.gone or kind.answers:
                self._change(kind, lambda target: target.cancelled(at))

    @property
    def _held(self) -> bool:
        return self._status in self._policy.pause_in

    def _time(self, target: Target) -> OpenTime:
        return self._terms.time(target.clock)

    def _change(self, kind: Kind, how: Callable[[Target], Target]) -> None:
        self._each(lambda target: how(target) if target.kind is kind else target)

    def _each(self, how: Callable[[Target], Target]) -> None:
        """What stays as it is stays the same object: nothing has to be told of it."""
        after = tuple(how(target) for target in self._targets)
        if any(now is not was for now, was in zip(after, self._targets, strict=True)):
            self._targets = after
