"""Loyalty's whole process on the real servers, told by ticketing what agents have granted."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import mongoengine
import pytest
from google.protobuf.message import Message
from heliodesk.common.v1 import types_pb2 as common
from heliodesk.loyalty.v1 import correction_service_pb2 as corrections
from heliodesk.loyalty.v1 import correction_types_pb2 as types
from heliodesk.loyalty.v1 import reward_service_pb2 as rewards
from heliodesk.ticketing.v1 import events_pb2 as ticketing

from services.kit import documents
from services.kit.broker import apply_topics, lags
from services.kit.clock import SystemClock
from services.kit.errors import Away
from services.kit.ids import document_id, new_id
from services.kit.instants import to_timestamp
from services.kit.producer import OrderedProducer, Record
from services.kit.rpc import Client
from services.kit.settings import Settings
from services.kit.store import Store
from services.kit.topics import ACCOUNT, CORRECTION, COUPON, TICKET, TOPICS
from services.loyalty.app import run
from services.loyalty.compensations.stream import GROUP
from services.loyalty.corrections.documents import CORRECTIONS
from services.loyalty.corrections.documents import DOCUMENTS as CORRECTION_DOCUMENTS
from services.loyalty.documents import DOCUMENTS
from services.loyalty.programme.documents import DOCUMENTS as PROGRAMME_DOCUMENTS
from services.loyalty.rewards.documents import DOCUMENTS as REWARD_DOCUMENTS
from tests.support.rewards import SECRET, Clock, Shop, programme
from tests.support.streams import event_record, eventually, read_topic, skip_to_end

READ = (TICKET, CORRECTION, COUPON, ACCOUNT)
GROUPS = ("loyalty", "loyalty-rewards", GROUP)
LATE = "The parcel came late"


class Office:
    """A shop of the test's own, as its agents and its members see it."""

    def __init__(self, settings: Settings, database: Any, tenant: str) -> None:
        self.settings, self.tenant = settings, tenant
        self.kafka = settings.kafka_bootstrap_servers
        self.shop = Shop(database, SystemClock(), tenant)
        self.corrections = Store(database, CORRECTIONS, "heliodesk/loyalty", self.shop.clock.now)
        self.producer = OrderedProducer(self.kafka)
        self.sent: list[Record] = []
        address = settings.address_of("loyalty")
        names = ("CorrectionService", "RewardService")
        self._clients = {name: Client(address, f"heliodesk.loyalty.v1.{name}", timeout=20) for name in names}

    async def close(self) -> None:
        await self.producer.stop()
        for client in self._clients.values():
            await client.close()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        stop = asyncio.Event()
        process = asyncio.create_task(run(self.settings, frozenset(), stop))
        try:
            await eventually(self._answers)
            yield
        finally:
            stop.set()
            await asyncio.wait_for(process, 30)

    async def _answers(self) -> bool:
        try:
            await self.listed()
        except Away:
            return False
        return True

    async def call(self, service: str, method: str, request: Message) -> Any:
        return await self._clients[service].call(method, request, tenant=self.tenant, command_id=new_id())

    # --- what people do

    async def grant(self, points: int = 0, reward_id: str = "", actor: str = "ana", customer: str = "c1") -> str:
        """An agent grants it on a ticket: its id."""
        event = ticketing.CompensationGranted(
            ticket_id=new_id(),
            compensation_id=new_id(),
            customer_id=customer,
            points=points,
            reward_id=reward_id,
            reason=LATE,
            actor=common.Actor(kind=common.ACTOR_KIND_AGENT, id=actor),
            granted_at=to_timestamp(self.shop.clock.now()),
        )
        await self.send(event_record(TICKET.name, event, event.ticket_id, 3, tenant=self.tenant))
        return event.compensation_id

    async def send(self, *records: Record) -> None:
        self.sent.extend(records)
        assert len(await self.producer.send(records)) == len(records)

    async def replay(self, topic: Any) -> None:
        """All that the shop has told there is told again."""
        again = [
            Record(topic.name, one.key, one.value, list(one.headers))
            for one in await read_topic(self.kafka, topic.name)
            # Not all that other tests have left there is an event.
            if dict(one.headers).get("ce_tenant") == self.tenant.encode()
        ]
        assert len(await self.producer.send(again)) == len(again) > 0

    async def approve(self, correction_id: str, actor: str) -> types.Correction:
        request = corrections.ApproveCorrectionRequest(correction_id=correction_id, actor=actor)
        return (await self.call("CorrectionService", "ApproveCorrection", request)).correction

    async def listed(self, **wanted: Any) -> list[types.Correction]:
        request = corrections.ListCorrectionsRequest(**wanted)
        return list((await self.call("CorrectionService", "ListCorrections", request)).corrections)

    async def correction(self, correction_id: str) -> types.Correction:
        request = corrections.GetCorrectionRequest(correction_id=correction_id)
        return (await self.call("CorrectionService", "GetCorrection", request)).correction

    async def coupons(self, customer: str = "c1") -> list[Any]:
        request = rewards.ListRedemptionsRequest(customer_id=customer)
        return list((await self.call("RewardService", "ListRedemptions", request)).redemptions)

    # --- what comes of it

    async def caught_up(self) -> None:
        """Waits until all that was told has been read, and all that came of it has been told and read."""
        stores = (self.corrections, self.shop.accounts, self.shop.redemptions, self.shop.stocks)

        def quiet() -> bool:
            try:
                behind = [one for one in lags(self.kafka, READ) if one.group in GROUPS and one.behind]
            except Away:
                return False
            return not behind and not any(store.waiting(1) for store in stores)

        await eventually(lambda: asyncio.to_thread(lambda: quiet() and quiet()))

    async def dead_letters(self, topic: Any) -> list[Any]:
        found = await read_topic(self.kafka, topic.dead_letters(GROUP))
        return [one for one in found if self.tenant.encode() in dict(one.headers).get("ce_tenant", b"")]

    def entries(self, customer: str = "c1") -> list[Any]:
        history = self.shop.accounts.commits(document_id(self.tenant, customer))
        return [entry for _, entries in history for entry in entries]


