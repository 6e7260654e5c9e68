"""Who holds an API key that we made: the store's answer, kept for a few seconds."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from time import monotonic

from services.edge.identity.api_key import digest_of
from services.edge.identity.caller import Caller, CallerKind
from services.edge.identity.kept_keys import KeptKey, KeptKeys
from services.kit.errors import Away, RefusalKind, Refused
from services.kit.logs import get_logger

# Wall seconds. A revocation is known after the first (and a second of `identities` more); while the store is away, what
# was known serves on for the second.
FRESH_FOR = 4.0
KEPT_WHILE_AWAY = 60.0
USE_TOLD_EVERY = timedelta(minutes=1)
_MOST = 10_000

_log = get_logger(__name__)


@dataclass(slots=True)
class _Known:
    kept: KeptKey | None
    read_at: float


class KeyRing:
    """At most 10,000 keys are kept, the longest unused go first; ids that no key has are kept as well, so that nobody
    makes the store work by asking. `elapsed` counts wall seconds."""

    def __init__(self, keys: KeptKeys, elapsed: Callable[[], float] = monotonic) -> None:
        self._keys = keys
        self._elapsed = elapsed
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._reading: dict[str, asyncio.Task[KeptKey | None]] = {}
        self._store_away_until = 0.0
        self._told: dict[str, datetime] = {}
        self._telling: set[asyncio.Task[None]] = set()

    async def caller_of(self, key_id: str, key: str) -> Caller:
        """The system that shows this key. Raises Refused (UNAUTHENTICATED), Away."""
        kept = await self._look_up(key_id)
        if kept is None or not compare_digest(kept.digest, digest_of(key)):
            raise Refused("API_KEY_UNKNOWN", "no shop has this API key", RefusalKind.UNAUTHENTICATED)
        now = self._keys.now()
        kept.key.must_be_good(now)
        self._note_use(kept, now)
        return Caller(kept.tenant, CallerKind.SYSTEM, key_id, scopes=frozenset(kept.key.scopes))

    async def close(self) -> None:
        """Waits until the last uses are written."""
        await asyncio.gather(*self._telling, *self._reading.values(), return_exceptions=True)

    async def _look_up(self, key_id: str) -> KeptKey | None:
        known = self._known.get(key_id)
        if known is not None and self._may_serve(known):
            self._known.move_to_end(key_id)
            return known.kept
        try:
            return await asyncio.shield(self._read(key_id))
        except Away:
            # To find that it is away takes seconds, which not every call is to wait.
            self._store_away_until = self._elapsed() + FRESH_FOR
            if known is None or not self._may_serve(known):
                raise
            return known.kept

    def _may_serve(self, known: _Known) -> bool:
        now = self._elapsed()
        return now - known.read_at < (KEPT_WHILE_AWAY if now < self._store_away_until else FRESH_FOR)

    def _read(self, key_id: str) -> asyncio.Task[KeptKey | None]:
        """All who ask at once wait for one answer."""
        if key_id not in self._reading:
            task = self._reading[key_id] = asyncio.create_task(self._read_once(key_id))
            task.add_done_callback(lambda _: self._reading.pop(key_id))
        return self._reading[key_id]

    async def _read_once(self, key_id: str) -> KeptKey | None:
        # Counted from before the store was asked: what it said is no younger.
        read_at = self._elapsed()
        kept = await asyncio.to_thread(self._keys.find, key_id)
        self._known[key_id] = _Known(kept, read_at)
        self._known.move_to_end(key_id)
        while len(self._known) > _MOST:
            gone, _ = self._known.popitem(last=False)
            self._told.pop(gone, None)
        return kept

    def _note_use(self, kept: KeptKey, now: datetime) -> None:
        key_id = kept.key.key_id
        last = max((one for one in (kept.last_used_at, self._told.get(key_id)) if one is not None), default=None)
        if last is not None and now - last < USE_TOLD_EVERY:
            return
        self._told[key_id] = now
        task = asyncio.create_task(self._tell(kept, now))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _tell(self, kept: KeptKey, now: datetime) -> None:
        try:
            await asyncio.to_thread(self._keys.was_used, kept, now)
        except Away as away:
            # Told again with the next use, a minute from now at the earliest.
            _log.warning("use_not_told", tenant=kept.tenant, key_id=kept.key.key_id, why=str(away))
