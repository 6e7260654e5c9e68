"""Webhooks on the real store, with a receiver that listens, and a clock that a test holds."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from heliodesk.ticketing.v1.events_pb2 import TicketOpened
from heliodesk.webhooks.v1 import events_pb2
from heliodesk.webhooks.v1 import service_pb2 as pb
from pymongo.database import Database

from services.edge.webhooks.changing import Changing
from services.edge.webhooks.deliveries import Deliveries
from services.edge.webhooks.documents import DOCUMENTS, ENDPOINTS
from services.edge.webhooks.domain.target import Reachable
from services.edge.webhooks.queues import Queues
from services.edge.webhooks.rpc import WebhookServicer
from services.edge.webhooks.sealing import Sealer
from services.edge.webhooks.sending import Sender
from services.edge.webhooks.stream import FanOut, stream
from services.edge.webhooks.tick import Sending
from services.kit import documents
from services.kit.addresses import networks
from services.kit.aggregate import Outcome, Verdict, Work
from services.kit.batch import Task, run
from services.kit.clock import HeldClock, SystemClock
from services.kit.envelope import Envelope
from services.kit.health import Health
from services.kit.ids import new_id
from services.kit.network import Resolver
from services.kit.rpc import Call
from services.kit.store import Store
from tests.support.streams import eventually
from tests.support.webhook_receiver import Receiver

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PATIENCE = timedelta(days=5)
KEYS = ("the key of these tests: 32 or more",)
OPENED = "heliodesk.ticketing.v1.TicketOpened"
STREAM = stream()


@dataclass
class Desk:
    """A shop's webhooks in one process: its calls, its stream, its senders."""

    tenant: str
    receiver: Receiver
    database: Database[dict[str, Any]]
    clock: HeldClock = field(default_factory=lambda: HeldClock(NOON))
    sealer: Sealer | None = field(default_factory=lambda: Sealer(KEYS))

    def __post_init__(self) -> None:
        self.called = asyncio.Event()
        loop = asyncio.get_running_loop()
        self.queues = Queues(self.database, self.clock, lambda: loop.call_soon_threadsafe(self.called.set))
        self.deliveries = Deliveries(self.database, self.queues, SystemClock().now)
        self.store: Store[Any] = Store(self.database, ENDPOINTS, "heliodesk/edge", self.clock.now)
        port = int(self.receiver.url.rpartition(":")[2])
        self.reachable = Reachable(frozenset({port}), networks("127.0.0.0/8"), http=True)
        changing = Changing(self.database, self.run, self.queues, self.reachable, self.sealer, self.clock)
        self.calls = WebhookServicer(changing, self.store, self.deliveries, self.clock)

    async def run(self, work: Work[Any]) -> Outcome[Any]:
        (outcome,), _ = await asyncio.to_thread(self.store.run, [work])
        if outcome.verdict is Verdict.REFUSED:
            raise outcome.refusal
        return outcome

    def call(self, command: str = "") -> Call:
        return Call(self.tenant, command or new_id(), None, "", ())

    async def endpoint(self, path: str = "/hook", *types: str) -> tuple[str, str]:
        """Its id and its secret."""
        wanted = pb.CreateEndpointRequest(url=self.receiver.url + path, types=types or [OPENED])
        made = await self.calls.CreateEndpoint(wanted, self.call())
        return made.endpoint.endpoint_id, made.secret

    async def shown(self, endpoint_id: str) -> pb.Endpoint:
        return (await self.calls.GetEndpoint(pb.GetEndpointRequest(endpoint_id=endpoint_id), self.call())).endpoint

    async def log(self, endpoint_id: str) -> list[pb.Delivery]:
        """Newest first."""
        asked = pb.ListDeliveriesRequest(endpoint_id=endpoint_id, page_size=200)
        return list((await self.calls.ListDeliveries(asked, self.call())).deliveries)

    async def happens(self, count: int = 1, tenant: str = "") -> list[Envelope]:
        """Tickets are opened, as the batch consumer hears of it."""
        envelopes = [
            Envelope(new_id(), OPENED, "heliodesk/ticketing", new_id(), self.clock.now(), tenant or self.tenant, 1)
            for _ in range(count)
        ]
        await self.heard(envelopes)
        return envelopes

    async def heard(self, envelopes: list[Envelope]) -> None:
        route, tasks = STREAM.by_type[OPENED], []
        for envelope in envelopes:
            event = TicketOpened(ticket_id=envelope.subject, subject="Where is it?")
            at = route.aggregate_id(envelope, event)
            tasks.append(Task(None, envelope, event, route, route.kind, at))
        fan_out = FanOut(self.database, self.deliveries)
        result = await asyncio.to_thread(run, tasks, {route.kind.name: fan_out}, self.clock.now())
        assert not result.failed, result.failed[0].refusal

    @contextlib.asynccontextmanager
    async def sending(self, timeout: float = 10.0) -> AsyncIterator[Sending]:
        """As one more process that sends."""
        resolver = Resolver()
        sender, stop, health = Sender(self.reachable, resolver, SystemClock().now, timeout), asyncio.Event(), Health()
        sending = Sending(
            self.queues, self.deliveries, self.run, sender, self.sealer, PATIENCE, self.clock, health, self.called
        )
        task = asyncio.create_task(sending.run(stop))
        try:
            yield sending
        finally:
            stop.set()
            await task
            resolver.close()

    async def settled(self, endpoint_id: str, status: str, count: int = 1) -> list[pb.Delivery]:
        """The deliveries, once so many of them have this status."""
        wanted = pb.DeliveryStatus.Value(f"DELIVERY_STATUS_{status.upper()}")

        async def found() -> list[pb.Delivery]:
            log = await self.log(endpoint_id)
            return log if sum(one.status == wanted for one in log) >= count else []

        return await eventually(found, within=60)

    async def tried(self, endpoint_id: str, times: int) -> pb.Delivery:
        """The only delivery, once it was tried so often."""

        async def found() -> pb.Delivery | None:
            (one,) = await self.log(endpoint_id)
            return one if len(one.attempts) >= times else None

        delivery = await eventually(found, within=30)
        # Only then has the turn been judged, by the clock as it stands.
        await eventually(self.is_idle, within=30)
        return delivery

    def is_idle(self) -> bool:
        """Nobody looks after an endpoint."""
        return self.store.collection.find_one({"queue.owner": {"$gt": ""}}) is None

    def told(self) -> list[Any]:
        """The events in the outboxes of the endpoints, in their order for each."""
        return [
            getattr(events_pb2, entry.envelope.type.rpartition(".")[2]).FromString(entry.data)
            for pending in self.store.waiting(1_000)
            for entry in pending.entries
        ]


@pytest.fixture
def webhook_database(mongodb_uri: str, database: Database) -> Iterator[Database]:
    found = documents.connect("edge", mongodb_uri, f"{database.name}_edge")
    documents.ensure_indexes(DOCUMENTS)
    yield found
    documents.mongoengine.disconnect("edge")


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver().serving() as serving:
        yield serving


@pytest.fixture
async def desk(webhook_database: Database, receiver: Receiver, unique: str) -> Desk:
    return Desk(f"shop-{unique}", receiver, webhook_database)
