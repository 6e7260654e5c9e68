"""A surge: more of a crowd arrive than usually do in this hour of the week, until they are as many as usual again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.kit.ids import derived_id
from services.sla.domain.load import Band, Crowd, hour_of

QUIET = timedelta(minutes=15)
"""A surge has ended when arrivals have been inside of their band for as long: else one that stands at the edge of its
band would end and begin with every minute."""


@dataclass(frozen=True, slots=True)
class SurgeDetected:
    """As the contract has it."""

    surge_id: str
    language: str
    region: str
    arrivals: int
    usual: float
    upper: float
    detected_at: datetime


@dataclass(frozen=True, slots=True)
class SurgeEnded:
    """As the contract has it."""

    surge_id: str
    language: str
    region: str
    detected_at: datetime
    ended_at: datetime
    peak: int


@dataclass(frozen=True, slots=True)
class Surge:
    """The last one of a crowd. `judged_at` is the last instant that changed it, `quiet_since` the one from which on
    arrivals were inside of their band without a break."""

    surge_id: str
    language: str
    region: str
    usual: float
    upper: float
    detected_at: datetime
    judged_at: datetime
    peak: int
    quiet_since: datetime | None = None
    ended_at: datetime | None = None

    @property
    def running(self) -> bool:
        return self.ended_at is None


Step = tuple[Surge, SurgeDetected | SurgeEnded | None]


def judge(
    surge: Surge | None, tenant: str, crowd: Crowd, arrivals: int, usual: Band | None, at: datetime
) -> Step | None:
    """What becomes of the crowd's surge when so many arrived in the hour before `at`. `usual` None: nothing is known to
    be usual, so nothing is a surge. None: nothing becomes of it, as when an earlier instant is judged again: whatever
    is replayed, a surge is told once. It is named after the hour in which it was detected, and there is one in an hour.
    """
    if surge is not None and at <= surge.judged_at:
        return None
    more = usual is not None and arrivals > usual.upper
    if surge is None or not surge.running:
        return _detected(surge, tenant, crowd, arrivals, usual, at) if more and usual is not None else None
    if not more:
        return _quiet(surge, at)
    if surge.quiet_since is None and arrivals <= surge.peak:
        return None
    return replace(surge, quiet_since=None, peak=max(surge.peak, arrivals), judged_at=at), None


def _detected(last: Surge | None, tenant: str, crowd: Crowd, arrivals: int, usual: Band, at: datetime) -> Step | None:
    surge_id = derived_id("surge", tenant, crowd.language, crowd.region, str(hour_of(at)))
    if last is not None and last.surge_id == surge_id:
        return None
    surge = Surge(
        surge_id, crowd.language, crowd.region, usual.usual, usual.upper, detected_at=at, judged_at=at, peak=arrivals
    )
    event = SurgeDetected(surge_id, crowd.language, crowd.region, arrivals, usual.usual, usual.upper, detected_at=at)
    return surge, event


def _quiet(surge: Surge, at: datetime) -> Step | None:
    if surge.quiet_since is None:
        return replace(surge, quiet_since=at, judged_at=at), None
    if at - surge.quiet_since < QUIET:
        return None
    ended = replace(surge, ended_at=at, judged_at=at)
    event = SurgeEnded(surge.surge_id, surge.language, surge.region, surge.detected_at, ended_at=at, peak=surge.peak)
    return ended, event
