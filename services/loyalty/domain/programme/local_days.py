"""Days as members live them: local dates of a zone, and the instants at which they end."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from services.kit.errors import Refused

# Wide enough for all that is meant, and no validity or window reaches out of what dates can be.
_YEARS = range(1970, 3000)
_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)


@lru_cache(maxsize=4096)
def local_date(at: datetime, zone: str) -> date:
    """The zone's date then. Raises Refused (ABSURD_INSTANT)."""
    if not _YEARS.start < at.year < _YEARS.stop:
        raise Refused("ABSURD_INSTANT", f"nothing happens in the year {at.year}")
    return at.astimezone(ZoneInfo(zone)).date()


@lru_cache(maxsize=16384)
def months_after(day: date, months: int) -> date:
    """The same day of that month, or its last one; `months` may be below zero."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=16384)
def end_of_day(day: date, zone: str) -> datetime:
    """The instant (UTC) at which the local day is over for good: the first of the next one, even where a clock change
    leaves out midnight, has it twice, or skips that day altogether."""
    there = ZoneInfo(zone)
    midnight = datetime.combine(day + _DAY, time(), there)
    # The later one, where a clock goes back over midnight: the old day comes once more. Of a midnight that is left out
    # the earlier one is the change itself; no clock has gone over it from before midnight since 1970.
    later = midnight.replace(fold=1).astimezone(UTC)
    return later if _ends(day, later, there) else midnight.astimezone(UTC)


def _ends(day: date, at: datetime, there: ZoneInfo) -> bool:
    return (at - _TICK).astimezone(there).date() <= day < at.astimezone(there).date()
