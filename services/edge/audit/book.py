"""Writes the audit. A line is on disk before its call goes on: calls at once share one insert. What came of it is told
afterwards, many together, and only where nothing stands yet."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from pymongo import UpdateMany
from pymongo.collection import Collection

from services.edge.audit.documents import BY_ID, to_document
from services.edge.audit.line import Line, Outcome
from services.kit.commands import Gathered
from services.kit.errors import Away
from services.kit.ids import document_id
from services.kit.logs import get_logger
from services.kit.mongo import store_errors, write_all
from services.kit.telemetry import EDGE_AUDIT_UNTOLD

# Wall seconds. An insert costs us the same whether it holds one line or ten.
_PATIENCE = 0.008
# Wall seconds between two rounds, unless so many wait.
_EVERY = 1.0
_MANY = 500
# While the store is away outcomes are kept in memory; lines that lose theirs stay `unknown`.
_MOST_UNTOLD = 20_000

_log = get_logger("audit")


class Book:
    """Used from one event loop."""

    def __init__(self, collection: Collection[dict[str, Any]], days: int) -> None:
        self._collection = collection
        self._kept = timedelta(days=days)
        self._insert: Gathered[Line, None] = Gathered(self._insert_all, _PATIENCE)
        self._untold: list[tuple[str, Outcome, str]] = []
        self._wake = asyncio.Event()
        self._closing = False

    async def write(self, line: Line) -> None:
        """On disk when it returns. Raises Away."""
        await self._insert(line)

    def tell(self, line: Line, outcome: Outcome, reason: str = "") -> None:
        """What came of it."""
        if len(self._untold) >= _MOST_UNTOLD:
            EDGE_AUDIT_UNTOLD.inc()
            return
        self._untold.append((document_id(line.tenant, line.id), outcome, reason))
        if len(self._untold) >= _MANY:
            self._wake.set()

    async def run(self) -> None:
        """Writes outcomes until `close`, and then those that are left."""
        while not self._closing:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), _EVERY)
            self._wake.clear()
            await self._flush()
        if self._untold:
            EDGE_AUDIT_UNTOLD.inc(len(self._untold))

    def close(self) -> None:
        """Ends `run`. Call it when no call is under way any more."""
        self._closing = True
        self._wake.set()

    async def _flush(self) -> None:
        told, self._untold = self._untold, []
        try:
            await asyncio.to_thread(self._tell_all, told)
        except Away as away:
            _log.warning("outcomes_wait", lines=len(told), why=away.why)
            self._untold = told + self._untold

    def _insert_all(self, lines: Sequence[Line]) -> list[None]:
        with store_errors():
            self._collection.insert_many([to_document(line, line.at + self._kept) for line in lines], ordered=False)
        return [None] * len(lines)

    def _tell_all(self, told: Sequence[tuple[str, Outcome, str]]) -> None:
        """Most have gone well: one update tells all of those."""
        alike: dict[tuple[Outcome, str], list[str]] = {}
        for id, outcome, reason in told:
            alike.setdefault((outcome, reason), []).append(id)
        write_all(
            self._collection,
            [
                UpdateMany(
                    {"_id": {"$in": ids}, "outcome": {"$exists": False}},
                    {"$set": {"outcome": outcome, "reason": reason}},
                    hint=BY_ID,
                )
                for (outcome, reason), ids in alike.items()
            ],
        )
