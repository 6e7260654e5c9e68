"""How a commit stream lies in MongoDB, and back: its commits, its head, and its keys. No I/O here.

- `<collection>_commits`: the truth. `_id` is `<tenant>/<aggregate>/<version, 12 digits>`, without gaps. A commit holds
  its changes (each with the keys that it stands for, what it is about, and its entries) and how many `events` they
  caused. Until Kafka has these, they stand in its `outbox`, and `pending` says since when.
- `<collection>`: the heads, `_id` `<tenant>/<aggregate>`. A head is a snapshot: the state as of the commit
  `published_through`. It is never ahead of what Kafka has, so whoever reads a stream sees all that waits to be
  published. It follows every few commits, or when somebody catches up with it. It can be thrown away.
- `<collection>_keys`: `_id` `<tenant>/<key>`, which points to the commit that used the key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from typing import Any, Generic, TypeVar

import mongoengine

from services.kit.aggregate import Kind, OutboxEntry
from services.kit.convert import from_document, to_terse_document
from services.kit.frozen import frozen
from services.kit.ids import split_document_id
from services.kit.stored import Aggregate

S = TypeVar("S")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitKind(Kind[S]):
    """A kind of aggregate whose history is the truth. `entry` is the dataclass of what a commit adds, and the state is
    `fold(state, entry)` over all of them, from None on. `schema` and `upcasters` are those of the entries: a head of
    another schema is passed over, and the state folded anew."""

    entry: type[Any]
    fold: Callable[[S | None, Any], S]

    @property
    def commits(self) -> str:
        return f"{self.collection}_commits"

    @property
    def keys(self) -> str:
        return f"{self.collection}_keys"


class CommitDocument(mongoengine.Document):
    """A commit as it lies in its collection: a subclass names the database and the collection."""

    meta = {
        "abstract": True,
        "strict": False,
        "auto_create_index": False,
        "indexes": [{"fields": ["pending"], "sparse": True}, {"fields": ["about"], "sparse": True}],
    }

    id = mongoengine.StringField(primary_key=True)
    about = mongoengine.ListField(mongoengine.StringField())
    pending = mongoengine.StringField()


@frozen
class Standing(Generic[S]):
    """What a work on a commit stream decides upon: the state (None: nothing was committed yet), and the entries that
    the stream has recorded about the same as the work, oldest first."""

    state: S | None
    entries: tuple[Any, ...] = ()


@frozen
class Step(Generic[S]):
    """A commit, `behind` so many after the head, and what the stream was once it stood. `pending`: Kafka may not have
    its events."""

    commit: str
    version: int
    state: S | None
    sequence: int
    pending: bool
    behind: int


@dataclass(slots=True)
class CommitStream(Aggregate[S]):
    """A commit stream as it was read, and what a unit of work adds to it. `version` is that of the last commit read,
    `outbox` holds all that Kafka may not have; all keys are `<tenant>/<key>`. `opened`: it has a head, which stands at
    the version `head`; the `steps` come after that."""

    opened: bool = False
    head: int = 0
    steps: list[Step[S]] = field(default_factory=list)
    pointers: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    recorded: dict[str, list[Any]] = field(default_factory=dict)
    changes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def next_id(self) -> str:
        """The commit that this unit of work would insert."""
        return commit_id(self.id, self.version + 1)

    def advance(self, *, pending: bool) -> None:
        """Takes it one commit further, to the state and the sequence that it has now."""
        _id = self.next_id
        self.version += 1
        behind = self.version - self.head
        self.steps.append(Step(_id, self.version, self.state, self.sequence, pending, behind))

    def standing(self, about: tuple[str, ...]) -> Standing[S]:
        """An entry that is about several of these names stands in it once."""
        found = [entry for name in about for entry in self.recorded.get(name, ())]
        return Standing(self.state, tuple(found if len(about) < 2 else {id(entry): entry for entry in found}.values()))

    def add(self, keys: tuple[str, ...], about: tuple[str, ...], entries: tuple[Any, ...]) -> None:
        """Notes a change that is to be committed, for the works that follow in the same unit."""
        self.changes.append(
            {"keys": list(keys), "about": list(about), "entries": [to_terse_document(entry) for entry in entries]}
        )
        self.used.update(keys)
        for name in about:
            self.recorded.setdefault(name, []).extend(entries)


def commit_id(aggregate_id: str, version: int) -> str:
    return f"{aggregate_id}/{version:012d}"


def split_commit_id(_id: str) -> tuple[str, int]:
    """(the aggregate's id, the version)."""
    aggregate_id, _, version = _id.rpartition("/")
    return aggregate_id, int(version)


def read_head(aggregate_id: str, document: dict[str, Any] | None, kind: CommitKind[S]) -> CommitStream[S]:
    """The stream as of its head; from nothing where there is no head, or only one of another schema."""
    if document is None or document["schema"] != kind.schema or document["state"] is None:
        return CommitStream(aggregate_id, opened=document is not None)
    version = document["published_through"]
    state = from_document(document["state"], kind.state)
    return CommitStream(aggregate_id, version, state, document["sequence"], opened=True, head=version)


def write_head(aggregate_id: str, step: Step[S] | None, kind: CommitKind[S]) -> dict[str, Any]:
    """The fields of a head that is a snapshot of this step; None: of nothing."""
    return {
        "tenant": split_document_id(aggregate_id)[0],
        "schema": kind.schema,
        "published_through": step.version if step else 0,
        "state": None if step is None or step.state is None else to_terse_document(step.state),
        "sequence": step.sequence if step else 0,
    }


def read_commit(stream: CommitStream[S], document: dict[str, Any], kind: CommitKind[S]) -> None:
    """Takes the stream one commit further."""
    entries = [entry for change in document["changes"] for entry in read_entries(change, document, kind)]
    stream.state = reduce(kind.fold, entries, stream.state)
    stream.sequence += document["events"]
    stream.outbox.extend(OutboxEntry.from_document(entry) for entry in document.get("outbox", ()))
    stream.advance(pending="pending" in document)


def read_entries(change: dict[str, Any], document: dict[str, Any], kind: CommitKind[Any]) -> list[Any]:
    """The entries of one change of a commit, lifted to today's schema."""
    return [from_document(kind.upcast(entry, document["schema"]), kind.entry) for entry in change["entries"]]


def write_commit(stream: CommitStream[S], kind: CommitKind[S]) -> dict[str, Any]:
    """The document whose insertion is the commit of all that the unit of work has added."""
    document: dict[str, Any] = {
        "_id": stream.next_id,
        "schema": kind.schema,
        "changes": stream.changes,
        "events": len(stream.added),
    }
    about = sorted({name for change in stream.changes for name in change["about"]})
    if about:
        document["about"] = about
    if stream.added:
        document["outbox"] = [entry.to_document() for entry in stream.added]
        document["pending"] = document["outbox"][0]["time"]
    return document


def void_commit(_id: str, kind: CommitKind[Any]) -> dict[str, Any]:
    """A commit of nothing: it takes a version, so that whoever was about to write that one has lost."""
    return {"_id": _id, "schema": kind.schema, "changes": [], "events": 0}
