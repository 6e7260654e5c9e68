"""A shop's rulebook as it is kept: with what was changed last, and the watch over its gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from services.sla.domain.rulebook.book import Rulebook
from services.sla.domain.rulebook.publishing import (
    CalendarPublished,
    OnCallPublished,
    PolicyPublished,
    Published,
    TeamPublished,
)
from services.sla.domain.rulebook.watch import CoverageGapFound, Watch, look, watch_anew


class Part(StrEnum):
    CALENDAR = "calendar"
    TEAM = "team"
    POLICY = "policy"
    ON_CALL = "on_call"


@dataclass(frozen=True, slots=True)
class Changed:
    """What a revision has changed; `id` is empty for the managers, of whom there is one list."""

    part: Part
    id: str


@dataclass(frozen=True, slots=True)
class KeptRulebook:
    """`next_at` is when it wants to be looked at."""

    tenant: str
    rulebook: Rulebook
    changed: Changed
    watch: Watch
    next_at: datetime


def keep(kept: KeptRulebook | None, tenant: str, changed: Rulebook, event: Published) -> KeptRulebook:
    """With the next revision, which is watched anew."""
    watch = watch_anew(kept and kept.watch, changed.published_at)
    return KeptRulebook(tenant, changed, _what(event), watch, watch.look_at)


def look_ahead(kept: KeptRulebook, notice: timedelta, now: datetime) -> tuple[KeptRulebook, Sequence[CoverageGapFound]]:
    """Tells the gaps that have come near."""
    watch, found = look(kept.rulebook.compiled, kept.watch, notice, now)
    return KeptRulebook(kept.tenant, kept.rulebook, kept.changed, watch, watch.look_at), found


def _what(event: Published) -> Changed:
    match event:
        case CalendarPublished():
            return Changed(Part.CALENDAR, event.calendar.name)
        case TeamPublished():
            return Changed(Part.TEAM, event.team.team_id)
        case PolicyPublished():
            return Changed(Part.POLICY, event.policy.policy_id)
        case OnCallPublished():
            return Changed(Part.ON_CALL, "")
