"""Proves one account: that what it is follows from its entries alone. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from services.kit.committed import CommitStream, commit_id, read_entries, read_head
from services.loyalty.documents import ACCOUNTS
from services.loyalty.domain.account import EMPTY, Account, fold
from services.loyalty.domain.entry import Entry, genesis, hash_of
from services.loyalty.domain.lots import BrokenLedger


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in the account `account_id` (`<tenant>/<customer>`), and where: a commit, an entry, a key, the
    head."""

    account_id: str
    where: str
    what: str


@dataclass(slots=True)
class Tally:
    """What was looked at; `balance` and `debt` are the sums over all accounts, in points."""

    accounts: int = 0
    commits: int = 0
    entries: int = 0
    keys: int = 0
    balance: int = 0
    debt: int = 0
    faults: list[Fault] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.accounts += other.accounts
        self.commits += other.commits
        self.entries += other.entries
        self.keys += other.keys
        self.balance += other.balance
        self.debt += other.debt
        self.faults.extend(other.faults)


class AccountProof:
    """Takes the commits of an account one after the other, from the first on. The first thing that is wrong ends it:
    what comes after would be wrong because of that."""

    def __init__(self, account_id: str, head: Mapping[str, Any] | None) -> None:
        self.account_id = account_id
        self.fault: Fault | None = None
        self._head = head
        self._live: CommitStream[Account] | None = None
        self._account = EMPTY
        self._hash = genesis(account_id)
        self._points = self._debt = self._sequence = self._version = self._keys = 0

    def take(self, commit: dict[str, Any], pointers: Mapping[str, str]) -> None:
        """`pointers`: key -> the commit to which it points, of all keys that the commit lists."""
        if self.fault is not None:
            return
        self._version += 1
        expected = commit_id(self.account_id, self._version)
        if commit["_id"] != expected:
            self._wrong(f"commit {self._version}", f"is not there; the next one is {commit['_id']}")
            return
        try:
            for entry in _entries(commit):
                self._follow(entry)
            for key in _keys(commit):
                self._keys += 1
                if pointers.get(key) != commit["_id"]:
                    self._wrong(f"key {key}", f"points to {pointers.get(key)}, and {commit['_id']} has it")
            self._sequence += commit["events"]
        except BrokenLedger as error:
            self._wrong(f"commit {self._version}", str(error))
        except (LookupError, TypeError, ValueError) as error:
            self._wrong(f"commit {self._version}", f"can't be read: {type(error).__name__}: {error}")
        if self.fault is None:
            self._compare()

    def _follow(self, entry: Entry) -> None:
        if self.fault is not None:
            return
        where = f"entry {entry.number}"
        if entry.hash != hash_of(self._hash, entry):
            self._wrong(where, "its hash doesn't follow from what it says and the entry before")
            return
        self._account = account = fold(self._account, entry)
        self._hash = entry.hash
        self._points += entry.points
        self._debt += entry.debt
        lots = account.pending + account.available
        if not account.balance == self._points == lots - self._debt or account.debt != self._debt:
            self._wrong(
                where,
                f"the balance is {account.balance}, the entries make {self._points}, the lots hold {lots} and "
                f"{self._debt} is owed",
            )

    def _compare(self) -> None:
        """With the head, where that stands at this commit."""
        if self._head is None or self._head["published_through"] != self._version:
            return
        live = read_head(self.account_id, dict(self._head), ACCOUNTS)
        # One of another schema is passed over by everybody.
        if live.version and (live.state, live.sequence) != (self._account, self._sequence):
            self._wrong("head", f"says {live.state} at commit {self._version}, and the entries make {self._account}")

    def close(self) -> Tally:
        """After the last commit."""
        if self.fault is None:
            if self._head is None:
                if self._version:
                    self._wrong("head", "is not there")
            elif self._head["published_through"] > self._version:
                self._wrong("head", f"stands at commit {self._head['published_through']} of {self._version}")
        faults = [self.fault] if self.fault else []
        account = self._account
        accounts = int(self._version > 0)
        return Tally(accounts, self._version, account.entry_count, self._keys, account.balance, account.debt, faults)

    def _wrong(self, where: str, what: str) -> None:
        if self.fault is None:
            self.fault = Fault(self.account_id, where, what)


def _entries(commit: dict[str, Any]) -> Iterator[Entry]:
    for change in commit["changes"]:
        yield from read_entries(change, commit, ACCOUNTS)


def _keys(commit: dict[str, Any]) -> Iterator[str]:
    for change in commit["changes"]:
        yield from change["keys"]
