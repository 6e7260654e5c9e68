"""A due instant explained: from when to when whose time was counted, and whose was not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.sla.domain.owners import Ownership, Serving
from services.sla.domain.target import State, Target

_Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Segment:
    """From `since` on and before `until` (UTC): the team that is open, None where none is, and whether the time counts
    for the target. Time that a team is open for and that doesn't count is held by a pause."""

    since: datetime
    until: datetime
    team: str | None
    counted: bool


def segments(
    target: Target, able: Sequence[Serving], owned: Sequence[Ownership], until: datetime
) -> tuple[Segment, ...]:
    """From the target's start to its verdict; of a running one to its due instant, of a paused one to `until`. Where
    several teams are open the team is the owner if it is open, else the first by id (`able` is in that order)."""
    end = _end(target, until)
    runs = [(run.since, min(run.until or end, end)) for run in target.runs if run.since < end]
    counted = [span for since, stop in runs for span in target.clock.spans(since, stop)]
    opened = {one.team.id: one.hours.spans(target.started_at, end) for one in able}
    edges = {target.started_at, end}
    for spans in (counted, *opened.values(), [(one.since, one.until) for one in owned]):
        edges.update(edge for span in spans for edge in span if target.started_at < edge < end)
    found: list[Segment] = []
    points = sorted(edges)
    for since, stop in zip(points, points[1:], strict=False):
        team = _team(since, opened, owned)
        counts = _within(counted, since)
        if found and (found[-1].team, found[-1].counted) == (team, counts):
            found[-1] = Segment(found[-1].since, stop, team, counts)
        else:
            found.append(Segment(since, stop, team, counts))
    return tuple(found)


def _end(target: Target, until: datetime) -> datetime:
    match target.state:
        case State.RUNNING:
            return target.due_at
        case State.PAUSED:
            return until
    return target.met_at or target.breached_at or target.cancelled_at


def _team(at: datetime, opened: dict[str, list[_Span]], owned: Sequence[Ownership]) -> str | None:
    there = [team for team, spans in opened.items() if _within(spans, at)]
    owner = next((one.team for one in reversed(owned) if one.since <= at), None)
    return owner if owner in there else next(iter(there), None)


def _within(spans: list[_Span], at: datetime) -> bool:
    index = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return index >= 0 and at < spans[index][1]
