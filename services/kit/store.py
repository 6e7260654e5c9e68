"""Aggregates in MongoDB: one aggregate, one document, one atomic write that names the version that it read.

State and the events that it caused are written together; the events stand in the document's `outbox` until Kafka has
them. All of it is synchronous: a caller on the event loop makes one hop into a thread for a whole unit of work.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

from pymongo import InsertOne, UpdateOne
from pymongo.database import Database

from services.kit import telemetry
from services.kit.aggregate import (
    REMEMBERED_COMMANDS,
    Change,
    Kind,
    Mark,
    OutboxEntry,
    Outcome,
    Verdict,
    Work,
    event_id,
)
from services.kit.convert import to_proto
from services.kit.envelope import Envelope
from services.kit.errors import Away, RefusalKind, Refused
from services.kit.frozen import frozen
from services.kit.ids import split_document_id
from services.kit.mongo import store_errors, write_all
from services.kit.stored import Aggregate, outbox_of, parts_of, read_aggregate, write_aggregate
from services.kit.telemetry import SpanName

S = TypeVar("S")

# A race is lost to somebody who won it, so the store makes progress; this many losses in a row mean something else.
MAX_ATTEMPTS = 200
# Aggregates that one update settles: the store compares each of their events with all that were published.
_SETTLED_TOGETHER = 200


@frozen
class Pending:
    """What stands in the outbox of one aggregate, in its order, and the parts (id, number) that await their stamp."""

    store: Store[Any]
    id: str
    entries: tuple[OutboxEntry, ...]
    parts: tuple[tuple[str, int], ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Tells it from the aggregates of other kinds in the same process."""
        return self.store.kind.name, self.id


