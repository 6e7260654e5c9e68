"""Business keys of commit streams: each is committed once in a tenant, whatever two processes do, wherever one dies.

A key document points to a commit and is written before it, so it proves nothing: a key is *used* when the commit that
it points to exists and lists it. The rules:

1. A writer reads the stream's version first, then the keys, and goes on only with keys that are not used.
2. Before it inserts its commit C, each of its keys points to C: by insert where there was no pointer, or else by
   compare-and-set from the value that it read. Who finds the value changed has lost, and decides again.
3. A pointer is replaced only when the commit that it names can never list the key: because it exists without it. Where
   it doesn't exist yet, a void commit is inserted in its place first; if that meets a commit, that one is looked at.
   (A pointer to the very commit that the writer is about to insert stays as it is: the insert decides between them.)

So once C lists K, K points to C for good: when C was inserted K pointed to C (2), since to replace it somebody would
have had to make C exist without K first (3), and the insert would have failed; and afterwards 3 forbids it. Two commits
that both list K would need two pointers. The interleavings, for a writer W and another one, V:

- W dies between key and commit: K points to nothing. V makes that version exist (mostly by its own commit), takes K.
- W sleeps between key and commit while V does so: W's insert meets V's commit, W reads again and finds K used.
- W sleeps between reading and writing K while V commits K: W's compare-and-set, or its insert of K, fails.
- W and V decide the same fact for the same stream at the same version: K points to the same commit for both, the insert
  lets one through. For two streams: the compare-and-set lets one through, or the void commit stops the other.
- An old pointer comes back (K: C, then D, then C again)? To set it, W must be about to insert C, which existed before D
  replaced it: the insert fails. And what W replaced was void, by rule 3.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pymongo import InsertOne, UpdateOne
from pymongo.database import Database

from services.kit.committed import CommitKind, CommitStream, void_commit
from services.kit.mongo import by_id, write_all

S = TypeVar("S")


class CommitKeys:
    """The keys of the streams of one kind. Safe to use from several threads."""

    def __init__(self, database: Database[dict[str, Any]], kind: CommitKind[Any]) -> None:
        self._kind = kind
        self._keys = database[kind.keys]
        self._commits = database[kind.commits]

    def read(self, streams: Mapping[str, CommitStream[S]], wanted: set[tuple[str, str]]) -> None:
        """Notes in the streams where their keys point to, and which are used. `wanted`: (stream's id, key). The streams
        must have been read before. Raises Away."""
        pointers = by_id(self._keys, {key for _, key in wanted})
        found = [(streams[id_], key, pointers[key]["commit"]) for id_, key in wanted if key in pointers]
        if not found:
            return
        listed = self._listed({commit for _, _, commit in found})
        dangling = {commit for stream, _, commit in found if commit not in listed and commit != stream.next_id}
        if dangling:
            voids = [InsertOne(void_commit(commit, self._kind)) for commit in dangling]
            write_all(self._commits, voids)
            listed |= self._listed(dangling)
        for stream, key, commit in found:
            stream.pointers[key] = commit
            if key in listed.get(commit, ()):
                stream.used.add(key)

    def _listed(self, commits: set[str]) -> dict[str, set[str]]:
        """The keys that those of the commits that exist list."""
        found = by_id(self._commits, commits, {"changes.keys": 1})
        return {_id: {key for change in commit["changes"] for key in change["keys"]} for _id, commit in found.items()}

    def claim(self, streams: list[CommitStream[S]]) -> set[str]:
        """Points the keys of the streams' changes to the commits that are about to be inserted; answers the ids of the
        streams that have lost one. Raises Away."""
        operations: list[InsertOne[dict[str, Any]] | UpdateOne] = []
        owners = []
        for stream in streams:
            for key in {key for change in stream.changes for key in change["keys"]}:
                before, commit = stream.pointers.get(key), stream.next_id
                if before == commit:
                    continue
                owners.append(stream.id)
                if before is None:
                    operations.append(InsertOne({"_id": key, "commit": commit}))
                else:
                    # As in the store, an upsert tells its loser apart.
                    claim = UpdateOne({"_id": key, "commit": before}, {"$set": {"commit": commit}}, upsert=True)
                    operations.append(claim)
        return {owners[index] for index in write_all(self._keys, operations)}
