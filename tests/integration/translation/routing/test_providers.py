"""The clients of real providers behind the routing: whatever one of them does, the other answers in time."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest
from pydantic import SecretStr

from services.translation.domain.engine import EngineAway, Request
from services.translation.domain.routing.breaker import FAILURES_IN_A_ROW, FIRST_WAIT
from services.translation.domain.routing.deadline import share
from services.translation.domain.routing.status import Health
from services.translation.engines.deepl import DeepL
from services.translation.engines.libretranslate import LibreTranslate
from tests.support.engine_fakes import FakeDeepL, FakeLibreTranslate
from tests.support.engine_fakes.deepl import KEY as DEEPL_KEY
from tests.support.engine_fakes.libretranslate import KEY as LIBRE_KEY
from tests.support.engine_fakes.misbehaving import Misbehaviour, breaks_off, drips, is_silent, says, shows_a_page
from tests.support.routing_office import TENANT, Office

HOLA = Request(("hola",), "es", "en")
# Wall seconds for one text.
DEADLINE = 3.0


class Desk:
    """DeepL first, then LibreTranslate; breakers by a clock in the test's hand."""

    def __init__(self, office: Office, deepl: FakeDeepL, libretranslate: FakeLibreTranslate) -> None:
        self.office = office
        self.deepl = deepl
        self.libretranslate = libretranslate

    async def translated(self) -> str:
        """By whom, within the deadline."""
        started = time.monotonic()
        candidates = self.office.routing.route(TENANT, "es", "en").candidates
        for place, candidate in enumerate(candidates):
            left = started + DEADLINE - time.monotonic()
            try:
                answer = await self.office.routing.ask(TENANT, candidate, HOLA, share(left, len(candidates) - place))
            except EngineAway:
                continue
            assert answer.texts == ("HOLA",) and time.monotonic() - started < DEADLINE
            return candidate.engine.name
        raise AssertionError("nobody has answered")


@pytest.fixture
async def desk(translation_database: Any) -> AsyncIterator[Desk]:
    async with AsyncExitStack() as stack:
        deepl = await stack.enter_async_context(FakeDeepL().serving())
        libretranslate = await stack.enter_async_context(FakeLibreTranslate().serving())
        engines = (
            DeepL(SecretStr(DEEPL_KEY), deepl.url),
            LibreTranslate(libretranslate.url, SecretStr(LIBRE_KEY)),
        )
        for engine in engines:
            stack.push_async_callback(engine.aclose)
        office = Office(translation_database, *engines, seconds=0.0)
        await office.routing.start()
        deepl.asked.clear()
        libretranslate.asked.clear()
        yield Desk(office, deepl, libretranslate)


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(lambda: says(429, {"message": "Too many requests"}), id="429"),
        pytest.param(lambda: says(456, {"message": "Quota exceeded"}), id="456"),
        pytest.param(lambda: says(503, {}), id="503"),
        pytest.param(lambda: says(403, {"message": "Wrong key"}), id="wrong key"),
        pytest.param(shows_a_page, id="a proxy's page"),
        pytest.param(breaks_off, id="breaks off"),
        pytest.param(drips, id="drips"),
        pytest.param(is_silent, id="silent"),
    ],
)
async def test_whatever_the_first_does_the_second_answers_within_the_deadline(
    desk: Desk, how: Callable[[], Misbehaviour]
) -> None:
    assert await desk.translated() == "deepl"
    desk.deepl.misbehaves(how())
    assert await desk.translated() == "libretranslate"


async def test_a_provider_that_is_down_is_asked_no_more_until_one_text_finds_it_back_and_nothing_is_lost(
    desk: Desk,
) -> None:
    desk.deepl.always = says(503, {})
    assert [await desk.translated() for _ in range(20)] == ["libretranslate"] * 20
    assert len(desk.deepl.asked) == FAILURES_IN_A_ROW
    (deepl, _) = await desk.office.routing.status(TENANT)
    assert (deepl.condition.health, deepl.quality.away) == (Health.AWAY, FAILURES_IN_A_ROW)

    desk.office.seconds += FIRST_WAIT
    assert await desk.translated() == "libretranslate"
    assert len(desk.deepl.asked) == FAILURES_IN_A_ROW + 1

    desk.deepl.always = None
    assert await desk.translated() == "libretranslate"
    desk.office.seconds += 2 * FIRST_WAIT
    assert [await desk.translated() for _ in range(3)] == ["deepl"] * 3
    (deepl, libretranslate) = await desk.office.routing.status(TENANT)
    assert (deepl.condition.health, deepl.quality.answered, libretranslate.quality.answered) == (Health.WORKING, 3, 22)


async def test_a_provider_that_names_a_time_is_asked_no_more_until_then(desk: Desk) -> None:
    desk.deepl.misbehaves(says(429, {"message": "Too many requests"}, {"Retry-After": "7"}))
    assert await desk.translated() == "libretranslate"
    desk.office.seconds += 6.9
    assert await desk.translated() == "libretranslate"
    assert len(desk.deepl.asked) == 1
    desk.office.seconds += 0.1
    assert await desk.translated() == "deepl"


async def test_a_provider_of_which_all_that_was_bought_is_spent_is_asked_again_in_an_hour(desk: Desk) -> None:
    desk.deepl.misbehaves(says(456, {"message": "Quota exceeded"}))
    assert await desk.translated() == "libretranslate"
    (deepl, _) = await desk.office.routing.status(TENANT)
    assert deepl.condition.health is Health.SPENT
    desk.office.seconds += 3599
    assert await desk.translated() == "libretranslate"
    desk.office.seconds += 1
    assert await desk.translated() == "deepl"
