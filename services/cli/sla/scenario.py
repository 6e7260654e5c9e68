"""A scenario: calendars, teams, a policy, and what happens to one ticket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from pathlib import Path

from services.cli.sla.hours import calendar
from services.cli.told import Told, read
from services.kit.instants import from_text
from services.sla.domain.calendar import Calendar
from services.sla.domain.duration import duration
from services.sla.domain.policy import OnPriorityChange, Policy, Warn
from services.sla.domain.serving import Serving, serving
from services.sla.domain.story import (
    AgentReplied,
    CustomerWrote,
    FactBecameKnown,
    Happening,
    PriorityChanged,
    StatusChanged,
    Ticket,
)
from services.sla.domain.team import Level, Team, check_language
from services.sla.domain.terms import Terms
from services.sla.domain.words import Fact, Kind, Priority, Status

# What nobody means by a year is a slip of the pen; calendars reach further on both sides.
_YEARS = range(1970, 3000)
_REMEDY = "services/sla/README.md says how a scenario is written"


@dataclass(frozen=True, slots=True)
class Scenario:
    """`told` is the file, for faults that are found later on."""

    told: Told
    calendars: Mapping[str, Calendar]
    teams: tuple[Team, ...]
    policy: Policy
    ticket: Ticket
    history: tuple[Happening, ...]
    until: datetime

    @property
    def able(self) -> tuple[Serving, ...]:
        return serving(self.teams, self.ticket.language, self.policy.translated_languages)

    @property
    def terms(self) -> Terms:
        """Raises CommandProblem where nobody's hours make up the clock."""
        clocks = {"clock": self.policy.clock} | {f"clocks.{kind}": clock for kind, clock in self.policy.clocks.items()}
        for field, clock in clocks.items():
            if clock == "coverage" and not self.able:
                message = f"nothing covers the policy: no team serves {self.ticket.language!r}, the ticket's language"
                raise self.told.entries()["policy"].at(field).fault(message)
        return Terms(self.policy, self.calendars, self.able)


def read_scenario(file: Path) -> Scenario:
    """Raises CommandProblem, with the line and the field."""
    told = read(file, _REMEDY)
    said = told.fields("calendars", "teams", "policy", "ticket", "until", optional=("history",))
    calendars = {name: calendar(one) for name, one in said["calendars"].entries().items()}
    teams = _teams(said["teams"], calendars)
    policy = _policy(said["policy"], calendars)
    ticket = _ticket(said["ticket"])
    history = [happening for one in _list(said, "history") for happening in _happenings(one, ticket)]
    until = _instant(said["until"])
    if until < ticket.opened_at:
        raise said["until"].fault("is before the ticket opens")
    # Events of the same instant stay in the order in which they are told.
    return Scenario(told, calendars, teams, policy, ticket, tuple(sorted(history, key=attrgetter("at"))), until)


def _teams(told: Told, calendars: Mapping[str, Calendar]) -> tuple[Team, ...]:
    found: dict[str, Team] = {}
    for one in told.items():
        said = one.fields("id", "calendar", "languages", optional=("capacity",))
        team_id = said["id"].text()
        if team_id in found:
            raise said["id"].fault(f"there is a team {team_id!r} already")
        languages = tuple((tag, level.word(Level)) for tag, level in said["languages"].entries().items())
        capacity = said["capacity"].number() if "capacity" in said else 1
        with one.obeyed():
            found[team_id] = Team(team_id, _named(said["calendar"], calendars), languages, capacity)
    return tuple(found.values())


def _named(told: Told, calendars: Mapping[str, Calendar]) -> Calendar:
    if told.text() not in calendars:
        raise told.fault(f"there is no calendar {told.text()!r}")
    return calendars[told.text()]


def _policy(told: Told, calendars: Mapping[str, Calendar]) -> Policy:
    optional = ("pause_in", "warn", "on_priority_change", "translated_languages", "clocks")
    said = told.fields("id", "clock", "targets", optional=optional)
    targets = {
        kind.name_of(Kind): {one.name_of(Priority): one.read(duration) for one in kind.entries().values()}
        for kind in said["targets"].entries().values()
    }
    how = said["on_priority_change"].word(OnPriorityChange) if "on_priority_change" in said else "keep_elapsed"
    with told.obeyed():
        policy = Policy(
            said["id"].text(),
            said["clock"].text(),
            targets,
            frozenset(one.word(Status) for one in _list(said, "pause_in")),
            tuple(one.read(Warn.of) for one in _list(said, "warn")),
            OnPriorityChange(how),
            frozenset(_language(one) for one in _list(said, "translated_languages")),
            clocks={one.name_of(Kind): one.text() for one in said["clocks"].entries().values()}
            if "clocks" in said
            else {},
        )
    for field, name in policy.calendars.items():
        if name not in calendars:
            raise told.at(field).fault(f"there is no calendar {name!r}")
    return policy


def _ticket(told: Told) -> Ticket:
    said = told.fields("language", "priority", "opened_at")
    return Ticket(_language(said["language"]), said["priority"].word(Priority), _instant(said["opened_at"]))


def _happenings(told: Told, ticket: Ticket) -> list[Happening]:
    """What one line of the history tells; what happens at once happens in the order in which it is told."""
    said = told.fields("at", optional=("status", "priority", "agent_reply", "customer_message", "fact"))
    at = _instant(said.pop("at"))
    if at < ticket.opened_at:
        raise told.fault("is before the ticket opens")
    if not said:
        raise told.fault("tells nothing: status, priority, agent_reply, customer_message or fact")
    return [_happening(name, one, at) for name, one in said.items()]


def _happening(name: str, told: Told, at: datetime) -> Happening:
    if name == "status":
        return StatusChanged(at, told.word(Status))
    if name == "priority":
        return PriorityChanged(at, told.word(Priority))
    if name == "fact":
        return FactBecameKnown(at, told.word(Fact))
    if told.text().lower() != "true":
        raise told.fault("is true, or left out")
    return AgentReplied(at) if name == "agent_reply" else CustomerWrote(at)


def _list(said: Mapping[str, Told], name: str) -> list[Told]:
    return said[name].items() if name in said else []


def _language(told: Told) -> str:
    with told.obeyed():
        check_language(told.text(), "")
    return told.text()


def _instant(told: Told) -> datetime:
    instant = told.read(from_text)
    if instant.year not in _YEARS:
        raise told.fault(f"{instant.year} is no year from {_YEARS.start} to {_YEARS.stop - 1}")
    return instant
