"""The ledger's past, account by account, as a simulation reads it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from threading import Event
from typing import Any

from pymongo.cursor import Cursor

from services.kit.commits import CommitStore
from services.kit.committed import read_entries, split_commit_id
from services.kit.instants import to_text
from services.kit.mongo import store_errors
from services.loyalty.domain.account import Account
from services.loyalty.domain.campaigns.simulating import KINDS
from services.loyalty.domain.entry import Entry
from services.loyalty.domain.words import EntryKind

_AT_ONCE = 1_000
# What a member was when the period began may have been decided long before it.
_STANDING = (EntryKind.TIER, EntryKind.PROFILE)


def histories(store: CommitStore[Account], tenant: str, from_: datetime, stopped: Event) -> Iterator[list[Entry]]:
    """Of each account of the tenant, oldest first: the entries of KINDS from the instant on, and whatever made its tier
    and its segments before. Goes through the whole ledger in the order of its `_id`s; ends early once it is stopped.
    Raises Away."""
    for _, commits in groupby(_commits(store, tenant, from_), key=lambda commit: split_commit_id(commit["_id"])[0]):
        if stopped.is_set():
            return
        yield [entry for commit in commits for entry in _entries(store, commit, to_text(from_))]


def _commits(store: CommitStore[Account], tenant: str, from_: datetime) -> Iterator[dict[str, Any]]:
    with store_errors():
        yield from history(store, tenant, from_)


def history(store: CommitStore[Account], tenant: str, from_: datetime) -> Cursor[dict[str, Any]]:
    """The commits in the order of their ids, all of which lie between the tenant's slash and what sorts next. The index
    is named, since not every store takes one for a part of what is asked."""
    query = {
        "_id": {"$gt": f"{tenant}/", "$lt": f"{tenant}0"},
        "$or": [
            {"changes.entries.at": {"$gte": to_text(from_)}},
            {"changes.entries.kind": {"$in": [kind.value for kind in _STANDING]}},
        ],
    }
    commits = store.database[store.kind.commits]
    return commits.find(query, batch_size=_AT_ONCE).sort("_id", 1).hint([("_id", 1)])


def _entries(store: CommitStore[Account], commit: dict[str, Any], from_: str) -> Iterator[Entry]:
    for change in commit["changes"]:
        wanted = [
            entry
            for entry in change["entries"]
            if entry["kind"] in KINDS and (entry["at"] >= from_ or entry["kind"] in _STANDING)
        ]
        yield from read_entries({"entries": wanted}, commit, store.kind)
