"""What the load knows of one conversation, and what each thing that happens to it adds to the counts.

An arrival is counted when the conversation opens, under what is known of it then, and moves, with its wait, as soon as
its language or its market becomes known: so it is counted once at any moment, and no clock decides where. A customer
waits from the opening, or from a message after an answer, until an agent answers or the ticket needs no answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.sla.domain.load import Counts, Crowd

_ARRIVED = Counts(arrivals=1)
_LEFT = Counts(arrivals=-1)


@dataclass(frozen=True, slots=True)
class Conversation:
    """`told` is the wait that was estimated when its language became known, at `told_at`. `sequence` is that of the
    last event taken, `touched_at` when that happened; `partition` is where Kafka keeps the ticket's events."""

    partition: int
    sequence: int
    touched_at: datetime
    crowd: Crowd = Crowd()
    opened_at: datetime | None = None
    waiting: bool = False
    answered: bool = False
    told: timedelta | None = None
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    region: str


@dataclass(frozen=True, slots=True)
class Known:
    """What became known; empty: says nothing."""

    language: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The customer wrote."""


@dataclass(frozen=True, slots=True)
class Replied:
    """An agent answered."""


@dataclass(frozen=True, slots=True)
class Settled:
    """It needs no answer for now: solved, waiting for the customer, or gone."""


Happening = Opened | Known | Asked | Replied | Settled


@dataclass(frozen=True, slots=True)
class Effect:
    """What is added to the counts of a crowd, at an instant (UTC), and to those who wait."""

    crowd: Crowd
    at: datetime
    counts: Counts = Counts()
    waiting: int = 0


Step = tuple[Conversation, tuple[Effect, ...]]


def take(conversation: Conversation, happening: Happening, at: datetime) -> Step:
    """What happened at `at`, and what it adds."""
    match happening:
        case Opened(region):
            return _opened(conversation, region, at)
        case Known(language, region):
            known = conversation.crowd
            return _moved(conversation, Crowd.of(language or known.language, region or known.region), at)
        case Replied():
            answer = Counts(replies=1, answers=int(conversation.waiting))
            effect = Effect(conversation.crowd, at, answer, -int(conversation.waiting))
            return replace(conversation, waiting=False, answered=True), (effect,)
        case Asked():
            return _waits(conversation, True, at)
        case Settled():
            return _waits(conversation, False, at)


def _opened(conversation: Conversation, region: str, at: datetime) -> Step:
    if conversation.opened_at is not None:
        return conversation, ()
    known = conversation.crowd
    moved, effects = _moved(conversation, Crowd.of(known.language, region or known.region), at)
    opened = replace(moved, opened_at=at, waiting=not moved.answered)
    waiting = int(opened.waiting) - int(moved.waiting)
    return opened, (*effects, Effect(opened.crowd, at, _ARRIVED, waiting))


def _moved(conversation: Conversation, crowd: Crowd, at: datetime) -> Step:
    """The arrival stays in the minute in which it came."""
    if crowd == conversation.crowd:
        return conversation, ()
    moved = replace(conversation, crowd=crowd)
    opened, waiting = conversation.opened_at, int(conversation.waiting)
    if opened is None:
        effects = (Effect(conversation.crowd, at, waiting=-waiting), Effect(crowd, at, waiting=waiting))
        return moved, effects if waiting else ()
    return moved, (Effect(conversation.crowd, opened, _LEFT, -waiting), Effect(crowd, opened, _ARRIVED, waiting))


def _waits(conversation: Conversation, waiting: bool, at: datetime) -> Step:
    if waiting == conversation.waiting:
        return conversation, ()
    change = int(waiting) - int(conversation.waiting)
    return replace(conversation, waiting=waiting), (Effect(conversation.crowd, at, waiting=change),)
