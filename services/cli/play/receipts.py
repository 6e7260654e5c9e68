"""What the player keeps of what it sent: the edge's word on each action, against which everything is checked later."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from services.cli.play.day import Action


class Outcome(StrEnum):
    """What became of an action."""

    ACCEPTED = "accepted"
    # A rule said no.
    REFUSED = "refused"
    # No answer, however often it was sent: whether it was done isn't known.
    UNKNOWN = "unknown"
    # Not sent, since what it is about isn't there.
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Answer:
    """The edge's last word on a request. `seconds` are wall seconds of the last attempt, `reason` is why not."""

    outcome: Outcome
    body: dict[str, Any] = field(default_factory=dict)
    reason: str = ""
    attempts: int = 1
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Receipt:
    """An action and what the edge said to it. `ticket_id` is the ticket that it went to, `late` how many wall seconds
    after its instant it was sent."""

    action: Action
    answer: Answer
    ticket_id: str = ""
    late: float = 0.0

    @property
    def accepted(self) -> bool:
        return self.answer.outcome is Outcome.ACCEPTED

    @property
    def message_id(self) -> str:
        """The id that ticketing gave to what was written; empty for what is no message."""
        return self._message.get("message_id", "")

    @property
    def message_number(self) -> int:
        """Its place in its ticket, from 1."""
        return self._message.get("number", 0)

    @property
    def _message(self) -> dict[str, Any]:
        """The answer to a customer's message is about it; the answer to an agent's holds it."""
        return self.answer.body.get("message") or self.answer.body