class Store(Generic[S]):
    """The aggregates of one kind in one database. Safe to use from several threads."""

    def __init__(
        self, database: Database[dict[str, Any]], kind: Kind[S], source: str, now: Callable[[], datetime]
    ) -> None:
        self.kind = kind
        self.database = database
        self.collection = database[kind.collection]
        self._source = source
        self._now = now
        self._events = kind.topic.events() if kind.topic else None

    def load(self, ids: Iterable[str]) -> dict[str, Aggregate[S]]:
        """Those of `ids` that exist. Raises Away."""
        wanted = list(ids)
        with store_errors():
            if len(wanted) == 1:
                found = self.collection.find_one({"_id": wanted[0]})
                documents = [] if found is None else [found]
            else:
                documents = list(self.collection.find({"_id": {"$in": wanted}}))
        return {document["_id"]: read_aggregate(document, self.kind) for document in documents}

    def get(self, aggregate_id: str) -> S | None:
        """The state of one aggregate, or None. Raises Away."""
        aggregate = self.load([aggregate_id]).get(aggregate_id)
        return aggregate.state if aggregate else None

    def run(
        self, works: Sequence[Work[S]], stages: Counter[str] | None = None
    ) -> tuple[list[Outcome[S]], list[Pending]]:
        """Decides and saves all works, in their order for each aggregate, in one find and one bulk write.

        Losers of a race read and decide again. Answers an outcome for each work, and what is to be published. Raises
        Away; then nothing or any part may have been written, and running the same works again is safe. `stages` sums
        the seconds of load, decide and save.
        """
        spent = Counter() if stages is None else stages
        outcomes: list[Outcome[S] | None] = [None] * len(works)
        stamped: dict[str, tuple[int, str]] = {}
        groups: dict[str, list[int]] = {}
        for index, work in enumerate(works):
            groups.setdefault(work.id, []).append(index)
        pending: list[Pending] = []
        remaining = list(groups)
        for attempt in range(MAX_ATTEMPTS):
            lost, written = self._attempt(works, groups, remaining, outcomes, stamped, spent)
            pending.extend(self._pending(aggregate) for aggregate in written)
            if not lost:
                return [outcome for outcome in outcomes if outcome is not None], pending
            telemetry.STORE_CONFLICTS.labels(self.kind.name).inc(len(lost))
            remaining = lost
            time.sleep(random.uniform(0, 0.001 * min(attempt + 1, 20)))
        raise Away("store", f"{len(remaining)} writes lost {MAX_ATTEMPTS} races")

    def run_one(self, work: Work[S], offer: Callable[[list[Pending]], object]) -> Outcome[S]:
        """One command alone; `offer` has published what it tells. Raises Refused, Away."""
        (outcome,), pending = self.run([work])
        offer(pending)
        if outcome.refusal is not None:
            raise outcome.refusal
        return outcome

    def _attempt(
        self,
        works: Sequence[Work[S]],
        groups: dict[str, list[int]],
        ids: list[str],
        outcomes: list[Outcome[S] | None],
        stamped: dict[str, tuple[int, str]],
        spent: Counter[str],
    ) -> tuple[list[str], list[Aggregate[S]]]:
        started = time.perf_counter()
        loaded = self._read(ids, [works[index] for aggregate_id in ids for index in groups[aggregate_id]])
        loaded_at = time.perf_counter()
        changed = []
        for aggregate_id in ids:
            aggregate = loaded.get(aggregate_id) or Aggregate(aggregate_id)
            for index in groups[aggregate_id]:
                outcomes[index] = self._decide(aggregate, works[index], stamped)
            if aggregate.changed:
                changed.append(aggregate)
        decided_at = time.perf_counter()
        counted = self._insert_parts(changed, stamped)
        lost = self._save([aggregate for aggregate in changed if aggregate.id not in counted])
        lost.extend(counted)
        spent["load"] += loaded_at - started
        spent["decide"] += decided_at - loaded_at
        spent["save"] += time.perf_counter() - decided_at
        return lost, [aggregate for aggregate in changed if aggregate.id not in lost] if lost else changed

    def _read(self, ids: list[str], works: Sequence[Work[S]]) -> dict[str, Aggregate[S]]:
        """Those of `ids` that exist, with all that deciding these works takes."""
        return self.load(ids)

    def _decide(self, aggregate: Aggregate[S], work: Work[S], stamped: dict[str, tuple[int, str]]) -> Outcome[S]:
        number, counted_by = self._counted(aggregate, work, stamped)
        if number or (work.command_id and work.command_id in aggregate.commands):
            return Outcome(Verdict.REPEATED, aggregate.state, number=number, aggregate_id=counted_by)
        mark = None
        if work.source:
            mark = aggregate.marks.get(work.source.topic) or Mark()
            if mark.is_repetition(work.source.sequence):
                return Outcome(Verdict.REPEATED, aggregate.state)
            if mark.leaves_gap(work.source.sequence) and not work.accept_gap:
                return Outcome(Verdict.GAP, aggregate.state)
            if mark.leaps(work.source.sequence):
                leap = Refused("SEQUENCE_LEAP", f"{work.source.sequence} comes after {mark.sequence}")
                return Outcome(Verdict.REFUSED, aggregate.state, leap)
        try:
            with self._span(work):
                change = work.decide(aggregate.state)
                if change is not None:
                    self._apply(aggregate, work, change)
        except Refused as refusal:
            # What is told of something that the store has lost isn't the message's fault.
            forgotten = aggregate.lost and bool(work.event) and refusal.kind is RefusalKind.NOT_FOUND
            self._follow(aggregate, work, mark, applied=forgotten)
            if forgotten:
                return Outcome(Verdict.UNCHANGED, aggregate.state)
            return Outcome(Verdict.REFUSED, aggregate.state, refusal)
        self._follow(aggregate, work, mark, applied=True)
        if change is None:
            return Outcome(Verdict.UNCHANGED, aggregate.state)
        return Outcome(Verdict.APPLIED, aggregate.state, number=change.number, aggregate_id=aggregate.id)

    def _span(self, work: Work[S]) -> telemetry.span:
        """The span around one decision; events that come of it hand its trace on."""
        tenant, _, _ = work.id.partition("/")
        if work.event:
            return telemetry.span(SpanName.EVENT_HANDLE, work.traceparent, type=work.event, tenant=tenant)
        return telemetry.span(SpanName.COMMAND_HANDLE, work.traceparent, kind=self.kind.name, tenant=tenant)

    @staticmethod
    def _counted(aggregate: Aggregate[S], work: Work[S], stamped: dict[str, tuple[int, str]]) -> tuple[int, str]:
        """The number of the work's part, if it counts already, and the aggregate by which it does."""
        if work.part is None:
            return 0, aggregate.id
        return stamped.get(work.part.id) or (aggregate.parts.get(work.part.id, 0), aggregate.id)

    @staticmethod
    def _follow(aggregate: Aggregate[S], work: Work[S], mark: Mark | None, *, applied: bool) -> None:
        if mark is None or work.source is None:
            return
        mark.pass_over(work.source.sequence, applied=applied)
        aggregate.marks[work.source.topic] = mark
        aggregate.changed = True

    def _apply(self, aggregate: Aggregate[S], work: Work[S], change: Change[S]) -> None:
        # Encoded first: an event that can't be encoded must leave the aggregate as it was.
        added = self._encode(aggregate, change)
        aggregate.state = change.state
        aggregate.sequence += len(added)
        aggregate.outbox.extend(added)
        aggregate.added.extend(added)
        aggregate.writes.extend(change.writes)
        aggregate.changed = True
        if work.command_id:
            aggregate.commands = [*aggregate.commands, work.command_id][-REMEMBERED_COMMANDS:]
        for part, number in (*change.parts, *([(work.part, change.number)] if work.part else ())):
            aggregate.parts[part.id] = number
            aggregate.added_parts.append((part, number))

    def _encode(self, aggregate: Aggregate[S], change: Change[S]) -> list[OutboxEntry]:
        if not change.events or self.kind.topic is None:
            return []
        tenant, subject = split_document_id(aggregate.id)
        topic, key = self.kind.topic, self.kind.key
        times = change.times or [change.at or self._now()] * len(change.events)
        traceparent = telemetry.current_traceparent()
        added = []
        for sequence, (event, at) in enumerate(zip(change.events, times, strict=True), start=aggregate.sequence + 1):
            name = type(event).__name__
            envelope = Envelope(
                id=event_id(aggregate.id, topic.name, sequence),
                type=f"{topic.package}.{name}",
                source=self._source,
                subject=subject,
                time=at,
                tenant=tenant,
                sequence=sequence,
                traceparent=traceparent,
            )
            data = to_proto(event, getattr(self._events, name)).SerializeToString()
            added.append(OutboxEntry(topic.name, key(change.state) if key else subject, envelope, data))
        return added

    def _insert_parts(self, changed: list[Aggregate[S]], stamped: dict[str, tuple[int, str]]) -> list[str]:
        """Writes the parts that aren't there yet. Where one turns out to count already, it is noted in `stamped`; then
        its aggregate must decide again, knowing that: answers the ids of those."""
        wanted = {part.id: aggregate.id for aggregate in changed for part, _ in aggregate.added_parts}
        if not wanted:
            return []
        documents = {
            part.id: {**part.document, "_id": part.id, "aggregate": aggregate.id}
            for aggregate in changed
            for part, _ in aggregate.added_parts
        }
        known = self._insert_absent(self.kind.parts, documents)
        counted = self._counting({part_id: documents[part_id] for part_id in known}) if known else {}
        stamped.update(counted)
        return list({wanted[part_id] for part_id in counted})

    def _counting(self, known: dict[str, dict[str, Any]]) -> dict[str, tuple[int, str]]:
        """Of these parts, which were there already, those that count, with their number and aggregate.

        One that doesn't count becomes what we would have written: it was left by an attempt that died before its
        aggregate's write, or by one that another aggregate has refused, for good.
        """
        parts = self.database[self.kind.parts]
        counted: dict[str, tuple[int, str]] = {}
        with store_errors():
            for part in parts.find({"_id": {"$in": list(known)}}):
                part_id, meant_for = part["_id"], part["aggregate"]
                if "number" in part:
                    counted[part_id] = (part["number"], meant_for)
                elif part != known[part_id]:
                    listed = self.load([meant_for])
                    number = listed[meant_for].parts.get(part_id) if listed else None
                    if number:
                        counted[part_id] = (number, meant_for)
                    else:
                        ours = {name: value for name, value in known[part_id].items() if name != "_id"}
                        parts.update_one({"_id": part_id, "number": {"$exists": False}}, {"$set": ours})
        return counted

    def _insert_absent(self, collection: str, documents: dict[str, dict[str, Any]]) -> list[str]:
        """Inserts by id; answers the ids that were there already, which stay as they are."""
        ids = list(documents)
        failed = write_all(self.database[collection], [InsertOne(document) for document in documents.values()])
        return [ids[place] for place in failed]

    def _save(self, aggregates: list[Aggregate[S]]) -> list[str]:
        """Writes all; answers the ids of those that lost a race."""
        if not aggregates:
            return []
        self._write_before(aggregates)
        lost = write_all(self.collection, [write_aggregate(aggregate, self.kind) for aggregate in aggregates])
        return [aggregates[place].id for place in lost]

    def _write_before(self, aggregates: list[Aggregate[S]]) -> None:
        """Writes the documents that must stand before the aggregates do."""
        before: dict[str, dict[str, dict[str, Any]]] = {}
        for aggregate in aggregates:
            for write in aggregate.writes:
                before.setdefault(write.collection, {})[write.id] = {**write.document, "_id": write.id}
        for collection, documents in before.items():
            self._insert_absent(collection, documents)

    def _pending(self, aggregate: Aggregate[S]) -> Pending:
        return Pending(self, aggregate.id, tuple(aggregate.outbox), tuple(aggregate.parts.items()))

    def waiting(self, limit: int) -> list[Pending]:
        """Aggregates whose outbox isn't empty, those that waited longest first. Raises Away."""
        with store_errors():
            found = self.collection.find({"outbox.time": {"$gt": ""}}, {"outbox": 1, "parts": 1})
            return [
                Pending(self, document["_id"], tuple(outbox_of(document)), tuple(parts_of(document).items()))
                for document in found.sort("outbox.time", 1).limit(limit)
            ]

    def catch_up(self, aggregates: Iterable[Aggregate[S]]) -> None:
        """Lets these, which were loaded, be found by what they are now. Here an aggregate is nothing else."""

    def settle(self, published: Sequence[Pending]) -> None:
        """Stamps the parts, then takes what Kafka has out of the outbox. Leaves the version alone. Raises Away."""
        stamps = [
            UpdateOne({"_id": part_id}, {"$set": {"number": number, "aggregate": pending.id}})
            for pending in published
            for part_id, number in pending.parts
        ]
        with store_errors():
            if stamps:
                self.database[self.kind.parts].bulk_write(stamps, ordered=False)
            for first in range(0, len(published), _SETTLED_TOGETHER):
                self.collection.update_many(*_settled(published[first : first + _SETTLED_TOGETHER]))


def _settled(published: Sequence[Pending]) -> tuple[dict[str, Any], dict[str, Any]]:
    """One update for all of them: an event, and a part, is in no other aggregate than its own."""
    events = [entry.envelope.id for pending in published for entry in pending.entries]
    pulls: dict[str, Any] = {"outbox": {"id": {"$in": events}}}
    if parts := [part_id for pending in published for part_id, _ in pending.parts]:
        pulls["parts"] = {"id": {"$in": parts}}
    return {"_id": {"$in": [pending.id for pending in published]}}, {"$pull": pulls}
