"""The API keys in the store: made, listed, rotated, revoked, and when they were last used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from pymongo import ReturnDocument
from pymongo.collection import Collection
from pymongo.cursor import Cursor
from pymongo.errors import DuplicateKeyError

from services.edge.identity.api_key import (
    ApiKey,
    digest_of,
    key_id_of,
    must_be_ahead,
    new_key,
    replacement,
    rotated,
)
from services.kit.convert import from_document, to_document
from services.kit.documents import DEFAULT_PAGE, read_cursor, write_cursor
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import document_id
from services.kit.instants import to_text
from services.kit.mongo import store_errors

NEWEST_FIRST = [("tenant", 1), ("state.created_at", -1), ("_id", -1)]


@dataclass(frozen=True, slots=True)
class KeptKey:
    """A key as it lies in the store."""

    tenant: str
    key: ApiKey
    digest: bytes
    last_used_at: datetime | None = None


class KeptKeys:
    """Every call blocks for a round trip or two, and raises Away. `now` is real time: a key is used by real systems."""

    def __init__(self, collection: Collection[dict[str, Any]], now: Callable[[], datetime]) -> None:
        self._collection = collection
        self.now = now

    def create(
        self,
        tenant: str,
        command_id: str,
        name: str,
        scopes: tuple[str, ...],
        expires_at: datetime | None = None,
        by: str = "",
    ) -> tuple[KeptKey, str]:
        """The key as it is kept, and the key itself, which nobody can tell again. Raises Refused (KEY_ALREADY_MADE)."""
        now = self.now()
        must_be_ahead(expires_at, now)
        return self._insert(tenant, ApiKey(key_id_of(tenant, command_id), name, scopes, now, by, expires_at))

    def rotate(
        self,
        tenant: str,
        command_id: str,
        key_id: str,
        overlap: timedelta,
        expires_at: datetime | None = None,
        by: str = "",
    ) -> tuple[KeptKey, str, KeptKey]:
        """The new key as it is kept, the key itself, and the old one. Raises Refused.

        The new one is written first: whatever happens between the two writes, the old key is good for as long as no
        other has been shown, and can be rotated again.
        """
        old, now = self.get(tenant, key_id), self.now()
        new_id = key_id_of(tenant, command_id)
        if old.key.replaced_by == new_id:
            raise _already_made(new_id)
        made, shown = self._insert(tenant, replacement(old.key, new_id, now, expires_at, by))
        after = rotated(old.key, made.key, now, overlap)
        if not self._change(tenant, old.key, after):
            # Somebody has rotated or revoked it since: what nobody has been shown goes.
            with store_errors():
                self._collection.delete_one({"_id": document_id(tenant, new_id)})
            raise Refused("KEY_CHANGED", "the key was changed at the same time", RefusalKind.CONFLICT)
        return made, shown, replace(old, key=after)

    def revoke(self, tenant: str, key_id: str, by: str = "") -> KeptKey:
        """The revoked key; the first revocation stands. Raises Refused (KEY_NOT_FOUND)."""
        revocation = {"state.revoked_at": to_text(self.now()), "state.revoked_by": by}
        with store_errors():
            found = self._collection.find_one_and_update(
                {"_id": document_id(tenant, key_id), "state.revoked_at": None},
                {"$set": revocation},
                return_document=ReturnDocument.AFTER,
            )
        return _kept(found) if found else self.get(tenant, key_id)

    def get(self, tenant: str, key_id: str) -> KeptKey:
        """Raises Refused (KEY_NOT_FOUND)."""
        with store_errors():
            found = self._collection.find_one({"_id": document_id(tenant, key_id)})
        if found is None:
            raise Refused("KEY_NOT_FOUND", f"there is no key {key_id}", RefusalKind.NOT_FOUND)
        return _kept(found)

    def find(self, key_id: str) -> KeptKey | None:
        """Whosever it is."""
        with store_errors():
            found = self._collection.find_one({"key_id": key_id})
        return _kept(found) if found else None

    def page(self, tenant: str, size: int, cursor: str) -> tuple[list[KeptKey], str]:
        """Newest first, and the cursor of the next page. Raises Refused (BAD_CURSOR)."""
        limit = size or DEFAULT_PAGE
        with store_errors():
            rows = list(keys_of(self._collection, tenant, cursor).limit(limit + 1))
        last = rows[limit - 1] if len(rows) > limit else None
        following = write_cursor(last["state"]["created_at"], last["_id"]) if last is not None else ""
        return [_kept(row) for row in rows[:limit]], following

    def was_used(self, kept: KeptKey, at: datetime) -> None:
        """Only where nobody else has said so since the key was read."""
        query = {"_id": document_id(kept.tenant, kept.key.key_id), "last_used_at": kept.last_used_at}
        with store_errors():
            self._collection.update_one(query, {"$set": {"last_used_at": at}})

    def _insert(self, tenant: str, key: ApiKey) -> tuple[KeptKey, str]:
        shown = new_key(key.key_id)
        kept = KeptKey(tenant, key, digest_of(shown))
        document = {
            "_id": document_id(tenant, key.key_id),
            "tenant": tenant,
            "key_id": key.key_id,
            "digest": kept.digest,
            "state": to_document(key),
            "last_used_at": None,
        }
        with store_errors():
            try:
                self._collection.insert_one(document)
            except DuplicateKeyError:
                raise _already_made(key.key_id) from None
        return kept, shown

    def _change(self, tenant: str, before: ApiKey, after: ApiKey) -> bool:
        query = {
            "_id": document_id(tenant, before.key_id),
            "state.replaced_by": before.replaced_by,
            "state.revoked_at": None,
        }
        with store_errors():
            done = self._collection.update_one(query, {"$set": {"state": to_document(after)}})
        return done.matched_count == 1


def keys_of(collection: Collection[dict[str, Any]], tenant: str, cursor: str) -> Cursor[dict[str, Any]]:
    """Newest first, from the cursor on. Raises Refused (BAD_CURSOR)."""
    query: dict[str, Any] = {"tenant": tenant}
    if cursor:
        at, last_id = read_cursor(cursor, str, str)
        query["$or"] = [{"state.created_at": {"$lt": at}}, {"state.created_at": at, "_id": {"$lt": last_id}}]
    return collection.find(query).sort(NEWEST_FIRST[1:]).hint(NEWEST_FIRST)


def _kept(found: dict[str, Any]) -> KeptKey:
    return KeptKey(
        found["tenant"], from_document(found["state"], ApiKey), bytes(found["digest"]), found.get("last_used_at")
    )


def _already_made(key_id: str) -> Refused:
    message = f"the key {key_id} was made by this command, and shown then: rotate or revoke it"
    return Refused("KEY_ALREADY_MADE", message, RefusalKind.CONFLICT)
