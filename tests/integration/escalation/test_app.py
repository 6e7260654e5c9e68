"""The service put together: all its roles in one process, asked by a peer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from heliodesk.escalation.v1 import service_pb2 as pb
from heliodesk.escalation.v1 import types_pb2
from prometheus_client import REGISTRY

from services.escalation.app import run
from services.kit.convert import to_proto
from services.kit.errors import Away
from services.kit.rpc import Client
from services.kit.settings import Settings
from tests.integration.escalation.conftest import TENANT
from tests.support.chains import chain, notify, wait
from tests.support.streams import eventually


@pytest.fixture
async def client(real_desk, neighbours, kafka_servers, mongodb_uri, database, port_base) -> AsyncIterator[Client]:
    settings = Settings(
        service="escalation",
        HELIODESK_PORT_BASE=str(port_base),
        KAFKA_BOOTSTRAP_SERVERS=kafka_servers,
        MONGODB_URI=mongodb_uri,
        HELIODESK_DATABASE=database.name,
        HELIODESK_SLA_ADDRESS=neighbours.address,
    )
    stop = asyncio.Event()
    service = asyncio.create_task(run(settings, frozenset(), stop))
    asking = Client(settings.address_of("escalation"), "heliodesk.escalation.v1.EscalationService", timeout=10)
    yield asking
    await asking.close()
    stop.set()
    await asyncio.wait_for(service, 30)


def counted(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(f"heliodesk_escalation{name}_total", labels) or 0


async def test_a_breach_comes_to_a_notification_that_a_peer_can_read_of(real_desk, client):
    chains = pb.PublishChainRequest(chain=to_proto(chain(wait(1), notify()), types_pb2.Chain))

    async def published() -> pb.PublishChainResponse | None:
        # The service may still be starting.
        try:
            return await client.call("PublishChain", chains, tenant=TENANT, command_id="one")
        except Away:
            return None

    await eventually(published)
    started, notified = counted("s_started", trigger="breach"), counted("_steps", kind="notify", outcome="taken")
    ticket = await real_desk.opened()
    await real_desk.breached(ticket)
    request = pb.ListEscalationsRequest(ticket_id=ticket, state=types_pb2.ESCALATION_STATE_EXHAUSTED)

    async def exhausted() -> list[pb.Escalation]:
        return list((await client.call("ListEscalations", request, tenant=TENANT)).escalations)

    (found,) = await eventually(exhausted)
    asked = pb.GetEscalationRequest(escalation_id=found.escalation_id)
    shown = await client.call("GetEscalation", asked, tenant=TENANT)
    assert [line.what for line in shown.audit_trail] == ["started", "waited", "notified", "exhausted"]
    assert counted("s_started", trigger="breach") == started + 1
    assert counted("_steps", kind="notify", outcome="taken") == notified + 1
