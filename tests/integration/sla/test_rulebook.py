"""Rulebooks in the real store: publishing, versions, what is in force when, and who is present."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from threading import Thread
from typing import Any

import mongoengine
import pytest
from heliodesk.sla.v1 import rulebook_events_pb2 as events
from heliodesk.sla.v1 import rulebook_service_pb2 as calls
from heliodesk.sla.v1 import types_pb2

from services.kit import documents, topics
from services.kit.broker import apply_topics
from services.kit.clock import HeldClock
from services.kit.convert import to_proto
from services.kit.envelope import Envelope
from services.kit.errors import RefusalKind, Refused
from services.kit.health import Health
from services.kit.ids import new_id
from services.kit.instants import from_timestamp
from services.kit.revisions import history_query
from services.kit.rpc import Call, Client
from services.kit.rpc_server import serve
from services.kit.settings import Settings
from services.kit.store import Store
from services.kit.ticking.auditor import overdue_query
from services.kit.ticking.tick import Tick
from services.kit.ticking.timer import Timers, partition_of
from services.sla.app import run
from services.sla.domain.rulebook import NOTHING_SAID
from services.sla.domain.rulebook.kept import Part
from services.sla.domain.rulebook.specs import ExceptionSpec, IntervalSpec
from services.sla.presence import Presences, present_query
from services.sla.rulebook_app import DOCUMENTS
from services.sla.rulebook_documents import (
    PRESENCES,
    RULEBOOKS,
    PresenceDocument,
    RevisionDocument,
    RulebookDocument,
    RulebookTimerDocument,
    rulebook_id,
)
from services.sla.rulebook_rpc import RulebookServicer
from services.sla.rulebook_tick import RulebookRules
from services.sla.rulebooks import Rulebooks, versions_query
from tests.support.rulebooks import BERLIN, EMEA, NOW, STANDARD, hours
from tests.support.streams import eventually, read_topic

TENANT, OTHER = "kumo", "nordlicht"
HOUR = timedelta(hours=1)


class Office:
    """The rulebooks of one database, with a held clock that shows NOW."""

    def __init__(self, database: Any) -> None:
        self.time = HeldClock(NOW)
        self.offered: list[Any] = []
        self.store = Store(database, RULEBOOKS, "test", self.time.now)
        self.presences = Presences(database)
        self.rulebooks = Rulebooks(database, self.time.now)
        presences = Store(database, PRESENCES, "test", self.time.now)
        self.servicer = RulebookServicer(self.store, presences, self.rulebooks, self.offered.extend, self.time.now)

    async def publish(self, *said: Any, call: Call | None = None, validate_only: bool = False) -> Any:
        """The last one's answer."""
        answer = None
        for one in said:
            name = type(one).__name__.removesuffix("Spec")
            message = to_proto(one, getattr(types_pb2, name))
            request = getattr(calls, f"Publish{name}Request")(**{name.lower(): message}, validate_only=validate_only)
            answer = await getattr(self.servicer, f"Publish{name}")(request, call or a_call())
        return answer

    def told(self) -> list[Any]:
        """The events that stand in the outbox, in their order."""
        aggregate = self.store.load([rulebook_id(TENANT)])[rulebook_id(TENANT)]
        return [
            getattr(events, entry.envelope.type.rpartition(".")[2]).FromString(entry.data) for entry in aggregate.outbox
        ]


def a_call(tenant: str = TENANT, command_id: str = "") -> Call:
    return Call(tenant, command_id or new_id(), None, "", ())


@pytest.fixture
def office(database, mongodb_uri) -> Iterator[Office]:
    documents.connect("sla", mongodb_uri, database.name)
    documents.ensure_indexes(DOCUMENTS)
    yield Office(database)
    mongoengine.disconnect("sla")


# --- publishing


async def test_what_is_published_is_answered_told_and_listed(office):
    await office.publish(BERLIN, EMEA)
    office.time.advance(HOUR)
    answer = await office.publish(STANDARD)
    assert (answer.revision, answer.policy.version, from_timestamp(answer.policy.published_at)) == (3, 1, NOW + HOUR)
    calendar, team, policy = office.told()
    assert (calendar.calendar.name, calendar.revision) == ("berlin", 1)
    assert (team.team.agents[0].agent_id, team.revision) == ("agent-ana", 2)
    assert (policy.policy, policy.revision) == (answer.policy, 3)
    listed = await office.servicer.ListPolicies(calls.ListPoliciesRequest(), a_call())
    assert (list(listed.policies), listed.revision) == ([answer.policy], 3)
    assert not (await office.servicer.ListPolicies(calls.ListPoliciesRequest(), a_call(OTHER))).policies


