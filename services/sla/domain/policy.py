"""What is promised: for each target the time that each priority allows, on which clock, held when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction

from services.sla.domain.duration import duration, share
from services.sla.domain.promise import Priority
from services.sla.domain.refusing import refusal
from services.sla.domain.timeline import MICROSECOND


class Kind(StrEnum):
    """What a target is about."""

    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    RESOLUTION = "resolution"


class Status(StrEnum):
    """Of a ticket. The last three are where a ticket is no more."""

    NEW = "new"
    OPEN = "open"
    PENDING = "pending"
    ON_HOLD = "on_hold"
    SOLVED = "solved"
    CLOSED = "closed"
    MERGED = "merged"
    SPAM = "spam"
    DELETED = "deleted"

    @property
    def ended(self) -> bool:
        """Nobody works on the ticket. A solved one may be opened again."""
        return self in (Status.SOLVED, Status.CLOSED) or self.gone

    @property
    def gone(self) -> bool:
        return self in (Status.MERGED, Status.SPAM, Status.DELETED)


class OnPriorityChange(StrEnum):
    KEEP_ELAPSED = "keep_elapsed"
    """The new time counts from where the old one did, so its due instant may be in the past."""
    RESTART = "restart"
    """The new time counts from the change."""
    TIGHTEN_ONLY = "tighten_only"
    """As keep_elapsed where the new time is shorter; else the old time stands."""


@dataclass(frozen=True, slots=True)
class Warn:
    """A warning after a share of the time, or with some of it left; both are measured on the target's own clock."""

    after: Fraction | None = None
    left: timedelta | None = None

    @classmethod
    def of(cls, text: str) -> Warn:
        """From "80%" or "10m". Raises Refused."""
        return cls(after=share(text)) if text.endswith("%") else cls(left=duration(text))

    def passed(self, allowed: timedelta) -> timedelta:
        """How much of the time has passed when it is due; a target with less time than `left` is warned of at once."""
        if self.left is not None:
            return max(allowed - self.left, timedelta(0))
        # Upwards: not before the share has passed.
        return timedelta(microseconds=-(-(allowed // MICROSECOND) * self.after // 1))


@dataclass(frozen=True, slots=True)
class Policy:
    """`clock` is `coverage`, `always` or `calendar:<name>`. Raises Refused."""

    id: str
    clock: str
    targets: Mapping[Kind, Mapping[Priority, timedelta]]
    pause_in: frozenset[Status] = frozenset()
    warn: tuple[Warn, ...] = ()
    on_priority_change: OnPriorityChange = OnPriorityChange.KEEP_ELAPSED
    translated_languages: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not any(self.targets.values()):
            raise refusal("targets", "a policy promises something", "NO_TARGET")
        for kind, times in self.targets.items():
            for priority, allowed in times.items():
                if allowed <= timedelta(0):
                    raise refusal(f"targets.{kind}.{priority}", "a target is more than nothing", "BAD_DURATION")
        if held := sorted(status for status in self.pause_in if status.ended):
            raise refusal("pause_in", f"{held[0]} ends what could be held", "BAD_PAUSE")
        if self.clock not in ("coverage", "always") and not self.calendar:
            raise refusal("clock", f"{self.clock!r} is none of coverage, always, calendar:<name>", "BAD_CLOCK")

    @property
    def calendar(self) -> str:
        """The calendar that the clock names; empty where it names none."""
        return self.clock.removeprefix("calendar:") if self.clock.startswith("calendar:") else ""

    def allowed(self, kind: Kind, priority: Priority) -> timedelta | None:
        """None: the priority has no such target."""
        return self.targets.get(kind, {}).get(priority)
