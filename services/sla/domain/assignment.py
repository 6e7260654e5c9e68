"""Who is to have the ticket now, and why: it follows the sun.

Among the teams on shift that can serve it the ticket goes to the one with the better language level; then to one that
has the skills asked for, to one with free capacity, to one whose shift lasts longer than handling takes, to the one
that had it last; then to the one with the larger share of its capacity free, with more time left, and by id. When
nobody is on shift it goes to the team that opens first. The same facts give the same choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction

from services.sla.domain.owned import whole
from services.sla.domain.serving import Serving
from services.sla.domain.team import Agent, Level, Team, covers
from services.sla.domain.timeline import NoCoverage


@dataclass(frozen=True, slots=True)
class Workload:
    """How many tickets each team and each agent has that need somebody, and which agents are present; all by id."""

    teams: Mapping[str, int] = field(default_factory=dict)
    agents: Mapping[str, int] = field(default_factory=dict)
    present: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the ticket asks for: its language (None: not known), skills, how long handling takes; and who had it."""

    language: str | None = None
    skills: frozenset[str] = frozenset()
    handling: timedelta = timedelta(minutes=30)
    last_team: str | None = None
    last_agent: str | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Considered:
    """How a team stood when the choice was made; its shift in whole seconds. `opens_at` is None where it is on shift or
    never opens."""

    team_id: str
    level: Level
    on_shift: bool
    has_skill: bool
    free_capacity: int
    shift_seconds_left: timedelta
    has_time: bool
    had_it_last: bool
    opens_at: datetime | None


@dataclass(frozen=True, slots=True)
class Choice:
    team: Team
    agent: str | None
    reason: str
    considered: tuple[Considered, ...]


def choose(able: Iterable[Serving], asked: Asked, work: Workload, at: datetime) -> Choice | None:
    """None: nobody can serve it, or nobody ever comes."""
    stood = [(one, _considered(one, asked, work, at)) for one in able]
    considered = tuple(how for _, how in stood)
    on_shift = [(one, how) for one, how in stood if how.on_shift]
    if on_shift:
        one, how = min(on_shift, key=lambda pair: _rank(*pair))
        return Choice(one.team, _agent(one.team, asked, work), _why(how, _level(how, asked)), considered)
    coming = [(one, how) for one, how in stood if how.opens_at is not None]
    if not coming:
        return None
    one, how = min(coming, key=lambda pair: (pair[1].opens_at, *_rank(*pair)))
    late = asked.due_at is not None and how.opens_at > asked.due_at
    when = "opens first, after it is due" if late else "opens first"
    return Choice(
        one.team, None, f"nobody is on shift; {when}, in {hours(how.opens_at - at)}, {_level(how, asked)}", considered
    )


def hours(span: timedelta) -> str:
    """`1h05m`."""
    minutes = span // timedelta(minutes=1)
    return f"{minutes // 60}h{minutes % 60:02}m"


def opens_at(one: Serving, at: datetime) -> datetime | None:
    """The first instant from `at` on at which it is open; None: not within 400 days."""
    try:
        return one.opens_at(at)
    except NoCoverage:
        return None


def _considered(one: Serving, asked: Asked, work: Workload, at: datetime) -> Considered:
    team, end = one.team, one.shift_end(at)
    left = end - at if end is not None else timedelta(0)
    return Considered(
        team.id,
        one.level,
        end is not None,
        asked.skills <= _skills(team, work),
        team.capacity - work.teams.get(team.id, 0),
        whole(left),
        left >= asked.handling,
        team.id == asked.last_team or any(agent.id == asked.last_agent for agent in team.agents),
        None if end is not None else opens_at(one, at),
    )


def _rank(one: Serving, how: Considered) -> tuple[object, ...]:
    free = Fraction(how.free_capacity, one.team.capacity)
    return (
        how.level.rank,
        not how.has_skill,
        how.free_capacity <= 0,
        not how.has_time,
        not how.had_it_last,
        -free,
        -how.shift_seconds_left,
        how.team_id,
    )


def _level(how: Considered, asked: Asked) -> str:
    return how.level if asked.language else "language not known yet"


def _why(how: Considered, level: str) -> str:
    said = [f"on shift for {hours(how.shift_seconds_left)}", level]
    if not how.has_skill:
        said.append("without the skill")
    said.append(f"{how.free_capacity} free" if how.free_capacity > 0 else "no free capacity")
    if not how.has_time:
        said.append("shift ends before it is handled")
    if how.had_it_last:
        said.append("had it last")
    return ", ".join(said)


def _skills(team: Team, work: Workload) -> frozenset[str]:
    """Those of the team, and of its agents who are there."""
    present = (agent for agent in team.agents if agent.id in work.present)
    return frozenset(team.skills).union(*(agent.skills for agent in present))


def _agent(team: Team, asked: Asked, work: Workload) -> str | None:
    """Who of the team is there and has a place free: the one who had it last, who has the skills, who speaks the
    language, who has least to do. None: it waits in the team's queue."""
    free = [agent for agent in team.agents if agent.id in work.present and _load(agent, work) < agent.capacity]
    return min(free, key=lambda agent: _agent_rank(team, agent, asked, work)).id if free else None


def _agent_rank(team: Team, agent: Agent, asked: Asked, work: Workload) -> tuple[object, ...]:
    return (
        agent.id != asked.last_agent,
        not asked.skills <= frozenset(agent.skills) | frozenset(team.skills),
        not _speaks(agent, asked.language),
        Fraction(_load(agent, work), agent.capacity),
        agent.id,
    )


def _load(agent: Agent, work: Workload) -> int:
    return work.agents.get(agent.id, 0)


def _speaks(agent: Agent, language: str | None) -> bool:
    """An agent of whom nothing is said speaks what the team speaks."""
    spoken: Sequence[tuple[str, Level]] = agent.languages
    return not spoken or language is None or any(covers(tag, language) for tag, _ in spoken)
