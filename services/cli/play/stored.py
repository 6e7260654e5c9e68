"""The services' documents, read for the audit and never written: how many events each has caused, and what waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pymongo import MongoClient

from services.kit.mongo import CLIENT_OPTIONS, store_errors
from services.kit.settings import SERVICES


@dataclass(frozen=True, slots=True)
class Stored:
    """An aggregate in the store: `sequence` events so far, `waiting` of them in its outbox."""

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
            for collection in database.list_collection_names():
                query = {"tenant": tenant, "sequence": {"$gt": 0}}
                for document in database[collection].find(query, {"sequence": 1, "outbox.id": 1}):
                    subject = document["_id"].partition("/")[2]
                    if is_ours(subject):
                        waiting = len(document.get("outbox", ()))
                        found.append(Stored(service, collection, subject, document["sequence"], waiting))
    return found
