"""What an iCalendar file says takes place, and what is wrong with one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from services.kit.errors import Refused, Violation


class Unreadable(Refused):
    """The file is none, or says what can't be. `line` counts from 1; None: of the whole of it."""

    def __init__(self, problem: str, line: int | None = None) -> None:
        message = problem if line is None else f"line {line}: {problem}"
        super().__init__("BAD_ICALENDAR", message, violations=(Violation("icalendar", "BAD_ICALENDAR", message),))
        self.problem = problem
        self.line = line


@dataclass(frozen=True, slots=True)
class Happens:
    """From `start` on and before `end`: dates where it takes whole days, else wall time of the zone (naive)."""

    start: date | datetime
    end: date | datetime
    line: int

    @property
    def whole_days(self) -> bool:
        return not isinstance(self.start, datetime)
