"""The calls that translation answers, through its real gRPC server."""

from __future__ import annotations

import grpc
import pytest
from heliodesk.translation.v1 import events_pb2 as events
from heliodesk.translation.v1 import routing_service_pb2 as routing
from heliodesk.translation.v1 import service_pb2 as pb

from services.kit.errors import RefusalKind, Refused
from services.kit.ids import new_id
from services.kit.rpc_call import TENANT as TENANT_KEY
from tests.integration.translation.conftest import ROUTING, SERVICE, TENANT, Desk

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
            engine="scripted",
            engine_version="1",
            text=SPANISH.upper(),
            quality=0.8,
            segments=1,
        )
        assert await translate(SPANISH, "en") == done, "the language is detected where none is given"
        done.remembered_segments, done.engine, done.engine_version = 1, "", ""
        assert await translate(SPANISH, "en", "es") == done, "the second time the memory has it"
        reasons = events.UntranslatedReason
        for (text, target, source), reason in {
            (SPANISH, "de", ""): reasons.UNTRANSLATED_REASON_NO_ENGINE_FOR_PAIR,
            (SPANISH, "es-MX", ""): reasons.UNTRANSLATED_REASON_SAME_LANGUAGE,
            ("ok", "en", ""): reasons.UNTRANSLATED_REASON_UNKNOWN_LANGUAGE,
            ("4711 🎁", "en", "es"): reasons.UNTRANSLATED_REASON_NOTHING_TO_TRANSLATE,
        }.items():
            answer = await translate(text, target, source)
            assert (answer.outcome, answer.reason, answer.text) == (events.OUTCOME_UNTRANSLATED, reason, "")
        desk.engine.absent = True
        for _ in range(2):
            answer = await translate("¿Cuándo llega mi paquete?", "en")
            assert (answer.outcome, answer.reason) == (
                events.OUTCOME_UNTRANSLATED,
                reasons.UNTRANSLATED_REASON_ENGINE_AWAY,
            )


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
    desk.engine.does = {("es", "en"), ("pt", "en")}
    async with desk.running(), desk.calling() as client:
        (engine,) = (await client.call("ListEngines", pb.ListEnginesRequest(), tenant=TENANT)).engines
        assert (engine.name, engine.available) == ("scripted", True)
        assert [(pair.source_language, pair.target_language) for pair in engine.pairs] == [("es", "en"), ("pt", "en")]


async def test_a_batch_answers_each_text_for_itself(desk: Desk):
    texts = [(SPANISH, "en"), (SPANISH, "de"), ("ok", "en"), ("Gracias por su ayuda.", "en")]
    requests = [pb.TranslateRequest(text=text, target_language=target) for text, target in texts]
    async with desk.running(), desk.calling() as client:
        answer = await client.call("TranslateBatch", pb.TranslateBatchRequest(requests=requests), tenant=TENANT)
    assert [one.text for one in answer.responses] == [SPANISH.upper(), "", "", "GRACIAS POR SU AYUDA."]


async def test_a_long_text_comes_piece_by_piece_and_none_of_it_is_lost(desk: Desk):
    text = "".join(f"Esta es la frase número {number} de un texto muy largo. " for number in range(1500))
    request = pb.TranslateLongRequest(text=text, target_language="en")
    metadata = ((TENANT_KEY, TENANT),)
    async with desk.running(), grpc.aio.insecure_channel(f"127.0.0.1:{desk.settings.grpc_port}") as channel:
        call = channel.unary_stream(
            f"/{SERVICE}/TranslateLong",
            request_serializer=pb.TranslateLongRequest.SerializeToString,
            response_deserializer=pb.TranslateLongResponse.FromString,
        )
        answers = [one async for one in call(request, metadata=metadata)]
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            [one async for one in call(pb.TranslateLongRequest(target_language="en"), metadata=metadata)]
    assert len(answers) > 10
    assert "".join(one.original for one in answers) == text
    assert "".join(one.translation.text for one in answers) == text.upper()
    assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT


