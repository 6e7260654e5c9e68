"""The calls that translation answers, through its real gRPC server."""

from __future__ import annotations

import pytest
from heliodesk.translation.v1 import events_pb2 as events
from heliodesk.translation.v1 import service_pb2 as pb

from services.kit.errors import RefusalKind, Refused
from services.kit.ids import new_id
from tests.integration.translation.conftest import TENANT, Desk

SPANISH = "¿Dónde está mi paquete?"


async def test_it_tells_the_language_of_a_text(desk: Desk):
    async with desk.running(), desk.calling() as client:
        found = await client.call("Detect", pb.DetectRequest(text=SPANISH), tenant=TENANT)
        assert found.language == "es" and 0.9 < found.confidence <= 1
        unknown = await client.call("Detect", pb.DetectRequest(text="ok"), tenant=TENANT)
        assert (unknown.language, unknown.confidence) == ("", 0)


async def test_it_translates_or_says_why_not(desk: Desk):
    async with desk.running(), desk.calling() as client:

        async def translate(text: str, target: str, source: str = "") -> pb.TranslateResponse:
            request = pb.TranslateRequest(text=text, source_language=source, target_language=target)
            return await client.call("Translate", request, tenant=TENANT)

        done = pb.TranslateResponse(
            outcome=events.OUTCOME_TRANSLATED,
            source_language="es",
            target_language="en",
            engine="shouting",
            text=SPANISH.upper(),
        )
        assert await translate(SPANISH, "en") == done, "the language is detected where none is given"
        assert await translate(SPANISH, "en", "es") == done
        reasons = events.UntranslatedReason
        for (text, target, source), reason in {
            (SPANISH, "de", ""): reasons.UNTRANSLATED_REASON_NO_ENGINE_FOR_PAIR,
            (SPANISH, "es-MX", ""): reasons.UNTRANSLATED_REASON_SAME_LANGUAGE,
            ("ok", "en", ""): reasons.UNTRANSLATED_REASON_UNKNOWN_LANGUAGE,
            (SPANISH * 1000, "en", ""): reasons.UNTRANSLATED_REASON_TEXT_TOO_LONG,
        }.items():
            answer = await translate(text, target, source)
            assert (answer.outcome, answer.reason, answer.text) == (events.OUTCOME_UNTRANSLATED, reason, "")
        desk.engine.go_away()
        for _ in range(2):
            answer = await translate(SPANISH, "en")
            assert (answer.reason, answer.engine) == (reasons.UNTRANSLATED_REASON_ENGINE_AWAY, "shouting")


async def test_what_was_found_out_of_a_message_is_its_shops_alone(desk: Desk):
    ticket, message = new_id(), new_id()
    request = pb.GetMessageTranslationRequest(message_id=message)
    async with desk.running(), desk.calling() as client:
        with pytest.raises(Refused, match="TRANSLATION_NOT_FOUND"):
            await client.call("GetMessageTranslation", request, tenant=TENANT)
        await desk.send(desk.received(SPANISH, ticket, message))
        await desk.caught_up()
        found = (await client.call("GetMessageTranslation", request, tenant=TENANT)).translation
        assert (found.message_id, found.ticket_id, found.language) == (message, ticket, "es")
        assert (found.original, found.text, found.attempts) == (SPANISH, SPANISH.upper(), 1)
        with pytest.raises(Refused) as refused:
            await client.call("GetMessageTranslation", request, tenant="another-shop")
        assert refused.value.kind is RefusalKind.NOT_FOUND


async def test_it_lists_what_the_engines_can_do_now(desk: Desk):
    desk.engine.does.add(("pt", "en"))
    async with desk.running(), desk.calling() as client:
        (engine,) = (await client.call("ListEngines", pb.ListEnginesRequest(), tenant=TENANT)).engines
        assert (engine.name, engine.available) == ("shouting", True)
        assert [(pair.source_language, pair.target_language) for pair in engine.pairs] == [("es", "en"), ("pt", "en")]


@pytest.mark.parametrize(
    ("method", "request_", "field"),
    [
        ("Detect", pb.DetectRequest(), "text"),
        ("Translate", pb.TranslateRequest(text="hola", target_language="xx-nonsense"), "target_language"),
        ("GetMessageTranslation", pb.GetMessageTranslationRequest(message_id="m1"), "message_id"),
    ],
)
async def test_what_breaks_the_contract_is_refused_with_its_field(desk: Desk, method, request_, field):
    async with desk.running(), desk.calling() as client:
        with pytest.raises(Refused) as refused:
            await client.call(method, request_, tenant=TENANT)
    assert [violation.field for violation in refused.value.violations] == [field]
