"""A running feedback on the real Kafka and the real store, and the ticket topic that it follows."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from heliodesk.feedback.v1 import service_pb2
from heliodesk.ticketing.v1 import events_pb2, types_pb2

from services.feedback.app import run
from services.kit.broker import apply_topics
from services.kit.errors import Refused
from services.kit.ids import new_id
from services.kit.producer import OrderedProducer
from services.kit.rpc import Client
from services.kit.settings import Settings
from services.kit.topics import TICKET
from tests.support.streams import event_record, eventually

SERVICE = "heliodesk.feedback.v1.FeedbackService"


@dataclass
class Feedback:
    """Feedback from outside, for one shop."""

    settings: Settings
    tenant: str
    client: Client
    producer: OrderedProducer
    sequences: dict[str, int] = field(default_factory=dict)

    async def call(self, method: str, *, tenant: str = "", **fields: Any) -> Any:
        request = getattr(service_pb2, f"{method}Request")(**fields)
        return await self.client.call(method, request, tenant=tenant or self.tenant)

    async def ticket_becomes(self, ticket_id: str, status: str) -> None:
        """As ticketing would tell it."""
        self.sequences[ticket_id] = sequence = self.sequences.get(ticket_id, 0) + 1
        to = types_pb2.TicketStatus.Value(f"TICKET_STATUS_{status.upper()}")
        event = events_pb2.TicketStatusChanged(ticket_id=ticket_id, customer_id="cust-1", to=to)
        record = event_record(TICKET.name, event, ticket_id, sequence, tenant=self.tenant)
        assert await self.producer.send([record])

    async def offered(self, ticket_id: str) -> service_pb2.Survey:
        """The ticket's survey, as soon as there is one."""

        async def found() -> service_pb2.Survey | None:
            try:
                return (await self.call("GetTicketSurvey", ticket_id=ticket_id)).survey
            except Refused:
                return None

        return await eventually(found)

    async def solved(self) -> service_pb2.Survey:
        """The survey of a new ticket that was solved."""
        ticket_id = new_id()
        await self.ticket_becomes(ticket_id, "solved")
        return await self.offered(ticket_id)


@pytest.fixture
async def feedback(kafka_servers, mongodb_uri, database, unique) -> AsyncIterator[Feedback]:
    await asyncio.to_thread(apply_topics, kafka_servers)
    grpc_port, ops_port = free_ports()
    settings = Settings(
        service="feedback",
        KAFKA_BOOTSTRAP_SERVERS=kafka_servers,
        MONGODB_URI=mongodb_uri,
        HELIODESK_DATABASE=database.name,
        HELIODESK_GRPC_PORT=grpc_port,
        HELIODESK_OPS_PORT=ops_port,
        HELIODESK_DRAIN_TIMEOUT=1,
    )
    stop = asyncio.Event()
    running = asyncio.create_task(run(settings, frozenset(), stop))
    client, producer = Client(f"127.0.0.1:{grpc_port}", SERVICE), OrderedProducer(kafka_servers)
    await eventually(lambda: running.done() or is_ready(settings))
    assert not running.done(), running.result()
    yield Feedback(settings, f"shop-{unique}", client, producer)
    stop.set()
    await client.close()
    await producer.stop()
    await asyncio.wait_for(running, 30)


async def is_ready(settings: Settings) -> bool:
    async with httpx.AsyncClient() as http:
        try:
            return (await http.get(f"http://127.0.0.1:{settings.ops_port}/health/ready")).is_success
        except httpx.TransportError:
            return False


def free_ports() -> tuple[int, int]:
    with socket.socket() as first, socket.socket() as second:
        for one in (first, second):
            one.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]
