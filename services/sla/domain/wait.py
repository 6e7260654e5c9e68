"""How long a new conversation will wait for its first answer.

Little's law (Little, "A proof for the queuing formula L = lambda W", 1961): over a long run those who wait are as many
as are served in the time that each of them waits, so W = L / lambda, whatever the distributions are. L is everybody
who waits, the new one with them, and lambda the answers in an hour that was open. M/M/c would need the number of agents
who are there and the time that each of them takes, which nobody measures; Little's law needs what is counted anyway.

How many were answered tells how fast a desk is as far as it was busy: one that had little to do answered little. So the
answers count with the share of its places for which somebody waits, beside a belief that weighs as much as a quarter of
an hour of them: each place of the teams that are there frees itself once in an hour (the mean of a gamma distribution
with that prior). And what the desk has done in the last hour it can do in any case.

The wait is open time: where nobody is there it begins when the next team opens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from services.sla.domain.serving import Serving
from services.sla.domain.timeline import ALWAYS, MICROSECOND, OpenTime, coverage

_HOUR = timedelta(hours=1)
PRIOR_WEIGHT = timedelta(minutes=15)
PRIOR_TURNOVER = 1.0
"""Tickets an hour from each place of a team."""
UNKNOWN_CAPACITY = 4
"""Places of a shop that has named no team."""
RIGHT_WITHIN = timedelta(minutes=2)
RIGHT_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Estimate:
    """`wait` is wall time from the question until `answered_by`. `opens_at` None: somebody is there."""

    wait: timedelta
    answered_by: datetime
    opens_at: datetime | None


def hours_of(able: Sequence[Serving]) -> OpenTime:
    """When one of them is there; a shop that has named no team is always there."""
    return coverage(one.team.calendar for one in able) if able else ALWAYS


def opens_at(able: Sequence[Serving], at: datetime) -> datetime | None:
    """When the next of them opens; None: one is open at `at`. Raises NoCoverage."""
    opens = hours_of(able).deadline(at, MICROSECOND) - MICROSECOND
    return opens if opens > at else None


def estimate(able: Sequence[Serving], waiting: int, answers: int, at: datetime) -> Estimate:
    """For a conversation that begins at `at` behind `waiting` others, when there were so many answers in the hour
    before. Raises NoCoverage."""
    hours = hours_of(able)
    opens = opens_at(able, at)
    rate = _rate(answers, hours.elapsed(at - _HOUR, at), waiting, _capacity(able, opens or at))
    answered_by = hours.deadline(at, _HOUR * ((waiting + 1) / rate))
    return Estimate(answered_by - at, answered_by, opens)


def _rate(answers: int, seen: timedelta, waiting: int, capacity: int) -> float:
    """Answers in an open hour."""
    weight, open_hours = PRIOR_WEIGHT / _HOUR, seen / _HOUR
    busy = min(1.0, waiting / capacity)
    believed = (answers * busy + capacity * PRIOR_TURNOVER * weight) / (open_hours * busy + weight)
    # An answer that was given while nobody is there, such as in overtime, says nothing of an open hour.
    return max(believed, answers / open_hours) if open_hours >= weight else believed


def _capacity(able: Sequence[Serving], at: datetime) -> int:
    """Of the teams that are on shift at `at`."""
    return sum(one.team.capacity for one in able if one.shift_end(at) is not None) or UNKNOWN_CAPACITY


class Verdict(StrEnum):
    """What became of an estimate: the answer came about when it was told, or before, or after."""

    RIGHT = "right"
    EARLY = "early"
    LATE = "late"


def verdict(estimated: timedelta, actual: timedelta) -> Verdict:
    """Right is within two minutes, or within half of what was told."""
    if abs(actual - estimated) <= max(RIGHT_WITHIN, estimated * RIGHT_SHARE):
        return Verdict.RIGHT
    return Verdict.EARLY if actual < estimated else Verdict.LATE


def error_ratio(estimated: timedelta, actual: timedelta) -> float:
    """By how much of the actual wait it was wrong. What is under a minute counts as a minute, or it would tell of
    seconds."""
    return abs(actual - estimated) / max(actual, timedelta(minutes=1))
