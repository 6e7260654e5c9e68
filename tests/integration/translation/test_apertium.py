"""The one engine that runs here, as `make run` starts it, and what becomes of a text when it isn't there."""

import shutil
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from services.cli.local.process import LocalProcess
from services.cli.local.servers import APERTIUM_OFFSET, apertium_plan
from services.translation.domain import EngineAway, EngineRefused, Reason, Translated, Untranslated, translate
from services.translation.engines import ApertiumApy
from tests.support.servers import TestServers

pytestmark = pytest.mark.skipif(not shutil.which("apertium-apy"), reason="Apertium isn't installed here")

TIMEOUT_S = 10


@pytest.fixture(scope="module")
def apertium_process(_servers: TestServers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalProcess]:
    process = LocalProcess(apertium_plan(tmp_path_factory.mktemp("apertium"), _servers.port_base)).start()
    yield process
    process.stop()


@pytest_asyncio.fixture
async def apertium(apertium_process: LocalProcess, port_base: int) -> AsyncIterator[ApertiumApy]:
    apertium_process.start()
    engine = ApertiumApy(f"http://127.0.0.1:{port_base + APERTIUM_OFFSET}")
    await engine.refresh()
    yield engine
    await engine.aclose()


async def test_it_lists_its_pairs_in_bcp_47(apertium: ApertiumApy) -> None:
    assert {("en", "es"), ("es", "en"), ("pt", "es"), ("es", "pt-BR")} <= apertium.pairs()
    assert apertium.available


async def test_an_agents_english_becomes_spanish(apertium: ApertiumApy) -> None:
    assert await apertium.translate("Where is the house?", "en", "es", TIMEOUT_S) == "Dónde es la casa?"


async def test_a_customers_spanish_becomes_english(apertium: ApertiumApy) -> None:
    assert await apertium.translate("La caja es roja.", "es", "en", TIMEOUT_S) == "The box is red."


async def test_lines_emoji_and_numbers_of_orders_survive(apertium: ApertiumApy) -> None:
    letter = "\n  Hello,\n\nmy parcel MW-1001 is late 😊👍🏽\n\n- 2 < 3 & 50% [x] {y} ^z$ @ 10:30\nThank you\n\n"
    translated = await apertium.translate(letter, "en", "es", TIMEOUT_S)
    assert [not line.strip() for line in translated.split("\n")] == [not line.strip() for line in letter.split("\n")]
    for kept in ["\n  ", "MW-1001", "😊👍🏽", "2 < 3 & 50%", "[x]", "{y}", "^z$", "10:30"]:
        assert kept in translated


async def test_a_nul_does_not_mix_up_the_texts_that_follow(apertium: ApertiumApy) -> None:
    assert "casa" in await apertium.translate("a house\x00a dog", "en", "es", TIMEOUT_S)
    assert (await apertium.translate("red", "en", "es", TIMEOUT_S)).lower() == "rojo"


async def test_an_empty_text_stays_empty(apertium: ApertiumApy) -> None:
    assert await apertium.translate(" \n", "en", "es", TIMEOUT_S) == " \n"


async def test_a_pair_it_lacks_is_refused(apertium: ApertiumApy) -> None:
    with pytest.raises(EngineRefused):
        await apertium.translate("Hallo", "de", "en", TIMEOUT_S)
    assert await translate([apertium], "Hallo", "de", "en", TIMEOUT_S) == Untranslated(Reason.NO_ENGINE_FOR_PAIR)


async def test_half_a_surrogate_pair_is_refused(apertium: ApertiumApy) -> None:
    with pytest.raises(EngineRefused):
        await apertium.translate("a \ud83d b", "en", "es", TIMEOUT_S)


async def test_a_region_is_no_obstacle(apertium: ApertiumApy) -> None:
    assert await translate([apertium], "La casa", "es-MX", "en-GB", TIMEOUT_S) == Translated("The house", "apertium")


async def test_it_is_away_when_it_takes_too_long(apertium: ApertiumApy) -> None:
    with pytest.raises(EngineAway):
        await apertium.translate("Where is my parcel? " * 500, "en", "es", timeout_s=0.02)


async def test_it_is_away_when_it_is_down_and_back_when_it_is_up(
    apertium: ApertiumApy, apertium_process: LocalProcess
) -> None:
    apertium_process.stop()
    with pytest.raises(EngineAway):
        await apertium.refresh()
    assert await translate([apertium], "La casa", "es", "en", TIMEOUT_S) == Untranslated(Reason.ENGINE_AWAY, "apertium")
    apertium_process.start()
    await apertium.refresh()
    assert await translate([apertium], "La casa", "es", "en", TIMEOUT_S) == Translated("The house", "apertium")


async def test_an_engine_that_was_never_reached_is_away_and_not_without_pairs(unused_tcp_port: int) -> None:
    engine = ApertiumApy(f"http://127.0.0.1:{unused_tcp_port}")
    outcome = await translate([engine], "La casa", "es", "en", TIMEOUT_S)
    await engine.aclose()
    assert outcome == Untranslated(Reason.ENGINE_AWAY, "apertium")
