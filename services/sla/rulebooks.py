"""The rulebooks of all shops, by the instant or by the revision, as decisions ask for them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from pymongo.database import Database

from services.kit.convert import from_document
from services.kit.errors import RefusalKind, Refused
from services.kit.instants import from_text
from services.kit.mongo import store_errors
from services.sla.domain.rulebook.book import EMPTY, Rulebook
from services.sla.domain.rulebook.kept import KeptRulebook, Part
from services.sla.domain.rulebook.rules import NOTHING_SAID, Rules
from services.sla.rulebook_documents import REVISIONS, RULEBOOKS, changed_version, revision_id, rulebook_id

# Compiled ones; a shop's tickets keep a handful of them.
_KEPT = 512
_HEAD = {"state.rulebook.revision": 1, "state.rulebook.published_at": 1}


@dataclass(frozen=True, slots=True)
class _History:
    """What had been published by `asked_at`: `published[n]` is when revision n + 1 was."""

    asked_at: datetime
    published: tuple[datetime, ...]


class Rulebooks:
    """Synchronous and thread-safe. Raises Away."""

    def __init__(self, database: Database[dict[str, Any]], now: Callable[[], datetime]) -> None:
        self._newest = database[RULEBOOKS.collection]
        self._revisions = database[REVISIONS]
        self._now = now
        self._histories: dict[str, _History] = {}
        self._compiled = lru_cache(maxsize=_KEPT)(self._compile)

    def in_force(self, tenant: str, at: datetime) -> Rules:
        """Those of the newest revision that had been published at the instant. The store is asked where the instant
        lies after the last question, so a batch of tickets that have opened costs one."""
        history = self._histories.get(tenant)
        if history is None or at > history.asked_at:
            history = self._ask(tenant)
        return self.revision(tenant, bisect_right(history.published, at))

    def current(self, tenant: str) -> Rules:
        """Asks each time."""
        return self.revision(tenant, len(self._ask(tenant).published))

    def revision(self, tenant: str, number: int) -> Rules:
        """Never changes. Raises Refused (NO_REVISION)."""
        return self._compiled(tenant, number) if number else NOTHING_SAID

    def book(self, tenant: str) -> Rulebook:
        """The newest, as it was published."""
        kept = self._read_newest(tenant)
        return kept.rulebook if kept is not None else EMPTY

    def versions(self, tenant: str, part: Part, name: str, spec: type[Any], most: int) -> list[Any]:
        """Of one calendar, team or policy, the newest first, not more than `most`."""
        kept = self._read_newest(tenant)
        found = []
        if kept is not None and (kept.changed.part, kept.changed.id) == (part, name):
            found.append(changed_version(kept))
        with store_errors():
            older = self._revisions.find(versions_query(tenant, part, name), {"version": 1})
            found += [from_document(one["version"], spec) for one in older.sort("revision", -1).limit(most)]
        # What was the newest when it was read may have been written down since.
        return sorted({one.version: one for one in found}.values(), key=lambda one: -one.version)[:most]

    def _ask(self, tenant: str) -> _History:
        asked_at = self._now()
        known = self._histories.get(tenant)
        published = list(known.published) if known else []
        with store_errors():
            head = self._newest.find_one({"_id": rulebook_id(tenant)}, _HEAD)
            if head is not None:
                newest = head["state"]["rulebook"]
                if len(published) < newest["revision"]:
                    query = history_query(tenant, len(published), newest["revision"])
                    between = self._revisions.find(query, {"published_at": 1}).sort("revision", 1)
                    published += [from_text(one["published_at"]) for one in between]
                    published.append(from_text(newest["published_at"]))
        history = self._histories[tenant] = _History(asked_at, tuple(published))
        return history

    def _compile(self, tenant: str, number: int) -> Rules:
        return self._read(tenant, number).compiled

    def _read(self, tenant: str, number: int) -> Rulebook:
        kept = self._read_newest(tenant)
        if kept is not None and kept.rulebook.revision == number:
            return kept.rulebook
        with store_errors():
            found = self._revisions.find_one({"_id": revision_id(tenant, number)}, {"rulebook": 1})
        if found is None or kept is None or number > kept.rulebook.revision:
            raise Refused("NO_REVISION", f"the rulebook has no revision {number}", RefusalKind.NOT_FOUND)
        return from_document(found["rulebook"], Rulebook)

    def _read_newest(self, tenant: str) -> KeptRulebook | None:
        with store_errors():
            found = self._newest.find_one({"_id": rulebook_id(tenant)}, {"state": 1})
        return from_document(found["state"], KeptRulebook) if found is not None else None


def versions_query(tenant: str, part: Part, name: str) -> dict[str, Any]:
    return {"tenant": tenant, "changed.part": part.value, "changed.id": name}


def history_query(tenant: str, after: int, before: int) -> dict[str, Any]:
    return {"tenant": tenant, "revision": {"$gt": after, "$lt": before}}
