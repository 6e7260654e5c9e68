"""The services' documents, read for the audit and never written: how many events each has caused, and what waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pymongo import MongoClient
from pymongo.collection import Collection

from services.kit.mongo import CLIENT_OPTIONS, store_errors
from services.kit.settings import SERVICES

_COMMITS = "_commits"


@dataclass(frozen=True, slots=True)
class Stored:
    """An aggregate in the store: `sequence` events so far, `waiting` of them not known to be on Kafka."""

    service: str
    collection: str
    subject: str
    sequence: int
    waiting: int


def read_stored(uri: str, prefix: str, tenant: str, is_ours: Callable[[str], bool]) -> list[Stored]:
    """The aggregates with events, of all services, whose id is ours. Raises Away."""
    found: list[Stored] = []
    client: MongoClient = MongoClient(uri, **CLIENT_OPTIONS)
    with client, store_errors():
        for service in SERVICES:
            database = client[f"{prefix}_{service}"]
            names = database.list_collection_names()
            for name in names:
                # The head of a commit stream is a snapshot; the commits are the truth.
                if name + _COMMITS not in names:
                    read = _commit_streams if name.endswith(_COMMITS) else _aggregates
                    found.extend(Stored(service, name, *row) for row in read(database[name], tenant))
    return [one for one in found if is_ours(one.subject)]


def _aggregates(collection: Collection, tenant: str) -> Iterator[tuple[str, int, int]]:
    query = {"tenant": tenant, "sequence": {"$gt": 0}}
    for document in collection.find(query, {"sequence": 1, "outbox.id": 1}):
        yield document["_id"].partition("/")[2], document["sequence"], len(document.get("outbox", ()))


def _commit_streams(collection: Collection, tenant: str) -> Iterator[tuple[str, int, int]]:
    events: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    # All ids that begin with the tenant's name: "0" is the character after the slash.
    query = {"_id": {"$gte": f"{tenant}/", "$lt": f"{tenant}0"}}
    for commit in collection.find(query, {"events": 1, "pending": 1}):
        subject, count = commit["_id"].partition("/")[2].rpartition("/")[0], commit["events"]
        events[subject] += count
        waiting[subject] += count if "pending" in commit else 0
    for subject, count in events.items():
        if count:
            yield subject, count, waiting[subject]
