"""The chains that are in force, for whoever asks often."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import datetime

from services.escalation.documents import book_id
from services.escalation.domain.chain import ChainBook
from services.kit.clock import Clock
from services.kit.store import Store


class ChainBooks:
    """Keeps the book of each shop, and asks the store again only for facts that are later than its last question."""

    def __init__(self, store: Store[ChainBook], clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._known: dict[str, tuple[datetime, ChainBook]] = {}
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def in_force(self, tenant: str, at: datetime) -> ChainBook:
        """With all that was published by that instant, and perhaps later. Raises Away."""
        async with self._asking[tenant]:
            asked_at, book = self._known.get(tenant, (None, None))
            if asked_at is None or at >= asked_at:
                asked_at = self._clock.now()
                book = await asyncio.to_thread(self._store.get, book_id(tenant)) or ChainBook(tenant)
                self._known[tenant] = asked_at, book
            return book