async def test_events_are_keyed_by_the_shop_and_numbered(office):
    await office.publish(BERLIN, EMEA)
    (aggregate,) = office.store.load([rulebook_id(TENANT)]).values()
    assert [(entry.key, entry.envelope.sequence) for entry in aggregate.outbox] == [(TENANT, 1), (TENANT, 2)]
    assert len(office.offered) == 2


async def test_a_command_that_is_repeated_publishes_once(office):
    call = a_call()
    first = await office.publish(BERLIN, call=call)
    assert await office.publish(BERLIN, call=call) == first
    assert len(office.told()) == 1


async def test_what_is_only_validated_or_refused_is_not_stored(office):
    answer = await office.publish(BERLIN, validate_only=True)
    assert (answer.calendar.version, answer.revision) == (1, 1)
    for validate_only in (True, False):
        with pytest.raises(Refused) as caught:
            await office.publish(replace(BERLIN, week=hours(end="25:00")), validate_only=validate_only)
        assert caught.value.violations[0].field == "calendar.week.0.intervals.0"
    assert office.store.get(rulebook_id(TENANT)) is None
    assert not any(
        office.store.database[name].count_documents({}) for name in ("rulebook_revisions", "rulebook_timers")
    )


async def test_a_rulebook_that_grows_too_large_is_refused(office):
    shifts = tuple(IntervalSpec(f"{hour:02}:00", f"{hour:02}:30") for hour in range(12))
    days = [(NOW + timedelta(days=number)).date().isoformat() for number in range(800)]
    large = replace(BERLIN, exceptions=tuple(ExceptionSpec(day, intervals=shifts) for day in days))
    await office.publish(large)
    with pytest.raises(Refused) as caught:
        await office.publish(*(replace(large, name=f"c{number}") for number in range(3)))
    assert (caught.value.reason, caught.value.kind) == ("RULEBOOK_TOO_LARGE", RefusalKind.TOO_LARGE)


def _closed(dates: int) -> str:
    each = [
        f"BEGIN:VEVENT\nDTSTART;VALUE=DATE:{NOW + timedelta(days=2 * n):%Y%m%d}\nEND:VEVENT\n" for n in range(dates)
    ]
    return f"BEGIN:VCALENDAR\n{''.join(each)}END:VCALENDAR"


async def test_a_file_is_imported_as_a_new_version_and_a_bad_one_is_refused_with_its_line(office):
    await office.publish(BERLIN)
    request, call = calls.ImportCalendarRequest(name="berlin", icalendar=_closed(3)), a_call()
    answer = await office.servicer.ImportCalendar(request, call)
    assert (answer.imported, answer.calendar.version, answer.revision) == (3, 2, 2)
    assert [getattr(one, "from") for one in answer.calendar.exceptions] == ["2026-03-02", "2026-03-04", "2026-03-06"]
    assert await office.servicer.ImportCalendar(request, call) == answer
    with pytest.raises(Refused) as caught:
        await office.servicer.ImportCalendar(
            calls.ImportCalendarRequest(name="berlin", icalendar="BEGIN:VCALENDAR\nclosed on Monday\n"), a_call()
        )
    (violation,) = caught.value.violations
    assert violation.field == "icalendar" and violation.message.startswith("line 2: ")
    assert (await office.servicer.ListCalendars(calls.ListCalendarsRequest(), a_call())).revision == 2


async def test_all_versions_of_one_are_listed_newest_first(office):
    for end in ("17:00", "18:00", "19:00"):
        await office.publish(replace(BERLIN, week=hours(end=end)))
        await office.publish(replace(BERLIN, name="other"), EMEA)
    answer = await office.servicer.ListCalendars(calls.ListCalendarsRequest(name="berlin"), a_call())
    found = [(one.version, one.week[0].intervals[0].end) for one in answer.calendars]
    assert (found, answer.revision) == ([(3, "19:00"), (2, "18:00"), (1, "17:00")], 9)
    teams = await office.servicer.ListTeams(calls.ListTeamsRequest(team_id="emea"), a_call())
    assert [one.version for one in teams.teams] == [3, 2, 1]
    assert not (await office.servicer.ListTeams(calls.ListTeamsRequest(team_id="nobody"), a_call())).teams


