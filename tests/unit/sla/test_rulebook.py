"""Publishing calendars, teams, policies: versions, revisions, and what is refused, field by field."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from heliodesk.sla.v1 import types_pb2
from hypothesis import given, settings
from hypothesis import strategies as st

from services.kit.convert import from_document, from_proto, to_document, to_proto
from services.kit.errors import RefusalKind, Refused
from services.kit.money import Money
from services.sla.domain.calendar import Exceptional, Season
from services.sla.domain.rulebook import NOTHING_SAID, Rulebook, Rules
from services.sla.domain.rulebook.publishing import (
    import_calendar,
    publish_calendar,
    publish_on_call,
    publish_policy,
    publish_team,
)
from services.sla.domain.rulebook.specs import (
    AgentSpec,
    AgreementSpec,
    CalendarSpec,
    ConditionsSpec,
    DayHoursSpec,
    ExceptionSpec,
    HolidaysSpec,
    IntervalSpec,
    OnCallManager,
    PromisedTimeSpec,
    SpokenSpec,
    TargetClockSpec,
    TeamSpec,
    TicketStatus,
    WarningSpec,
    Weekday,
)
from services.sla.domain.team import Level
from services.sla.domain.words import Channel, Kind, Priority
from services.sla.rulebook_views import policy_message, read_policy
from tests.support.calendars import calendars
from tests.support.rulebooks import BERLIN, EMEA, NOW, STANDARD, book, hours

AGREED = {"partner": "Callwell", "agreement": AgreementSpec(languages=("de",))}
MON, TUE = Weekday.MON, Weekday.TUE


def refused(publish, said, spec) -> list[tuple[str, str]]:
    """The fields that are wrong, with the reasons."""
    with pytest.raises(Refused) as caught:
        publish(said, spec, NOW)
    return [(one.field, one.reason) for one in caught.value.violations]


def test_each_change_is_a_revision_and_what_it_changes_is_a_new_version():
    first = book(BERLIN, EMEA, STANDARD)
    assert (first.revision, first.calendars[0].version, first.teams[0].version, first.policies[0].version) == (
        3,
        1,
        1,
        1,
    )
    later, event = publish_calendar(first, replace(BERLIN, week=hours(MON)), NOW + timedelta(days=1))
    assert (later.revision, later.published_at) == (4, NOW + timedelta(days=1))
    assert (event.calendar, event.revision) == (later.calendars[0], 4)
    assert (event.calendar.version, event.calendar.published_at) == (2, later.published_at)
    assert (later.teams, later.policies) == (first.teams, first.policies)


def test_a_revision_is_never_published_before_the_one_that_it_follows():
    later, event = publish_calendar(book(BERLIN), BERLIN, NOW - timedelta(seconds=5))
    assert later.published_at == event.calendar.published_at == NOW


def test_a_rulebook_compiles_to_the_objects_of_the_algebra():
    agent = AgentSpec("agent-ana", (SpokenSpec("de", Level.NATIVE),), ("billing",))
    team = replace(EMEA, skills=("returns",), region="eu", lead_id="agent-lea", agents=(agent,), **AGREED)
    rules = book(BERLIN, team, OnCallManager("manager-mei", "berlin")).compiled
    assert rules.calendars["berlin"].zone == "Europe/Berlin"
    (compiled,) = rules.teams
    assert (compiled.calendar, compiled.skills, compiled.region) == (rules.calendars["berlin"], {"returns"}, "eu")
    assert (compiled.agents[0].capacity, compiled.agents[0].skills) == (5, {"billing"})
    assert compiled.agreement.allows("de-AT", "", "") and not compiled.agreement.allows("fr", "", "")
    assert [(one.id, one.calendar) for one in rules.managers] == [("manager-mei", rules.calendars["berlin"])]
    assert rules.team_of_agent("agent-ana") is compiled and rules.team_of_agent("agent-bo") is None


def test_policies_are_asked_by_position_then_by_id():
    places = {"z": 7, "b": 2, "a": 2}
    said = [replace(STANDARD, policy_id=name, position=place) for name, place in places.items()]
    assert [policy.id for policy in book(BERLIN, EMEA, *said).compiled.policies] == ["a", "b", "z"]


def test_a_shop_without_a_policy_promises_what_is_usual():
    assert book(BERLIN).compiled.policies == NOTHING_SAID.policies
    assert [policy.id for policy in NOTHING_SAID.policies] == ["standard-1"]


def exceptional(first: str, **fields: object) -> tuple[ExceptionSpec, ...]:
    return (ExceptionSpec(first, **fields),)


LUNCH = (IntervalSpec("08:00", "12:00"), IntervalSpec("11:00", "17:00"))


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"zone": "Europe/Atlantis"}, ("calendar.zone", "UNKNOWN_ZONE")),
        ({"week": (*hours(TUE), DayHoursSpec(MON, LUNCH))}, ("calendar.week.1.intervals", "OVERLAP")),
        (
            {"week": (*hours(TUE, start="05:00"), DayHoursSpec(MON, (IntervalSpec("22:00", "06:00"),)))},
            ("calendar.week.1.intervals", "OVERLAP"),
        ),
        ({"week": hours(MON, end="25:00")}, ("calendar.week.0.intervals.0", "BAD_WALL_TIME")),
        ({"week": hours(MON, TUE, MON)}, ("calendar.week.2.weekday", "DUPLICATE")),
        ({"week": ()}, ("calendar.week", "NO_COVERAGE")),
        ({"holidays": HolidaysSpec("XX")}, ("calendar.holidays.country", "UNKNOWN_COUNTRY")),
        ({"holidays": HolidaysSpec("DE", "XX")}, ("calendar.holidays.subdivision", "UNKNOWN_SUBDIVISION")),
        ({"exceptions": exceptional("2026-02-30")}, ("calendar.exceptions.0.from", "BAD_DATE")),
        ({"exceptions": exceptional("2026-03-05", to="2026-03-04")}, ("calendar.exceptions.0.to", "BAD_RANGE")),
        (
            {"exceptions": exceptional("2026-03-05", intervals=LUNCH)},
            ("calendar.exceptions.0.intervals", "OVERLAP"),
        ),
        (
            {"exceptions": exceptional("2026-03-05", week=(DayHoursSpec(TUE, LUNCH),))},
            ("calendar.exceptions.0.week.0.intervals", "OVERLAP"),
        ),
        (
            {"exceptions": exceptional("2026-03-05", intervals=LUNCH[:1], week=hours())},
            ("calendar.exceptions.0.week", "EITHER_OR"),
        ),
        ({"exceptions": exceptional("2026-03-05") * 2}, ("calendar.exceptions.1", "OVERLAP")),
    ],
)
def test_a_calendar_that_cannot_be_meant_is_refused_with_its_field(fields, wrong):
    assert wrong in refused(publish_calendar, None, replace(BERLIN, **fields))


def test_everything_that_is_wrong_is_told_at_once():
    calendar = replace(BERLIN, week=hours(MON, end="25:00"), exceptions=exceptional("tomorrow"))
    assert [field for field, _ in refused(publish_calendar, None, calendar)] == [
        "calendar.week.0.intervals.0",
        "calendar.exceptions.0.from",
    ]


SPOKEN = SpokenSpec("de", Level.NATIVE)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"calendar": "paris"}, ("team.calendar", "UNKNOWN_CALENDAR")),
        ({"languages": ()}, ("team.languages", "NO_LANGUAGE")),
        ({"languages": (SPOKEN, SpokenSpec("?", Level.FLUENT))}, ("team.languages.1.language", "BAD_LANGUAGE")),
        ({"languages": (SPOKEN, SpokenSpec("DE", Level.FLUENT))}, ("team.languages.1.language", "DUPLICATE")),
        ({"skills": ("returns", "returns")}, ("team.skills.1", "DUPLICATE")),
        ({"capacity": 0}, ("team.capacity", "BAD_CAPACITY")),
        ({"partner": "Callwell"}, ("team.agreement", "BAD_AGREEMENT")),
        ({"agreement": AgreementSpec()}, ("team.partner", "BAD_AGREEMENT")),
        ({"partner": "C", "agreement": AgreementSpec(markets=("DE", "DE"))}, ("team.agreement.markets.1", "DUPLICATE")),
        ({"agents": (AgentSpec("a"), AgentSpec("a"))}, ("team.agents.1.agent_id", "DUPLICATE")),
        ({"agents": (AgentSpec("a", (SPOKEN, SPOKEN)),)}, ("team.agents.0.languages.1.language", "DUPLICATE")),
        ({"agents": (AgentSpec("b"), AgentSpec("agent-ana"))}, ("team.agents.1.agent_id", "IN_TWO_TEAMS")),
    ],
)
def test_a_team_that_cannot_be_meant_is_refused_with_its_field(fields, wrong):
    other = replace(EMEA, team_id="night", agents=())
    assert refused(publish_team, book(BERLIN, EMEA), replace(other, **fields)) == [wrong]


def test_a_team_may_be_published_anew_with_the_agents_that_it_has():
    assert publish_team(book(BERLIN, EMEA), EMEA, NOW)[0].teams[0].version == 2


FIRST, RESOLVED = Kind.FIRST_RESPONSE, Kind.RESOLUTION


def times(*seconds: int) -> tuple[PromisedTimeSpec, ...]:
    return tuple(PromisedTimeSpec(FIRST, priority, one) for priority, one in zip(Priority, seconds, strict=False))


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"targets": times(60, 0)}, ("policy.targets.1.seconds", "BAD_DURATION")),
        ({"targets": times(-1)}, ("policy.targets.0.seconds", "BAD_DURATION")),
        ({"targets": ()}, ("policy.targets", "NO_TARGET")),
        ({"targets": (*times(60), *times(90))}, ("policy.targets.1", "DUPLICATE")),
        ({"clock": "sometimes"}, ("policy.clock", "BAD_CLOCK")),
        ({"clock": "calendar:paris"}, ("policy.clock", "UNKNOWN_CALENDAR")),
        (
            {"clocks": (TargetClockSpec(RESOLVED, "always"), TargetClockSpec(FIRST, "calendar:paris"))},
            ("policy.clocks.1.clock", "UNKNOWN_CALENDAR"),
        ),
        ({"clocks": (TargetClockSpec(FIRST, "now and then"),)}, ("policy.clocks.0.clock", "BAD_CLOCK")),
        ({"pause_in": (TicketStatus.SOLVED,)}, ("policy.pause_in", "BAD_PAUSE")),
        ({"pause_in": (TicketStatus.PENDING,) * 2}, ("policy.pause_in.1", "DUPLICATE")),
        ({"warn": (WarningSpec(80), WarningSpec())}, ("policy.warn.1", "EITHER_OR")),
        ({"warn": (WarningSpec(80, 60),)}, ("policy.warn.0", "EITHER_OR")),
        ({"conditions": ConditionsSpec(markets=("JP", "JP"))}, ("policy.conditions.markets.1", "DUPLICATE")),
        ({"conditions": ConditionsSpec(languages=("de", "ja"))}, ("policy.conditions.languages.1", "NOTHING_COVERS")),
    ],
)
def test_a_policy_that_cannot_be_meant_is_refused_with_its_field(fields, wrong):
    assert wrong in refused(publish_policy, book(BERLIN, EMEA), replace(STANDARD, **fields))


def test_a_policy_that_nothing_covers_is_refused_unless_its_clock_needs_nobody():
    assert refused(publish_policy, book(BERLIN), STANDARD) == [("policy.clock", "NOTHING_COVERS")]
    resolution = replace(STANDARD, clock="always", clocks=(TargetClockSpec(FIRST, "coverage"),))
    assert refused(publish_policy, None, resolution) == [("policy.clocks.0.clock", "NOTHING_COVERS")]
    assert publish_policy(None, replace(STANDARD, clock="always"), NOW)[0].revision == 1
    assert publish_policy(book(BERLIN), replace(STANDARD, clock="calendar:berlin"), NOW)[0].revision == 2


def test_a_language_that_is_translated_is_covered_by_whoever_is_there():
    japanese = replace(STANDARD, conditions=ConditionsSpec(languages=("ja",)), translated_languages=("ja",))
    assert publish_policy(book(BERLIN, EMEA), japanese, NOW)[0].policies


def test_a_partner_covers_only_what_has_been_agreed():
    said = book(BERLIN, replace(EMEA, **AGREED | {"agreement": AgreementSpec(("de",), ("DE",))}))
    swiss = replace(STANDARD, conditions=ConditionsSpec(markets=("CH",)))
    assert refused(publish_policy, said, swiss) == [("policy.clock", "NOTHING_COVERS")]
    assert publish_policy(said, replace(swiss, conditions=ConditionsSpec(markets=("CH", "DE"))), NOW)[0].policies


def test_a_team_cannot_leave_a_policy_without_anybody():
    german = replace(STANDARD, conditions=ConditionsSpec(languages=("de",)))
    said = book(BERLIN, EMEA, german)
    danish = replace(EMEA, languages=(SpokenSpec("da", Level.NATIVE),))
    assert refused(publish_team, said, danish) == [("team.languages", "NOTHING_COVERS")]


def test_a_calendar_that_will_never_open_again_is_refused_and_so_is_one_that_opens_too_late():
    only = {"week": (), "exceptions": exceptional("2027-04-05", intervals=LUNCH[:1])}
    assert publish_calendar(None, replace(BERLIN, **only), NOW)[0].calendars
    only = {"week": (), "exceptions": exceptional("2027-04-07", intervals=LUNCH[:1])}
    assert refused(publish_calendar, None, replace(BERLIN, **only)) == [("calendar.week", "NO_COVERAGE")]


def test_managers_have_calendars_and_are_named_once():
    said = [OnCallManager("mei", "berlin"), OnCallManager("mei", "berlin"), OnCallManager("lu", "paris")]
    assert refused(publish_on_call, book(BERLIN), said) == [
        ("managers.1.manager_id", "DUPLICATE"),
        ("managers.2.calendar", "UNKNOWN_CALENDAR"),
    ]
    changed, event = publish_on_call(book(BERLIN, OnCallManager("mei", "berlin")), [], NOW)
    assert (changed.managers, event.managers, event.revision) == ((), (), 3)


# --- what is kept and sent is what was said


def file_of(*events: str) -> str:
    inside = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:test\n{inside}END:VCALENDAR\n"


def test_what_a_file_says_stands_in_for_what_the_calendar_says_of_the_same_dates():
    season = ExceptionSpec("2026-04-01", "2026-06-30", week=hours(MON))
    short = ExceptionSpec("2026-04-01", "2026-04-10", (IntervalSpec("09:00", "12:00"),))
    said = book(replace(BERLIN, exceptions=(season, short)))
    file = file_of("DTSTART;VALUE=DATE:20260403\nDTEND;VALUE=DATE:20260405", "DTSTART:20260409T100000\nDURATION:PT2H")
    changed, event, dates = import_calendar(said, "berlin", file, NOW)
    assert (dates, event.calendar.version, changed.revision) == (3, 2, 2)
    assert [(one.from_, one.to, len(one.intervals), bool(one.week)) for one in event.calendar.exceptions] == [
        ("2026-04-01", "2026-06-30", 0, True),
        ("2026-04-01", "2026-04-02", 1, False),
        ("2026-04-05", "2026-04-08", 1, False),
        ("2026-04-10", "2026-04-10", 1, False),
        ("2026-04-03", "2026-04-04", 0, False),
        ("2026-04-09", "2026-04-09", 1, False),
    ]


def test_a_file_for_a_calendar_that_is_not_there_is_refused():
    with pytest.raises(Refused) as caught:
        import_calendar(None, "berlin", file_of(), NOW)
    assert (caught.value.reason, caught.value.kind) == ("NO_CALENDAR", RefusalKind.NOT_FOUND)


def test_a_calendar_takes_no_more_exceptions_than_the_contract_allows():
    every_other_day = [f"DTSTART;VALUE=DATE:{NOW + timedelta(days=2 * n):%Y%m%d}" for n in range(1001)]
    with pytest.raises(Refused) as caught:
        import_calendar(book(BERLIN), "berlin", file_of(*every_other_day), NOW)
    assert [(one.field, one.reason) for one in caught.value.violations] == [("icalendar", "TOO_MANY_ITEMS")]


@st.composite
def rulebooks(draw: st.DrawFn) -> Rulebook:
    """Calendars of any shifts, a team for each, a policy for all."""
    zones = st.sampled_from(["UTC", "Asia/Kolkata", "America/New_York", "Pacific/Auckland"])
    said: list[object] = []
    for number in range(draw(st.integers(1, 3))):
        built = draw(calendars(zones))
        week = tuple(
            DayHoursSpec(day, tuple(IntervalSpec(*str(one).split("-")) for one in of_day))
            for day, of_day in zip(Weekday, built.week, strict=True)
            if of_day
        )
        said.append(CalendarSpec(f"c{number}", built.zone, week))
        levels = draw(st.lists(st.sampled_from([Level.NATIVE, Level.FLUENT]), min_size=1, max_size=2))
        spoken = tuple(SpokenSpec(tag, level) for tag, level in zip(("de", "en"), levels, strict=False))
        said.append(TeamSpec(f"t{number}", f"c{number}", spoken, draw(st.integers(1, 9))))
    warn = draw(st.sampled_from([(), (WarningSpec(80),), (WarningSpec(seconds_left=60), WarningSpec(50))]))
    conditions = ConditionsSpec((Channel.CHAT,), ("de",), ("DE",), min_order_value=Money(5, "EUR"))
    said.append(replace(STANDARD, warn=warn, conditions=draw(st.sampled_from([None, conditions]))))
    return book(*said)


def as_said(rules: Rules) -> tuple[object, ...]:
    return rules.revision, dict(rules.calendars), rules.teams, rules.policies, rules.managers


@settings(max_examples=60, deadline=None)
@given(rulebooks())
def test_a_rulebook_that_is_read_back_compiles_to_the_same_rules(said):
    stored = from_document(to_document(said), Rulebook)
    assert stored == said
    assert as_said(stored.compiled) == as_said(said.compiled)
    for spec, message in ((said.calendars[0], types_pb2.Calendar), (said.policies[0], types_pb2.Policy)):
        assert from_proto(to_proto(spec, message), type(spec)) == spec
    policy = said.compiled.policies[0]
    assert read_policy(policy_message(policy), said.compiled.calendars) == policy


def test_a_season_and_an_exceptional_date_compile_to_what_they_are():
    season = ExceptionSpec("2026-04-01", "2026-06-30", week=hours(MON))
    ((_, calendar),) = book(replace(BERLIN, exceptions=(season, *exceptional("2026-05-01")))).compiled.calendars.items()
    assert [type(one) for one in calendar.exceptions] == [Season, Exceptional]
