"""Tone profiles with what shops change of them, in the real store and over the wire."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import mongoengine
import pytest
from heliodesk.translation.v1 import tone_service_pb2 as calls

from services.kit import documents
from services.kit.clock import HeldClock
from services.kit.convert import from_json, to_proto
from services.kit.errors import Away, RefusalKind, Refused
from services.kit.ids import new_id
from services.kit.instants import from_timestamp
from services.kit.process import running
from services.kit.rpc import Call, Client
from services.kit.settings import Settings
from services.kit.store import Store
from services.translation.domain.tone import Form, PersonName, Severity, check_tone
from services.translation.domain.tone.overrides import (
    ForbiddenPhrase,
    MarketOverrides,
    RuleSeverity,
    ShopClosing,
    ToneOverrides,
)
from services.translation.tone.app import start
from services.translation.tone.documents import DOCUMENTS, TONES, tone_id
from services.translation.tone.keeper import ToneProfiles
from services.translation.tone.rpc import ToneServicer
from tests.support.streams import eventually

TENANT, OTHER = "kumo", "nordlicht"
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
OURS = ToneOverrides(
    (
        MarketOverrides(
            "DE",
            rules_off=("de.sie",),
            severities=(RuleSeverity("de.emoji-chat", Severity.ERROR),),
            forbidden=(ForbiddenPhrase("auf ewig", Severity.ERROR, "Nothing is"),),
            closings=(ShopClosing("de-DE", "Bis bald in Lübeck"),),
        ),
    )
)


class Office:
    """The profiles of one database, with a held clock that shows NOW."""

    def __init__(self, database: Any) -> None:
        self.time = HeldClock(NOW)
        self.store = Store(database, TONES, "test", self.time.now)
        self.profiles = ToneProfiles(database, self.time.now)
        self.servicer = ToneServicer(self.store, self.profiles, lambda pending: None, self.time.now)

    async def publish(
        self, overrides: ToneOverrides = OURS, based_on: int = 0, call: Call | None = None, **said: Any
    ) -> calls.ToneRevision:
        message = to_proto(overrides, calls.ToneOverrides)
        request = calls.PublishToneOverridesRequest(overrides=message, based_on=based_on, **said)
        return (await self.servicer.PublishToneOverrides(request, call or a_call())).revision

    async def check(self, text: str, market: str = "DE", tenant: str = TENANT, **asked: Any) -> list[str]:
        request = calls.CheckToneRequest(text=text, market=market, form=calls.TONE_FORM_CHAT, **asked)
        return [one.rule for one in (await self.servicer.CheckTone(request, a_call(tenant))).findings]

    async def read(self, revision: int = 0, tenant: str = TENANT) -> calls.GetToneOverridesResponse:
        return await self.servicer.GetToneOverrides(calls.GetToneOverridesRequest(revision=revision), a_call(tenant))


def a_call(tenant: str = TENANT, command_id: str = "") -> Call:
    return Call(tenant, command_id or new_id(), None, "", ())


@pytest.fixture
def office(database, mongodb_uri) -> Iterator[Office]:
    documents.connect("translation", mongodb_uri, database.name)
    documents.ensure_indexes(DOCUMENTS)
    yield Office(database)
    mongoengine.disconnect("translation")


async def test_what_is_published_holds_at_once_and_for_that_shop_alone(office, database):
    elsewhere = ToneProfiles(database, office.time.now)
    assert await office.check("Wir helfen dir auf ewig.") == ["de.sie"]
    assert elsewhere.of(TENANT, "DE").revision == 0
    await office.publish()
    assert await office.check("Wir helfen dir auf ewig.") == ["shop.forbidden.1"]
    assert await office.check("Wir helfen dir auf ewig.", tenant=OTHER) == ["de.sie"]
    assert (elsewhere.of(TENANT, "DE").revision, elsewhere.of(OTHER, "DE").revision) == (1, 0)
    assert elsewhere.of(TENANT, "DE").closing() == "Bis bald in Lübeck"


async def test_overrides_are_read_again_as_they_were_published(office):
    first = await office.publish(note="ours")
    office.time.advance(HOUR)
    second = await office.publish(ToneOverrides(), 1)
    assert (first.revision, from_timestamp(first.published_at), first.note) == (1, NOW, "ours")
    assert (second.revision, from_timestamp(second.published_at)) == (2, NOW + HOUR)
    assert (await office.read(1)).overrides == to_proto(OURS, calls.ToneOverrides)
    newest = await office.read()
    assert newest.revision.revision == 2 and not newest.overrides.markets
    assert await office.check("Wir helfen dir.") == ["de.sie"]
    with pytest.raises(Refused, match="NO_REVISION"):
        await office.read(3)


async def test_a_shop_that_has_changed_nothing_has_revision_0(office):
    read = await office.read()
    assert not read.HasField("overrides") and read.revision == calls.ToneRevision()


async def test_what_is_only_checked_or_is_wrong_is_not_stored(office):
    assert (await office.publish(validate_only=True)).revision == 1
    with pytest.raises(Refused) as caught:
        await office.publish(ToneOverrides((MarketOverrides("IT"),)))
    assert [one.field for one in caught.value.violations] == ["overrides.markets.0.market"]
    with pytest.raises(Refused, match="REVISION_CHANGED"):
        await office.publish(based_on=4)
    with pytest.raises(Refused, match="TONE_TOO_LARGE"):
        await office.publish(_large())
    assert office.store.get(tone_id(TENANT)) is None


def _large() -> ToneOverrides:
    phrase = ForbiddenPhrase("auf ewig", Severity.ERROR, "x" * 500, "", "y" * 500)
    return ToneOverrides(tuple(MarketOverrides(one, forbidden=(phrase,) * 500) for one in ("DE", "FR", "ES")))


async def test_a_command_that_is_repeated_publishes_once(office):
    call = a_call()
    assert await office.publish(call=call) == await office.publish(call=call)
    assert (await office.read()).revision.revision == 1


async def test_a_finding_tells_all_that_the_domain_knows_of_it(office):
    request = calls.CheckToneRequest(
        text="田中さん、了解しました。",
        market="JP",
        name=calls.PersonName(given="健二", family="田中"),
        kind=calls.TONE_MESSAGE_KIND_COMPLAINT,
        form=calls.TONE_FORM_CHAT,
    )
    answer = await office.servicer.CheckTone(request, a_call())
    known = check_tone(office.profiles.of(TENANT, "JP"), request.text, name=PersonName("健二", "田中"), form=Form.CHAT)
    named = next(one for one in answer.findings if one.rule == "ja.keishou")
    assert (named.start, named.end, named.text, named.suggestion) == (0, 4, "田中さん", "田中様")
    assert (named.severity, named.aspect) == (calls.TONE_SEVERITY_ERROR, calls.TONE_ASPECT_HONORIFIC)
    assert {one.rule for one in answer.findings} == {one.rule for one in known} | {"ja.owabi"}
    assert (answer.locale, answer.revision) == ("ja-JP", 0)


async def test_a_language_that_the_market_has_not_is_said(office):
    request = calls.CheckToneRequest(text="Ihr Paket {nummer}", market="JP", language="de")
    answer = await office.servicer.CheckTone(request, a_call())
    assert (answer.locale, [one.rule for one in answer.findings]) == ("und", ["common.unfilled"])


async def test_a_market_without_a_profile_is_refused(office):
    for ask in (
        office.check("Ciao", "IT"),
        office.servicer.GetToneProfile(calls.GetToneProfileRequest(market="IT"), a_call()),
    ):
        with pytest.raises(Refused) as caught:
            await ask
        assert (caught.value.reason, caught.value.kind) == ("NO_TONE_PROFILE", RefusalKind.NOT_FOUND)
        assert [one.field for one in caught.value.violations] == ["market"]


async def test_a_profile_is_shown_as_the_shop_has_it(office):
    await office.publish()
    answer = await office.servicer.GetToneProfile(calls.GetToneProfileRequest(market="DE"), a_call())
    (tone,) = answer.profile.tones
    shown = {rule.id: rule for rule in tone.rules}
    assert "de.sie" not in shown and shown["de.emoji-chat"].severity == calls.TONE_SEVERITY_ERROR
    assert shown["shop.forbidden.1"].reason == "Nothing is" and shown["de.garantie"].kind == "pattern"
    assert len(shown["de.garantie"].good) >= 2 and len(shown["de.garantie"].bad) >= 2
    assert (tone.closings[0], tone.formality) == ("Bis bald in Lübeck", calls.TONE_FORMALITY_FORMAL)
    assert list(tone.greeting.mr) == ["Sehr geehrter Herr {family},"]


async def test_markets_are_listed_with_their_languages(office):
    listed = await office.servicer.ListToneProfiles(calls.ListToneProfilesRequest(), a_call())
    found = {one.market: list(one.locales) for one in listed.markets}
    assert len(found) == 14 and found["IN"] == ["en-IN", "hi-IN"]


# --- as a process


@asynccontextmanager
async def a_process(mongodb_uri: str, kafka_servers: str, prefix: str, port: int) -> AsyncIterator[Client]:
    settings = Settings(
        service="translation",
        KAFKA_BOOTSTRAP_SERVERS=kafka_servers,
        MONGODB_URI=mongodb_uri,
        HELIODESK_DATABASE=prefix,
        HELIODESK_GRPC_PORT=port,
        HELIODESK_OPS_PORT=0,
    )
    stop = asyncio.Event()

    async def run() -> None:
        async with running(settings, frozenset({"serve"}), stop) as process:
            await process.ensure_indexes(*DOCUMENTS)
            profiles = ToneProfiles(process.database, process.clock.now)
            await process.serve(start(process, profiles))
            await stop.wait()

    service = asyncio.create_task(run())
    client = Client(f"127.0.0.1:{port}", "heliodesk.translation.v1.ToneService")
    try:
        yield client
    finally:
        await client.close()
        stop.set()
        await asyncio.wait_for(service, 30)


async def test_a_draft_is_checked_on_the_wire(kafka_servers, mongodb_uri, database, unused_tcp_port, unique):
    tenant = f"shop-{unique}"
    async with a_process(mongodb_uri, kafka_servers, database.name, unused_tcp_port) as client:

        async def checked() -> Any:
            request = calls.CheckToneRequest(text="Gern helfen wir dir.", market="DE", form=calls.TONE_FORM_CHAT)
            try:
                return await client.call("CheckTone", request, tenant=tenant)
            except Away:  # the process is starting
                return None

        (finding,) = (await eventually(checked)).findings
        assert (finding.rule, finding.text, finding.suggestion) == ("de.sie", "dir", "Ihnen")
        wrong = from_json({"text": "", "market": "Germany"}, calls.CheckToneRequest)
        with pytest.raises(Refused) as caught:
            await client.call("CheckTone", wrong, tenant=tenant)
        assert {one.field for one in caught.value.violations} == {"text", "market"}
