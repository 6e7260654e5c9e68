"""What one team tells the next when it hands a ticket on, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class HandoffNote:
    """`happened` is a line for each thing, in order; `next` is to be done by `due_at` (None: nothing is due)."""

    happened: tuple[str, ...]
    next: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class TeamTime:
    """The open time of the ticket that a team has had."""

    team_id: str
    open_seconds: timedelta


@dataclass(frozen=True, slots=True)
class Handoff:
    """A ticket's way from one team to the next (UTC), as the SLA service tells it."""

    from_team_id: str
    to_team_id: str
    handed_off_at: datetime
    note: HandoffNote
    consumed: tuple[TeamTime, ...]


def in_words(handoff: Handoff) -> str:
    """What happened, what is next, due when: for whoever takes over."""
    note = handoff.note
    due = f", by {note.due_at:%Y-%m-%d %H:%M} UTC" if note.due_at else ""
    taken = ", ".join(f"{one.team_id} {_duration(one.open_seconds)}" for one in handoff.consumed)
    lines = [
        f"Handed off from {handoff.from_team_id} to {handoff.to_team_id}.",
        *(("What happened:",) if note.happened else ()),
        *(f"- {line}" for line in note.happened),
        f"Next: {note.next}{due}.",
        *((f"Open time so far: {taken}.",) if taken else ()),
    ]
    return "\n".join(lines)


def _duration(time: timedelta) -> str:
    hours, minutes = divmod(time // _MINUTE, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
