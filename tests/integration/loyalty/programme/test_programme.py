"""Programmes in the real store: publishing, revisions, and what is in force when."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import mongoengine
import pytest
from heliodesk.loyalty.v1 import programme_events_pb2 as events
from heliodesk.loyalty.v1 import programme_service_pb2 as calls
from heliodesk.loyalty.v1 import programme_types_pb2

from services.kit import documents, topics
from services.kit.broker import apply_topics
from services.kit.clock import HeldClock
from services.kit.convert import from_json, to_proto
from services.kit.envelope import Envelope
from services.kit.errors import Away, RefusalKind, Refused
from services.kit.ids import new_id
from services.kit.instants import from_timestamp
from services.kit.revisions import history_query
from services.kit.rpc import Call, Client
from services.kit.settings import Settings
from services.kit.store import Store
from services.loyalty.domain.programme import UNPUBLISHED
from services.loyalty.domain.programme.specs import ProgrammeSpec
from services.loyalty.programme.documents import DOCUMENTS, PROGRAMMES, ProgrammeRevisionDocument, programme_id
from services.loyalty.programme.rpc import ProgrammeServicer
from services.loyalty.programmes import Programmes
from tests.support.programmes import BASE, NOW, PLAIN, run_programmes, sample, sample_message
from tests.support.streams import eventually, read_topic

TENANT, OTHER = "kumo", "nordlicht"
HOUR = timedelta(hours=1)


class Office:
    """The programmes of one database, with a held clock that shows NOW."""

    def __init__(self, database: Any) -> None:
        self.time = HeldClock(NOW)
        self.offered: list[Any] = []
        self.store = Store(database, PROGRAMMES, "test", self.time.now)
        self.programmes = Programmes(database, self.time.now)
        self.servicer = ProgrammeServicer(self.store, self.programmes, self.offered.extend, self.time.now)

    async def publish(
        self, spec: ProgrammeSpec = PLAIN, based_on: int = 0, call: Call | None = None, **said: Any
    ) -> calls.PublishProgrammeResponse:
        programme = to_proto(spec, programme_types_pb2.Programme)
        request = calls.PublishProgrammeRequest(programme=programme, based_on=based_on, **said)
        return await self.servicer.PublishProgramme(request, call or a_call())

    async def published(self, count: int) -> None:
        """So many revisions, an hour from one to the next; revision n has a correction limit of n."""
        for number in range(1, count + 1):
            await self.publish(replace(PLAIN, correction_limit=number), number - 1, note=f"the {number}.")
            self.time.advance(HOUR)

    async def read(self, revision: int = 0, tenant: str = TENANT) -> calls.GetProgrammeResponse:
        return await self.servicer.GetProgramme(calls.GetProgrammeRequest(revision=revision), a_call(tenant))

    def told(self) -> list[events.ProgrammePublished]:
        """The events that stand in the outbox, in their order."""
        aggregate = self.store.load([programme_id(TENANT)])[programme_id(TENANT)]
        return [events.ProgrammePublished.FromString(entry.data) for entry in aggregate.outbox]


def a_call(tenant: str = TENANT, command_id: str = "") -> Call:
    return Call(tenant, command_id or new_id(), None, "", ())


@pytest.fixture
def office(database, mongodb_uri) -> Iterator[Office]:
    documents.connect("loyalty", mongodb_uri, database.name)
    documents.ensure_indexes(DOCUMENTS)
    yield Office(database)
    mongoengine.disconnect("loyalty")


# --- publishing


async def test_what_is_published_is_answered_told_and_read(office):
    answer = await office.publish(sample(), note="spring")
    assert (answer.revision, answer.programme.earn_rules[0].version) == (1, 1)
    (event,) = office.told()
    assert (event.programme, event.revision, event.note) == (answer.programme, 1, "spring")
    assert from_timestamp(event.published_at) == NOW
    read = await office.read()
    assert (read.programme, read.revision.revision, read.revision.note) == (answer.programme, 1, "spring")
    assert office.offered


async def test_a_shop_that_has_published_nothing_has_revision_0(office):
    read = await office.read()
    assert not read.HasField("programme") and read.revision == calls.ProgrammeRevision()
    assert office.programmes.in_force(TENANT, NOW) is office.programmes.current(TENANT) is UNPUBLISHED
    listed = await office.servicer.ListProgrammeRevisions(calls.ListProgrammeRevisionsRequest(), a_call())
    assert not listed.revisions and not listed.next_cursor


async def test_a_shop_sees_its_own_programme_alone(office):
    await office.publish()
    assert not (await office.read(tenant=OTHER)).HasField("programme")
    with pytest.raises(Refused) as caught:
        await office.read(1, OTHER)
    assert (caught.value.reason, caught.value.kind) == ("NO_REVISION", RefusalKind.NOT_FOUND)


async def test_what_is_only_checked_is_not_stored(office):
    assert (await office.publish(validate_only=True)).revision == 1
    with pytest.raises(Refused) as caught:
        await office.publish(replace(PLAIN, default_market="FR"), validate_only=True)
    assert [one.field for one in caught.value.violations] == ["programme.default_market"]
    assert office.store.get(programme_id(TENANT)) is None and not office.offered


async def test_what_is_wrong_is_refused_and_nothing_is_written(office):
    await office.publish()
    for spec, based_on, reason in (
        (replace(PLAIN, default_market="FR"), 1, "INVALID_FIELDS"),
        (PLAIN, 0, "REVISION_CHANGED"),
        (_large(), 1, "PROGRAMME_TOO_LARGE"),
    ):
        with pytest.raises(Refused) as caught:
            await office.publish(spec, based_on)
        assert caught.value.reason == reason
    assert len(office.told()) == 1
    assert office.programmes.current(TENANT).revision == 1


def _large() -> ProgrammeSpec:
    reward = sample().rewards[0]
    many = [replace(reward, reward_id=f"r{n}", names=tuple(_names(n))) for n in range(500)]
    return replace(sample(), rewards=tuple(many))


def _names(number: int) -> Iterator[Any]:
    name = sample().rewards[0].names[0]
    return (replace(name, language=f"de-x-{number}{one}", text="x" * 120) for one in range(50))


async def test_a_command_that_is_repeated_publishes_once(office):
    call = a_call()
    first = await office.publish(call=call)
    assert await office.publish(call=call) == first
    assert len(office.told()) == 1


async def test_of_two_who_publish_at_once_one_is_told_that_he_is_late(office, database):
    await office.publish()
    barrier, ends = Barrier(4), []

    def publish(number: int) -> None:
        other = Office(database)
        spec = replace(PLAIN, correction_limit=number)
        barrier.wait()
        try:
            ends.append(asyncio.run(other.publish(spec, 1)).revision)
        except Refused as refused:
            ends.append(refused.reason)

    threads = [Thread(target=publish, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends, key=str) == [2, *["REVISION_CHANGED"] * 3]
    assert [one.revision for one in office.told()] == [1, 2]


# --- revisions


async def test_a_revision_is_in_force_from_its_instant_on(office):
    await office.published(3)
    instants = [NOW - HOUR, NOW, NOW + HOUR - timedelta(microseconds=1), NOW + HOUR, NOW + 9 * HOUR]
    assert [office.programmes.in_force(TENANT, at).revision for at in instants] == [0, 1, 1, 2, 3]
    assert [office.programmes.revision(TENANT, number).correction_limit for number in (1, 2, 3)] == [1, 2, 3]


async def test_a_batch_asks_the_store_once(office, database):
    await office.published(3)
    fresh = Programmes(database, office.time.now)
    fresh.in_force(TENANT, NOW)
    database.drop_collection("programmes")
    assert fresh.in_force(TENANT, NOW + timedelta(minutes=1)).revision == 1


async def test_a_process_learns_of_what_another_publishes(office, database):
    fresh = Programmes(database, office.time.now)
    assert fresh.in_force(TENANT, NOW).revision == 0
    office.time.advance(HOUR)
    await office.publish()
    office.time.advance(HOUR)
    assert fresh.in_force(TENANT, office.time.now()).revision == 1
    assert fresh.current(TENANT).revision == 1


async def test_every_revision_can_be_read_again(office):
    await office.published(3)
    for number in (1, 2, 3):
        read = await office.read(number)
        assert (read.programme.correction_limit, read.revision.revision) == (number, number)
        assert from_timestamp(read.revision.published_at) == NOW + (number - 1) * HOUR
    with pytest.raises(Refused, match="NO_REVISION"):
        await office.read(4)


async def test_a_revision_that_lost_its_race_is_not_in_the_list(office):
    """It was written down as the one before by somebody whose write then failed."""
    await office.published(2)
    ProgrammeRevisionDocument._get_collection().insert_one(
        {"_id": f"{TENANT}/2", "tenant": TENANT, "revision": 2, "published_at": "", "newest": {}}
    )
    assert [one.revision for one in office.programmes.listed(TENANT, 0, 10)] == [2, 1]


async def test_revisions_are_listed_page_by_page_the_newest_first(office):
    await office.published(5)
    seen, cursor = [], ""
    while True:
        request = calls.ListProgrammeRevisionsRequest(page_size=2, cursor=cursor)
        page = await office.servicer.ListProgrammeRevisions(request, a_call())
        seen.append([(one.revision, one.note) for one in page.revisions])
        cursor = page.next_cursor
        if not cursor:
            break
    assert seen == [[(5, "the 5."), (4, "the 4.")], [(3, "the 3."), (2, "the 2.")], [(1, "the 1.")]]


async def test_lists_of_revisions_are_read_by_an_index(office, database):
    await office.published(3)
    found = database["programme_revisions"].find(history_query(TENANT, 0, 3)).explain()
    assert "tenant_1_revision_1" in str(found["queryPlanner"]["winningPlan"])


# --- as a process


@asynccontextmanager
async def a_process(kafka_servers: str, mongodb_uri: str, prefix: str, port_base: int) -> AsyncIterator[Client]:
    variables = {"KAFKA_BOOTSTRAP_SERVERS": kafka_servers, "MONGODB_URI": mongodb_uri, "HELIODESK_DATABASE": prefix}
    settings = Settings(service="loyalty", HELIODESK_PORT_BASE=str(port_base), **variables)
    stop = asyncio.Event()
    service = asyncio.create_task(run_programmes(settings, frozenset({"serve", "relay"}), stop))
    client = Client(settings.address_of("loyalty"), "heliodesk.loyalty.v1.ProgrammeService")
    try:
        yield client
    finally:
        await client.close()
        stop.set()
        await asyncio.wait_for(service, 30)


async def test_a_programme_that_is_published_on_the_wire_is_told_to_kafka(
    kafka_servers, mongodb_uri, database, port_base, unique
):
    tenant = f"shop-{unique}"
    await asyncio.to_thread(apply_topics, kafka_servers, [topics.PROGRAMME])
    async with a_process(kafka_servers, mongodb_uri, database.name, port_base) as client:

        async def published() -> Any:
            request = calls.PublishProgrammeRequest(programme=sample_message(), note="spring")
            try:
                return await client.call("PublishProgramme", request, tenant=tenant, command_id=f"first-{unique}")
            except Away:  # the process is starting
                return None

        answer = await eventually(published)
        assert answer.revision == 1
        wrong = from_json({"programme": {"currency": "EUR"}}, calls.PublishProgrammeRequest)
        with pytest.raises(Refused) as caught:
            await client.call("PublishProgramme", wrong, tenant=tenant)
        assert "programme.markets" in [one.field for one in caught.value.violations]

        async def told() -> list[Any]:
            records = await read_topic(kafka_servers, topics.PROGRAMME.name)
            return [one for one in records if one.key == tenant.encode()]

        (record,) = await eventually(told)
    envelope = Envelope.from_headers(record.headers)
    assert (envelope.type, envelope.tenant) == ("heliodesk.loyalty.v1.ProgrammePublished", tenant)
    event = events.ProgrammePublished.FromString(record.value)
    assert (event.revision, event.programme) == (1, answer.programme)
    assert BASE.name in [rule.name for rule in event.programme.earn_rules]
