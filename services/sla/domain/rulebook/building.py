"""The algebra's objects, made of what a shop says. All of them raise Refused (INVALID_FIELDS), with the fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from services.kit.faults import Faults
from services.sla.domain.calendar import Calendar, Exceptional, Hours, Interval, Season, Week
from services.sla.domain.conditions import Conditions
from services.sla.domain.holiday import PublicHolidays
from services.sla.domain.policy import OnPriorityChange, Policy, Warn
from services.sla.domain.rulebook.specs import (
    AgentSpec,
    CalendarSpec,
    ConditionsSpec,
    DayHoursSpec,
    ExceptionSpec,
    IntervalSpec,
    PolicySpec,
    SpokenSpec,
    TeamSpec,
    WarningSpec,
    Weekday,
)
from services.sla.domain.team import USUAL_CAPACITY, Agent, Agreement, Level, Team
from services.sla.domain.words import Kind, Priority, Status


def calendar_of(spec: CalendarSpec) -> Calendar:
    """The versions of a calendar that say the same are one, shared by all who ask."""
    return _calendar(replace(spec, name="", version=0, published_at=None))


@lru_cache(maxsize=1024)
def _calendar(spec: CalendarSpec) -> Calendar:
    faults = Faults("calendar")
    week = _week(spec.week, "week", faults)
    holidays = None
    if spec.holidays is not None:
        with faults.at("holidays"):
            holidays = PublicHolidays(spec.holidays.country, spec.holidays.subdivision or None)
    exceptions = [_exception(one, f"exceptions.{number}", faults) for number, one in enumerate(spec.exceptions)]
    faults.check()
    with faults.at("", _day_named(spec.week)):
        calendar = Calendar(spec.zone, week, holidays, tuple(one for one in exceptions if one is not None))
    faults.check()
    return calendar


def team_of(spec: TeamSpec, calendar: Calendar) -> Team:
    faults = Faults("team")
    tags = [one.language for one in spec.languages]
    faults.twice([tag.lower() for tag in tags], lambda number: f"languages.{number}.language")
    faults.twice(spec.skills, lambda number: f"skills.{number}")
    faults.twice([one.agent_id for one in spec.agents], lambda number: f"agents.{number}.agent_id")
    agents = tuple(_agent(one, f"agents.{number}", faults) for number, one in enumerate(spec.agents))
    agreement = _agreement(spec, faults)
    faults.check()
    with faults.at("", lambda field: _language_named(field, tags)):
        team = Team(
            id=spec.team_id,
            calendar=calendar,
            languages=_spoken(spec.languages),
            capacity=spec.capacity,
            skills=frozenset(spec.skills),
            region=spec.region,
            lead_id=spec.lead_id,
            agents=agents,
            partner=spec.partner,
            agreement=agreement,
            version=spec.version,
        )
    faults.check()
    return team


def policy_of(spec: PolicySpec) -> Policy:
    faults = Faults("policy")
    _check_lists(spec, faults)
    warn = tuple(_warning(one, f"warn.{number}", faults) for number, one in enumerate(spec.warn))
    faults.check()
    with faults.at("", lambda field: _policy_named(field, spec)):
        policy = Policy(
            id=spec.policy_id,
            clock=spec.clock,
            targets=_targets(spec),
            pause_in=frozenset(Status(one.value) for one in spec.pause_in),
            warn=warn,
            on_priority_change=spec.on_priority_change or OnPriorityChange.KEEP_ELAPSED,
            translated_languages=frozenset(spec.translated_languages),
            position=spec.position,
            conditions=_conditions(spec.conditions),
            clocks={one.target: one.clock for one in spec.clocks},
            assistant_responds=spec.assistant_responds,
            version=spec.version,
        )
    faults.check()
    return policy


# --- calendars


def _week(told: Sequence[DayHoursSpec], at: str, faults: Faults) -> Week:
    """A weekday that isn't there is closed."""
    faults.twice([one.weekday for one in told], lambda number: f"{at}.{number}.weekday")
    days: dict[Weekday, Hours] = {
        one.weekday: _hours(one.intervals, f"{at}.{number}.intervals", faults) for number, one in enumerate(told)
    }
    return tuple(days.get(day, ()) for day in Weekday)


def _hours(told: Sequence[IntervalSpec], at: str, faults: Faults) -> Hours:
    found = []
    for number, one in enumerate(told):
        with faults.at(f"{at}.{number}"):
            found.append(Interval.of(one.start, one.end))
    return tuple(found)


