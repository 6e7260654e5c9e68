"""Who has a ticket, and who had it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Owner:
    """`begins_at` is when its shift begins for which it was given the ticket; `look_at` when it is looked at again
    (None: once somebody is needed), by plan number `plan`; since `counted_from` (None: nobody is needed) its time
    counts."""

    team: str
    agent: str | None
    since: datetime
    begins_at: datetime
    reason: str
    plan: int
    look_at: datetime | None
    counted_from: datetime | None


@dataclass(frozen=True, slots=True)
class Had:
    """From `since` on and before `until` (UTC; None: still) the ticket was this team's."""

    team: str
    agent: str | None
    since: datetime
    until: datetime | None
    reason: str
    open_seconds: timedelta


@dataclass(frozen=True, slots=True)
class TeamTime:
    team_id: str
    open_seconds: timedelta

    @property
    def whole(self) -> TeamTime:
        """In whole seconds, as it is told."""
        return replace(self, open_seconds=whole(self.open_seconds))


@dataclass(frozen=True, slots=True)
class Owned:
    """The owner, and the last fifty before. `agent` is whom the ticket was assigned to at last."""

    owner: Owner | None = None
    agent: str | None = None
    had: tuple[Had, ...] = ()
    consumed: tuple[TeamTime, ...] = ()

    def by_agent(self, agent: str | None) -> Owned:
        return replace(self, agent=agent, owner=self.owner and replace(self.owner, agent=agent))


def whole(span: timedelta) -> timedelta:
    """The seconds that are over."""
    return timedelta(seconds=span // timedelta(seconds=1))
