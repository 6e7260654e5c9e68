"""How an aggregate lies in MongoDB, and back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pymongo import InsertOne, UpdateOne

from services.kit.aggregate import Kind, Mark, OutboxEntry, Part, Write
from services.kit.convert import from_document, to_document
from services.kit.ids import split_document_id

S = TypeVar("S")


@dataclass(slots=True)
class Aggregate(Generic[S]):
    """An aggregate as it stands in the store, and what a unit of work adds to it. `lost`: it had a state before the
    store was set back (kit/lifting)."""

    id: str
    version: int = 0
    state: S | None = None
    sequence: int = 0
    outbox: list[OutboxEntry] = field(default_factory=list)
    marks: dict[str, Mark] = field(default_factory=dict)
    commands: list[str] = field(default_factory=list)
    parts: dict[str, int] = field(default_factory=dict)
    lost: bool = False
    changed: bool = False
    added: list[OutboxEntry] = field(default_factory=list)
    added_parts: list[tuple[Part, int]] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)


def read_aggregate(document: dict[str, Any], kind: Kind[S]) -> Aggregate[S]:
    """The aggregate in a document; old states are lifted to today's schema."""
    stored = document.get("state")
    if stored is not None:
        stored = kind.upcast(stored, document["schema"])
    return Aggregate(
        id=document["_id"],
        version=document["version"],
        state=None if stored is None else from_document(stored, kind.state),
        sequence=document["sequence"],
        outbox=outbox_of(document),
        marks={mark["topic"]: Mark(mark["sequence"], set(mark["skipped"])) for mark in document.get("marks", ())},
        commands=document.get("commands", []),
        parts=parts_of(document),
        lost=stored is None and "lost" in document,
    )


def outbox_of(document: dict[str, Any]) -> list[OutboxEntry]:
    """What Kafka may not have yet, in its order."""
    return [OutboxEntry.from_document(entry) for entry in document.get("outbox", ())]


def parts_of(document: dict[str, Any]) -> dict[str, int]:
    """The parts that await their stamp, with their numbers."""
    return {part["id"]: part["number"] for part in document.get("parts", ())}


def write_aggregate(aggregate: Aggregate[S], kind: Kind[S]) -> InsertOne[dict[str, Any]] | UpdateOne:
    """The one atomic write: state, what happened, and the version that was read. Whoever loses the race meets a
    duplicate key."""
    values: dict[str, Any] = {
        "tenant": split_document_id(aggregate.id)[0],
        "schema": kind.schema,
        "state": None if aggregate.state is None else to_document(aggregate.state),
        "sequence": aggregate.sequence,
    }
    if aggregate.marks:
        values["marks"] = [
            {"topic": topic, "sequence": mark.sequence, "skipped": sorted(mark.skipped)}
            for topic, mark in aggregate.marks.items()
        ]
    if aggregate.commands:
        values["commands"] = aggregate.commands
    added: dict[str, list[dict[str, Any]]] = {}
    if aggregate.added:
        added["outbox"] = [entry.to_document() for entry in aggregate.added]
    if aggregate.added_parts:
        added["parts"] = [{"id": part.id, "number": number} for part, number in aggregate.added_parts]
    if aggregate.version == 0:
        # A store writes many new documents as one; each update is a write, and often a sync, of its own.
        return InsertOne({"_id": aggregate.id, "version": 1, **values, **added})
    update: dict[str, Any] = {"$set": values, "$inc": {"version": 1}}
    if added:
        update["$push"] = {name: {"$each": entries} for name, entries in added.items()}
    # An upsert tells its loser apart: where the version has moved on, the insert meets the _id that is there.
    return UpdateOne({"_id": aggregate.id, "version": aggregate.version}, update, upsert=True)
