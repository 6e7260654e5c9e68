"""`kill -9` while messages are at an engine, and at every write of a correction."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import pytest
from heliodesk.ticketing.v1.events_pb2 import MessageReceived
from heliodesk.translation.v1 import events_pb2 as pb
from pymongo.database import Database

from services.cli.local.process import LocalProcess
from services.cli.local.services import service_plan
from services.kit.aggregate import Outcome, Work
from services.kit.broker import apply_topics
from services.kit.clock import SystemClock
from services.kit.envelope import Envelope
from services.kit.ids import document_id, new_id
from services.kit.producer import OrderedProducer
from services.kit.store import Store
from services.kit.topics import TICKET, TOPICS, TRANSLATION
from services.translation import handlers
from services.translation.correcting import Correcting
from services.translation.documents import TRANSLATIONS
from services.translation.domain.translation import MessageTranslation, Rendition
from services.translation.domain.translation import Outcome as Became
from services.translation.memory.documents import SEGMENTS
from services.translation.memory.memory import Memory
from tests.support.engine_fakes import FakeDeepL
from tests.support.engine_fakes.deepl import KEY
from tests.support.killed import deaths
from tests.support.streams import event_record, eventually, read_topic, skip_to_end

pytestmark = pytest.mark.timeout(300)

# No two are one sentence to the memory.
_THINGS = ("pedido", "paquete", "reembolso", "recibo", "regalo", "cargador")
_STATES = (
    "no ha llegado todavía",
    "llegó dañado ayer",
    "no funciona bien",
    "se perdió en el camino",
    "es demasiado caro",
)
TEXTS = [f"Mi {thing} MW-4711 {state}." for thing in _THINGS for state in _STATES]
ORIGINAL, RIGHT = "Mi pedido no ha llegado. Gracias por su ayuda.", "My order hasn't arrived. Thanks for your help."


async def test_messages_that_were_at_an_engine_are_translated_once_each(
    mongodb_uri, database, kafka_servers, port_base, unique, tmp_path: Path
):
    await asyncio.to_thread(apply_topics, kafka_servers, TOPICS)
    await skip_to_end(kafka_servers, [TICKET])
    messages = {new_id(): text for text in TEXTS}
    records = []
    for message_id, text in messages.items():
        event = MessageReceived(ticket_id=new_id(), message_id=message_id, text=text)
        records.append(event_record(TICKET.name, event, event.ticket_id, 2, tenant=unique))
    producer = OrderedProducer(kafka_servers)
    assert len(await producer.send(records)) == len(TEXTS)
    await producer.stop()

    async with FakeDeepL().serving() as deepl:
        env = {
            "KAFKA_BOOTSTRAP_SERVERS": kafka_servers,
            "MONGODB_URI": mongodb_uri,
            "HELIODESK_DATABASE": database.name,
            "HELIODESK_DEEPL_KEY": KEY,
            "HELIODESK_DEEPL_URL": deepl.url,
        }
        process = LocalProcess(service_plan("translation", tmp_path, port_base, env))
        try:
            for more in (1, 5):
                wanted = asked(deepl) + more
                await asyncio.to_thread(process.start)
                await eventually(partial(has_been_asked, deepl, wanted))
                await asyncio.to_thread(process.kill9)
            await asyncio.to_thread(process.start)
            await eventually(lambda: all_told(kafka_servers, messages), within=120)
        finally:
            await asyncio.to_thread(process.stop)
    kept = database.client[f"{database.name}_translation"][TRANSLATIONS.collection]
    for message_id, text in messages.items():
        document = kept.find_one({"_id": document_id(unique, message_id)})
        assert (document["state"]["original"], document["state"]["text"]) == (text, text.upper())
        assert document["sequence"] == 1
    told = await told_of(kafka_servers, messages)
    # One that was sent again, since its sender died before it could note that Kafka has it, has the same id.
    assert {(one.subject, one.sequence) for one in told.values()} == {(message_id, 1) for message_id in messages}
    assert len(told) == len(TEXTS)


def asked(deepl: FakeDeepL) -> int:
    return sum(one.path == "/v2/translate" for one in deepl.asked)


def has_been_asked(deepl: FakeDeepL, often: int) -> bool:
    return asked(deepl) >= often


async def told_of(kafka_servers: str, messages: dict[str, str]) -> dict[str, Envelope]:
    envelopes = [Envelope.from_headers(one.headers) for one in await read_topic(kafka_servers, TRANSLATION.name)]
    return {one.id: one for one in envelopes if one.subject in messages}


async def all_told(kafka_servers: str, messages: dict[str, str]) -> bool:
    return len({one.subject for one in (await told_of(kafka_servers, messages)).values()}) == len(messages)


def stores(database: Database) -> tuple[Store[MessageTranslation], Memory]:
    now = SystemClock().now
    segments = Store(database, SEGMENTS, "heliodesk/translation", now)
    return Store(database, TRANSLATIONS, "heliodesk/translation", now), Memory(segments)


def correct(database: Database, asked: tuple[str, str]) -> None:
    tenant, message_id = asked
    store, memory = stores(database)

    async def run(work: Work[MessageTranslation]) -> Outcome[MessageTranslation]:
        (outcome,), _ = store.run([work])
        return outcome

    correcting = Correcting(store, memory, run, SystemClock())
    asyncio.run(correcting.correct(tenant, message_id, RIGHT, "agent-ana"))


def test_a_correction_that_was_killed_and_is_told_again_stands_once(mongodb_uri, database, unique):
    store, memory = stores(database)
    found = Rendition(Became.TRANSLATED, "es", "en", text="x", engine="deepl", confidence=1.0)
    messages: dict[str, str] = {}

    def prepare(name: str) -> tuple[str, str]:
        # A shop for each: no memory of one helps another.
        tenant, message_id = f"{unique}-{name}", new_id()
        messages[tenant] = message_id
        state = MessageTranslation(
            message_id, new_id(), ORIGINAL, "es", 1.0, "en", found.outcome, None, "deepl", "x", SystemClock().now()
        )
        work = Work(document_id(tenant, message_id), lambda known: handlers.Change(state))
        store.run([work])
        return tenant, message_id

    died = list(deaths(mongodb_uri, database.name, __name__, correct, prepare))
    assert len(died) >= 4, "before and behind the memory's write and the message's"
    for tenant, message_id in messages.items():
        correct(database, (tenant, message_id))
        state = store.get(document_id(tenant, message_id))
        assert (state.text, len(state.corrections)) == (RIGHT, 1)
        units = memory.exact(tenant, "es", "en", ["Mi pedido no ha llegado.", "Gracias por su ayuda."])
        assert [unit.target for unit in units] == ["My order hasn't arrived.", "Thanks for your help."]
        waiting = [one for one in store.waiting(1000) if one.id == document_id(tenant, message_id)]
        assert [entry.envelope.type for one in waiting for entry in one.entries] == [
            pb.TranslationCorrected.DESCRIPTOR.full_name
        ]