@pytest.fixture
async def office(kafka_servers, mongodb_uri, database, port_base, unique, monkeypatch) -> AsyncIterator[Office]:
    monkeypatch.setenv("HELIODESK_COUPON_SECRET", SECRET)
    await asyncio.to_thread(apply_topics, kafka_servers, TOPICS)
    # The whole process is started: what other tests have left for any of its groups would come first.
    own = [
        dataclasses.replace(one, readers=tuple(group for group in one.readers if group.startswith("loyalty")))
        for one in TOPICS
    ]
    await skip_to_end(kafka_servers, [one for one in own if one.readers])
    settings = Settings(
        service="loyalty",
        HELIODESK_PORT_BASE=str(port_base),
        KAFKA_BOOTSTRAP_SERVERS=kafka_servers,
        MONGODB_URI=mongodb_uri,
        HELIODESK_DATABASE=database.name,
    )
    made = Office(settings, database.client[settings.database], f"shop-{unique}")
    await asyncio.to_thread(made.shop.publish, programme())
    yield made
    await made.close()


@pytest.fixture
def processes(mongodb_uri, database) -> Iterator[Callable[[], Shop]]:
    """Makes processes of one shop, which has published its programme, on the real store."""
    connected = documents.connect("loyalty", mongodb_uri, database.name)
    documents.ensure_indexes((*DOCUMENTS, *PROGRAMME_DOCUMENTS, *CORRECTION_DOCUMENTS, *REWARD_DOCUMENTS))
    clock = Clock()
    Shop(connected, clock).publish(programme())
    yield lambda: Shop(connected, clock)
    mongoengine.disconnect("loyalty")
