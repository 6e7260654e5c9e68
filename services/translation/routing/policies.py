"""The translation policies of all shops, as translation asks for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from pymongo.database import Database

from services.kit.revisions import Revisions
from services.translation.domain.routing.policy import Policy
from services.translation.domain.routing.publishing import PolicyRevision
from services.translation.routing.documents import REVISED


class Policies(Revisions[PolicyRevision, Policy]):
    """Synchronous and thread-safe. Raises Away."""

    def __init__(self, database: Database[dict[str, Any]], now: Callable[[], datetime]) -> None:
        super().__init__(database, REVISED, now)
