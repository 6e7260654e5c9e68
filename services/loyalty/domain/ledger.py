"""The book of one account while something is decided about it: the only way in which entries come about."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from services.kit.ids import derived_id
from services.loyalty.domain.account import EMPTY, Account, fold
from services.loyalty.domain.entry import Entry, genesis, hash_of
from services.loyalty.domain.events import Event
from services.loyalty.domain.words import EntryKind


class Book:
    """`account_id` is `<tenant>/<customer>`. `account` is as it is after the `entries` posted so far; `events` say what
    they tell. Throw it away where the decision comes to nothing."""

    __slots__ = ("account", "account_id", "customer_id", "entries", "events", "times")

    def __init__(self, account: Account | None, account_id: str) -> None:
        self.account = account or EMPTY
        self.account_id = account_id
        self.customer_id = account_id.partition("/")[2]
        self.entries: list[Entry] = []
        self.events: list[Event] = []
        self.times: list[datetime] = []

    @property
    def next_entry_id(self) -> str:
        return derived_id("entry", self.account_id, str(self.account.entry_count + 1))

    def post(self, kind: EntryKind, at: datetime, points: int = 0, entry_id: str = "", **fields: Any) -> Entry:
        """Appends an entry. Raises BrokenLedger where it can't follow."""
        before = self.account
        number = before.entry_count + 1
        entry = Entry(number, entry_id or self.next_entry_id, kind, at, points, before.balance + points, **fields)
        # An entry is what its hash says, so it can't be made with it.
        object.__setattr__(entry, "hash", hash_of(before.hash or genesis(self.account_id), entry))
        self.account = fold(before, entry)
        self.entries.append(entry)
        return entry

    def tell(self, event: Event, at: datetime) -> None:
        self.events.append(event)
        self.times.append(at)
