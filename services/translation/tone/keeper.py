"""The tone profiles of all shops, as they are now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from pymongo.database import Database

from services.kit.errors import RefusalKind, Refused, Violation
from services.kit.revisions import Revisions
from services.translation.domain.tone import ToneProfile
from services.translation.domain.tone.overrides import Revision, overridden
from services.translation.tone.documents import REVISED
from services.translation.tone.loading import builtin

# Profiles with overrides in them, of all shops.
_KEPT = 512


class ToneProfiles(Revisions[Revision, Revision | None]):
    """Synchronous and thread-safe. Raises Away."""

    def __init__(self, database: Database[dict[str, Any]], now: Callable[[], datetime]) -> None:
        super().__init__(database, REVISED, now)
        self._overridden = lru_cache(maxsize=_KEPT)(self._override)

    @property
    def builtin(self) -> Mapping[str, ToneProfile]:
        """Those that come with Heliodesk, by market (ISO 3166-1)."""
        return builtin()

    def of(self, tenant: str, market: str) -> ToneProfile:
        """With what the shop has changed by now. Raises Refused (NO_TONE_PROFILE) for a market that has none."""
        if market not in self.builtin:
            message = f"there is no tone profile for {market}; there is one for {', '.join(self.builtin)}"
            violation = Violation("market", "NO_TONE_PROFILE", message)
            raise Refused("NO_TONE_PROFILE", message, RefusalKind.NOT_FOUND, (violation,))
        revision = self.current(tenant)
        if revision is None:
            return self.builtin[market]
        return self._overridden(tenant, revision.revision, market)

    def _override(self, tenant: str, number: int, market: str) -> ToneProfile:
        revision = self.revision(tenant, number)
        return overridden(self.builtin[market], revision.overrides, revision.revision)