async def test_managers_are_replaced_as_a_whole(office):
    await office.publish(BERLIN)
    managers = [types_pb2.OnCallManager(manager_id=name, calendar="berlin") for name in ("mei", "lu")]
    answer = await office.servicer.PublishOnCall(calls.PublishOnCallRequest(managers=managers), a_call())
    assert (list(answer.managers), answer.revision) == (managers, 2)
    await office.servicer.PublishOnCall(calls.PublishOnCallRequest(managers=managers[1:]), a_call())
    found = await office.servicer.GetOnCall(calls.GetOnCallRequest(), a_call())
    assert (list(found.managers), found.revision) == (managers[1:], 3)
    assert [list(one.managers) for one in office.told()[1:]] == [managers, managers[1:]]


# --- what is in force


async def test_each_instant_has_the_revision_that_was_in_force(office):
    assert office.rulebooks.in_force(TENANT, NOW) is NOTHING_SAID
    office.time.advance(HOUR)
    for end in ("17:00", "18:00", "19:00"):
        await office.publish(replace(BERLIN, week=hours(end=end)))
        office.time.advance(HOUR)

    def in_force(rulebooks: Rulebooks) -> list[int]:
        return [rulebooks.in_force(TENANT, NOW + n * HOUR / 2).revision for n in range(-1, 9)]

    assert in_force(office.rulebooks) == in_force(Rulebooks(office.store.database, office.time.now))
    assert in_force(office.rulebooks) == [0, 0, 0, 1, 1, 2, 2, 3, 3, 3]
    assert office.rulebooks.current(TENANT) is office.rulebooks.revision(TENANT, 3)
    assert office.rulebooks.current(OTHER) is NOTHING_SAID


async def test_a_revision_never_changes_and_one_that_is_not_there_is_refused(office):
    await office.publish(BERLIN)
    first = office.rulebooks.revision(TENANT, 1)
    await office.publish(replace(BERLIN, week=hours(end="18:00")))
    again = Rulebooks(office.store.database, office.time.now).revision(TENANT, 1)
    assert office.rulebooks.revision(TENANT, 1) is first
    assert (again.calendars, again.revision) == (first.calendars, 1)
    with pytest.raises(Refused, match="NO_REVISION"):
        office.rulebooks.revision(TENANT, 3)


async def test_the_store_is_asked_again_only_for_instants_after_it_was_asked(office, monkeypatch):
    await office.publish(BERLIN)
    asked = []
    ask = office.rulebooks._ask
    monkeypatch.setattr(office.rulebooks, "_ask", lambda tenant: asked.append(tenant) or ask(tenant))
    for minutes in (0, -5, -60):
        office.rulebooks.in_force(TENANT, NOW + timedelta(minutes=minutes))
    assert asked == [TENANT]
    office.time.advance(HOUR)
    await office.publish(EMEA)
    assert office.rulebooks.in_force(TENANT, NOW + HOUR).revision == 2
    assert asked == [TENANT, TENANT]


