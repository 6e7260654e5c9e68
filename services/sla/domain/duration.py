"""Durations in the words of a policy: `90s`, `15m`, `2400m`, `4h`, `1h30m`."""

from __future__ import annotations

import re
from datetime import timedelta

from services.sla.domain.refusing import refusal

_TOLD = re.compile(r"(?=\d)(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?", re.ASCII)
# Ten years that never stand still: who writes more has written a nought too many.
LONGEST = timedelta(days=3653)


def duration(text: str) -> timedelta:
    """More than nothing, and at most ten years. Raises Refused."""
    found = _TOLD.fullmatch(text)
    if not found:
        message = f"{text!r} is no duration of more than nothing, such as 90s, 15m, 4h, 1h30m"
        raise refusal("", message, "BAD_DURATION")
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    told = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if not timedelta(0) < told <= LONGEST:
        raise refusal("", f"{text!r} is not more than nothing and at most ten years", "BAD_DURATION")
    return told


def share(text: str) -> int:
    """`80%` in thousandths of a percent; more than 0 and at most 100. Raises Refused."""
    found = re.fullmatch(r"(\d{1,3})(?:\.(\d{1,3}))?%", text, re.ASCII)
    told = int(found[1]) * 1000 + int((found[2] or "").ljust(3, "0")) if found else 0
    if not 0 < told <= 100_000:
        raise refusal("", f"{text!r} is no share of more than 0% and at most 100%", "BAD_SHARE")
    return told
