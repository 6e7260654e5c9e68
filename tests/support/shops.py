"""Shops that have published a rulebook, in the real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from services.kit.aggregate import Work
from services.kit.store import Store
from services.sla.domain.rulebook.publishing import publish_calendar, publish_policy, publish_team
from services.sla.domain.rulebook.specs import (
    AgentSpec,
    CalendarSpec,
    DayHoursSpec,
    IntervalSpec,
    PolicySpec,
    PromisedTimeSpec,
    SpokenSpec,
    TeamSpec,
    WarningSpec,
    Weekday,
)
from services.sla.domain.team import Level
from services.sla.domain.words import Kind, Priority, TicketStatus
from services.sla.rulebook_documents import RULEBOOKS, published, rulebook_id

_PUBLISH = {CalendarSpec: publish_calendar, TeamSpec: publish_team, PolicySpec: publish_policy}


def publish(database: Any, tenant: str, at: datetime, *said: CalendarSpec | TeamSpec | PolicySpec) -> None:
    """One after the other, all at that instant."""
    store = Store(database, RULEBOOKS, "test", lambda: at)
    for one in said:

        def decide(kept: Any, one: Any = one) -> Any:
            book, event = _PUBLISH[type(one)](kept.rulebook if kept else None, one, at)
            return published(kept, tenant, book, event)

        (outcome,), _ = store.run([Work(rulebook_id(tenant), decide)])
        if outcome.refusal:
            raise outcome.refusal


def promised(kind: Kind, **hours: float) -> Iterator[PromisedTimeSpec]:
    """`promised(Kind.RESOLUTION, normal=24)`."""
    for priority, time in hours.items():
        yield PromisedTimeSpec(kind, Priority(priority), int(time * 3600))


def around_the_clock(
    name: str, zone: str, start: str = "08:00", end: str = "18:00", *, english: Level = Level.FLUENT, **other: Any
) -> tuple[CalendarSpec, TeamSpec]:
    """A team of that name that works every day, with an agent `agent-<name>`."""
    hours = tuple(DayHoursSpec(day, (IntervalSpec(start, end),)) for day in Weekday)
    agents = (AgentSpec(f"agent-{name}"),)
    spoken = (SpokenSpec("en", english), *other.pop("languages", ()))
    team = TeamSpec(name, name, spoken, 500, region=name, lead_id=f"lead-{name}", agents=agents, **other)
    return CalendarSpec(name, zone, hours), team


FIVE_ZONES = (
    ("berlin", "Europe/Berlin"),
    ("newyork", "America/New_York"),
    ("saopaulo", "America/Sao_Paulo"),
    ("tokyo", "Asia/Tokyo"),
    ("sydney", "Australia/Sydney"),
)
POLICY = PolicySpec(
    "sun",
    "coverage",
    (
        *promised(Kind.FIRST_RESPONSE, normal=4, urgent=0.25),
        *promised(Kind.NEXT_RESPONSE, normal=4, urgent=0.5),
        *promised(Kind.RESOLUTION, normal=48, urgent=8),
    ),
    pause_in=(TicketStatus.PENDING,),
    warn=(WarningSpec(percent=80),),
)


def publish_shop(database: Any, tenant: str, at: datetime) -> None:
    """Five teams in five zones, and one policy for all tickets."""
    for name, zone in FIVE_ZONES:
        publish(database, tenant, at, *around_the_clock(name, zone))
    publish(database, tenant, at, POLICY)
