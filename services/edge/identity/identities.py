"""Who calls: one answer for every kind of credential."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from services.edge.identity import api_key
from services.edge.identity.caller import Caller
from services.edge.identity.kept_keys import KeptKeys
from services.edge.identity.key_ring import KeyRing
from services.edge.identity.people import People, is_token
from services.edge.shops import Shops
from services.kit.clock import SystemClock
from services.kit.errors import Away, Refused
from services.kit.telemetry import EDGE_CREDENTIALS

GOOD_FOR = timedelta(seconds=1)
"""In real time: who makes a hundred calls a second is looked up once."""

_MOST = 10_000

_NOW = SystemClock().now
_GOOD = EDGE_CREDENTIALS.labels("good")


class Identities:
    """A credential is told by its shape: a key of the file of shops, an API key that we made, a person's token. Without
    `keys` we made none. `now` is real time, by which others' credentials are good, however fast our own days go."""

    def __init__(self, shops: Shops, keys: KeptKeys | None = None, now: Callable[[], datetime] = _NOW) -> None:
        self._shops = shops
        self._ring = KeyRing(keys) if keys else None
        self._people = People(shops.providers, frozenset(shops.names), now)
        self._now = now
        # By the credential's hash: whom it stands for, and since when that was known.
        self._found: dict[bytes, tuple[Caller, datetime]] = {}

    async def caller_of(self, token: str | None) -> Caller:
        """Raises Refused (UNAUTHENTICATED) with a stable reason; Away where it can't be known for now."""
        digest, now = api_key.digest_of(token or ""), self._now()
        found = self._found.get(digest)
        if found is None or not found[1] <= now < found[1] + GOOD_FOR:
            if len(self._found) >= _MOST:
                self._found.clear()
            found = self._found[digest] = await self._look_up(token), now
        _GOOD.inc()
        return found[0]

    async def close(self) -> None:
        """Writes what is still to be written, and lets connections go."""
        await self._people.close()
        if self._ring is not None:
            await self._ring.close()

    async def _look_up(self, token: str | None) -> Caller:
        try:
            return await self._find(token)
        except Refused as refusal:
            EDGE_CREDENTIALS.labels(refusal.reason).inc()
            raise
        except Away:
            EDGE_CREDENTIALS.labels("AWAY").inc()
            raise

    async def _find(self, token: str | None) -> Caller:
        if token:
            if (caller := self._shops.find(token)) is not None:
                return caller
            if self._ring is not None and (key_id := api_key.id_in(token)) is not None:
                return await self._ring.caller_of(key_id, token)
            if is_token(token):
                return await self._people.caller_of(token)
        return self._shops.caller_of(token)
