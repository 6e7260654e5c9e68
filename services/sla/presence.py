"""Who is present, as the scheduler and the calls ask."""

from __future__ import annotations

from typing import Any

from pymongo.database import Database

from services.kit.convert import from_document
from services.kit.mongo import store_errors
from services.sla.domain.presence import AgentPresence, Presence
from services.sla.rulebook_documents import PRESENCES


class Presences:
    """Synchronous and thread-safe. Raises Away."""

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self._presences = database[PRESENCES.collection]

    def present(self, tenant: str) -> frozenset[str]:
        """The ids of the agents that take tickets."""
        with store_errors():
            found = self._presences.find(present_query(tenant), {"state.agent_id": 1})
            return frozenset(one["state"]["agent_id"] for one in found)

    def all(self, tenant: str) -> list[AgentPresence]:
        """Of all agents that ever said, by id."""
        with store_errors():
            found = self._presences.find({"tenant": tenant}, {"state": 1}).sort("_id", 1)
            return [from_document(one["state"], AgentPresence) for one in found]


def present_query(tenant: str) -> dict[str, Any]:
    return {"tenant": tenant, "state.presence": Presence.ONLINE.value}
