"""Who surges: each minute every crowd of which something was heard is held against its band."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from services.kit import telemetry
from services.kit.aggregate import Change, Outcome, Verdict, Work
from services.kit.store import Pending, Store
from services.sla.domain.load import FEWEST_ARRIVALS, Band, band, samples
from services.sla.domain.surge import QUIET, Surge, judge
from services.sla.load.documents import Loads, Summary

# An hour after its last event a crowd has no arrivals any more; its surge then ends, once it has been quiet.
HEARD_WITHIN = 60 + int(QUIET.total_seconds()) // 60 + 5


class Judging:
    """Synchronous; raises Away."""

    def __init__(self, loads: Loads, surges: Store[Surge], mine: Callable[[str], bool]) -> None:
        """`mine(crowd_id)`: whether this process judges the crowd. Where two do, one of them loses the race."""
        self._loads = loads
        self._surges = surges
        self._mine = mine

    def judge(self, summaries: Sequence[Summary], at: datetime) -> list[Pending]:
        """Answers what is to be published."""
        mine = [summary for summary in summaries if self._mine(summary.id)]
        surges = {one: found.state for one, found in self._surges.load([summary.id for summary in mine]).items()}
        arrivals = {summary.id: summary.traffic.hour(at).arrivals for summary in summaries}
        asked = [one for one in mine if arrivals[one.id] > FEWEST_ARRIVALS or _running(surges.get(one.id))]
        usual = self._usual(asked, summaries, arrivals, at)
        works = []
        for one in asked:
            decide = _decision(one, arrivals[one.id], usual[one.id], at)
            if decide(surges.get(one.id)) is not None:
                works.append(Work(one.id, decide))
        outcomes, pending = self._surges.run(works) if works else ([], [])
        for outcome in outcomes:
            _count(outcome, at)
        return pending

    def _usual(
        self, asked: Sequence[Summary], all_of_them: Sequence[Summary], arrivals: dict[str, int], at: datetime
    ) -> dict[str, Band | None]:
        """The bands. Where languages aren't detected, as when nothing can be translated, all arrivals are of an unknown
        language and no more than usual: those surge only if the whole region does."""
        regions = {one.id: _region(one, all_of_them) for one in asked if not one.crowd.language}
        read = {one.id for one in asked} | {mate.id for mates in regions.values() for mate in mates}
        past = self._loads.past(read, at)
        bands: dict[str, Band | None] = {}
        for one in asked:
            bands[one.id] = band(samples(past.get(one.id, {}), one.since, at))
            if mates := regions.get(one.id):
                hours: Counter[int] = Counter()
                for mate in mates:
                    hours.update(past.get(mate.id, {}))
                whole = band(samples(hours, min(mate.since for mate in mates), at))
                if whole is None or sum(arrivals[mate.id] for mate in mates) <= whole.upper:
                    bands[one.id] = None
        return bands


def _region(one: Summary, all_of_them: Sequence[Summary]) -> list[Summary]:
    return [mate for mate in all_of_them if mate.tenant == one.tenant and mate.crowd.region == one.crowd.region]


def _running(surge: Surge | None) -> bool:
    return surge is not None and surge.running


def _decision(
    summary: Summary, arrivals: int, usual: Band | None, at: datetime
) -> Callable[[Surge | None], Change[Surge] | None]:
    def decide(surge: Surge | None) -> Change[Surge] | None:
        step = judge(surge, summary.tenant, summary.crowd, arrivals, usual, at)
        return step and Change(step[0], (step[1],) if step[1] else (), at)

    return decide


def _count(outcome: Outcome[Surge], at: datetime) -> None:
    surge = outcome.state
    if outcome.verdict is Verdict.APPLIED and surge is not None and at in (surge.detected_at, surge.ended_at):
        telemetry.SLA_SURGES.labels("detected" if surge.running else "ended").inc()
