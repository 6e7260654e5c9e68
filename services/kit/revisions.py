"""What a shop configures as a whole, in revisions that never change: by the instant or by the number, as decisions ask.

The newest revision stands in its aggregate, one for each tenant, whose state has it as the field `part`, a dataclass
with `revision` (counts from 1) and `published_at`. One that isn't the newest any more is a document of its own,
`<tenant>/<revision>`, with `tenant`, `revision`, `published_at` and the same field. It is written down when the next
one is decided, of which it is certain then that it is the one before; so whoever loses a race has written what the
winner would have written.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Generic, Protocol, TypeVar

import mongoengine
from pymongo.database import Database

from services.kit.aggregate import Write
from services.kit.convert import from_document, to_document
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import document_id
from services.kit.instants import from_text, to_text
from services.kit.mongo import store_errors

# Compiled ones; what a shop's aggregates keep is a handful of them.
_KEPT = 512


class Revision(Protocol):
    @property
    def revision(self) -> int: ...

    @property
    def published_at(self) -> datetime: ...


R = TypeVar("R", bound=Revision)
C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Revised(Generic[R, C]):
    """What there are revisions of. `name` is the aggregate's id in its tenant, `newest` its collection, `older` that of
    the revisions before, `part` the field, `kind` its dataclass. `compile` makes of it what decisions ask, and
    `unpublished` is that of a shop that has published nothing."""

    name: str
    newest: str
    older: str
    part: str
    kind: type[R]
    compile: Callable[[R], C]
    unpublished: C

    def written_down(self, tenant: str, revision: R) -> Write:
        """Of the newest, before the next one becomes it."""
        document = {
            "tenant": tenant,
            "revision": revision.revision,
            "published_at": to_text(revision.published_at),
            self.part: to_document(revision),
        }
        return Write(self.older, document_id(tenant, str(revision.revision)), document)


class OlderRevision(mongoengine.Document):
    """A revision that isn't the newest any more. A subclass names the collection."""

    meta = {
        "abstract": True,
        "strict": False,
        "auto_create_index": False,
        "indexes": [("tenant", "revision")],
    }

    id = mongoengine.StringField(primary_key=True)
    tenant = mongoengine.StringField()
    revision = mongoengine.IntField()


@dataclass(frozen=True, slots=True)
class _History:
    """What had been published by `asked_at`: `published[n]` is when revision n + 1 was."""

    asked_at: datetime
    published: tuple[datetime, ...]


class Revisions(Generic[R, C]):
    """Synchronous and thread-safe. Raises Away."""

    def __init__(self, database: Database[dict[str, Any]], revised: Revised[R, C], now: Callable[[], datetime]) -> None:
        self._revised = revised
        self._newest = database[revised.newest]
        self._older = database[revised.older]
        self._now = now
        self._histories: dict[str, _History] = {}
        self._compiled = lru_cache(maxsize=_KEPT)(self._compile)

    def in_force(self, tenant: str, at: datetime) -> C:
        """That of the newest revision that had been published at the instant. The store is asked where the instant lies
        after the last question, so a batch costs one."""
        history = self._histories.get(tenant)
        if history is None or at > history.asked_at:
            history = self._ask(tenant)
        return self.revision(tenant, bisect_right(history.published, at))

    def current(self, tenant: str) -> C:
        """Asks each time."""
        return self.revision(tenant, len(self._ask(tenant).published))

    def revision(self, tenant: str, number: int) -> C:
        """Never changes. Raises Refused (NO_REVISION)."""
        return self._compiled(tenant, number) if number else self._revised.unpublished

    def newest(self, tenant: str) -> R | None:
        """As it was published; asks each time."""
        with store_errors():
            found = self._newest.find_one({"_id": self._id(tenant)}, {f"state.{self._revised.part}": 1})
        return self._read(found["state"]) if found is not None else None

    def read(self, tenant: str, number: int) -> R:
        """As it was published. Raises Refused (NO_REVISION)."""
        newest = self.newest(tenant)
        if newest is not None and newest.revision == number:
            return newest
        with store_errors():
            found = self._older.find_one({"_id": document_id(tenant, str(number))}, {self._revised.part: 1})
        # One that is written down, and has no successor yet, may have lost its race.
        if found is None or newest is None or number > newest.revision:
            raise Refused("NO_REVISION", f"there is no revision {number}", RefusalKind.NOT_FOUND)
        return self._read(found)

    def listed(self, tenant: str, before: int, most: int) -> list[R]:
        """The newest first, of those below `before` (0: all), not more than `most`."""
        newest = self.newest(tenant)
        if newest is None:
            return []
        found = [newest] if not before or newest.revision < before else []
        query = history_query(tenant, 0, min(before or newest.revision, newest.revision))
        with store_errors():
            older = self._older.find(query, {self._revised.part: 1}).sort("revision", -1).limit(most)
            found += [self._read(one) for one in older]
        return found[:most]

    def _ask(self, tenant: str) -> _History:
        part, asked_at = self._revised.part, self._now()
        known = self._histories.get(tenant)
        published = list(known.published) if known else []
        with store_errors():
            wanted = {f"state.{part}.revision": 1, f"state.{part}.published_at": 1}
            head = self._newest.find_one({"_id": self._id(tenant)}, wanted)
            if head is not None:
                newest = head["state"][part]
                if len(published) < newest["revision"]:
                    query = history_query(tenant, len(published), newest["revision"])
                    between = self._older.find(query, {"published_at": 1}).sort("revision", 1)
                    published += [from_text(one["published_at"]) for one in between]
                    published.append(from_text(newest["published_at"]))
        history = self._histories[tenant] = _History(asked_at, tuple(published))
        return history

    def _compile(self, tenant: str, number: int) -> C:
        return self._revised.compile(self.read(tenant, number))

    def _read(self, document: dict[str, Any]) -> R:
        return from_document(document[self._revised.part], self._revised.kind)

    def _id(self, tenant: str) -> str:
        return document_id(tenant, self._revised.name)


def history_query(tenant: str, after: int, before: int) -> dict[str, Any]:
    return {"tenant": tenant, "revision": {"$gt": after, "$lt": before}}
