"""What engines do for shops, counted in the store: reserved before a request, put right after it.

Characters are reserved by one update that names the limit, so whatever several processes ask for at once, no more is
asked of an engine than the shop has agreed on. What becomes known later (what the engine has billed, how well it did)
is gathered here and written every few seconds; a process that is killed loses this, never a reservation. A write whose
acknowledgement gets lost may be written again: then the figures of one engine are some requests off.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo import UpdateOne
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from services.kit.errors import Away
from services.kit.ids import document_id
from services.kit.instants import to_text
from services.kit.mongo import by_id, store_errors, write_all
from services.translation.domain.routing.month import CHARACTERS, Ending, charged, ended, judged, month_of
from services.translation.domain.routing.policy import EngineTerms
from services.translation.routing.documents import USAGE


@dataclass(frozen=True, slots=True)
class Reserved:
    """Characters of a month that count as used, of what translates a pair (`es>en`)."""

    tenant: str
    engine: str
    pair: str
    month: str
    characters: int
    terms: EngineTerms

    @property
    def id(self) -> str:
        return document_id(self.tenant, self.engine, self.month)

    def charged(self, characters: int) -> Counter[str]:
        return charged(self.pair, characters, self.terms.price_per_million)


class Spent(Exception):
    """So many characters aren't left of the month; `left` are, of `month`."""

    def __init__(self, left: int, month: str) -> None:
        super().__init__(f"{left} characters are left of {month}")
        self.left = left
        self.month = month


class Usage:
    """Synchronous and thread-safe. Raises Away."""

    def __init__(self, database: Database[dict[str, Any]], now: Callable[[], datetime]) -> None:
        self._collection = database[USAGE]
        self._now = now
        self._lock = threading.Lock()
        self._gathered: dict[str, _Gathered] = {}

    def reserve(self, tenant: str, engine: str, pair: str, characters: int, terms: EngineTerms) -> Reserved:
        """Raises Spent."""
        wanted = Reserved(tenant, engine, pair, month_of(self._now()), characters, terms)
        if not self._reserve(wanted):
            used = by_id(self._collection, [wanted.id], {CHARACTERS: 1}).get(wanted.id, {}).get(CHARACTERS, 0)
            raise Spent(max(0, terms.monthly_characters - used), wanted.month)
        return wanted

    def _reserve(self, wanted: Reserved) -> bool:
        query: dict[str, Any] = {"_id": wanted.id}
        if limit := wanted.terms.monthly_characters:
            if wanted.characters > limit:
                return False
            query[CHARACTERS] = {"$lte": limit - wanted.characters}
        for _ in range(2):
            try:
                with store_errors():
                    self._collection.update_one(query, {"$inc": wanted.charged(wanted.characters)}, upsert=True)
                return True
            except DuplicateKeyError:
                # It is there, with more than the limit allows; or somebody has made it just now, so we look again.
                continue
        return False

    # --- what becomes known later

    def correct(self, reserved: Reserved, characters: int) -> None:
        """So many it were."""
        self._gather(reserved.id, reserved.charged(characters - reserved.characters))

    def ended(self, reserved: Reserved, ending: Ending, seconds: float, why: str = "") -> None:
        """A request has ended after so many wall seconds; `why` it has failed."""
        latest = "last_away_at" if ending is Ending.AWAY else "last_answered_at"
        counts = ended(reserved.pair, ending, round(seconds * 1000))
        self._gather(reserved.id, counts, {latest: to_text(self._now())}, why)

    def judged(self, tenant: str, engine: str, pair: str, faults: int) -> None:
        """An answer was checked, with so many faults found."""
        self._gather(document_id(tenant, engine, month_of(self._now())), judged(pair, faults))

    def _gather(
        self, _id: str, counts: Mapping[str, int], latest: Mapping[str, str] | None = None, why: str = ""
    ) -> None:
        with self._lock:
            self._gathered.setdefault(_id, _Gathered.nothing()).add(counts, latest or {}, why)

    def flush(self) -> None:
        """Writes what was gathered; what can't be written now is kept for the next time."""
        with self._lock:
            gathered, self._gathered = self._gathered, {}
        ids = list(gathered)
        try:
            late = write_all(self._collection, [gathered[_id].written(_id) for _id in ids])
        except Away:
            self._keep(gathered)
            raise
        # Somebody has made the document at the same instant.
        self._keep({ids[place]: gathered[ids[place]] for place in late})

    def _keep(self, unwritten: Mapping[str, _Gathered]) -> None:
        with self._lock:
            for _id, one in unwritten.items():
                if (later := self._gathered.get(_id)) is not None:
                    one.add(later.counts, later.latest, later.why)
                self._gathered[_id] = one

    def read(self, tenant: str, engines: Sequence[str], month: str) -> dict[str, dict[str, Any]]:
        """What was written of the month, by engine."""
        ids = {document_id(tenant, engine, month): engine for engine in engines}
        return {ids[_id]: found for _id, found in by_id(self._collection, ids).items()}


@dataclass(slots=True)
class _Gathered:
    """What is to be added to one document. `latest` are instants, of which the last one stays."""

    counts: Counter[str]
    latest: dict[str, str]
    why: str

    @classmethod
    def nothing(cls) -> _Gathered:
        # A limit is compared with the characters, so they are there from the first write on.
        return cls(Counter({CHARACTERS: 0}), {}, "")

    def add(self, counts: Mapping[str, int], latest: Mapping[str, str], why: str) -> None:
        self.counts.update(counts)
        self.latest.update(latest)
        self.why = why or self.why

    def written(self, _id: str) -> UpdateOne:
        update: dict[str, Any] = {"$inc": self.counts}
        if self.latest:
            update["$max"] = self.latest
        if self.why:
            update["$set"] = {"last_away_why": self.why}
        return UpdateOne({"_id": _id}, update, upsert=True)
