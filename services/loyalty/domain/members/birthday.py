"""When a birthday begins."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def next_birthday(birthday: str, zone: str, after: datetime) -> tuple[datetime, int]:
    """The first instant (UTC) later than `after` at which a birthday (`MM-DD`) begins in the IANA zone, and its year.

    Who was born on 29 February has it on the 28th in the other years: the day before would be a month's end, the day
    after another month. Where a day begins without a midnight, it begins with its first instant; where it has two, with
    the first one.
    """
    place = ZoneInfo(zone)
    year = after.astimezone(place).year
    while (begins := _begins(birthday, year, place)) <= after:
        year += 1
    return begins, year


def _begins(birthday: str, year: int, zone: ZoneInfo) -> datetime:
    month, day = int(birthday[:2]), int(birthday[3:])
    if (month, day) == (2, 29) and not calendar.isleap(year):
        day = 28
    return datetime(year, month, day, tzinfo=zone).astimezone(UTC)


def is_day(birthday: str) -> bool:
    """Whether some year has this day; it is written `MM-DD`."""
    return int(birthday[3:]) <= calendar.monthrange(2000, int(birthday[:2]))[1]
