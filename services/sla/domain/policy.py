"""What is promised: for each target the time that each priority allows, on which clock, held when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from services.sla.domain.conditions import Conditions
from services.sla.domain.duration import duration, share
from services.sla.domain.refusing import refusal
from services.sla.domain.timeline import MICROSECOND
from services.sla.domain.words import Kind, Priority, Status

# All of the time, in thousandths of a percent.
_WHOLE = 100_000


class OnPriorityChange(StrEnum):
    KEEP_ELAPSED = "keep_elapsed"
    """The new time counts from where the old one did, so its due instant may be in the past."""
    RESTART = "restart"
    """The new time counts from the change."""
    TIGHTEN_ONLY = "tighten_only"
    """As keep_elapsed where the new time is shorter; else the old time stands."""


@dataclass(frozen=True, slots=True)
class Warn:
    """A warning after a share of the time (in thousandths of a percent), or with some of it left; both are measured on
    the target's own clock."""

    share: int | None = None
    left: timedelta | None = None

    @classmethod
    def of(cls, text: str) -> Warn:
        """From "80%" or "10m". Raises Refused."""
        return cls(share=share(text)) if text.endswith("%") else cls(left=duration(text))

    def passed(self, allowed: timedelta) -> timedelta:
        """How much of the time has passed when it is due; a target with less time than `left` is warned of at once."""
        if self.left is not None:
            return max(allowed - self.left, timedelta(0))
        # Upwards: not before the share has passed.
        return timedelta(microseconds=-(-(allowed // MICROSECOND) * self.share // _WHOLE))


@dataclass(frozen=True, slots=True)
class Policy:
    """`clock` is `coverage`, `always` or `calendar:<name>`; `clocks` are those of targets that have one of their own.
    The policies of a shop are asked by `position`, then by id; the first whose `conditions` fit is the ticket's. An
    assistant's answer is a response if `assistant_responds`. Raises Refused."""

    id: str
    clock: str
    targets: Mapping[Kind, Mapping[Priority, timedelta]]
    pause_in: frozenset[Status] = frozenset()
    warn: tuple[Warn, ...] = ()
    on_priority_change: OnPriorityChange = OnPriorityChange.KEEP_ELAPSED
    translated_languages: frozenset[str] = frozenset()
    position: int = 0
    conditions: Conditions = Conditions()
    clocks: Mapping[Kind, str] = field(default_factory=dict)
    assistant_responds: bool = False
    version: int = 0

    def __post_init__(self) -> None:
        if not any(self.targets.values()):
            raise refusal("targets", "a policy promises something", "NO_TARGET")
        for kind, times in self.targets.items():
            for priority, allowed in times.items():
                if allowed <= timedelta(0):
                    raise refusal(f"targets.{kind}.{priority}", "a target is more than nothing", "BAD_DURATION")
        if held := sorted(status for status in self.pause_in if status.ended):
            raise refusal("pause_in", f"{held[0]} ends what could be held", "BAD_PAUSE")
        _check_clock("clock", self.clock)
        for kind, clock in self.clocks.items():
            _check_clock(f"clocks.{kind}", clock)

    def clock_of(self, kind: Kind) -> str:
        return self.clocks.get(kind, self.clock)

    @property
    def calendars(self) -> dict[str, str]:
        """The calendars that its clocks name, by the field that does."""
        told = {"clock": self.clock, **{f"clocks.{kind}": clock for kind, clock in self.clocks.items()}}
        return {field: calendar_of(clock) for field, clock in told.items() if calendar_of(clock)}

    def allowed(self, kind: Kind, priority: Priority) -> timedelta | None:
        """None: the priority has no such target."""
        return self.targets.get(kind, {}).get(priority)


def calendar_of(clock: str) -> str:
    """The calendar that the clock names; empty where it names none."""
    return clock.removeprefix("calendar:") if clock.startswith("calendar:") else ""


def _check_clock(field: str, clock: str) -> None:
    if clock not in ("coverage", "always") and not calendar_of(clock):
        raise refusal(field, f"{clock!r} is none of coverage, always, calendar:<name>", "BAD_CLOCK")
