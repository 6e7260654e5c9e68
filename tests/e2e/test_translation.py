"""A shop whose customers and agents share no language: over HTTP, with every service as a process of its own, and two
providers of translation that follow their published APIs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

import pytest

from services.kit.ids import new_id
from tests.e2e.conftest import Platform
from tests.integration.local.conftest import wait_until
from tests.support.edge import OTHER_KEY, Edge, heliodesk
from tests.support.engine_fakes import FakeDeepL, FakeLibreTranslate
from tests.support.engine_fakes.deepl import KEY as DEEPL_KEY
from tests.support.engine_fakes.libretranslate import KEY as LIBRE_KEY
from tests.support.engine_fakes.misbehaving import says

LATE = "Mi pedido MW-4711 de 12,90 € no ha llegado todavía."


@dataclass(frozen=True)
class Providers:
    deepl: FakeDeepL
    libre: FakeLibreTranslate

    def are_away(self, *which: FakeDeepL | FakeLibreTranslate) -> None:
        for provider in (self.deepl, self.libre):
            provider.always = says(503, {"message": "try again later"}) if provider in which else None


@pytest.fixture(scope="module")
def providers() -> Iterator[Providers]:
    """In a thread of their own: the tests themselves wait without an event loop."""
    made, ready, done = Providers(FakeDeepL(), FakeLibreTranslate()), Event(), asyncio.Event()
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(made.deepl.serving())
            await stack.enter_async_context(made.libre.serving())
            ready.set()
            await done.wait()

    thread = Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    assert ready.wait(10)
    yield made
    loop.call_soon_threadsafe(done.set)
    thread.join()
    loop.close()


@pytest.fixture(scope="module")
def own_env(providers: Providers) -> Mapping[str, str]:
    return {
        "HELIODESK_DEEPL_KEY": DEEPL_KEY,
        "HELIODESK_DEEPL_URL": providers.deepl.url,
        "HELIODESK_LIBRETRANSLATE_URL": providers.libre.url,
        "HELIODESK_LIBRETRANSLATE_KEY": LIBRE_KEY,
    }


@pytest.fixture(scope="module")
def edge(platform: Platform) -> Edge:
    return Edge(platform.env)


@pytest.fixture(autouse=True)
def back_again(providers: Providers) -> Iterator[None]:
    yield
    providers.are_away()


def write(edge: Edge, text: str, thread: str = "") -> dict[str, Any]:
    said = {
        "channel": "email",
        "thread": thread or new_id(),
        "external_id": new_id(),
        "from": {"address": "lucia@example.es"},
        "text": text,
    }
    return edge.post("/v1/messages", said)


def translation(edge: Edge, message: str, fact: Any = lambda found: True) -> dict[str, Any]:
    path = f"/v1/messages/{message}/translation"
    return edge.becomes(path, lambda found: "translation" in found and fact(found["translation"]))["translation"]


def test_a_customer_and_an_agent_each_read_their_own_language(edge):
    told = write(edge, LATE)
    inbound = translation(edge, told["message_id"])
    assert (inbound["language"], inbound["outcome"], inbound["engine"]) == ("es", "translated", "deepl")
    assert (inbound["direction"], inbound["original"]) == ("inbound", LATE)
    assert inbound["text"] == "MI PEDIDO MW-4711 DE 12,90 € NO HA LLEGADO TODAVÍA."

    ticket = f"/v1/tickets/{told['ticket_id']}"
    edge.becomes(ticket, lambda found: found["ticket"]["language"] == "es")
    reply = {"agent_id": "agent-ana", "text": "Your order MW-4711 arrives tomorrow."}
    edge.post(f"{ticket}/replies", reply)
    sent = edge.get(f"{ticket}/messages")["messages"][-1]
    assert sent["text"] == reply["text"]
    outbound = translation(edge, sent["message_id"])
    assert (outbound["direction"], outbound["language"], outbound["target_language"]) == ("outbound", "en", "es")
    assert outbound["text"] == "YOUR ORDER MW-4711 ARRIVES TOMORROW."


def test_a_correction_counts_for_the_next_customer_and_for_no_other_shop(edge, platform):
    first = write(edge, "No funciona el interruptor de mi lámpara nueva.")["message_id"]
    translation(edge, first)
    right = {"text": "The switch of my new lamp doesn't work.", "corrected_by": "agent-ana"}
    corrected = edge.post(f"/v1/messages/{first}/translation/corrections", right)["translation"]
    assert (corrected["text"], corrected["quality"]) == (right["text"], 1)

    second = write(edge, "No funciona el interruptor de mi lámpara nueva.")["message_id"]
    found = translation(edge, second)
    assert (found["text"], found["remembered_segments"]) == (right["text"], 1)

    other = Edge(platform.env, OTHER_KEY)
    said = {"text": "No funciona el interruptor de mi lámpara nueva.", "target_language": "en"}
    assert other.post("/v1/translation/translate", said)["engine"] == "deepl"


def test_while_one_provider_is_away_another_does_it_and_while_all_are_it_waits(edge, providers):
    providers.are_away(providers.deepl)
    first = write(edge, "¿Cuándo sale mi segundo paquete, por favor?")["message_id"]
    assert translation(edge, first)["engine"] == "libretranslate"

    providers.are_away(providers.deepl, providers.libre)
    second = write(edge, "¿Puedo cambiar la dirección de entrega, por favor?")["message_id"]
    left = translation(edge, second)
    assert (left["outcome"], left["reason"], left.get("text", "")) == ("untranslated", "engine_away", "")

    providers.are_away()
    done = translation(edge, second, lambda found: found["outcome"] == "translated")
    assert done["text"] == "¿PUEDO CAMBIAR LA DIRECCIÓN DE ENTREGA, POR FAVOR?"


def test_what_a_provider_loses_is_never_passed_off_as_fine(edge, providers):
    shouting = providers.deepl.translate
    for provider in (providers.deepl, providers.libre):
        provider.translate = lambda text: "IT COSTS SOMETHING."
    try:
        answer = edge.post("/v1/translation/translate", {"text": "Cuesta 12,90 € ahora.", "target_language": "en"})
    finally:
        for provider in (providers.deepl, providers.libre):
            provider.translate = shouting
    assert answer["outcome"] == "faulty"
    assert [(one["kind"], one["what"]) for one in answer["faults"]] == [("token_lost", "12,90 €")]


def test_a_term_of_the_glossary_is_told_to_who_can_be_told_and_checked_of_all(edge, providers):
    term = {"source": "LumoPlus", "rule": "must_not", "case_sensitive": True}
    edge.post("/v1/translation/glossaries", {"source_language": "es", "target_language": "en", "terms": [term]})
    said = {"text": "Mi LumoPlus no se enciende.", "target_language": "en", "source_language": "es"}
    providers.are_away(providers.deepl)
    answer = edge.post("/v1/translation/translate", said)
    assert (answer["outcome"], answer["engine"], answer["glossary_revision"]) == ("faulty", "libretranslate", 1)
    assert [(one["kind"], one["what"]) for one in answer["faults"]] == [("term_translated", "LumoPlus")]

    providers.are_away()
    wait_until(lambda: edge.post("/v1/translation/translate", said)["outcome"] == "translated", 30)
    answer = edge.post("/v1/translation/translate", said)
    assert (answer["text"], answer["remembered_segments"]) == ("MI LumoPlus NO SE ENCIENDE.", 1)


def test_a_draft_is_checked_by_the_manners_of_the_market(edge):
    draft = {"text": "Hallo Frau Müller, kannst du mir deine Bestellnummer schicken?", "market": "DE"}
    findings = edge.post("/v1/translation/tone/check", draft)["findings"]
    said = [draft["text"][one["start"] : one["end"]] for one in findings if "start" in one]
    assert any("du" in words.split() or "deine" in words for words in said), findings
    fine = "Guten Tag Frau Müller,\n\nkönnen Sie mir bitte Ihre Bestellnummer nennen?\n\nMit freundlichen Grüßen\nAna"
    assert edge.post("/v1/translation/tone/check", {"text": fine, "market": "DE"}).get("findings", []) == []


def test_a_system_message_is_rendered_for_the_market(edge):
    asked = {
        "message": "refund_issued",
        "market": "JP",
        "name": {"family": "田中", "given": "健二"},
        "variables": [
            {"name": "order", "code": "MW-4711"},
            {"name": "amount", "money": {"minor_units": 12900, "currency": "JPY"}},
            {"name": "working_days", "count": 5},
        ],
    }
    rendered = edge.post("/v1/translation/messages/render", asked)["rendered"]
    assert "田中" in rendered["body"] and "様" in rendered["body"]
    assert "12,900" in rendered["body"] and "MW-4711" in rendered["body"]


def test_a_person_at_the_terminal(platform):
    done = heliodesk(platform.env, "translate", "--to", "en", "¿Dónde está mi factura del mes pasado?")
    assert (done.returncode, done.stdout.strip()) == (0, "¿DÓNDE ESTÁ MI FACTURA DEL MES PASADO?")
    assert "es > en: by deepl" in done.stderr
    left = heliodesk(platform.env, "translate", "--to", "ko", "¿Dónde está mi factura del mes pasado?")
    assert (left.returncode, left.stdout) == (1, "") and "not translated: engine away" in left.stderr
    wrong = heliodesk(platform.env, "translate", "--to", "nonsense", "Hola")
    assert wrong.returncode == 2 and "target_language" in wrong.stderr
