"""Commit streams in MongoDB: aggregates whose history itself is the truth, such as a ledger.

Inserting a commit is the one atomic write: its `_id` names the version, so a duplicate key is a lost race, and the
loser reads and decides again. kit/committed says how it all lies, kit/commit_keys how a fact is committed only once. A
CommitStore is used wherever a Store is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import reduce
from itertools import takewhile
from typing import Any, TypeVar

from pymongo import InsertOne, UpdateOne
from pymongo.database import Database

from services.kit.aggregate import Change, Outcome, Verdict, Work
from services.kit.commit_keys import CommitKeys
from services.kit.committed import (
    CommitKind,
    CommitStream,
    Step,
    commit_id,
    read_commit,
    read_entries,
    read_head,
    split_commit_id,
    write_commit,
    write_head,
)
from services.kit.errors import Refused
from services.kit.ids import split_document_id
from services.kit.mongo import by_id, store_errors, write_all
from services.kit.store import Pending, Store

S = TypeVar("S")

# Versions have no gaps, so what comes after a head is asked for by `_id`, a window at a time. Taking a head along costs
# more than to read some commits behind it: it is left until it has fallen this far behind, which one window shows.
_FIRST_WINDOW = 4
_HEAD_LAG = 4
_LARGEST_WINDOW = 256
# Documents in one answer: a batch is one answer, unless its orders have a long history.
_AT_ONCE = 5_000
_FIRST_PAGE = 8


class CommitStore(Store[S]):
    """The commit streams of one kind in one database. Safe to use from several threads."""

    kind: CommitKind[S]

    def __init__(
        self, database: Database[dict[str, Any]], kind: CommitKind[S], source: str, now: Callable[[], datetime]
    ) -> None:
        super().__init__(database, kind, source, now)
        self._commits = database[kind.commits]
        self._keys = CommitKeys(database, kind)

    def run(
        self, works: Sequence[Work[S]], stages: Counter[str] | None = None
    ) -> tuple[list[Outcome[S]], list[Pending]]:
        """As Store.run: the works on one stream make one commit, however many they are. A batch without races is at
        most five finds (heads, what follows them, keys, commits behind the keys, what is recorded) and three bulk
        writes (new heads, keys, commits). Raises ValueError for works with a source or a part: a stream has neither."""
        if any(work.source or work.part for work in works):
            raise ValueError(f"{self.kind.name} is a commit stream: it folds events by their keys and has no parts")
        return super().run(works, stages)

    def load(self, ids: Iterable[str]) -> dict[str, CommitStream[S]]:
        """Those of `ids` that have commits. Raises Away."""
        return {id_: stream for id_, stream in self._streams(list(ids)).items() if stream.version}

    def commits(self, aggregate_id: str, after: int = 0) -> Iterator[tuple[int, list[Any]]]:
        """The history after a version, oldest first: versions with their entries. Raises Away."""
        window = _FIRST_PAGE
        while True:
            ids = [commit_id(aggregate_id, version) for version in range(after + 1, after + 1 + window)]
            found = by_id(self._commits, ids)
            for _id in ids:
                if _id not in found:
                    return
                after += 1
                changes = found[_id]["changes"]
                yield after, [entry for change in changes for entry in read_entries(change, found[_id], self.kind)]
            window = min(8 * window, _LARGEST_WINDOW)

    def rebuild(self, aggregate_id: str) -> S | None:
        """Folds all commits from nothing and makes the snapshot anew. Raises Away."""
        stream: CommitStream[S] = CommitStream(aggregate_id)
        self._follow_heads([stream])
        published = list(takewhile(lambda step: not step.pending, stream.steps))
        head = write_head(aggregate_id, published[-1] if published else None, self.kind)
        # One that somebody has taken further meanwhile stays as it is: the upsert meets it.
        query = {"_id": aggregate_id, "published_through": {"$lte": head["published_through"]}}
        write_all(self.collection, [UpdateOne(query, {"$set": head}, upsert=True)])
        return stream.state

    def _streams(self, ids: list[str]) -> dict[str, CommitStream[S]]:
        heads = by_id(self.collection, ids)
        streams = {id_: read_head(id_, heads.get(id_), self.kind) for id_ in ids}
        self._follow_heads(list(streams.values()))
        return streams

    def _follow_heads(self, streams: list[CommitStream[S]]) -> None:
        """Takes the streams from their heads to their last commits."""
        window = _FIRST_WINDOW
        while streams:
            ids = [commit_id(stream.id, stream.version + n) for stream in streams for n in range(1, window + 1)]
            found = by_id(self._commits, ids)
            further = []
            for stream in streams:
                end = stream.version + window
                while stream.version < end and stream.next_id in found:
                    read_commit(stream, found[stream.next_id], self.kind)
                if stream.version == end:
                    further.append(stream)
            streams, window = further, min(8 * window, _LARGEST_WINDOW)

    def _read(self, ids: list[str], works: Sequence[Work[S]]) -> dict[str, CommitStream[S]]:
        # The versions first: what is read later may be newer, and then the commit fails; it can't be older.
        streams = self._streams(ids)
        self._keys.read(streams, {(work.id, key) for work in works for key in _keys(work)})
        self._read_recorded(streams, works)
        return streams

    def _read_recorded(self, streams: dict[str, CommitStream[S]], works: Sequence[Work[S]]) -> None:
        wanted = {name for work in works for name in _about(work)}
        if not wanted:
            return
        with store_errors():
            query = self._commits.find({"about": {"$in": list(wanted)}}, batch_size=_AT_ONCE)
            found = sorted(query, key=lambda commit: commit["_id"])
        for commit in found:
            id_, version = split_commit_id(commit["_id"])
            stream = streams.get(id_)
            # What another stream has recorded, or this one has since it was read, is not what is decided upon.
            if stream is None or version > stream.version:
                continue
            for change in commit["changes"]:
                if names := wanted.intersection(change["about"]):
                    entries = read_entries(change, commit, self.kind)
                    for name in names:
                        stream.recorded.setdefault(name, []).extend(entries)

    def _decide(self, stream: CommitStream[S], work: Work[S], stamped: Any) -> Outcome[S]:
        if not stream.used.isdisjoint(_keys(work)):
            return Outcome(Verdict.REPEATED, stream.state, aggregate_id=stream.id)
        try:
            with self._span(work):
                change = work.decide(stream.standing(_about(work)))
                if change is not None:
                    self._apply(stream, work, change)
        except Refused as refusal:
            return Outcome(Verdict.REFUSED, stream.state, refusal)
        if change is None:
            return Outcome(Verdict.UNCHANGED, stream.state)
        return Outcome(Verdict.APPLIED, stream.state, aggregate_id=stream.id)

    def _apply(self, stream: CommitStream[S], work: Work[S], change: Change[S]) -> None:
        state = reduce(self.kind.fold, change.entries, stream.state)
        super()._apply(stream, work, replace(change, state=state))
        about = dict.fromkeys((*_about(work), *_in_tenant(work, change.about)))
        stream.add(_keys(work), tuple(about), tuple(change.entries))

    def _save(self, streams: list[CommitStream[S]]) -> list[str]:
        """Writes all; answers the ids of those that lost a race."""
        if not streams:
            return []
        self._write_before(streams)
        self._open([stream for stream in streams if not stream.opened])
        lost = self._keys.claim(streams)
        writing = [stream for stream in streams if stream.id not in lost]
        failed = write_all(self._commits, [InsertOne(write_commit(stream, self.kind)) for stream in writing])
        lost |= {writing[index].id for index in failed}
        written = [stream for stream in writing if stream.id not in lost]
        for stream in written:
            stream.advance(pending=bool(stream.added))
        # Nothing is to be published that would take these heads along later.
        self._follow_up([(stream.id, stream.steps[-1]) for stream in written if not stream.outbox])
        return list(lost)

    def _open(self, streams: list[CommitStream[S]]) -> None:
        """An aggregate has a head before it has its first commit, so that who lists the heads misses none."""
        if streams:
            heads = {one.id: {"_id": one.id, **write_head(one.id, None, self.kind)} for one in streams}
            self._insert_absent(self.kind.collection, heads)

    def _pending(self, stream: CommitStream[S]) -> Pending:
        """Its parts are the steps, for the head that follows."""
        return Pending(self, stream.id, tuple(stream.outbox), tuple((step.commit, step) for step in stream.steps))

    def waiting(self, limit: int) -> list[Pending]:
        """Streams with commits that Kafka may not have, those that waited longest first. Raises Away."""
        with store_errors():
            query = self._commits.find({"pending": {"$gt": ""}}, {"_id": 1}).sort("pending", 1).limit(limit)
            found = [split_commit_id(commit["_id"]) for commit in query]
        streams = self.load(dict.fromkeys(id_ for id_, _ in found))
        # Whoever published these died between the head and them.
        self._clear(commit_id(id_, version) for id_, version in found if version <= streams[id_].head)
        return [self._pending(stream) for stream in streams.values() if stream.outbox]

    def settle(self, published: Sequence[Pending]) -> None:
        """Takes the commits that Kafka has out of what waits, and some heads as far before it. Raises Away."""
        done = [(pending.id, steps) for pending in published if (steps := _done(pending))]
        self._follow_up([(id_, steps[-1]) for id_, steps in done])
        self._clear(step.commit for _, steps in done for step in steps if step.pending)

    def catch_up(self, aggregates: Iterable[CommitStream[S]]) -> None:
        """Takes the heads of these as far as Kafka has their commits. Raises Away."""
        published = ((one.id, list(takewhile(lambda step: not step.pending, one.steps))) for one in aggregates)
        self._take_heads_along([(id_, steps[-1]) for id_, steps in published if steps])

    def _clear(self, commits: Iterable[str]) -> None:
        ids = list(commits)
        if ids:
            with store_errors():
                self._commits.update_many({"_id": {"$in": ids}}, {"$unset": {"pending": "", "outbox": ""}})

    def _follow_up(self, published: list[tuple[str, Step[S]]]) -> None:
        """Takes the heads along that have fallen too far behind these steps."""
        self._take_heads_along([(id_, step) for id_, step in published if step.behind >= _HEAD_LAG])

    def _take_heads_along(self, heads: list[tuple[str, Step[S]]]) -> None:
        """Heads only go forward: one that somebody has taken as far stays as it is."""
        operations = [
            UpdateOne(
                {"_id": id_, "published_through": {"$lt": step.version}}, {"$set": write_head(id_, step, self.kind)}
            )
            for id_, step in heads
        ]
        write_all(self.collection, operations)


def _done(pending: Pending) -> list[Step[Any]]:
    """The steps whose events Kafka has once it has this, in their order."""
    if not pending.entries:
        return []
    through = pending.entries[-1].envelope.sequence
    return sorted((step for _, step in pending.parts if step.sequence <= through), key=lambda step: step.version)


def _keys(work: Work[Any]) -> tuple[str, ...]:
    """A command's id is a business fact as well."""
    keys = (*work.keys, f"command/{work.command_id}") if work.command_id else work.keys
    return _in_tenant(work, keys)


def _about(work: Work[Any]) -> tuple[str, ...]:
    return _in_tenant(work, work.about)


def _in_tenant(work: Work[Any], names: tuple[str, ...]) -> tuple[str, ...]:
    if not names:
        return ()
    tenant, _ = split_document_id(work.id)
    return tuple(f"{tenant}/{name}" for name in names)
