"""What an aggregate is, what a handler decides, and what comes of it. No I/O here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from services.kit.envelope import Envelope
from services.kit.errors import Away, Refused
from services.kit.frozen import frozen
from services.kit.ids import derived_id
from services.kit.instants import from_text, to_text
from services.kit.topics import Topic

S = TypeVar("S")

# So many events of one aggregate can be missing; each of them is noted in its document.
WIDEST_GAP = 10_000

# How many of the last commands an aggregate remembers, so that one that was repeated after a time-out is known.
REMEMBERED_COMMANDS = 20


@dataclass(slots=True)
class Mark:
    """How far a source has been followed: the highest sequence applied, and those below it that were not."""

    sequence: int = 0
    skipped: set[int] = field(default_factory=set)

    def is_repetition(self, sequence: int) -> bool:
        return sequence <= self.sequence and sequence not in self.skipped

    def leaves_gap(self, sequence: int) -> bool:
        return sequence > self.sequence + 1

    def leaps(self, sequence: int) -> bool:
        """Whether it leaves a gap too wide for events that got lost: then the number is wrong, not the mark."""
        return sequence > self.sequence + WIDEST_GAP

    def pass_over(self, sequence: int, *, applied: bool) -> None:
        """Moves the mark to `sequence`; what lies between, and `sequence` itself unless applied, counts as skipped."""
        self.skipped.update(range(self.sequence + 1, sequence))
        self.sequence = max(self.sequence, sequence)
        if applied:
            self.skipped.discard(sequence)
        else:
            self.skipped.add(sequence)


@frozen
class OutboxEntry:
    """An event that Kafka may not have yet. `key` and `topic` say where it goes, `data` is the protobuf message."""

    topic: str
    key: str
    envelope: Envelope
    data: bytes

    def to_document(self) -> dict[str, Any]:
        envelope = self.envelope
        return {
            "id": envelope.id,
            "topic": self.topic,
            "key": self.key,
            "type": envelope.type,
            "source": envelope.source,
            "subject": envelope.subject,
            "time": to_text(envelope.time),
            "tenant": envelope.tenant,
            "sequence": envelope.sequence,
            "traceparent": envelope.traceparent,
            "data": self.data,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> OutboxEntry:
        envelope = Envelope(
            id=document["id"],
            type=document["type"],
            source=document["source"],
            subject=document["subject"],
            time=from_text(document["time"]),
            tenant=document["tenant"],
            sequence=document["sequence"],
            traceparent=document["traceparent"],
        )
        return cls(document["topic"], document["key"], envelope, bytes(document["data"]))


@frozen
class Part:
    """A document of its own that belongs to an aggregate: a message of a ticket.

    It is written before the aggregate under an id that follows from the command, so that a retry writes the same one.
    It counts from the aggregate's write on, which lists it; `number` and `aggregate` are stamped onto it later.
    """

    id: str
    document: dict[str, Any]


@frozen
class Write:
    """A document that must stand before the aggregate's own write does, such as a timer. It is written if absent."""

    collection: str
    id: str
    document: dict[str, Any]


@frozen
class Change(Generic[S]):
    """What a handler decided: the new state and the domain events (dataclasses) that say what happened.

    `at` is when it happened, for the events' ce_time (None: now); `times` where each event has its own. `number` is the
    place of the work's part. `parts` are further ones, with their places, that follow from the decision; the id of each
    follows from all it says.
    `entries` are what a commit stream (kit/commits) keeps for ever; its state is their fold, whatever `state` says.
    `about` names what they are about beside what the work is.
    """

    state: S
    events: Sequence[Any] = ()
    at: datetime | None = None
    number: int = 0
    parts: Sequence[tuple[Part, int]] = ()
    writes: Sequence[Write] = ()
    entries: Sequence[Any] = ()
    times: Sequence[datetime] = ()
    about: tuple[str, ...] = ()


@frozen
class Source:
    """Where a work comes from when it is an event of an aggregate that is followed: topic and sequence."""

    topic: str
    sequence: int


@frozen
class Work(Generic[S]):
    """One thing to decide about one aggregate (`id` = "<tenant>/<id>").

    `decide` takes the state (None: there is none yet) and returns a Change, or None when nothing changes; it raises
    Refused. It may be called again when a race was lost, so it must be pure. `event` is the type of the event that it
    handles; a command has none.

    For a commit stream (kit/commits) `decide` takes a Standing. `keys` are the business facts that the work stands for,
    unique in the tenant: if one of them was committed before, the work is a repetition. `about` names what the work is
    about (an order): `decide` sees what the stream has recorded about the same.
    """

    id: str
    decide: Callable[[S | None], Change[S] | None]
    command_id: str = ""
    source: Source | None = None
    accept_gap: bool = False
    part: Part | None = None
    traceparent: str = ""
    keys: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    event: str = ""


class Verdict(StrEnum):
    """What became of a work."""

    APPLIED = "applied"
    UNCHANGED = "unchanged"
    REPEATED = "repeated"
    GAP = "gap"
    REFUSED = "refused"


@frozen
class Outcome(Generic[S]):
    """What became of a work, and the aggregate's state after it.

    `refusal` is set when REFUSED; `number` is its part's, and `aggregate_id` the aggregate by which the part counts.
    """

    verdict: Verdict
    state: S | None
    refusal: Refused | None = None
    number: int = 0
    aggregate_id: str = ""


@dataclass(frozen=True, slots=True)
class Kind(Generic[S]):
    """What the store must know of one kind of aggregate.

    `collection` holds it, `state` is the domain's dataclass, `topic` is where its events go (None: it has none), `key`
    picks the Kafka key from the state (None: the aggregate's id), `parts` is the collection of its parts.
    `upcasters[n]` lifts a stored state from schema n to n + 1.
    """

    name: str
    collection: str
    state: type[S]
    topic: Topic | None = None
    key: Callable[[S], str] | None = None
    parts: str = ""
    schema: int = 1
    upcasters: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = field(default_factory=dict)

    def upcast(self, stored: dict[str, Any], schema: int) -> dict[str, Any]:
        """The state as today's schema has it. Raises Away for one that a newer release has written: what this one
        doesn't know of it would be lost at its next write, so the process waits to be replaced by a newer one."""
        if schema > self.schema:
            raise Away("store", f"a {self.name} has schema {schema}, of a newer release; this one knows {self.schema}")
        for version in range(schema, self.schema):
            stored = self.upcasters[version](stored)
        return stored


def event_id(aggregate_id: str, topic: str, sequence: int) -> str:
    """The id of an event follows from where it stands, so that one sent twice has one id."""
    return derived_id("event", aggregate_id, topic, str(sequence))
