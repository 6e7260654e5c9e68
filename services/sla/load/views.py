"""What the calls show of the load, of a wait and of a promise: the contract's fields, by their names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from babel.units import format_unit

from services.sla.domain.public import PublicPromise
from services.sla.domain.wait import Estimate
from services.sla.load.documents import Summary

_LOCALE = "en"
_UNITS = (("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1)))


@dataclass(frozen=True, slots=True)
class LoadView:
    language: str
    region: str
    arrivals_minute: int
    arrivals_hour: int
    replies_hour: int
    waiting: int
    at: datetime
    surge_id: str

    @classmethod
    def of(cls, summary: Summary, surge_id: str, at: datetime) -> LoadView:
        hour = summary.traffic.hour(at)
        return cls(
            language=summary.crowd.language,
            region=summary.crowd.region,
            arrivals_minute=summary.traffic.minute(at).arrivals,
            arrivals_hour=hour.arrivals,
            replies_hour=hour.replies,
            waiting=summary.traffic.waiting,
            at=at,
            surge_id=surge_id,
        )

    @property
    def idle(self) -> bool:
        """Nothing to tell of."""
        return not (self.arrivals_hour or self.replies_hour or self.waiting or self.surge_id)


@dataclass(frozen=True, slots=True)
class WaitView:
    seconds: timedelta
    answered_by: datetime
    opens_at: datetime | None
    waiting: int
    replies: int

    @classmethod
    def of(cls, estimate: Estimate, waiting: int, replies: int) -> WaitView:
        seconds = -(-estimate.wait // timedelta(seconds=1))
        return cls(timedelta(seconds=seconds), estimate.answered_by, estimate.opens_at, waiting, replies)


@dataclass(frozen=True, slots=True)
class PromiseView:
    open: bool
    first_response_seconds: timedelta
    due_at: datetime
    opens_at: datetime | None
    text: str

    @classmethod
    def of(cls, promise: PublicPromise) -> PromiseView:
        opens = promise.opens_at
        return cls(opens is None, promise.allowed, promise.due_at, opens, told(promise))


def told(promise: PublicPromise) -> str:
    """In English: "first answer within 15 minutes, now", or "... of Monday, March 2, 2026, 08:00 (Europe/Berlin)"."""
    within = f"first answer within {spoken(promise.allowed)}"
    if promise.opens_at is None:
        return f"{within}, now"
    opening = format_datetime(promise.opens_at, "EEEE, MMMM d, y, HH:mm", tzinfo=ZoneInfo(promise.zone), locale=_LOCALE)
    return f"{within} of {opening} ({promise.zone})"


def spoken(duration: timedelta) -> str:
    """In hours and minutes, which are open time and make no days; up to a whole minute, since what is published must
    hold."""
    left = -(-duration // timedelta(minutes=1)) * timedelta(minutes=1)
    parts = []
    for unit, size in _UNITS:
        count, left = divmod(left, size)
        if count:
            parts.append(format_unit(count, f"duration-{unit}", "long", locale=_LOCALE))
    return " ".join(parts)
