"""The rulebooks of all shops, by the instant or by the revision, as decisions ask for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from pymongo.database import Database

from services.kit.convert import from_document
from services.kit.mongo import store_errors
from services.kit.revisions import Revisions
from services.sla.domain.rulebook.book import EMPTY, Rulebook
from services.sla.domain.rulebook.kept import KeptRulebook, Part
from services.sla.domain.rulebook.rules import Rules
from services.sla.rulebook_documents import REVISED, REVISIONS, RULEBOOKS, changed_version, rulebook_id


class Rulebooks(Revisions[Rulebook, Rules]):
    """Synchronous and thread-safe. Raises Away."""

    def __init__(self, database: Database[dict[str, Any]], now: Callable[[], datetime]) -> None:
        super().__init__(database, REVISED, now)
        self._rulebooks = database[RULEBOOKS.collection]
        self._revisions = database[REVISIONS]

    def book(self, tenant: str) -> Rulebook:
        """The newest, as it was published."""
        return self.newest(tenant) or EMPTY

    def versions(self, tenant: str, part: Part, name: str, spec: type[Any], most: int) -> list[Any]:
        """Of one calendar, team or policy, the newest first, not more than `most`."""
        kept = self._kept(tenant)
        found = []
        if kept is not None and (kept.changed.part, kept.changed.id) == (part, name):
            found.append(changed_version(kept))
        with store_errors():
            older = self._revisions.find(versions_query(tenant, part, name), {"version": 1})
            found += [from_document(one["version"], spec) for one in older.sort("revision", -1).limit(most)]
        # What was the newest when it was read may have been written down since.
        return sorted({one.version: one for one in found}.values(), key=lambda one: -one.version)[:most]

    def _kept(self, tenant: str) -> KeptRulebook | None:
        with store_errors():
            found = self._rulebooks.find_one({"_id": rulebook_id(tenant)}, {"state": 1})
        return from_document(found["state"], KeptRulebook) if found is not None else None


def versions_query(tenant: str, part: Part, name: str) -> dict[str, Any]:
    return {"tenant": tenant, "changed.part": part.value, "changed.id": name}
