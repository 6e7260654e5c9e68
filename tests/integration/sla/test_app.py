"""The service put together: all its roles in one process, asked by a peer."""

from __future__ import annotations

import asyncio

import pytest
from heliodesk.sla.v1 import service_pb2

from services.kit.clock import SystemClock
from services.kit.errors import Away, RefusalKind, Refused
from services.kit.rpc import Client
from services.kit.settings import Settings
from services.sla.app import run
from tests.integration.sla.conftest import TENANT
from tests.support.streams import eventually


@pytest.fixture
async def client(real_desk, kafka_servers, mongodb_uri, database, port_base):
    settings = Settings(
        service="sla",
        HELIODESK_PORT_BASE=str(port_base),
        KAFKA_BOOTSTRAP_SERVERS=kafka_servers,
        MONGODB_URI=mongodb_uri,
        HELIODESK_DATABASE=database.name,
    )
    stop = asyncio.Event()
    service = asyncio.create_task(run(settings, frozenset(), stop))
    asking = Client(settings.address_of("sla"), "heliodesk.sla.v1.SlaService")
    yield asking
    await asking.close()
    stop.set()
    await asyncio.wait_for(service, 30)


async def test_a_ticket_that_opens_has_a_clock_that_a_peer_may_ask_for(real_desk, client):
    ticket = await real_desk.opened("urgent", SystemClock().now())
    request = service_pb2.GetClockRequest(ticket_id=ticket)

    async def answered() -> service_pb2.Clock | None:
        try:
            return (await client.call("GetClock", request, tenant=TENANT)).clock
        except Refused as refusal:
            assert refusal.kind is RefusalKind.NOT_FOUND
            return None
        except Away:
            # It makes its indexes before it listens.
            return None

    clock = await eventually(answered)
    assert (clock.state, clock.overdue) == (service_pb2.CLOCK_STATE_RUNNING, False)
    policy = await client.call("GetPolicy", service_pb2.GetPolicyRequest(), tenant=TENANT)
    assert policy.policy == "standard-1"
