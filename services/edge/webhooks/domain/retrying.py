"""When a delivery is tried again, and when it is given up. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

STEPS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=8),
    timedelta(hours=8),
)
"""After the first attempt, and after each that follows: eight in all, within a day."""
# Each step is so much shorter or longer, so that what failed together doesn't come back together.
JITTER = 0.1
# No receiver can put a delivery off for longer.
LONGEST_RETRY_AFTER = timedelta(days=1)
_GONE = 410


class Ending(StrEnum):
    """What came of an attempt."""

    DELIVERED = "delivered"
    RETRIED = "retried"
    GIVEN_UP = "given_up"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try. `status_code` 0: no answer, and `error` says why. `retry_after`: how long the receiver asks to wait."""

    at: datetime
    duration_ms: int
    status_code: int = 0
    error: str = ""
    answer: str = ""
    retry_after: timedelta | None = None

    @property
    def taken(self) -> bool:
        return 200 <= self.status_code < 300


@dataclass(frozen=True, slots=True)
class Judgement:
    """`due`: when it is tried again."""

    ending: Ending
    due: datetime | None = None


def judge(attempt: Attempt, tries: int, now: datetime, uniform: Callable[[float, float], float]) -> Judgement:
    """`tries` counts the attempts, this one too, since it was made or last replayed."""
    if attempt.taken:
        return Judgement(Ending.DELIVERED)
    if attempt.status_code == _GONE:
        return Judgement(Ending.GONE)
    if tries > len(STEPS):
        return Judgement(Ending.GIVEN_UP)
    step = STEPS[tries - 1] * uniform(1 - JITTER, 1 + JITTER)
    return Judgement(Ending.RETRIED, now + max(step, attempt.retry_after or timedelta()))


def retry_after(value: str, now: datetime) -> timedelta | None:
    """What the header (RFC 9110) asks for: seconds or a date, by `now` of the wall; None where it can't be read."""
    text = value.strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        wait = timedelta(seconds=int(text))
    else:
        try:
            date = parsedate_to_datetime(text)
        except (ValueError, TypeError, OverflowError):
            return None
        wait = (date if date.tzinfo else date.replace(tzinfo=UTC)) - now
    return max(timedelta(), min(wait, LONGEST_RETRY_AFTER))


def breather(failing_for: timedelta) -> timedelta:
    """How long an endpoint that has taken nothing for so long is left alone between two deliveries, whatever is due:
    a tenth of that, a minute at most."""
    return min(failing_for / 10, timedelta(minutes=1))
