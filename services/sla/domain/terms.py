"""What a ticket is promised by: its policy, with the calendars and the teams of one revision of the rulebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from services.sla.domain.calendar import Calendar
from services.sla.domain.policy import Policy, calendar_of
from services.sla.domain.serving import Serving
from services.sla.domain.timeline import ALWAYS, OpenTime, coverage


@dataclass(frozen=True, slots=True)
class Terms:
    """`able` are the teams that can serve the ticket, by id."""

    policy: Policy
    calendars: Mapping[str, Calendar]
    able: Sequence[Serving]
    revision: int = 0
    # Finding the timeline of many calendars takes longer than asking it.
    _times: dict[str, OpenTime] = field(default_factory=dict, compare=False, repr=False)

    def time(self, clock: str) -> OpenTime:
        """What a clock of the policy stands for."""
        if clock not in self._times:
            self._times[clock] = self._open_time(clock)
        return self._times[clock]

    def _open_time(self, clock: str) -> OpenTime:
        """Where nobody can serve the ticket there is no coverage to count: then
        it never stands still, since a promise that nobody is there to keep is broken all the sooner."""
        if name := calendar_of(clock):
            return coverage([self.calendars[name]])
        if clock == "always" or not self.able:
            return ALWAYS
        return coverage(one.team.calendar for one in self.able)
