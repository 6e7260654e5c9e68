"""Accounts as they lie in MongoDB, and their lists."""

from __future__ import annotations

from itertools import islice

from services.kit.commits import CommitStore
from services.kit.committed import CommitDocument, CommitKind
from services.kit.documents import DEFAULT_PAGE, AggregateDocument, read_cursor, write_cursor
from services.kit.ids import document_id, split_document_id
from services.kit.mongo import store_errors
from services.kit.topics import ACCOUNT
from services.loyalty.domain.account import Account, fold
from services.loyalty.domain.entry import Entry
from services.loyalty.timers import AccountTimerDocument


class AccountDocument(AggregateDocument):
    """The head of an account, a snapshot; `_id` is `<tenant>/<customer id>`."""

    meta = {"db_alias": "loyalty", "collection": "accounts", "indexes": [("tenant", "_id"), "state.next_at"]}


class AccountCommit(CommitDocument):
    """The ledger itself."""

    meta = {"db_alias": "loyalty", "collection": "accounts_commits"}


DOCUMENTS = (AccountDocument, AccountCommit, AccountTimerDocument)

ACCOUNTS = CommitKind(name="account", collection="accounts", state=Account, topic=ACCOUNT, entry=Entry, fold=fold)


def list_accounts(
    store: CommitStore[Account], tenant: str, size: int, cursor: str
) -> tuple[list[tuple[str, Account]], str]:
    """One page of a tenant's accounts by customer id: (customer id, account), and the cursor of the next page, empty on
    the last. A page may be short. Raises Refused (BAD_CURSOR), Away."""
    after = read_cursor(cursor, str)[0] if cursor else ""
    limit = size or DEFAULT_PAGE
    with store_errors():
        heads = AccountDocument._get_collection().find(accounts_after(tenant, after), {"_id": 1}).sort("_id", 1)
        ids = [head["_id"] for head in heads.limit(limit + 1)]
    # A head may be behind its account: the state is read as everybody reads it.
    accounts = store.load(ids[:limit])
    found = [(split_document_id(_id)[1], accounts[_id].state) for _id in ids[:limit] if _id in accounts]
    next_cursor = write_cursor(split_document_id(ids[limit - 1])[1]) if len(ids) > limit else ""
    return [(customer_id, account) for customer_id, account in found if account is not None], next_cursor


def accounts_after(tenant: str, customer_id: str) -> dict[str, object]:
    """What finds the heads of a tenant's accounts after this customer's."""
    return {"tenant": tenant, "_id": {"$gt": f"{tenant}/{customer_id}"}}


def list_entries(
    store: CommitStore[Account], tenant: str, customer_id: str, size: int, cursor: str
) -> tuple[list[Entry], str]:
    """One page of an account's entries, oldest first, and the cursor of the next page, empty on the last. Raises
    Refused (BAD_CURSOR), Away."""
    # The commit, and the place in it, of the last entry that was listed.
    version, place = read_cursor(cursor, int, int) if cursor else (0, 0)
    limit = size or DEFAULT_PAGE
    shown = (
        (commit, number, entry)
        for commit, entries in store.commits(document_id(tenant, customer_id), after=max(version - 1, 0))
        for number, entry in enumerate(entries)
        if entry.shown and (commit, number) > (version, place)
    )
    rows = list(islice(shown, limit + 1))
    next_cursor = write_cursor(*rows[limit - 1][:2]) if len(rows) > limit else ""
    return [entry for _, _, entry in rows[:limit]], next_cursor
