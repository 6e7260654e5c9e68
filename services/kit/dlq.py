"""Dead letters: what no retry would help, with the reason, where it came from, a hash, and the body up to a limit.

They lie in `<topic>.<group>.dlq`. A person lists, shows, replays or drops them with `heliodesk dlq`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.kit.instants import to_text
from services.kit.producer import MAX_RECORD_BYTES, Record
from services.kit.topics import dead_letter_topic

# The broker's limit holds for body and headers together; a dead letter has more headers than what it holds.
BODY_LIMIT = MAX_RECORD_BYTES - 100_000
_HEADER_LIMIT = 50_000
PREFIX = "dlq_"


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message that was put aside. `headers`, `key` and `body` are the message's own; `reason` is UPPER_SNAKE."""

    topic: str
    partition: int
    offset: int
    group: str
    reason: str
    detail: str
    at: datetime
    key: bytes | None
    body: bytes
    headers: Sequence[tuple[str, bytes]]

    def to_record(self) -> Record:
        about = {
            "topic": self.topic,
            "partition": str(self.partition),
            "offset": str(self.offset),
            "group": self.group,
            "reason": self.reason,
            "detail": self.detail[:1000],
            "at": to_text(self.at),
            "sha256": hashlib.sha256(self.body).hexdigest(),
            "size": str(len(self.body)),
        }
        headers = [(f"{PREFIX}{name}", value.encode(errors="replace")) for name, value in about.items()]
        room = _HEADER_LIMIT
        for name, value in self.headers:
            room -= len(name) + len(value or b"")
            if room > 0:
                headers.append((name, value))
        return Record(dead_letter_topic(self.topic, self.group), self.key, self.body[:BODY_LIMIT], headers)
