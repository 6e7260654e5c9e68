"""Accounts as the benchmarks of loyalty need them: many, with ledgers that are what the service itself would have
written, and that Kafka has heard of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice
from typing import Any

from pymongo.database import Database

from services.kit.committed import CommitStream, write_commit, write_head
from services.loyalty.documents import ACCOUNTS
from services.loyalty.domain.account import Account
from services.loyalty.domain.ledger import Book
from services.loyalty.timers import ACCOUNT_TIMERS

_BATCH = 2_000


class Ledger:
    """One account's: post in its `book`, then `commit`."""

    def __init__(self, account_id: str, set_at: datetime) -> None:
        self.book = Book(None, account_id)
        self.documents: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._set_at = set_at
        self._stream: CommitStream[Account] = CommitStream(account_id)
        self._posted = self._told = 0

    def commit(self, *keys: str, about: tuple[str, ...] = ()) -> None:
        """What was posted since the last commit; keys and `about` without the tenant."""
        book, stream = self.book, self._stream
        tenant = book.account_id.partition("/")[0]
        names = tuple(f"{tenant}/{key}" for key in keys)
        stream.changes = []
        stream.add(names, tuple(f"{tenant}/{name}" for name in about), tuple(book.entries[self._posted :]))
        self.documents[ACCOUNTS.keys].extend({"_id": name, "commit": stream.next_id} for name in names)
        told = len(book.events) - self._told
        self.documents[ACCOUNTS.commits].append({**write_commit(stream, ACCOUNTS), "events": told})
        stream.state, stream.sequence = book.account, stream.sequence + told
        stream.advance(pending=False)
        self._posted, self._told = len(book.entries), len(book.events)

    def close(self) -> dict[str, list[dict[str, Any]]]:
        """All documents, by collection."""
        account_id, account = self.book.account_id, self.book.account
        head = write_head(account_id, self._stream.steps[-1], ACCOUNTS)
        self.documents[ACCOUNTS.collection].append({"_id": account_id, **head})
        for write in ACCOUNT_TIMERS.writes_of(account_id, None, account, self._set_at):
            self.documents[write.collection].append({**write.document, "_id": write.id})
        return self.documents


def write_accounts(
    database: Database[dict[str, Any]], ids: Iterable[str], live: Callable[[Ledger], None], set_at: datetime
) -> int:
    """Each account lives as `live` says; answers how many entries that makes."""
    entries, left = 0, iter(ids)
    while some := list(islice(left, _BATCH)):
        written: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for account_id in some:
            ledger = Ledger(account_id, set_at)
            live(ledger)
            entries += ledger.book.account.entry_count
            for collection, documents in ledger.close().items():
                written[collection].extend(documents)
        for collection, documents in written.items():
            if documents:
                database[collection].insert_many(documents, ordered=False)
    return entries
