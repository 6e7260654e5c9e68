"""Instants at the borders: aware UTC datetimes inside, text in documents and JSON, Timestamps in contracts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from google.protobuf.timestamp_pb2 import Timestamp

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_text(instant: datetime) -> str:
    """`2026-03-02T00:00:00.000000Z`: always as wide, so that texts sort as instants do; exact to the microsecond.
    Raises ValueError for a naive datetime."""
    if instant.tzinfo is not UTC:
        if instant.tzinfo is None:
            raise ValueError(f"{instant} has no zone")
        instant = instant.astimezone(UTC)
    return _utc_text(instant)


# One instant stands in a document, its outbox and an event's headers; timers of one midnight all have the same.
@lru_cache(maxsize=1024)
def _utc_text(instant: datetime) -> str:
    return instant.isoformat(timespec="microseconds")[:26] + "Z"


def from_text(text: str) -> datetime:
    """The instant of an RFC 3339 text with a zone. Raises ValueError."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"{text!r} has no zone")
    try:
        return instant if instant.tzinfo is UTC else instant.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{text!r} is outside of the years 1 to 9999") from error


def to_timestamp(instant: datetime) -> Timestamp:
    """Raises TypeError for a naive datetime."""
    since = instant - _EPOCH
    return Timestamp(seconds=since.days * 86400 + since.seconds, nanos=since.microseconds * 1000)


def from_timestamp(timestamp: Timestamp) -> datetime:
    """To the microsecond; what is finer is cut off. Raises OverflowError outside of the years 1 to 9999."""
    return _EPOCH + timedelta(seconds=timestamp.seconds, microseconds=timestamp.nanos // 1000)
