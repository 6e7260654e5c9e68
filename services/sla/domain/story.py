"""What happens to a ticket, and what that does to its targets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from services.sla.domain.policy import Kind, Policy, Status
from services.sla.domain.promise import Priority
from services.sla.domain.target import Run, State, Target
from services.sla.domain.timeline import OpenTime


@dataclass(frozen=True, slots=True)
class Ticket:
    """`language` is a BCP 47 tag."""

    language: str
    priority: Priority
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class AgentReplied:
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


Happening = AgentReplied | CustomerWrote | StatusChanged | PriorityChanged


def told(
    ticket: Ticket, policy: Policy, clock: OpenTime, history: Iterable[Happening], until: datetime
) -> tuple[Target, ...]:
    """The targets as they stand at `until`, in the order in which they began; what happens at `until` has happened.
    The history is told in order. Raises NoCoverage."""
    story = _Story(ticket, policy, clock)
    for happening in history:
        if happening.at > until:
            break
        story.judge(happening.at)
        story.take(happening)
    story.judge(until, last=True)
    return tuple(story.targets)


class _Story:
    """What waits for an answer is in `_waiting`: the kind of the target, and since when. A promise that the priority
    doesn't give now may be given by a later one."""

    def __init__(self, ticket: Ticket, policy: Policy, clock: OpenTime) -> None:
        self._policy, self._clock = policy, clock
        self._priority, self._status, self._opened_at = ticket.priority, Status.NEW, ticket.opened_at
        self._waiting = {Kind.FIRST_RESPONSE: ticket.opened_at, Kind.RESOLUTION: ticket.opened_at}
        self.targets: list[Target] = []
        self._begin(ticket.opened_at)

    def judge(self, now: datetime, last: bool = False) -> None:
        self.targets = [target.judged(now, last) for target in self.targets]

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

    def _answered(self, at: datetime) -> None:
        """The first unanswered message is answered, and with it those that came after it."""
        for kind in (Kind.FIRST_RESPONSE, Kind.NEXT_RESPONSE):
            self._waiting.pop(kind, None)
            self._change(kind, lambda target: target.met(at))

    def _asked(self, at: datetime) -> None:
        """What is written before the first response waits for that one."""
        if Kind.FIRST_RESPONSE not in self._waiting:
            self._waiting.setdefault(Kind.NEXT_RESPONSE, at)
            self._begin(at)

    def _prioritized(self, at: datetime, to: Priority) -> None:
        if to is not self._priority:
            self._priority = to
            for kind in Kind:
                self._change(kind, lambda target: self._under_priority(target, at))
            self._begin(at)

    def _under_priority(self, target: Target, at: datetime) -> Target:
        policy, priority = self._policy, self._priority
        if target.priority is priority:
            return target
        allowed = policy.allowed(target.kind, priority)
        return target.prioritized(priority, allowed, at, policy.on_priority_change, policy.warn)

    def _moved(self, at: datetime, to: Status) -> None:
        was, self._status = self._status, to
        if to.ended:
            self._finished(at, to)
            return
        if was.ended:
            self._waiting[Kind.RESOLUTION] = self._opened_at
            self._change(Kind.RESOLUTION, lambda target: target.reopened(at))
            self._change(Kind.RESOLUTION, lambda target: self._under_priority(target, at))
        for kind in Kind:
            self._change(kind, lambda target: target.held(at) if self._held else target.resumed(at))
        self._begin(at)

    def _finished(self, at: datetime, to: Status) -> None:
        """A solved ticket needs no answer any more, until the customer writes again."""
        self._waiting.clear()
        if not to.gone:
            self._change(Kind.RESOLUTION, lambda target: target.met(at))
        for kind in Kind:
            self._change(kind, lambda target: target.cancelled(at))

    @property
    def _held(self) -> bool:
        return self._status in self._policy.pause_in

    def _change(self, kind: Kind, how: Callable[[Target], Target]) -> None:
        self.targets = [how(target) if target.kind is kind else target for target in self.targets]

    def _begin(self, at: datetime) -> None:
        """Starts the target of everything that waits, is promised by the priority, and has none."""
        for kind, since in self._waiting.items():
            allowed = self._policy.allowed(kind, self._priority)
            had = (target for target in self.targets if target.kind is kind and target.started_at >= since)
            if allowed is None or any(target.state is not State.CANCELLED for target in had):
                continue
            runs = () if self._held else (Run(at),)
            new = Target(kind, self._priority, self._clock, allowed, at, at, self._policy.warn, runs)
            self.targets.append(new)
