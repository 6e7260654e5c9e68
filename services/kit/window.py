"""The verdict on failures: is it the messages' fault, or ours?

A dead letter is held back until a window of messages is complete. When most of them fail, it is not the messages'
fault:
nothing is put aside, no offset is committed, and the consumer stops, so that a bad deploy can't drain a topic.
"""

from __future__ import annotations

from collections import deque
from enum import StrEnum

WINDOW_MESSAGES = 20
WINDOW_SECONDS = 2.0
# Fewer failures than this are never a pattern.
LEAST_FAILURES = 5


class Judgement(StrEnum):
    """What a window says."""

    # No failure is held back.
    CLEAR = "clear"
    # Too few messages to tell.
    OPEN = "open"
    # A few bad messages: put them aside and go on.
    MESSAGES = "messages"
    # Most of it fails: stop.
    OURSELVES = "ourselves"


class FailureWindow:
    """Counts from the first failure on, until it is full or old enough. Times are monotonic seconds.

    The last outcomes before it count too, so that failures that trickle in one by one are seen as the pattern they are.
    """

    def __init__(self) -> None:
        self.seen = 0
        self.failed = 0
        self._opened_at: float | None = None
        self._recent: deque[bool] = deque(maxlen=WINDOW_MESSAGES)

    def count(self, outcomes: list[bool], now: float) -> None:
        """Adds the outcomes of one batch (True: it failed). A window opens with the first failure."""
        for failed in outcomes:
            self._recent.append(failed)
            if self._opened_at is None and failed:
                self._opened_at = now
            if self._opened_at is not None:
                self.seen += 1
                self.failed += failed

    def judge(self, now: float) -> Judgement:
        if self._opened_at is None:
            return Judgement.CLEAR
        if self.seen < WINDOW_MESSAGES and now - self._opened_at < WINDOW_SECONDS:
            return Judgement.OPEN
        if _pattern(self.failed, self.seen) or _pattern(sum(self._recent), len(self._recent)):
            return Judgement.OURSELVES
        return Judgement.MESSAGES

    def close(self) -> None:
        """Forgets the window, not the recent outcomes."""
        self._opened_at, self.seen, self.failed = None, 0, 0

    def forget(self) -> None:
        """Forgets everything: its messages will be read again."""
        self.close()
        self._recent.clear()


def _pattern(failed: int, seen: int) -> bool:
    return failed >= LEAST_FAILURES and 2 * failed > seen
