"""Reads ledgers straight from MongoDB to prove them, and writes nothing: commits in the order of their `_id`, which is
account by account, a page at a time, so it takes as much memory for a hundred thousand accounts as for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby, islice
from typing import Any

from pymongo.collection import Collection
from pymongo.database import Database

from services.kit.committed import commit_id, split_commit_id
from services.kit.mongo import by_id, store_errors
from services.loyalty.documents import ACCOUNTS
from services.loyalty.proving.account import AccountProof, Fault, Tally

PAGE = 2_000
# The character after the slash: every id that begins with "x/" lies before "x0".
_AFTER_SLASH = "0"

Documents = Sequence[dict[str, Any]]


class Ledgers:
    """The ledgers of one database. All of it raises Away."""

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self._commits = database[ACCOUNTS.commits]
        self._heads = database[ACCOUNTS.collection]
        self._keys = database[ACCOUNTS.keys]

    def survey(self, tenant: str) -> tuple[list[tuple[str, str]], Tally]:
        """Ranges of commits, each with those of about a page of accounts (no account lies in two); and the heads whose
        commits are not there."""
        first, last = (f"{tenant}/", f"{tenant}{_AFTER_SLASH}") if tenant else ("", "\U0010ffff")
        tally, between = Tally(), []
        for page in self._read(self._heads, first, last, {"published_through": 1}):
            between.append(f"{page[-1]['_id']}/")
            tally.add(self._lost(page))
        edges = [first, *sorted(between[:-1]), last]
        return list(zip(edges, edges[1:], strict=False)), tally

    def _lost(self, heads: Documents) -> Tally:
        # What stands at no commit yet is a snapshot of nothing.
        stands_at = {
            commit_id(one["_id"], one["published_through"]): one["_id"] for one in heads if one["published_through"]
        }
        known = by_id(self._commits, stands_at, {"_id": 1})
        tally = Tally()
        for missing in stands_at.keys() - known.keys():
            what = f"stands at commit {split_commit_id(missing)[1]}, which is not there"
            tally.faults.append(Fault(stands_at[missing], "head", what))
        return tally

    def prove(self, since: str, until: str) -> Tally:
        """All accounts with commits in the range. What seems wrong is looked at again, alone: the account may have been
        written to between the reading of its commits and of its head."""
        tally, proof = Tally(), None
        for page in self._pages(since, until):
            accounts = groupby(page, key=lambda commit: split_commit_id(commit["_id"])[0])
            heads = by_id(self._heads, {split_commit_id(commit["_id"])[0] for commit in page})
            pointers = self._pointers(page)
            for account_id, commits in accounts:
                if proof is None or proof.account_id != account_id:
                    tally.add(self._closed(proof))
                    proof = AccountProof(account_id, heads.get(account_id))
                for commit in commits:
                    proof.take(commit, pointers)
        tally.add(self._closed(proof))
        return tally

    def prove_account(self, account_id: str) -> Tally:
        """Its head is read first, so it can't be ahead of what is read after it."""
        head = by_id(self._heads, [account_id]).get(account_id)
        proof = AccountProof(account_id, head)
        for page in self._pages(f"{account_id}/", f"{account_id}{_AFTER_SLASH}"):
            pointers = self._pointers(page)
            for commit in page:
                proof.take(commit, pointers)
        return proof.close()

    def _closed(self, proof: AccountProof | None) -> Tally:
        if proof is None:
            return Tally()
        tally = proof.close()
        return self.prove_account(proof.account_id) if tally.faults else tally

    def _pointers(self, page: Documents) -> dict[str, str]:
        keys = {key for commit in page for change in commit["changes"] for key in change["keys"]}
        return {key: found["commit"] for key, found in by_id(self._keys, keys).items()}

    def _pages(self, since: str, until: str) -> Iterator[Documents]:
        return self._read(self._commits, since, until, {"outbox": 0})

    @staticmethod
    def _read(
        collection: Collection[dict[str, Any]], since: str, until: str, fields: dict[str, int]
    ) -> Iterator[Documents]:
        """Page by page; the next one is fetched while this one is looked at."""
        with store_errors(), ThreadPoolExecutor(1) as ahead:
            within = {"_id": {"$gte": since, "$lt": until}}
            # One cursor: there are stores that look at all of a range to find the first page of it.
            with collection.find(within, fields, batch_size=PAGE).sort("_id", 1) as cursor:
                page = list(islice(cursor, PAGE))
                while page:
                    following = ahead.submit(lambda: list(islice(cursor, PAGE)))
                    yield page
                    page = following.result()
