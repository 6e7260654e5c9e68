"""A due instant explained: from when to when whose time was counted, and whose was not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from services.sla.domain.owners import Ownership
from services.sla.domain.serving import Serving
from services.sla.domain.target import Held, State, Target
from services.sla.domain.timeline import OpenTime

_Span = tuple[datetime, datetime]


class Cause(StrEnum):
    """Why time was counted, or was not."""

    OPEN = "open"
    CLOSED = "closed"
    PAUSED = "paused"
    SOLVED = "solved"


@dataclass(frozen=True, slots=True)
class Segment:
    """From `since` on and before `until` (UTC): the team that is open, None where none is, and whether the time counts
    for the target, and why."""

    since: datetime
    until: datetime
    team: str | None
    counted: bool
    cause: Cause


def segments(
    target: Target, time: OpenTime, able: Sequence[Serving], owned: Sequence[Ownership], until: datetime
) -> tuple[Segment, ...]:
    """From the target's start to its verdict; of a running one to its due instant, of a paused one to `until`. Where
    several teams are open the team is the owner if it is open, else the first by id (`able` is in that order). `time`
    is what the target's clock stands for."""
    end = _end(target, until)
    runs = [(run.since, min(run.until or end, end)) for run in target.runs if run.since < end]
    counted = [span for since, stop in runs for span in time.spans(since, stop)]
    opened = {one.team.id: one.hours.spans(target.started_at, end) for one in able}
    edges = {target.started_at, end}
    for spans in (counted, runs, *opened.values(), [(one.since, one.until) for one in owned]):
        edges.update(edge for span in spans for edge in span if target.started_at < edge < end)
    found: list[Segment] = []
    points = sorted(edges)
    for since, stop in zip(points, points[1:], strict=False):
        cause = Cause.OPEN if _within(counted, since) else _held(target, since)
        found.append(Segment(since, stop, _team(since, opened, owned), cause is Cause.OPEN, cause))
    return merged(found, lambda one: (one.team, one.cause))


def merged(found: Iterable[Segment], same: Callable[[Segment], object]) -> tuple[Segment, ...]:
    """Neighbours that are the same made one."""
    made: list[Segment] = []
    for one in found:
        if made and same(made[-1]) == same(one):
            made[-1] = replace(made[-1], until=one.until)
        else:
            made.append(one)
    return tuple(made)


def _held(target: Target, at: datetime) -> Cause:
    """Why nothing was counted then."""
    begun = [run for run in target.runs if run.since <= at]
    if begun and (begun[-1].until is None or at < begun[-1].until):
        return Cause.CLOSED
    return Cause.SOLVED if begun and begun[-1].then is Held.ENDED else Cause.PAUSED


def _end(target: Target, until: datetime) -> datetime:
    match target.state:
        case State.RUNNING:
            return target.due_at
        case State.PAUSED:
            return until
    return target.ended_at


def _team(at: datetime, opened: dict[str, list[_Span]], owned: Sequence[Ownership]) -> str | None:
    there = [team for team, spans in opened.items() if _within(spans, at)]
    owner = next((one.team for one in reversed(owned) if one.since <= at), None)
    return owner if owner in there else next(iter(there), None)


def _within(spans: list[_Span], at: datetime) -> bool:
    index = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return index >= 0 and at < spans[index][1]
