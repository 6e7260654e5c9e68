"""How a rulebook changes: something is published, as a new version; nothing of it ever goes away.

Each function answers the next revision and what happened, or raises Refused (INVALID_FIELDS) with every field that is
wrong. What is published is checked by building the algebra's objects of it, and so is what refers to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from services.kit.errors import RefusalKind, Refused
from services.kit.faults import Faults
from services.sla.domain.imported import imported, number_of_dates
from services.sla.domain.rulebook.book import EMPTY, Rulebook
from services.sla.domain.rulebook.building import calendar_of, policy_of, team_of
from services.sla.domain.rulebook.importing import with_exceptions
from services.sla.domain.rulebook.references import (
    check_clocks,
    check_managers,
    check_opens,
    check_team,
    uncovered,
)
from services.sla.domain.rulebook.specs import CalendarSpec, OnCallManager, PolicySpec, TeamSpec
from services.sla.domain.team import Team

_Spec = TypeVar("_Spec", CalendarSpec, TeamSpec, PolicySpec)


@dataclass(frozen=True, slots=True)
class CalendarPublished:
    calendar: CalendarSpec
    revision: int


@dataclass(frozen=True, slots=True)
class TeamPublished:
    team: TeamSpec
    revision: int


@dataclass(frozen=True, slots=True)
class PolicyPublished:
    policy: PolicySpec
    revision: int


@dataclass(frozen=True, slots=True)
class OnCallPublished:
    managers: tuple[OnCallManager, ...]
    revision: int
    published_at: datetime


Published = CalendarPublished | TeamPublished | PolicyPublished | OnCallPublished


def publish_calendar(book: Rulebook | None, spec: CalendarSpec, now: datetime) -> tuple[Rulebook, CalendarPublished]:
    book = book or EMPTY
    calendar = calendar_of(spec)
    faults = Faults("calendar")
    check_opens(calendar, now, "week", faults)
    faults.check()
    old, at = book.calendar(spec.name), _at(book, now)
    new = _next(spec, old, at)
    changed = _changed(book, at, calendars=_put(book.calendars, old, new))
    _check_still_covered(book, changed, now, "calendar", "week")
    return changed, CalendarPublished(new, changed.revision)


def import_calendar(
    book: Rulebook | None, name: str, icalendar: str, now: datetime
) -> tuple[Rulebook, CalendarPublished, int]:
    """The calendar with what an iCalendar file says from now on; and how many dates that are. A date for which both
    have an exception takes the file's. Raises Refused (NO_CALENDAR), Unreadable."""
    spec = book.calendar(name) if book is not None else None
    if spec is None:
        raise Refused("NO_CALENDAR", f"there is no calendar {name!r}", RefusalKind.NOT_FOUND)
    found = imported(icalendar, spec.zone, now.astimezone(ZoneInfo(spec.zone)).date())
    changed, event = publish_calendar(book, with_exceptions(spec, found), now)
    return changed, event, number_of_dates(found)


def publish_team(book: Rulebook | None, spec: TeamSpec, now: datetime) -> tuple[Rulebook, TeamPublished]:
    book = book or EMPTY
    faults = Faults("team")
    check_team(book, spec, faults)
    faults.check()
    team_of(spec, calendar_of(book.calendar(spec.calendar)))
    old, at = book.team(spec.team_id), _at(book, now)
    new = _next(spec, old, at)
    changed = _changed(book, at, teams=_put(book.teams, old, new))
    _check_still_covered(book, changed, now, "team", "languages")
    return changed, TeamPublished(new, changed.revision)


def publish_policy(book: Rulebook | None, spec: PolicySpec, now: datetime) -> tuple[Rulebook, PolicyPublished]:
    book = book or EMPTY
    policy = policy_of(spec)
    faults = Faults("policy")
    check_clocks({one.name for one in book.calendars}, spec, faults)
    if problem := uncovered(policy, _teams(book), now):
        language, message = problem
        faults.add(_covering_field(spec, language), "NOTHING_COVERS", message)
    faults.check()
    old, at = book.policy(spec.policy_id), _at(book, now)
    new = _next(spec, old, at)
    changed = _changed(book, at, policies=_put(book.policies, old, new))
    return changed, PolicyPublished(new, changed.revision)


def publish_on_call(
    book: Rulebook | None, managers: Sequence[OnCallManager], now: datetime
) -> tuple[Rulebook, OnCallPublished]:
    """In the order in which they are called; these, and no others any more."""
    book = book or EMPTY
    faults = Faults("managers")
    check_managers(book, managers, faults)
    faults.check()
    at = _at(book, now)
    changed = _changed(book, at, managers=tuple(managers))
    return changed, OnCallPublished(changed.managers, changed.revision, at)


def _at(book: Rulebook, now: datetime) -> datetime:
    """Never before the revision that it follows, whatever the clocks of two processes say."""
    return max(now.astimezone(UTC), book.published_at)


def _next(spec: _Spec, old: _Spec | None, at: datetime) -> _Spec:
    return replace(spec, version=old.version + 1 if old is not None else 1, published_at=at)


def _put(specs: tuple[_Spec, ...], old: _Spec | None, new: _Spec) -> tuple[_Spec, ...]:
    return (*specs, new) if old is None else tuple(new if one is old else one for one in specs)


def _changed(book: Rulebook, at: datetime, **parts: tuple) -> Rulebook:
    return replace(book, revision=book.revision + 1, published_at=at, **parts)


def _teams(book: Rulebook) -> tuple[Team, ...]:
    return book.built_teams({one.name: calendar_of(one) for one in book.calendars})


def _check_still_covered(before: Rulebook, after: Rulebook, now: datetime, root: str, field: str) -> None:
    """That nobody's change leaves a policy without anybody. What was uncovered before (its last dates have passed) is
    not this change's fault."""
    faults = Faults(root)
    teams_before, teams_after = _teams(before), _teams(after)
    for spec in after.policies:
        policy = policy_of(spec)
        problem = uncovered(policy, teams_after, now)
        if problem and not uncovered(policy, teams_before, now):
            faults.add(field, "NOTHING_COVERS", problem[1])
    faults.check()


def _covering_field(spec: PolicySpec, language: str) -> str:
    """Where the contract has the language that nobody serves, or the clock that nobody's hours make up."""
    if language:
        return f"conditions.languages.{spec.conditions.languages.index(language)}"
    if spec.clock == "coverage":
        return "clock"
    return f"clocks.{next(number for number, one in enumerate(spec.clocks) if one.clock == 'coverage')}.clock"
