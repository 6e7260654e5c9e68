"""Takes the numbers of aggregates past what Kafka has of them: for a store that was set back to an earlier state.

Such a store would give the next event of an aggregate a number, and so an id, that Kafka already has for another event:
whoever follows it would take the new one for a repetition, and pass it over. Nothing may be writing meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pymongo import InsertOne, UpdateOne

from services.kit.commits import CommitStore
from services.kit.committed import commit_id, void_commit, write_head
from services.kit.mongo import by_id, write_all
from services.kit.store import Store

_AT_ONCE = 500


def sequences(store: Store[Any], ids: list[str]) -> dict[str, int]:
    """The number of the last event of each of these aggregates; 0 for one that isn't there. Raises Away."""
    found = {}
    for first in range(0, len(ids), _AT_ONCE):
        page = ids[first : first + _AT_ONCE]
        if isinstance(store, CommitStore):
            found.update({id_: stream.sequence for id_, stream in store.load(page).items()})
        else:
            documents = by_id(store.collection, page, {"sequence": 1})
            found.update({id_: document["sequence"] for id_, document in documents.items()})
    return {id_: found.get(id_, 0) for id_ in ids}


def lift(store: Store[Any], wanted: Mapping[str, int]) -> None:
    """The next event of each of these aggregates comes after the given number. Safe to run again. Raises Away."""
    if isinstance(store, CommitStore):
        _lift_streams(store, wanted)
        return
    behind = [({"_id": id_, "sequence": {"$lt": sequence}}, sequence) for id_, sequence in wanted.items()]
    lifted = [UpdateOne(query, {"$set": {"sequence": number}, "$inc": {"version": 1}}) for query, number in behind]
    write_all(store.collection, lifted)
    write_all(store.collection, [InsertOne(_unborn(store, id_, sequence)) for id_, sequence in wanted.items()])


def _unborn(store: Store[Any], id_: str, sequence: int) -> dict[str, Any]:
    """An aggregate of which nothing is known but that it had events. Without its tenant it is on no list, until it is
    written again. `lost`: events of others that miss its state are passed over, and aren't put aside; most of a stretch
    that is read again may be about what was lost, and the consumer would take that for a fault of its own."""
    return {"_id": id_, "version": 1, "schema": store.kind.schema, "state": None, "sequence": sequence, "lost": True}


def _lift_streams(store: CommitStore[Any], wanted: Mapping[str, int]) -> None:
    """By a commit that says nothing and counts as many events as were told of commits that are lost. The entries, and
    what chains them, stay as they are."""
    ids = list(wanted)
    for first in range(0, len(ids), _AT_ONCE):
        page = ids[first : first + _AT_ONCE]
        streams = store.load(page)
        heads = [{"_id": id_, **write_head(id_, None, store.kind)} for id_ in page if id_ not in streams]
        write_all(store.collection, [InsertOne(head) for head in heads])
        commits = []
        for id_ in page:
            stream = streams.get(id_)
            missing = wanted[id_] - (stream.sequence if stream else 0)
            if missing > 0:
                next_id = stream.next_id if stream else commit_id(id_, 1)
                commits.append(InsertOne({**void_commit(next_id, store.kind), "events": missing}))
        write_all(store.database[store.kind.commits], commits)
