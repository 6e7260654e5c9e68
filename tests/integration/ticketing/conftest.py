"""Ticketing's process on the real servers, with topics of the test's own."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from google.protobuf.message import Message
from heliodesk.ticketing.v1 import service_pb2 as pb
from heliodesk.ticketing.v1 import types_pb2 as types

from services.kit import topics
from services.kit.broker import apply_topics, lags
from services.kit.envelope import Envelope
from services.kit.ids import new_id
from services.kit.process import Process, running
from services.kit.producer import OrderedProducer, Record
from services.kit.rpc import Client
from services.kit.settings import Settings
from services.kit.stream import Stream
from services.ticketing.documents import DOCUMENTS, MEMBERS, ORDERS, TICKETS
from services.ticketing.rpc import TicketingRpc
from services.ticketing.stream import STREAM, tier_stream
from services.ticketing.tiers import Tiers
from tests.support.peers import reached
from tests.support.streams import event_record, eventually, read_topic

SERVICE = "heliodesk.ticketing.v1.TicketingService"
TENANT = "shop"
HEARD = ("heliodesk.sla.v1", "heliodesk.loyalty.v1")
ROUTES = [route for route in STREAM.routes if route.message.DESCRIPTOR.file.package in HEARD]


class Desk:
    """Tickets, as who calls and who follows them sees them, and what the SLA service tells of their owners and the
    loyalty service of their compensations."""

    def __init__(self, settings: Settings, database: Any, unique: str) -> None:
        self.settings = settings
        self.kafka = settings.kafka_bootstrap_servers
        self.group = f"ticketing-{unique}"
        own = f"heliodesk.test.{{}}.{unique}".format
        self.tickets = dataclasses.replace(topics.TICKET, name=own("ticket"), readers=())
        self.clocks = dataclasses.replace(topics.CLOCK, name=own("clock"), readers=(self.group,))
        self.corrections = dataclasses.replace(topics.CORRECTION, name=own("correction"), readers=(self.group,))
        self.accounts = dataclasses.replace(topics.ACCOUNT, name=own("account"), readers=(f"{self.group}-tiers",))
        self.kind = dataclasses.replace(TICKETS, topic=self.tickets)
        self.producer = OrderedProducer(self.kafka)
        self._documents = database[TICKETS.collection]
        self._client = Client(f"127.0.0.1:{settings.grpc_port}", SERVICE, timeout=20)

    async def close(self) -> None:
        await self._client.close()
        await self.producer.stop()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Process]:
        """As services/ticketing/app.py puts it together, with the test's own topics."""
        stop = asyncio.Event()
        async with running(self.settings, frozenset(), stop) as process:
            await process.ensure_indexes(*DOCUMENTS)
            tickets, orders = process.store(self.kind), process.store(ORDERS)
            tiers = Tiers(process.store(MEMBERS), tickets, process.offer)
            servicer = TicketingRpc(tickets, orders, tiers, process.commands(self.kind), process.offer, process.clock)
            await process.serve([(SERVICE, servicer)])
            routes = [dataclasses.replace(route, kind=self.kind) for route in ROUTES]
            process.stream(Stream(self.group, routes, known=(self.clocks, self.corrections)))
            process.stream(Stream(f"{self.group}-tiers", tier_stream(tiers).routes, known=(self.accounts,)))
            process.relay()
            await reached(self._client)
            try:
                yield process
            finally:
                stop.set()

    # What people do.

    async def call(self, method: str, request: Message, command_id: str = "") -> Any:
        return await self._client.call(method, request, tenant=TENANT, command_id=command_id or new_id())

    async def opened(self, market: str = "") -> str:
        request = pb.ReceiveMessageRequest(
            channel=types.CHANNEL_EMAIL, thread=new_id(), external_id="m1", text="Wo ist es?", market=market
        )
        getattr(request, "from").address = "lena@example.de"
        return (await self.call("ReceiveMessage", request)).ticket_id

    async def ticket(self, ticket_id: str) -> types.Ticket:
        return (await self.call("GetTicket", pb.GetTicketRequest(ticket_id=ticket_id))).ticket

    async def messages(self, ticket_id: str) -> list[types.Message]:
        return list((await self.call("ListMessages", pb.ListMessagesRequest(ticket_id=ticket_id))).messages)

    # What the SLA service tells.

    def says(self, event: Any, sequence: int) -> Record:
        return event_record(self.clocks.name, event, event.ticket_id, sequence, tenant=TENANT)

    def tells(self, event: Any, customer_id: str, sequence: int) -> Record:
        """What the loyalty service tells of an account."""
        return event_record(self.accounts.name, event, customer_id, sequence, tenant=TENANT)

    def decides(self, event: Any, sequence: int) -> Record:
        """What the loyalty service tells of a correction."""
        return event_record(self.corrections.name, event, event.correction_id, sequence, tenant=TENANT)

    async def send(self, *records: Record) -> None:
        """Returns when ticketing has read it."""
        assert len(await self.producer.send(records)) == len(records)

        read = [self.clocks, self.accounts, self.corrections]

        async def no_lag() -> bool:
            return all(lag.behind == 0 for lag in await asyncio.to_thread(lags, self.kafka, read))

        await eventually(no_lag, within=30)

    async def dead_letters(self, topic: topics.Topic | None = None) -> list[Any]:
        of = topic or self.clocks
        return await read_topic(self.kafka, of.dead_letters(of.readers[0]))

    # What became of the tickets.

    def version(self, ticket_id: str) -> int:
        return self._documents.find_one({"_id": f"{TENANT}/{ticket_id}"})["version"]

    async def told(self, ticket_id: str, name: str) -> list[Any]:
        """The events of this name that Kafka has of the ticket, once it has all."""
        published = {"_id": f"{TENANT}/{ticket_id}", "outbox": []}
        await eventually(lambda: self._documents.count_documents(published))
        found = {}
        for record in await read_topic(self.kafka, self.tickets.name):
            envelope = Envelope.from_headers(record.headers)
            if envelope.subject == ticket_id and envelope.type.endswith(f".{name}"):
                found[envelope.id] = self.tickets.message(envelope.type).FromString(record.value)
        return list(found.values())


@pytest.fixture
async def desk(kafka_servers, mongodb_uri, database, unique, unused_tcp_port) -> AsyncIterator[Desk]:
    settings = Settings(
        service="ticketing",
        KAFKA_BOOTSTRAP_SERVERS=kafka_servers,
        MONGODB_URI=mongodb_uri,
        HELIODESK_DATABASE=database.name,
        HELIODESK_GRPC_PORT=unused_tcp_port,
        HELIODESK_OPS_PORT=0,
    )
    made = Desk(settings, database.client[settings.database], unique)
    await asyncio.to_thread(apply_topics, kafka_servers, [made.tickets, made.clocks, made.accounts, made.corrections])
    yield made
    await made.close()
