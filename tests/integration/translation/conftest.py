"""Translation's process on the real servers, with topics of the test's own and the smallest engine."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from heliodesk.ticketing.v1.events_pb2 import MessageReceived
from heliodesk.translation.v1.events_pb2 import MessageTranslated

from services.kit import topics
from services.kit.broker import apply_topics, lags
from services.kit.envelope import Envelope
from services.kit.ids import new_id
from services.kit.process import Process, running
from services.kit.producer import OrderedProducer, Record
from services.kit.rpc import Client
from services.kit.settings import Settings
from services.kit.stream import Stream
from services.translation import tick, translator
from services.translation.documents import TRANSLATIONS, TranslationDocument
from services.translation.rpc import TranslationRpc
from services.translation.stream import stream
from services.translation.tick import come_back
from services.translation.translator import Translator
from tests.support.engines import ShoutingEngine
from tests.support.streams import event_record, eventually, read_topic

SERVICE = "heliodesk.translation.v1.TranslationService"
TENANT = "shop"


class Desk:
    """Customers' messages as the ticket topic tells of them, and what becomes of them."""

    def __init__(self, settings: Settings, collection: Any, unique: str) -> None:
        self.settings = settings
        self.collection = collection
        self.kafka = settings.kafka_bootstrap_servers
        self.group = f"translation-{unique}"
        own = f"heliodesk.test.{{}}.{unique}".format
        self.tickets = dataclasses.replace(topics.TICKET, name=own("ticket"), readers=(self.group,))
        self.translations = dataclasses.replace(topics.TRANSLATION, name=own("translation"), readers=())
        self.kind = dataclasses.replace(TRANSLATIONS, topic=self.translations)
        self.engine = ShoutingEngine({("es", "en")})
        self.translator = Translator([self.engine], "en", 1.0)
        self.producer = OrderedProducer(self.kafka)

    def received(self, text: str, ticket: str = "", message: str = "", sequence: int = 2) -> Record:
        event = MessageReceived(ticket_id=ticket or new_id(), message_id=message or new_id(), text=text)
        return event_record(self.tickets.name, event, event.ticket_id, sequence, tenant=TENANT)

    async def send(self, *records: Record) -> None:
        assert len(await self.producer.send(records)) == len(records)

    async def caught_up(self) -> None:
        async def no_lag() -> bool:
            return all(lag.behind == 0 for lag in await asyncio.to_thread(lags, self.kafka, [self.tickets]))

        await eventually(no_lag, within=30)

    def document(self, message: str) -> dict[str, Any] | None:
        return self.collection.find_one({"_id": f"{TENANT}/{message}"})

    async def told(self, message: str) -> list[tuple[Envelope, MessageTranslated]]:
        """What Kafka has of a message, each event once and in order."""
        found = {}
        for record in await read_topic(self.kafka, self.translations.name):
            envelope = Envelope.from_headers(record.headers)
            event = MessageTranslated.FromString(record.value)
            assert record.key.decode() == event.ticket_id
            if envelope.subject == message:
                found.setdefault(envelope.id, (envelope, event))
        return list(found.values())

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Process]:
        """As services/translation/app.py puts it together, with the test's own topics and engine."""
        stop = asyncio.Event()
        async with running(self.settings, frozenset(), stop) as process:
            await process.ensure_indexes(TranslationDocument)
            store = process.store(self.kind)
            await self.translator.start()
            process.task(self.translator.watch(stop))
            await process.serve([(SERVICE, TranslationRpc(store, self.translator))])
            process.stream(Stream(self.group, stream(self.translator).routes, known=(self.tickets,)))
            process.relay()
            process.task(come_back(self.translator, process.commands(self.kind), process.clock, process.health, stop))
            try:
                yield process
            finally:
                stop.set()

    @asynccontextmanager
    async def calling(self) -> AsyncIterator[Client]:
        client = Client(f"127.0.0.1:{self.settings.grpc_port}", SERVICE)
        yield client
        await client.close()


@pytest.fixture
async def desk(kafka_servers, mongodb_uri, database, unique, unused_tcp_port, monkeypatch) -> AsyncIterator[Desk]:
    monkeypatch.setattr(tick, "_EVERY", 0.05)
    monkeypatch.setattr(translator, "_ASK_EVERY", 0.05)
    settings = Settings(
        service="translation",
        KAFKA_BOOTSTRAP_SERVERS=kafka_servers,
        MONGODB_URI=mongodb_uri,
        HELIODESK_DATABASE=database.name,
        HELIODESK_GRPC_PORT=unused_tcp_port,
        HELIODESK_OPS_PORT=0,
    )
    made = Desk(settings, database.client[settings.database][TRANSLATIONS.collection], unique)
    await asyncio.to_thread(apply_topics, kafka_servers, [made.tickets, made.translations])
    yield made
    await made.producer.stop()
