"""What a shop says once, in the words of the contract: each field has its name in heliodesk.sla.v1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.kit.money import Money
from services.sla.domain.policy import OnPriorityChange
from services.sla.domain.team import Level
from services.sla.domain.words import Channel, Kind, Priority, TicketStatus


class Weekday(StrEnum):
    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


@dataclass(frozen=True, slots=True)
class IntervalSpec:
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class DayHoursSpec:
    weekday: Weekday
    intervals: tuple[IntervalSpec, ...]


@dataclass(frozen=True, slots=True)
class HolidaysSpec:
    country: str
    subdivision: str = ""


@dataclass(frozen=True, slots=True)
class ExceptionSpec:
    """`from_` and `to` are ISO dates; an empty `to` is the same date."""

    from_: str
    to: str = ""
    intervals: tuple[IntervalSpec, ...] = ()
    week: tuple[DayHoursSpec, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarSpec:
    name: str
    zone: str
    week: tuple[DayHoursSpec, ...] = ()
    holidays: HolidaysSpec | None = None
    exceptions: tuple[ExceptionSpec, ...] = ()
    version: int = 0
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SpokenSpec:
    language: str
    level: Level


@dataclass(frozen=True, slots=True)
class AgentSpec:
    """A capacity of 0 is the usual one."""

    agent_id: str
    languages: tuple[SpokenSpec, ...] = ()
    skills: tuple[str, ...] = ()
    capacity: int = 0


@dataclass(frozen=True, slots=True)
class AgreementSpec:
    languages: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamSpec:
    team_id: str
    calendar: str
    languages: tuple[SpokenSpec, ...]
    capacity: int = 1
    skills: tuple[str, ...] = ()
    region: str = ""
    lead_id: str = ""
    agents: tuple[AgentSpec, ...] = ()
    partner: str = ""
    agreement: AgreementSpec | None = None
    version: int = 0
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OnCallManager:
    """Whom to call when nobody else is left, while `calendar` is open."""

    manager_id: str
    calendar: str


@dataclass(frozen=True, slots=True)
class PromisedTimeSpec:
    target: Kind
    priority: Priority
    seconds: int


@dataclass(frozen=True, slots=True)
class TargetClockSpec:
    target: Kind
    clock: str


@dataclass(frozen=True, slots=True)
class WarningSpec:
    """One of both; the other is 0."""

    percent: int = 0
    seconds_left: int = 0


@dataclass(frozen=True, slots=True)
class ConditionsSpec:
    channels: tuple[Channel, ...] = ()
    languages: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    loyalty_tiers: tuple[str, ...] = ()
    min_order_value: Money | None = None


@dataclass(frozen=True, slots=True)
class PolicySpec:
    """No `on_priority_change` is keep_elapsed."""

    policy_id: str
    clock: str
    targets: tuple[PromisedTimeSpec, ...]
    position: int = 0
    conditions: ConditionsSpec | None = None
    clocks: tuple[TargetClockSpec, ...] = ()
    pause_in: tuple[TicketStatus, ...] = ()
    warn: tuple[WarningSpec, ...] = ()
    on_priority_change: OnPriorityChange | None = None
    translated_languages: tuple[str, ...] = ()
    assistant_responds: bool = False
    version: int = 0
    published_at: datetime | None = None