async def test_a_correction_stands_at_once_for_the_message_and_for_the_next_one(desk: Desk):
    first, second = new_id(), new_id()
    right = "My order MW-4711 hasn't arrived yet."
    async with desk.running(), desk.calling() as client:
        await desk.send(desk.received("Mi pedido MW-4711 no ha llegado todavía.", message=first))
        await desk.caught_up()
        request = pb.CorrectTranslationRequest(message_id=first, text=right, corrected_by="agent-ana")
        for _ in range(2):
            answer = await client.call("CorrectTranslation", request, tenant=TENANT)
            assert (answer.translation.text, len(answer.translation.corrections)) == (right, 1)
        await desk.send(desk.received("Mi pedido MW-9999 no ha llegado todavía.", message=second))
        await desk.caught_up()
        with pytest.raises(Refused, match="TRANSLATION_NOT_FOUND"):
            await client.call("CorrectTranslation", request, tenant="another-shop")
    told = await desk.told(first)
    assert [(type(event).__name__, event.text) for _, event in told] == [
        ("MessageTranslated", "MI PEDIDO MW-4711 NO HA LLEGADO TODAVÍA."),
        ("TranslationCorrected", right),
    ]
    ((_, event),) = await desk.told(second)
    assert (event.text, event.quality, event.engine) == ("My order MW-9999 hasn't arrived yet.", 1.0, "")


async def test_what_no_engine_can_do_waits_for_a_person_where_the_shop_has_one(desk: Desk):
    messages = sorted(new_id() for _ in range(3))
    publish = routing.PublishPolicyRequest(policy=routing.TranslationPolicy(human_translator=True))
    async with desk.running(), desk.calling() as client, desk.calling(ROUTING) as policies:

        async def queue(size: int = 0, cursor: str = "", tenant: str = TENANT) -> pb.ListTranslationQueueResponse:
            request = pb.ListTranslationQueueRequest(page_size=size, cursor=cursor)
            return await client.call("ListTranslationQueue", request, tenant=tenant)

        await policies.call("PublishPolicy", publish, tenant=TENANT)
        await desk.send(*(desk.received("荷物はどこですか。まだ届きません。", message=one) for one in messages))
        await desk.caught_up()
        page = await queue(2)
        rest = await queue(2, page.next_cursor)
        assert [one.message_id for one in (*page.translations, *rest.translations)] == messages
        assert rest.next_cursor == ""
        assert not (await queue(tenant="another-shop")).translations
        request = pb.CorrectTranslationRequest(message_id=messages[0], text="Where is it?", corrected_by="agent-ana")
        await client.call("CorrectTranslation", request, tenant=TENANT)
        assert [one.message_id for one in (await queue()).translations] == messages[1:]


async def test_pseudo_translation_keeps_placeholders(desk: Desk):
    request = pb.PseudoTranslateRequest(text="Hello {name}, your order ships.", locale="en-XA")
    async with desk.running(), desk.calling() as client:
        answer = await client.call("PseudoTranslate", request, tenant=TENANT)
    assert "{name}" in answer.text and len(answer.text) > len(request.text) * 1.2


@pytest.mark.parametrize(
    ("method", "request_", "field"),
    [
        ("Detect", pb.DetectRequest(), "text"),
        ("Translate", pb.TranslateRequest(text="hola", target_language="xx-nonsense"), "target_language"),
        ("Translate", pb.TranslateRequest(text="x" * 65_537, target_language="en"), "text"),
        ("PseudoTranslate", pb.PseudoTranslateRequest(text="x", locale="de"), "locale"),
        ("GetMessageTranslation", pb.GetMessageTranslationRequest(message_id="m1"), "message_id"),
    ],
)
async def test_what_breaks_the_contract_is_refused_with_its_field(desk: Desk, method, request_, field):
    async with desk.running(), desk.calling() as client:
        with pytest.raises(Refused) as refused:
            await client.call(method, request_, tenant=TENANT)
    assert [violation.field for violation in refused.value.violations] == [field]