def _exception(told: ExceptionSpec, at: str, faults: Faults) -> Exceptional | Season | None:
    first = _date(told.from_, f"{at}.from", faults)
    last = _date(told.to, f"{at}.to", faults) if told.to else first
    if told.intervals and told.week:
        faults.add(f"{at}.week", "EITHER_OR", "an exception has either intervals or a week")
    week = _week(told.week, f"{at}.week", faults)
    hours = _hours(told.intervals, f"{at}.intervals", faults)
    if first is None or last is None:
        return None
    with faults.at(at, _day_named(told.week)):
        return Season(first, last, week) if told.week else Exceptional(first, last, hours)
    return None


def _date(told: str, at: str, faults: Faults) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        faults.add(at, "BAD_DATE", f"{told!r} is no date such as 2026-12-24")
        return None


def _day_named(told: Sequence[DayHoursSpec]) -> Callable[[str], str]:
    """`week.tue`, as the algebra has it, is the hours of that weekday in the contract's list."""
    places = {f"week.{one.weekday}": f"week.{number}.intervals" for number, one in enumerate(told)}
    return lambda field: places.get(field, field)


# --- teams


def _spoken(told: Sequence[SpokenSpec]) -> tuple[tuple[str, Level], ...]:
    return tuple((one.language, one.level) for one in told)


def _agent(told: AgentSpec, at: str, faults: Faults) -> Agent:
    faults.twice([one.language.lower() for one in told.languages], lambda number: f"{at}.languages.{number}.language")
    faults.twice(told.skills, lambda number: f"{at}.skills.{number}")
    return Agent(told.agent_id, _spoken(told.languages), frozenset(told.skills), told.capacity or USUAL_CAPACITY)


def _agreement(spec: TeamSpec, faults: Faults) -> Agreement | None:
    told = spec.agreement
    if told is None:
        return None
    for name in ("languages", "markets", "categories"):
        faults.twice(getattr(told, name), lambda number, name=name: f"agreement.{name}.{number}")
    return Agreement(frozenset(told.languages), frozenset(told.markets), frozenset(told.categories))


def _language_named(field: str, tags: Sequence[str]) -> str:
    tag = field.removeprefix("languages.")
    return f"languages.{tags.index(tag)}.language" if tag in tags else field


# --- policies


def _check_lists(spec: PolicySpec, faults: Faults) -> None:
    faults.twice([(one.target, one.priority) for one in spec.targets], lambda number: f"targets.{number}")
    faults.twice([one.target for one in spec.clocks], lambda number: f"clocks.{number}.target")
    faults.twice(spec.pause_in, lambda number: f"pause_in.{number}")
    faults.twice([(one.percent, one.seconds_left) for one in spec.warn], lambda number: f"warn.{number}")
    faults.twice(spec.translated_languages, lambda number: f"translated_languages.{number}")
    for name in ("channels", "languages", "markets", "categories", "loyalty_tiers"):
        told = getattr(spec.conditions, name) if spec.conditions is not None else ()
        faults.twice(told, lambda number, name=name: f"conditions.{name}.{number}")


def _targets(spec: PolicySpec) -> dict[Kind, dict[Priority, timedelta]]:
    found: dict[Kind, dict[Priority, timedelta]] = {}
    for one in spec.targets:
        found.setdefault(one.target, {})[one.priority] = timedelta(seconds=one.seconds)
    return found


def _warning(told: WarningSpec, at: str, faults: Faults) -> Warn:
    if bool(told.percent) == bool(told.seconds_left):
        faults.add(at, "EITHER_OR", "a warning has either percent or seconds_left, and more than nothing of it")
    if told.percent:
        return Warn(share=told.percent * 1000)
    return Warn(left=timedelta(seconds=told.seconds_left))


def _conditions(told: ConditionsSpec | None) -> Conditions:
    if told is None:
        return Conditions()
    return Conditions(
        channels=frozenset(told.channels),
        languages=frozenset(told.languages),
        markets=frozenset(told.markets),
        categories=frozenset(told.categories),
        loyalty_tiers=frozenset(told.loyalty_tiers),
        min_order_value=told.min_order_value,
    )


def _policy_named(field: str, spec: PolicySpec) -> str:
    """`targets.resolution.low`, as the algebra has it, is the time that the contract's list has for it."""
    places = {f"targets.{one.target}.{one.priority}": f"targets.{n}.seconds" for n, one in enumerate(spec.targets)}
    places |= {f"clocks.{one.target}": f"clocks.{number}.clock" for number, one in enumerate(spec.clocks)}
    return places.get(field, field)
