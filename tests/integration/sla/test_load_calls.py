"""The calls about load, on summaries in the real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import mongoengine
import pytest
from heliodesk.sla.v1 import service_pb2

from services.kit import documents
from services.kit.aggregate import Change, Work
from services.kit.errors import RefusalKind, Refused
from services.kit.instants import from_timestamp
from services.kit.rpc import Call
from services.kit.store import Store
from services.sla.domain.calendar import Calendar
from services.sla.domain.load import Band, Counts, Crowd, Traffic, hour_of, minute_of
from services.sla.domain.policy import Policy
from services.sla.domain.rulebook.rules import NOTHING_SAID, Rules
from services.sla.domain.surge import judge
from services.sla.domain.team import Level, Team
from services.sla.domain.words import Kind, Priority
from services.sla.load.documents import SURGES, LoadDocument, Loads, Part, PastDocument, SurgeDocument
from services.sla.load.rpc import LoadCalls
from tests.support.calendars import weekdays

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TENANT = "kumo"
CALL = Call(TENANT, "command", None, "", ())
OTHERS_CALL = Call("nordlicht", "command", None, "", ())
TEAM = Team("office", Calendar("UTC", weekdays()), (("de", Level.NATIVE),), 8)
POLICY = Policy("soon", "coverage", {Kind.FIRST_RESPONSE: {Priority.NORMAL: timedelta(minutes=15)}})
SAID = Rules(1, {}, (TEAM,), (POLICY,), ())


class Published:
    """Rulebooks with one revision, of one shop."""

    def current(self, tenant: str) -> Rules:
        return SAID if tenant == TENANT else NOTHING_SAID


class Desk:
    """Its clock shows `at`."""

    def __init__(self) -> None:
        self.at = NOW
        self.calls = LoadCalls(Published(), lambda: self.at)


@pytest.fixture
def desk(mongodb_uri, database) -> Iterator[Desk]:
    """Two partitions have counted 12 arrivals, 6 answers and 4 who wait in German, and one an Austrian; there is a
    surge of the first."""
    documents.connect("sla", mongodb_uri, database.name)
    documents.ensure_indexes([LoadDocument, PastDocument, SurgeDocument])
    minute = minute_of(NOW)
    hour = {minute - 1: Counts(arrivals=2), minute - 60: Counts(4, 4, 3), minute - 61: Counts(arrivals=50)}
    parts = [Part(f"{TENANT}/de.DE", partition, Traffic(hour, 2), {hour_of(NOW): 6}) for partition in (0, 1)]
    parts.append(Part(f"{TENANT}/de-AT.AT", 0, Traffic({minute - 5: Counts(arrivals=1)}, 1), {hour_of(NOW): 1}))
    parts.append(Part(f"{TENANT}/ja.JP", 0, Traffic({minute - 300: Counts(arrivals=1)}), {}))
    Loads().write(parts, 0)
    surge, event = judge(None, TENANT, Crowd("de", "DE"), 12, Band(1, 10), NOW)
    surges = Store(database, SURGES, "test", lambda: NOW)
    surges.run([Work(f"{TENANT}/de.DE", lambda _: Change(surge, (event,), NOW))])
    yield Desk()
    mongoengine.disconnect("sla")


async def test_the_load_is_the_sum_of_what_the_partitions_have_counted(desk):
    german, austrian = sorted((await loads(desk)), key=lambda load: load.language)
    assert (german.language, german.region) == ("de", "DE")
    assert (german.arrivals_minute, german.arrivals_hour, german.replies_hour, german.waiting) == (4, 12, 8, 4)
    assert german.surge_id and from_timestamp(german.at) == NOW
    assert (austrian.arrivals_hour, austrian.waiting, austrian.surge_id) == (1, 1, "")


async def loads(desk: Desk, call: Call = CALL, **asked: str) -> list[service_pb2.Load]:
    return list((await desk.calls.GetLoad(service_pb2.GetLoadRequest(**asked), call)).loads)


async def test_the_load_is_shown_by_language_by_region_and_to_its_own_shop(desk):
    assert [load.region for load in await loads(desk, language="de-AT")] == ["AT"]
    assert [load.language for load in await loads(desk, region="DE")] == ["de"]
    assert not await loads(desk, language="fr")
    assert not await loads(desk, call=OTHERS_CALL)


async def test_the_hour_goes_on_though_nobody_writes(desk):
    desk.at += timedelta(minutes=30)
    assert (await loads(desk, region="DE"))[0].arrivals_hour == 4


async def test_a_wait_is_that_of_all_who_write_in_the_language(desk):
    request = service_pb2.EstimateWaitRequest(language="de", market="DE")
    found = await desk.calls.EstimateWait(request, CALL)
    assert (found.waiting, found.replies, found.HasField("opens_at")) == (5, 8, False)
    assert 0 < found.seconds < 3600
    assert abs(from_timestamp(found.answered_by) - NOW - timedelta(seconds=found.seconds)) < timedelta(seconds=1)


async def test_a_wait_at_night_begins_in_the_morning(desk):
    desk.at = NOW.replace(hour=20)
    found = await desk.calls.EstimateWait(service_pb2.EstimateWaitRequest(language="de"), CALL)
    morning = NOW.replace(hour=9) + timedelta(days=1)
    assert from_timestamp(found.opens_at) == morning < from_timestamp(found.answered_by)


async def test_the_public_promise_is_that_of_the_policy_that_a_ticket_would_get(desk):
    request = service_pb2.GetPromiseRequest(language="de", market="DE")
    now = await desk.calls.GetPromise(request, CALL)
    assert (now.open, now.first_response_seconds, now.text) == (True, 900, "first answer within 15 minutes, now")
    desk.at = NOW.replace(hour=20)
    later = await desk.calls.GetPromise(request, CALL)
    assert (later.open, later.text.endswith("of Tuesday, March 3, 2026, 09:00 (UTC)")) == (False, True)
    others = await desk.calls.GetPromise(request, OTHERS_CALL)
    assert others.text == "first answer within 4 hours, now"


async def test_a_language_that_nobody_serves_is_promised_nothing(desk):
    with pytest.raises(Refused) as refused:
        await desk.calls.GetPromise(service_pb2.GetPromiseRequest(language="ja"), CALL)
    assert (refused.value.reason, refused.value.kind) == ("NO_COVERAGE", RefusalKind.FAILED_PRECONDITION)


@pytest.mark.parametrize(
    ("document", "query"),
    [
        (LoadDocument, {"seen": {"$gte": 1}}),
        (LoadDocument, {"tenant": TENANT, "primary": "de"}),
        (LoadDocument, {"tenant": TENANT}),
        (PastDocument, {"week": {"$lt": 1}}),
        (SurgeDocument, {"state.ended_at": None}),
    ],
)
def test_what_is_asked_for_uses_an_index(desk, document, query):
    found = document._get_collection().find(query).explain()
    assert "IXSCAN" in str(found["queryPlanner"]["winningPlan"]), found