def test_of_many_who_publish_at_once_no_revision_is_lost(office, database):
    """Two writers, each of whom publishes calendars of their own and one that both do."""
    failed: list[BaseException] = []

    def publish(writer: int) -> None:
        own = Office(database)
        try:
            for number in range(15):
                asyncio.run(own.publish(replace(BERLIN, name=f"w{writer}-{number}"), BERLIN))
        except BaseException as error:
            failed.append(error)

    writers = [Thread(target=publish, args=(number,)) for number in range(2)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert not failed
    told = office.told()
    assert [one.revision for one in told] == list(range(1, 61))
    fresh = Rulebooks(database, office.time.now)
    expected: dict[str, int] = {}
    for event in told:
        expected[event.calendar.name] = event.calendar.version
        rules = fresh.revision(TENANT, event.revision)
        # Each revision is what the events up to it have said, whoever won or lost a race.
        assert set(rules.calendars) == set(expected) and rules.revision == event.revision
    assert expected["berlin"] == 30
    versions = fresh.versions(TENANT, Part.CALENDAR, "berlin", type(BERLIN), 100)
    assert [one.version for one in versions] == list(range(30, 0, -1))


# --- coverage and who is there


async def test_coverage_of_a_week_is_told_for_each_language(office):
    await office.publish(BERLIN, EMEA)
    answer = await office.servicer.GetCoverage(calls.GetCoverageRequest(week="2026-W13"), a_call())
    (german,) = answer.languages
    assert (answer.week, german.language, german.covered_seconds, len(german.hours)) == ("2026-W13", "de", 144_000, 168)
    assert [list(german.hours[n].team_ids) for n in (7, 8, 15, 16)] == [[], ["emea"], ["emea"], []]
    assert from_timestamp(getattr(german.gaps[0], "from")).isoformat() == "2026-03-23T00:00:00+00:00"
    now = await office.servicer.GetCoverage(calls.GetCoverageRequest(language="fr"), a_call())
    assert (now.week, [one.covered_seconds for one in now.languages]) == ("2026-W10", [0])


@pytest.mark.parametrize("asked", [{"week": "2026-W54"}, {"week": "0000-W01"}, {"language": "not a language"}])
async def test_coverage_of_what_cannot_be_is_refused(office, asked):
    with pytest.raises(Refused):
        await office.servicer.GetCoverage(calls.GetCoverageRequest(**asked), a_call())


async def test_an_agent_of_a_team_says_whether_they_are_there(office):
    await office.publish(BERLIN, EMEA)
    online = calls.SetPresenceRequest(agent_id="agent-ana", presence=types_pb2.PRESENCE_ONLINE)
    assert office.presences.present(TENANT) == frozenset()
    first = await office.servicer.SetPresence(online, a_call())
    office.time.advance(HOUR)
    # Who says so again has been there since the first time.
    assert await office.servicer.SetPresence(online, a_call()) == first
    assert office.presences.present(TENANT) == {"agent-ana"}
    assert office.presences.present(OTHER) == frozenset()
    away = calls.SetPresenceRequest(agent_id="agent-ana", presence=types_pb2.PRESENCE_AWAY)
    answer = await office.servicer.SetPresence(away, a_call())
    assert from_timestamp(answer.agent.since) == NOW + HOUR
    assert office.presences.present(TENANT) == frozenset()
    listed = await office.servicer.ListPresence(calls.ListPresenceRequest(), a_call())
    assert list(listed.agents) == [answer.agent]
    await office.publish(replace(EMEA, agents=()))
    assert not (await office.servicer.ListPresence(calls.ListPresenceRequest(), a_call())).agents


async def test_who_is_in_no_team_cannot_be_present(office):
    await office.publish(BERLIN, EMEA)
    for agent, call in (("agent-bo", a_call()), ("agent-ana", a_call(OTHER))):
        with pytest.raises(Refused) as caught:
            request = calls.SetPresenceRequest(agent_id=agent, presence=types_pb2.PRESENCE_ONLINE)
            await office.servicer.SetPresence(request, call)
        assert (caught.value.reason, caught.value.kind) == ("NO_AGENT", RefusalKind.NOT_FOUND)


# --- gaps


@asynccontextmanager
async def ticking(office: Office) -> AsyncIterator[Tick]:
    timers, rules = Timers(RulebookTimerDocument), RulebookRules(timedelta(hours=72))
    tick = Tick(office.store, timers, rules, None, office.offered.extend, office.time, Health(), "rulebook")
    stop = asyncio.Event()
    task = asyncio.create_task(tick.run(stop))
    tick.own(range(RULEBOOKS.topic.partitions))
    try:
        yield tick
    finally:
        stop.set()
        await asyncio.wait_for(task, 30)


async def test_a_gap_is_told_three_days_before_it_comes_and_once(office):
    await office.publish(BERLIN, EMEA)
    timers = office.store.database.rulebook_timers

    def looked(plan: int) -> Any:
        kept = office.store.get(rulebook_id(TENANT))
        return kept if kept.watch.plan >= plan and timers.count_documents({}) == 1 else None

    async with ticking(office):
        kept = await eventually(lambda: looked(3))
        gaps = [one for one in office.told() if isinstance(one, events.CoverageGapFound)]
        assert [from_timestamp(one.found_at) for one in gaps] == [NOW] * len(gaps)
        starts = [from_timestamp(getattr(one, "from")) for one in gaps]
        assert starts == sorted(set(starts)) and all(start <= NOW + 3 * 24 * HOUR for start in starts)
        assert kept.next_at == kept.watch.look_at > NOW
        office.time.advance(kept.next_at - NOW)
        await eventually(lambda: looked(4))
    later = [one for one in office.told() if isinstance(one, events.CoverageGapFound)][len(gaps) :]
    assert [from_timestamp(getattr(one, "from")) for one in later] == [kept.next_at + 72 * HOUR]


async def test_a_process_of_the_service_tells_kafka_where_the_shops_events_go(
    kafka_servers, mongodb_uri, database, port_base, unique
):
    """Of a rulebook that was published while nobody ticked."""
    tenant = f"shop-{unique}"
    await asyncio.to_thread(apply_topics, kafka_servers, [topics.RULEBOOK, topics.TICKET, topics.CLOCK])
    own = Office(database.client[f"{database.name}_sla"])
    await own.publish(BERLIN, call=a_call(tenant))
    await own.publish(EMEA, call=a_call(tenant))
    variables = {
        "KAFKA_BOOTSTRAP_SERVERS": kafka_servers,
        "MONGODB_URI": mongodb_uri,
        "HELIODESK_DATABASE": database.name,
    }
    stop = asyncio.Event()
    settings = Settings(service="sla", HELIODESK_PORT_BASE=str(port_base), **variables)
    service = asyncio.create_task(run(settings, frozenset({"tick", "relay"}), stop))
    try:

        async def gaps() -> list[Any]:
            records = [
                one for one in await read_topic(kafka_servers, topics.RULEBOOK.name) if one.key == tenant.encode()
            ]
            types = [Envelope.from_headers(one.headers).type.rpartition(".")[2] for one in records]
            assert {one.partition for one in records} <= {partition_of(tenant, topics.RULEBOOK)}
            assert types[:2] == ["CalendarPublished", "TeamPublished"][: len(types)]
            return types[2:]

        assert set(await eventually(gaps)) == {"CoverageGapFound"}
    finally:
        stop.set()
        await asyncio.wait_for(service, 30)


# --- the calls on the wire, and the indexes


async def test_the_service_answers_on_the_wire_with_the_field_that_is_wrong(office):
    settings = Settings(service="sla", HELIODESK_GRPC_PORT=0, HELIODESK_PORT_BASE=8800)
    health = Health()
    server = await serve([("heliodesk.sla.v1.RulebookService", office.servicer)], settings, health)
    client = Client(f"127.0.0.1:{server.port}", "heliodesk.sla.v1.RulebookService")
    try:
        calendar = to_proto(BERLIN, types_pb2.Calendar)
        answer = await client.call("PublishCalendar", calls.PublishCalendarRequest(calendar=calendar), tenant=TENANT)
        assert (answer.calendar.version, answer.revision) == (1, 1)
        calendar.week[0].intervals.add(start="08:00", end="10:00")
        with pytest.raises(Refused) as caught:
            await client.call("PublishCalendar", calls.PublishCalendarRequest(calendar=calendar), tenant=TENANT)
        assert [(one.field, one.reason) for one in caught.value.violations] == [
            ("calendar.week.0.intervals", "OVERLAP")
        ]
    finally:
        await client.close()
        await server.stop()


@pytest.mark.parametrize(
    ("document", "query"),
    [
        (PresenceDocument, present_query(TENANT)),
        (RevisionDocument, versions_query(TENANT, Part.TEAM, "emea")),
        (RevisionDocument, history_query(TENANT, 0, 5)),
        (RulebookDocument, overdue_query(NOW)),
    ],
)
async def test_questions_use_an_index(office, document, query):
    for number in range(3):
        await office.publish(replace(BERLIN, name=f"c{number}"))
    plan = str(document._get_collection().find(query).explain()["queryPlanner"]["winningPlan"])
    assert "IXSCAN" in plan, plan
