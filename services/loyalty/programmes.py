"""The programmes of all shops, by the instant or by the revision, as decisions ask for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from pymongo.database import Database

from services.kit.revisions import Revisions
from services.loyalty.domain.programme import Programme
from services.loyalty.domain.programme.publishing import Revision
from services.loyalty.programme.documents import REVISED


class Programmes(Revisions[Revision, Programme]):
    """Synchronous and thread-safe. Raises Away."""

    def __init__(self, database: Database[dict[str, Any]], now: Callable[[], datetime]) -> None:
        super().__init__(database, REVISED, now)
