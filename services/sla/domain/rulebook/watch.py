"""Gaps of coverage ahead: each is told once, some time before it comes.

A gap that comes back every week is told once for each revision. One that holidays or exceptional dates make is told
each time, and so is one that wasn't there a week before, as where only one of two zones has changed its clocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.sla.domain.calendar import Calendar
from services.sla.domain.rulebook.rules import Rules
from services.sla.domain.team import Level
from services.sla.domain.timeline import LONGEST_GAP, Timeline, coverage
from services.sla.domain.week import gaps, lost, who_serves

_WEEK = timedelta(days=7)
# When nothing is to be told: half of what is foreseen.
_LATEST_LOOK = LONGEST_GAP / 2


@dataclass(frozen=True, slots=True)
class Gap:
    """From `since` on and before `until` (UTC) nobody who serves the language is there."""

    language: str
    since: datetime
    until: datetime
    holidays: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()

    @property
    def dated(self) -> bool:
        """Teams would be there if it weren't for the date."""
        return bool(self.teams)


@dataclass(frozen=True, slots=True)
class ToldGap:
    language: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Watch:
    """`plan` counts the looks that were set, the next of them at `look_at`; `since` is when the revision was first
    looked at. Of the gaps of every week those that begin by `told_until` have been told (None: none yet), of the dated
    ones `told`, which holds those that haven't ended."""

    plan: int
    look_at: datetime
    since: datetime
    told_until: datetime | None = None
    told: tuple[ToldGap, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverageGapFound:
    language: str
    from_: datetime
    to: datetime
    holidays: tuple[str, ...]
    team_ids: tuple[str, ...]
    found_at: datetime
    look_at: datetime


def watch_anew(watch: Watch | None, at: datetime) -> Watch:
    """Of a revision that is published at `at`: it is looked at at once."""
    if watch is None:
        return Watch(1, at, at)
    return Watch(watch.plan + 1, at, at, told=watch.told)


def look(rules: Rules, watch: Watch, notice: timedelta, now: datetime) -> tuple[Watch, tuple[CoverageGapFound, ...]]:
    """What is to be told at `now`: gaps that begin within `notice`; and when to look again. Looks ahead 400 days."""
    if watch.told_until is None:
        # Who comes late finds the gaps of every week that are to come.
        watch = replace(watch, since=now)
    reach = now + notice
    known = set(watch.told)
    fresh = [gap for gap in _ahead(rules, watch, now) if not _told(gap, watch, known)]
    telling = [gap for gap in fresh if gap.since <= reach]
    coming = [gap.since for gap in fresh if gap.since > reach]
    look_at = min((since - notice for since in coming), default=now + _LATEST_LOOK)
    told = [ToldGap(gap.language, gap.since, gap.until) for gap in telling if gap.dated]
    still = tuple(one for one in (*watch.told, *told) if one.until > now)
    found = tuple(
        CoverageGapFound(gap.language, gap.since, gap.until, gap.holidays, gap.teams, now, look_at) for gap in telling
    )
    return replace(watch, plan=watch.plan + 1, look_at=look_at, told_until=reach, told=still), found


def languages(rules: Rules) -> tuple[str, ...]:
    """Those that a team speaks, and those that a policy lets be translated."""
    spoken = {tag for team in rules.teams for tag, level in team.languages if level is not Level.TRANSLATION}
    return tuple(sorted(spoken | translated(rules)))


def translated(rules: Rules) -> frozenset[str]:
    return frozenset[str]().union(*(policy.translated_languages for policy in rules.policies))


def _told(gap: Gap, watch: Watch, known: set[ToldGap]) -> bool:
    if gap.dated:
        return ToldGap(gap.language, gap.since, gap.until) in known
    return watch.told_until is not None and gap.since <= watch.told_until


def _ahead(rules: Rules, watch: Watch, now: datetime) -> Iterator[Gap]:
    """Those that haven't ended, with where they began, up to a week ago. Of a gap of every week that is the first one
    since the revision was first looked at; of a language that nobody usually serves it is all the time."""
    since, until = now - _WEEK, now + LONGEST_GAP
    for language in languages(rules):
        able = who_serves(rules.teams, language, translated(rules))
        usual = coverage(_usual(one.team.calendar) for one in able)
        for begin, end in gaps(usual, since, until):
            of_this_revision = end - _WEEK <= watch.since or (begin == since and watch.told_until is None)
            if end > now and (of_this_revision or not _was_there(usual, begin, end)):
                yield Gap(language, begin, end)
        for one in lost(able, _usual, since, until):
            if one.until > now:
                yield Gap(language, one.since, one.until, one.holidays, one.teams)


def _was_there(usual: Timeline, begin: datetime, end: datetime) -> bool:
    """Whether there was a gap at that time a week before."""
    return usual.elapsed(begin - _WEEK, end - _WEEK) < end - begin


def _usual(calendar: Calendar) -> Calendar:
    return replace(calendar, holidays=None, exceptions=())
