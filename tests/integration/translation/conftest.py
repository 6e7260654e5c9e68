"""Translation's process on the real servers, with topics of the test's own and the smallest engine."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from google.protobuf.message import Message
from heliodesk.ticketing.v1.events_pb2 import MessageReceived, ReplySent

from services.kit import topics
from services.kit.broker import apply_topics, lags
from services.kit.envelope import Envelope
from services.kit.ids import new_id
from services.kit.process import Process, running
from services.kit.producer import OrderedProducer, Record
from services.kit.rpc import Client
from services.kit.settings import Settings
from services.kit.stream import Stream
from services.translation import handlers, tick
from services.translation.app import AREAS
from services.translation.correcting import Correcting
from services.translation.documents import DOCUMENTS, TRANSLATIONS
from services.translation.glossaries.reading import Glossaries
from services.translation.memory.documents import SEGMENTS
from services.translation.memory.memory import Memory
from services.translation.messages import Messages
from services.translation.routing import watching
from services.translation.routing.documents import POLICIES
from services.translation.routing.routing import Routing
from services.translation.routing.rpc import RoutingServicer
from services.translation.rpc import TranslationServicer
from services.translation.stream import stream
from services.translation.tick import come_back
from services.translation.tone.keeper import ToneProfiles
from services.translation.translator import Translator
from tests.support.peers import reached
from tests.support.scripted_engine import ScriptedEngine
from tests.support.streams import event_record, eventually, read_topic

SERVICE = "heliodesk.translation.v1.TranslationService"
ROUTING = "heliodesk.translation.v1.RoutingService"
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
        self.engine = ScriptedEngine(does={("es", "en"), ("en", "es")})
        self.engines = [self.engine]
        self.producer = OrderedProducer(self.kafka)

    def received(self, text: str, ticket: str = "", message: str = "", sequence: int = 2) -> Record:
        event = MessageReceived(ticket_id=ticket or new_id(), message_id=message or new_id(), text=text)
        return event_record(self.tickets.name, event, event.ticket_id, sequence, tenant=TENANT)

    def replied(self, text: str, language: str, message: str, sequence: int = 3) -> Record:
        event = ReplySent(ticket_id=new_id(), message_id=message, text=text, customer_language=language)
        return event_record(self.tickets.name, event, event.ticket_id, sequence, tenant=TENANT)

    async def send(self, *records: Record) -> None:
        assert len(await self.producer.send(records)) == len(records)

    async def caught_up(self) -> None:
        async def no_lag() -> bool:
            return all(lag.behind == 0 for lag in await asyncio.to_thread(lags, self.kafka, [self.tickets]))

        await eventually(no_lag, within=60)

    def document(self, message: str) -> dict[str, Any] | None:
        return self.collection.find_one({"_id": f"{TENANT}/{message}"})

    async def told(self, message: str) -> list[tuple[Envelope, Any]]:
        """What Kafka has of a message, each event once and in order."""
        found = {}
        for record in await read_topic(self.kafka, self.translations.name):
            envelope = Envelope.from_headers(record.headers)
            event = _event(envelope, record.value)
            assert record.key.decode() == event.ticket_id
            if envelope.subject == message:
                found.setdefault(envelope.id, (envelope, event))
        return list(found.values())

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Process]:
        """As services/translation/app.py puts it together, with the test's own topics and engines."""
        stop = asyncio.Event()
        async with running(self.settings, frozenset(), stop) as process:
            await process.ensure_indexes(*DOCUMENTS, *(one for area in AREAS for one in area.DOCUMENTS))
            store, now = process.store(self.kind), process.clock.now
            routes = Routing(process.database, self.engines, now)
            await routes.start()
            process.task(routes.watch(stop))
            self.memory, self.routes = Memory(process.store(SEGMENTS)), routes
            translator = Translator(routes, Glossaries(process.database, now), self.memory, process.clock, 4.0)
            profiles, commands = ToneProfiles(process.database, now), process.commands(self.kind)
            messages = Messages(translator, routes, profiles, "en")
            correcting = Correcting(store, self.memory, commands, process.clock)
            servicer = TranslationServicer(store, translator, correcting, profiles, tuple(self.engines))
            policies = RoutingServicer(process.store(POLICIES), routes, now)
            await process.serve([(SERVICE, servicer), (ROUTING, policies)])
            process.stream(Stream(self.group, stream(messages, store).routes, known=(self.tickets,)))
            process.relay()
            process.task(come_back(messages, commands, process.clock, process.health, stop))
            try:
                yield process
            finally:
                stop.set()

    @asynccontextmanager
    async def calling(self, service: str = SERVICE) -> AsyncIterator[Client]:
        client = Client(f"127.0.0.1:{self.settings.grpc_port}", service)
        await reached(client)
        yield client
        await client.close()


@pytest.fixture
async def desk(kafka_servers, mongodb_uri, database, unique, unused_tcp_port, monkeypatch) -> AsyncIterator[Desk]:
    monkeypatch.setattr(tick, "_EVERY", 0.05)
    monkeypatch.setattr(watching, "_LOOK_EVERY", 0.05)
    monkeypatch.setattr(handlers, "_FIRST_WAIT", timedelta(seconds=0.1))
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


def _event(envelope: Envelope, value: bytes) -> Message:
    kind = topics.TRANSLATION.message(envelope.type)
    assert kind is not None, envelope.type
    return kind.FromString(value)
