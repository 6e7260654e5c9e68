"""A message for which the route has several real clients: who is asked when one fails, and what is never lost."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mongoengine
import pytest
import pytest_asyncio
from pydantic import SecretStr

from services.kit import documents
from services.translation.asking import Asked, Sheet, ask
from services.translation.domain.glossary import NO_GLOSSARY
from services.translation.domain.pieces import cut
from services.translation.domain.routing.breaker import FAILURES_IN_A_ROW, LONGEST_WAIT
from services.translation.domain.routing.status import Health
from services.translation.domain.translation import Reason
from services.translation.engines.deepl import DeepL
from services.translation.engines.google import GoogleTranslate
from services.translation.engines.libretranslate import LibreTranslate
from services.translation.routing.documents import DOCUMENTS
from tests.support.engine_fakes import FakeDeepL, FakeGoogle, FakeLibreTranslate, FakeProvider, deepl, google
from tests.support.engine_fakes import libretranslate as libre
from tests.support.engine_fakes.misbehaving import Misbehaviour, breaks_off, drips, is_silent, says, shows_a_page
from tests.support.routing_office import TENANT, Office

DEADLINE_S = 3.0
GRACE_S = 0.7
MESSAGE = "Where is my order MW-1001? I paid $20.00 & wrote to help@shop.example.\n\nThank you 😊"


@dataclass
class Desk:
    office: Office
    deepl: FakeDeepL
    google: FakeGoogle
    libretranslate: FakeLibreTranslate

    @property
    def providers(self) -> tuple[FakeProvider, ...]:
        return self.deepl, self.google, self.libretranslate

    def asked(self) -> list[int]:
        """How often each was brought a text."""
        return [sum(asked.method == "POST" for asked in fake.asked) for fake in self.providers]

    async def translate(self, text: str = MESSAGE) -> Asked:
        self.pieces = cut(text, "en", "es", None).pieces
        no_terms = [()] * len(self.pieces)
        sheet = Sheet(TENANT, "en", "es", self.pieces, no_terms, NO_GLOSSARY, None, "")
        return await ask(self.office.routing, sheet, time.monotonic() + DEADLINE_S)

    async def health(self, engine: str) -> Health:
        return (await self.office.status(engine)).condition.health


@pytest.fixture
def translation_database(mongodb_uri: str, database: Any) -> Iterator[Any]:
    connected = documents.connect("translation", mongodb_uri, database.name)
    documents.ensure_indexes(DOCUMENTS)
    yield connected
    mongoengine.disconnect("translation")


@pytest_asyncio.fixture
async def desk(translation_database: Any, tmp_path: Path) -> AsyncIterator[Desk]:
    async with (
        FakeDeepL().serving() as one,
        FakeGoogle().serving() as two,
        FakeLibreTranslate().serving() as three,
    ):
        engines = [
            DeepL(SecretStr(deepl.KEY), one.url),
            GoogleTranslate(google.PROJECT, two.credentials(tmp_path), endpoint=two.url),
            LibreTranslate(three.url, SecretStr(libre.KEY)),
        ]
        desk = Desk(Office(translation_database, *engines, seconds=0.0), one, two, three)
        await asyncio.gather(*[engine.refresh() for engine in engines])
        yield desk
        for engine in engines:
            await engine.aclose()


def whole(asked: Asked, engine: str) -> bool:
    """Whether every piece is there, by that engine and without a fault."""
    return asked.reason is None and all(one and one.engine == engine and not one.faults for one in asked.done)


async def test_the_first_that_can_is_asked_and_no_other(desk: Desk) -> None:
    assert whole(await desk.translate(), "deepl")
    assert desk.asked() == [1, 0, 0]


@pytest.mark.parametrize(
    "how",
    [
        lambda: says(429, {"message": "Too many requests"}, {"Retry-After": "30"}),
        lambda: says(456, {"message": "Quota Exceeded"}),
        lambda: says(500),
        lambda: says(403, {"message": "Authorization failed"}),
        lambda: says(400, {"message": "Bad request"}),
        shows_a_page,
        breaks_off,
        is_silent,
        drips,
    ],
    ids=["429", "456", "500", "403", "400", "a page", "cut", "silent", "drips"],
)
async def test_two_that_fail_leave_it_to_the_third_within_the_deadline(desk: Desk, how: Any) -> None:
    misbehaviour: Misbehaviour = how()
    desk.deepl.always = desk.google.always = misbehaviour
    began = time.monotonic()
    done = await desk.translate()
    assert time.monotonic() - began < DEADLINE_S + GRACE_S
    assert whole(done, "libretranslate")
    assert desk.asked() == [1, 1, 1]


async def test_when_all_fail_within_the_deadline_the_message_waits(desk: Desk) -> None:
    for fake in desk.providers:
        fake.always = is_silent()
    began = time.monotonic()
    done = await desk.translate()
    assert time.monotonic() - began < DEADLINE_S + GRACE_S
    assert done.reason is Reason.ENGINE_AWAY
    assert not any(done.done)


async def test_what_each_spoils_is_never_passed_off_as_sound(desk: Desk) -> None:
    for fake in desk.providers:
        fake.translate = lambda text: text.replace("x", "").replace("span", "b")  # no mark survives
    done = await desk.translate()
    spoilt = [one for one, piece in zip(done.done, desk.pieces, strict=True) if piece.tokens]
    assert spoilt and all(one.faults for one in spoilt)
    assert desk.asked() == [1, 1, 1], "each was given its chance"


async def test_what_the_first_spoils_the_second_mends(desk: Desk) -> None:
    desk.deepl.translate = lambda text: text.replace('<x id="0"/>', "")
    done = await desk.translate()
    assert done.reason is None
    assert not [one for one in done.done if one.faults]
    assert "google" in {one.engine for one in done.done}


async def test_the_breaker_opens_and_closes_and_nothing_is_hammered(desk: Desk) -> None:
    desk.deepl.always = says(503)
    for _ in range(FAILURES_IN_A_ROW + 5):
        assert whole(await desk.translate(), "google")
    assert desk.asked()[0] == FAILURES_IN_A_ROW
    assert await desk.health("deepl") is Health.AWAY

    desk.deepl.always = None
    assert whole(await desk.translate(), "google"), "it is well again, and nobody knows"
    desk.office.seconds += LONGEST_WAIT
    assert await desk.health("deepl") is Health.TRYING
    assert whole(await desk.translate(), "deepl")
    assert await desk.health("deepl") is Health.WORKING


async def test_a_wait_that_it_names_is_kept(desk: Desk) -> None:
    desk.deepl.misbehaves(says(429, {"message": "Too many requests"}, {"Retry-After": "120"}))
    assert whole(await desk.translate(), "google")
    desk.office.seconds += 119
    assert whole(await desk.translate(), "google")
    desk.office.seconds += 2
    assert whole(await desk.translate(), "deepl")
    assert desk.asked()[0] == 2
