"""RenderService as its callers see it, over gRPC."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import mongoengine
import pytest
from heliodesk.common.v1.types_pb2 import Money
from heliodesk.translation.v1 import render_service_pb2 as pb
from heliodesk.translation.v1 import tone_service_pb2 as tone

from services.kit import documents
from services.kit.clock import HeldClock
from services.kit.enums import short_names
from services.kit.errors import Refused
from services.kit.health import Health
from services.kit.rpc import Client, serve
from services.kit.settings import Settings
from services.kit.store import Store
from services.translation.domain.rendering.locales import MARKETS
from services.translation.domain.rendering.messages import Form, SystemMessage, VariableKind
from services.translation.rendering.catalogue import builtin
from services.translation.rendering.rendering import Renderer
from services.translation.rendering.rpc import RenderServicer
from services.translation.tone.documents import DOCUMENTS, TONES
from services.translation.tone.keeper import ToneProfiles
from services.translation.tone.rpc import ToneServicer

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
SERVICE, TONE = "heliodesk.translation.v1.RenderService", "heliodesk.translation.v1.ToneService"
REFUND = [
    pb.VariableValue(name="order", code="A-20931"),
    pb.VariableValue(name="amount", money=Money(minor_units=12950, currency="SAR")),
    pb.VariableValue(name="working_days", count=2),
]
AHMED = tone.PersonName(given="أحمد", family="العتيبي", salutation=tone.SALUTATION_MR)


@pytest.fixture
async def port(mongodb_uri, database) -> AsyncIterator[int]:
    """A process that answers for rendering and tone."""
    connected = documents.connect("translation", mongodb_uri, database.name)
    documents.ensure_indexes(DOCUMENTS)
    clock = HeldClock(START)
    store, profiles = Store(connected, TONES, "heliodesk/translation", clock.now), ToneProfiles(connected, clock.now)
    servicers = [
        (SERVICE, RenderServicer(Renderer(builtin(), profiles.of))),
        (TONE, ToneServicer(store, profiles, lambda pending: None, clock.now)),
    ]
    server = await serve(servicers, Settings(service="translation", HELIODESK_GRPC_PORT=0), Health())
    yield server.port
    await server.stop()
    mongoengine.disconnect("translation")


@pytest.fixture
async def client(port) -> AsyncIterator[Client]:
    made = Client(f"127.0.0.1:{port}", SERVICE)
    yield made
    await made.close()


async def render(client: Client, tenant: str = "shop", **fields) -> pb.RenderedMessage:
    request = pb.RenderRequest(**{"message": pb.SYSTEM_MESSAGE_REFUND_ISSUED, "market": "SA"} | fields)
    return (await client.call("Render", request, tenant=tenant)).rendered


async def refusal(client: Client, **fields) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        await render(client, **fields)
    return [(one.field, one.reason) for one in refused.value.violations]


async def test_a_refund_is_promised_in_arabic(client):
    said = await render(client, variables=REFUND, name=AHMED)
    assert (said.locale, said.direction, said.fallback) == ("ar-SA", pb.TEXT_DIRECTION_RTL, False)
    assert said.body.startswith("الأستاذ أحمد العتيبي المحترم،\nالسلام عليكم ورحمة الله وبركاته،\n\nأعدنا إليكم مبلغ")
    assert "129.50\u00a0ر.س." in said.body
    assert "مدة تصل إلى يومي عمل" in said.body


async def test_the_same_promise_in_a_language_that_is_asked_for_or_in_none_of_ours(client):
    french = await render(client, language="fr", variables=REFUND)
    assert (french.locale, french.direction, french.fallback) == ("fr-FR", pb.TEXT_DIRECTION_LTR, False)
    finnish = await render(client, language="fi", variables=REFUND)
    assert (finnish.locale, finnish.fallback) == ("ar-SA", True)


async def test_the_shops_own_closing_is_used_from_the_next_message_on_and_only_by_it(client, port):
    profiles = Client(f"127.0.0.1:{port}", TONE)
    overrides = tone.ToneOverrides(
        markets=[
            tone.MarketOverrides(market="DE", closings=[tone.ShopClosing(language="de-DE", text="Ihre Lampenwelt")])
        ]
    )
    request = tone.PublishToneOverridesRequest(overrides=overrides)
    await profiles.call("PublishToneOverrides", request, tenant="lamps", command_id="first")
    await profiles.close()
    asked = {"market": "DE", "variables": REFUND}
    own, others = await render(client, "lamps", **asked), await render(client, "shop", **asked)
    assert own.body.endswith("\n\nIhre Lampenwelt")
    assert others.body.endswith("\n\nMit freundlichen Grüßen")
    assert (own.tone_revision, others.tone_revision) == (1, 0)


TICKET = pb.VariableValue(name="ticket", code="HD-1")


@pytest.mark.parametrize(
    ("message", "variables", "said"),
    [
        (
            pb.SYSTEM_MESSAGE_REPLY_DELAYED,
            [TICKET, pb.VariableValue(name="answer_by", moment=pb.ZonedInstant(at=START, zone="Asia/Tokyo"))],
            "You will have it by 2 March 2026 at 21:00 (Japan Time).",
        ),
        (
            pb.SYSTEM_MESSAGE_TIER_RAISED,
            [pb.VariableValue(name="tier", text="Gold"), pb.VariableValue(name="valid_until", day="2026-12-31")],
            "you have reached Gold. All its benefits are yours until 31 December 2026.",
        ),
        (
            pb.SYSTEM_MESSAGE_SURVEY_INVITATION,
            [
                TICKET,
                pb.VariableValue(name="questions", count=0),
                pb.VariableValue(name="survey", url="https://shop.example/s?x=1&y=2"),
            ],
            "There are only 0 questions, and your answers will help us to do better:\n\nhttps://shop.example/s?x=1&y=2\n\n",
        ),
        (
            pb.SYSTEM_MESSAGE_MACHINE_TRANSLATED,
            [pb.VariableValue(name="language", language="ja")],
            "Original language: Japanese.",
        ),
    ],
)
async def test_every_kind_of_value_comes_through(client, message, variables, said):
    assert said in (await render(client, message=message, market="GB", variables=variables)).body


async def test_what_is_wrong_is_said_by_field(client):
    assert await refusal(client, market="IT", variables=REFUND) == [("market", "UNKNOWN_MARKET")]
    assert await refusal(client, market="XX", variables=REFUND) == [("market", "UNKNOWN_COUNTRY")]
    assert await refusal(client, message=0, variables=REFUND) == [("message", "REQUIRED")]
    assert await refusal(client, message=99, variables=REFUND) == [("message", "UNKNOWN_VALUE")]
    assert await refusal(client, variables=REFUND[:2]) == [("variables", "MISSING_VARIABLE")]
    assert await refusal(client, variables=[pb.VariableValue(name="order")]) == [("variables.0.value", "REQUIRED")]
    wrong = [*REFUND[:2], pb.VariableValue(name="working_days", text="two")]
    assert await refusal(client, variables=wrong) == [("variables.2.text", "WRONG_KIND")]
    unpaid = [REFUND[0], pb.VariableValue(name="amount", money=Money(minor_units=1, currency="XXQ")), REFUND[2]]
    assert await refusal(client, variables=unpaid) == [("variables.1.money.currency", "UNKNOWN_CURRENCY")]


async def test_all_messages_are_listed_and_each_can_be_looked_at_in_every_locale(client):
    listed = await client.call("ListSystemMessages", pb.ListSystemMessagesRequest(), tenant="shop")
    assert {one.market: tuple(one.locales) for one in listed.markets} == MARKETS
    assert len(listed.messages) == len(SystemMessage)
    for one in listed.messages:
        assert one.sent
        assert all(variable.meaning for variable in one.variables)
        for market in listed.markets:
            for language in (*market.locales, "en-XA"):
                request = pb.PreviewSystemMessageRequest(message=one.message, market=market.market, language=language)
                shown = (await client.call("PreviewSystemMessage", request, tenant="shop")).rendered
                assert (shown.locale, bool(shown.body)) == (language, True)


def test_the_contract_lists_what_there_is():
    for enum, kind in (
        (pb.SystemMessage, SystemMessage),
        (pb.SystemMessageForm, Form),
        (pb.VariableKind, VariableKind),
    ):
        assert set(short_names(enum.DESCRIPTOR).values()) == {one.value for one in kind}
    assert {one.name for one in pb.VariableValue.DESCRIPTOR.oneofs_by_name["value"].fields} == set(VariableKind)
