"""Whether an agent takes tickets at this moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Presence(StrEnum):
    ONLINE = "online"
    """Takes tickets."""
    AWAY = "away"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class AgentPresence:
    """Since `since` (UTC)."""

    agent_id: str
    presence: Presence
    since: datetime


def set_presence(known: AgentPresence | None, agent_id: str, presence: Presence, now: datetime) -> AgentPresence | None:
    """None: it is so already."""
    if known is not None and known.presence is presence:
        return None
    return AgentPresence(agent_id, presence, now)
