"""The draws of a shop on the real servers, and the ledger as far as it takes part."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from google.protobuf.message import Message
from heliodesk.loyalty.v1 import draw_events_pb2
from heliodesk.loyalty.v1 import draw_service_pb2 as calls
from heliodesk.loyalty.v1 import draw_types_pb2 as types
from heliodesk.loyalty.v1.draw_events_pb2 import DrawEntryReturned

from services.kit import topics
from services.kit.aggregate import Work
from services.kit.broker import apply_topics
from services.kit.convert import to_json
from services.kit.envelope import Envelope
from services.kit.ids import document_id, new_id
from services.kit.instants import to_timestamp
from services.kit.process import Process, running
from services.kit.rpc import Client
from services.kit.settings import Settings
from services.kit.stream import Stream
from services.loyalty.changes import book_of, change_of
from services.loyalty.documents import ACCOUNTS
from services.loyalty.documents import DOCUMENTS as ACCOUNT_DOCUMENTS
from services.loyalty.domain.account import Account
from services.loyalty.domain.crediting import Credit, credit
from services.loyalty.domain.draws.draw import Draw
from services.loyalty.domain.entry import Profile
from services.loyalty.domain.profile import set_profile
from services.loyalty.domain.programme import UNPUBLISHED, Programme
from services.loyalty.domain.programme.specs import MarketTerms
from services.loyalty.domain.spending import Redemption, redeem
from services.loyalty.domain.words import Source
from services.loyalty.draws.app import DOCUMENTS, start
from services.loyalty.draws.documents import DRAWS
from services.loyalty.stream import stream
from tests.support.peers import reached
from tests.support.streams import eventually, read_topic

SERVICE = "heliodesk.loyalty.v1.DrawService"
_MARKETS = (
    *UNPUBLISHED.spec.markets,
    MarketTerms("DE", 14, 24, "Europe/Berlin", lottery_allowed=True),
    MarketTerms("FR", 14, 24, "Europe/Paris"),
)
PROGRAMME = Programme(1, dataclasses.replace(UNPUBLISHED.spec, currency="EUR", markets=_MARKETS))


class _OneProgramme:
    def in_force(self, tenant: str, at: datetime) -> Programme:
        return PROGRAMME


class Shop:
    """A shop that holds draws; `tenant` is the test's own."""

    def __init__(self, settings: Settings, unique: str) -> None:
        self.settings = settings
        self.tenant = f"shop-{unique}"
        self.process: Process
        self._client: Client

    @asynccontextmanager
    async def running(self, *roles: str) -> AsyncIterator[None]:
        stop = asyncio.Event()
        async with running(self.settings, frozenset(roles), stop) as self.process:
            await self.process.ensure_indexes(*ACCOUNT_DOCUMENTS, *DOCUMENTS)
            programmes = _OneProgramme()
            await self.process.serve(start(self.process, programmes))
            routes = [route for route in stream(programmes).routes if route.message is DrawEntryReturned]
            self.process.stream(Stream("loyalty", routes))
            self.process.relay()
            # Of this run alone: the client of one that has ended may take a second to find the next.
            self._client = Client(f"127.0.0.1:{self.settings.grpc_port}", SERVICE, timeout=20)
            await reached(self._client)
            try:
                yield
            finally:
                await self._client.close()
                stop.set()

    @property
    def now(self) -> datetime:
        return self.process.clock.now()

    # --- what people do

    async def call(self, method: str, request: Message, command_id: str = "") -> Any:
        return await self._client.call(method, request, tenant=self.tenant, command_id=command_id or new_id())

    async def member(self, customer_id: str, points: int, market: str = "DE") -> None:
        now = self.now

        def decide(standing: Any) -> Any:
            book = book_of(self.tenant, customer_id, standing)
            set_profile(book, Profile(market=market), now)
            credit(book, Credit(Source.GIFT, "welcome", points, now))
            return change_of(book, standing, now)

        await self.process.commands(ACCOUNTS)(Work(document_id(self.tenant, customer_id), decide))

    async def scheduled(self, draw_id: str, closes_in: float = 3_600, **rules: Any) -> calls.Draw:
        """Open at once, for so many seconds."""
        told = types.DrawRules(
            title="Spring draw",
            prizes=[types.Prize(prize_id="weekend", name="A weekend", winners=1)],
            points_per_entry=10,
            entries_per_member=5,
            opens_at=to_timestamp(self.now - timedelta(seconds=1)),
            closes_at=to_timestamp(self.now + timedelta(seconds=closes_in)),
        )
        told.MergeFrom(types.DrawRules(**rules))
        request = calls.ScheduleDrawRequest(draw_id=draw_id, rules=told)
        return (await self.call("ScheduleDraw", request)).draw

    async def entered(
        self, draw_id: str, customer_id: str, entries: int = 1, command_id: str = ""
    ) -> calls.EnterDrawResponse:
        request = calls.EnterDrawRequest(draw_id=draw_id, customer_id=customer_id, entries=entries)
        return await self.call("EnterDraw", request, command_id)

    async def paid(self, draw_id: str, customer_id: str, points: int, entries: int) -> None:
        """What the ledger takes, whatever the draw would say."""
        redemption, now = Redemption(new_id(), points, draw_id=draw_id, draw_entries=entries), self.now

        def decide(standing: Any) -> Any:
            book = book_of(self.tenant, customer_id, standing)
            redeem(book, redemption, now)
            return change_of(book, standing, now)

        names = (f"redemption/{redemption.redemption_id}",)
        work = Work(document_id(self.tenant, customer_id), decide, keys=names, about=names)
        await self.process.commands(ACCOUNTS)(work)

    async def cancelled(self, draw_id: str) -> calls.Draw:
        request = calls.CancelDrawRequest(draw_id=draw_id, reason="The prize is gone", actor="agent-7")
        return (await self.call("CancelDraw", request)).draw

    # --- what became of it

    async def draw(self, draw_id: str) -> calls.Draw:
        return (await self.call("GetDraw", calls.GetDrawRequest(draw_id=draw_id))).draw

    async def lists(self, draw_id: str, places: int) -> calls.Draw:
        """Waits until so many payments are in the list."""

        async def listed() -> calls.Draw | None:
            draw = await self.draw(draw_id)
            return draw if draw.places >= places else None

        return await eventually(listed, within=30)

    async def becomes(self, draw_id: str, status: str) -> calls.Draw:
        async def found() -> calls.Draw | None:
            draw = await self.draw(draw_id)
            return draw if calls.DrawStatus.Name(draw.status) == f"DRAW_STATUS_{status.upper()}" else None

        return await eventually(found, within=60)

    async def proof(self, draw_id: str, page_size: int = 0) -> list[dict[str, Any]]:
        """All pages, as the edge answers them."""
        pages, cursor = [], ""
        while not pages or cursor:
            request = calls.GetDrawProofRequest(draw_id=draw_id, page_size=page_size, cursor=cursor)
            page = await self.call("GetDrawProof", request)
            pages.append(to_json(page))
            cursor = page.next_cursor
        return pages

    def account(self, customer_id: str) -> Account:
        return self.process.store(ACCOUNTS).get(document_id(self.tenant, customer_id))

    def kept(self, draw_id: str) -> Draw:
        return self.process.store(DRAWS).get(document_id(self.tenant, draw_id))

    async def has(self, customer_id: str, balance: int) -> None:
        await eventually(lambda: asyncio.to_thread(lambda: self.account(customer_id).balance == balance), within=30)

    async def told(self, draw_id: str) -> list[Message]:
        """The draw's events in Kafka, each once."""
        found = {}
        for record in await read_topic(self.settings.kafka_bootstrap_servers, topics.DRAW.name):
            envelope = Envelope.from_headers(record.headers)
            if (envelope.tenant, envelope.subject) == (self.tenant, draw_id):
                message = getattr(draw_events_pb2, envelope.type.rpartition(".")[2])
                found.setdefault(envelope.id, message.FromString(record.value))
        return list(found.values())


@pytest.fixture
async def shop(kafka_servers, mongodb_uri, database, unique, unused_tcp_port, monkeypatch) -> Shop:
    monkeypatch.setenv("HELIODESK_DRAW_SECRET", "a secret of the tests, and no other")
    settings = Settings(
        service="loyalty",
        KAFKA_BOOTSTRAP_SERVERS=kafka_servers,
        MONGODB_URI=mongodb_uri,
        HELIODESK_DATABASE=database.name,
        HELIODESK_GRPC_PORT=unused_tcp_port,
        HELIODESK_OPS_PORT=0,
    )
    await asyncio.to_thread(apply_topics, kafka_servers, [topics.ACCOUNT, topics.DRAW])
    return Shop(settings, unique)
