"""Translation policies: published, read, listed, and refused on the wire."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from heliodesk.translation.v1 import routing_service_pb2 as calls

from services.kit.convert import from_json
from services.kit.errors import Away, RefusalKind, Refused
from services.kit.instants import from_timestamp
from services.kit.process import running
from services.kit.rpc import Client
from services.kit.settings import Settings
from services.translation.routing.app import DOCUMENTS, start
from services.translation.routing.routing import Routing
from services.translation.routing.rpc import RoutingServicer
from tests.support.routing_office import NOON, OTHER, TENANT, Office, a_call, fields
from tests.support.scripted_engine import ScriptedEngine
from tests.support.streams import eventually

POLICY: dict[str, Any] = {
    "routes": [{"pair": "ja>*", "engines": ["second", "first"]}, {"pair": "*>*", "engines": ["first"]}],
    "engines": [
        {
            "engine": "second",
            "monthly_characters": 500_000,
            "price_per_million": {"minor_units": 2500, "currency": "EUR"},
            "timeout_ms": 3000,
        }
    ],
    "human_translator": True,
    "agent_language": "de",
    "memory_threshold_percent": 80,
}


def publishing(based_on: int = 0, policy: dict[str, Any] | None = None, **said: Any) -> calls.PublishPolicyRequest:
    return from_json(
        {"policy": POLICY if policy is None else policy, "based_on": based_on, **said}, calls.PublishPolicyRequest
    )


@pytest.fixture
def servicer(office: Office) -> RoutingServicer:
    return RoutingServicer(office.store, office.routing, office.time.now)


async def test_what_is_published_is_answered_read_and_in_force(office, servicer):
    answer = await servicer.PublishPolicy(publishing(note="Japanese first"), a_call())
    assert (answer.revision, answer.policy) == (1, publishing().policy)
    read = await servicer.GetPolicy(calls.GetPolicyRequest(), a_call())
    assert (read.policy, read.revision.revision, read.revision.note) == (answer.policy, 1, "Japanese first")
    assert from_timestamp(read.revision.published_at) == NOON
    policy = office.routing.policy(TENANT)
    assert (policy.revision, policy.human_translator, policy.agent_language, policy.memory_threshold) == (
        1,
        True,
        "de",
        0.8,
    )


async def test_a_shop_that_has_published_nothing_has_revision_0(office, servicer):
    read = await servicer.GetPolicy(calls.GetPolicyRequest(), a_call())
    assert not read.HasField("policy") and read.revision == calls.PolicyRevision()
    assert office.routing.policy(TENANT).revision == 0


async def test_a_shop_sees_its_own_policy_alone(servicer):
    await servicer.PublishPolicy(publishing(), a_call())
    assert not (await servicer.GetPolicy(calls.GetPolicyRequest(), a_call(OTHER))).HasField("policy")
    with pytest.raises(Refused) as caught:
        await servicer.GetPolicy(calls.GetPolicyRequest(revision=1), a_call(OTHER))
    assert (caught.value.reason, caught.value.kind) == ("NO_REVISION", RefusalKind.NOT_FOUND)


async def test_what_is_only_checked_is_not_stored(office, servicer):
    assert (await servicer.PublishPolicy(publishing(validate_only=True), a_call())).revision == 1
    assert office.routing.policy(TENANT).revision == 0


@pytest.mark.parametrize("validate_only", [True, False])
async def test_an_engine_that_nobody_has_configured_is_refused(office, servicer, validate_only):
    wrong = publishing(policy={"routes": [{"pair": "ja>*", "engines": ["bing"]}]}, validate_only=validate_only)
    with pytest.raises(Refused, match="there are first, second") as caught:
        await servicer.PublishPolicy(wrong, a_call())
    assert fields(caught.value) == [("policy.routes.0.engines.0", "UNKNOWN_ENGINE")]
    assert office.routing.policy(TENANT).revision == 0


async def test_a_command_that_is_repeated_publishes_once(servicer):
    call = a_call()
    first = await servicer.PublishPolicy(publishing(), call)
    assert await servicer.PublishPolicy(publishing(), call) == first
    assert len((await servicer.ListPolicyRevisions(calls.ListPolicyRevisionsRequest(), a_call())).revisions) == 1


async def test_of_many_who_publish_at_once_one_does_and_the_others_are_told(servicer):
    requests = [servicer.PublishPolicy(publishing(), a_call()) for _ in range(5)]
    ends = await asyncio.gather(*requests, return_exceptions=True)
    refused = [one.reason for one in ends if isinstance(one, Refused)]
    assert (refused, len(ends) - len(refused)) == (["REVISION_CHANGED"] * 4, 1)


async def test_revisions_are_listed_page_by_page_the_newest_first_and_never_change(servicer):
    for number in range(5):
        policy = {"memory_threshold_percent": 60 + number}
        await servicer.PublishPolicy(publishing(number, policy, note=f"the {number + 1}."), a_call())
    seen, cursor = [], ""
    while True:
        request = calls.ListPolicyRevisionsRequest(page_size=2, cursor=cursor)
        page = await servicer.ListPolicyRevisions(request, a_call())
        seen.append([(one.revision, one.note) for one in page.revisions])
        cursor = page.next_cursor
        if not cursor:
            break
    assert seen == [[(5, "the 5."), (4, "the 4.")], [(3, "the 3."), (2, "the 2.")], [(1, "the 1.")]]
    for number in range(1, 6):
        read = await servicer.GetPolicy(calls.GetPolicyRequest(revision=number), a_call())
        assert read.policy.memory_threshold_percent == 59 + number


# --- as a process


@pytest.fixture
async def client(kafka_servers, mongodb_uri, database, unused_tcp_port) -> AsyncIterator[Client]:
    settings = Settings(
        service="translation",
        KAFKA_BOOTSTRAP_SERVERS=kafka_servers,
        MONGODB_URI=mongodb_uri,
        HELIODESK_DATABASE=database.name,
        HELIODESK_GRPC_PORT=unused_tcp_port,
        HELIODESK_OPS_PORT=0,
    )
    stop = asyncio.Event()

    async def run() -> None:
        async with running(settings, frozenset({"serve"}), stop) as process:
            await process.ensure_indexes(*DOCUMENTS)
            engines = (ScriptedEngine("first"), ScriptedEngine("second", {("ja", "en")}))
            await process.serve(start(process, Routing(process.database, engines, process.clock.now)))
            await stop.wait()

    service = asyncio.create_task(run())
    made = Client(f"127.0.0.1:{unused_tcp_port}", "heliodesk.translation.v1.RoutingService")
    yield made
    await made.close()
    stop.set()
    await asyncio.wait_for(service, 30)


async def test_a_policy_and_the_state_of_the_engines_on_the_wire(client):
    async def published() -> Any:
        try:
            return await client.call("PublishPolicy", publishing(), tenant=TENANT, command_id="once")
        except Away:  # the process is starting
            return None

    assert (await eventually(published)).revision == 1
    found = await client.call("GetEngineStatus", calls.GetEngineStatusRequest(), tenant=TENANT)
    told = [(one.engine, one.condition.health, one.known_pairs, one.monthly_characters) for one in found.engines]
    assert told == [("first", calls.ENGINE_HEALTH_WORKING, 1, 0), ("second", calls.ENGINE_HEALTH_WORKING, 1, 500_000)]
    wrong = {
        "routes": [{"pair": "japanese to english", "engines": ["first"]}, {"engines": ["first"]}],
        "engines": [
            {"engine": "first", "price_per_million": {"minor_units": 1, "currency": "XXL"}, "timeout_ms": 60_001}
        ],
        "agent_language": "xx-nowhere",
        "memory_threshold_percent": 101,
    }
    with pytest.raises(Refused) as caught:
        await client.call("PublishPolicy", publishing(1, wrong), tenant=TENANT)
    assert {one.field for one in caught.value.violations} == {
        "policy.routes.0.pair",
        "policy.routes.1.pair",
        "policy.engines.0.price_per_million.currency",
        "policy.engines.0.timeout_ms",
        "policy.agent_language",
        "policy.memory_threshold_percent",
    }
