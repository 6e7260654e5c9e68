"""What an engine's answer means when it isn't a translation: the same for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

from services.translation.domain.engine import EngineAway, EngineRefused, QuotaSpent

_QUOTA_SPENT = {402, 456}  # payment required; DeepL's own
_KEY_REFUSED = {401, 403}
# A path that isn't there is an address that somebody mistyped, and no fault of the text.
_AWAY = {404, 405, 407, 408, 421, 425, 429}
_LONGEST_WHY = 200  # characters
_DATE_LENGTH = 29


def failure(
    engine: str, status: int, said: str = "", retry_after: float | None = None
) -> EngineAway | QuotaSpent | EngineRefused:
    """The failure that an HTTP status stands for; `said` is the engine's own word for it. A key that it refuses is the
    operator's to mend, not the message's fault: until then the engine is away, and nothing is lost."""
    why = f"it answers {status}" + (f": {' '.join(said.split())[:_LONGEST_WHY]}" if said else "")
    if status in _QUOTA_SPENT:
        return QuotaSpent(engine, why, retry_after)
    if status in _KEY_REFUSED:
        return EngineAway(engine, f"it refuses our key, {why}", retry_after)
    if status in _AWAY or not 400 <= status < 500:
        return EngineAway(engine, why, retry_after)
    return EngineRefused(engine, why)


def malformed(engine: str, why: str) -> EngineAway:
    """For an answer that isn't what the engine promises: a proxy's page, an answer cut short, another service."""
    return EngineAway(engine, f"it answers nonsense: {why[:_LONGEST_WHY]}")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that the answer asks us to wait, given as such or as a date; None where it doesn't say."""
    said = headers.get("Retry-After", "").strip()
    if said.isdecimal():
        return float(said)
    until, now = _instant(said), _instant(headers.get("Date", ""))
    # By the engine's clock alone: ours may be a simulated one.
    return max((until - now).total_seconds(), 0.0) if until and now else None


def _instant(date: str) -> datetime | None:
    """RFC 9110's date, always in GMT: `Sun, 06 Nov 1994 08:49:37 GMT`."""
    try:
        return parsedate_to_datetime(date) if len(date) == _DATE_LENGTH and date.endswith("GMT") else None
    except ValueError:
        return None
