"""The one engine that runs here, as `make run` starts it, and what becomes of a text when it isn't there."""

import re
import shutil
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from services.cli.local.process import LocalProcess
from services.cli.local.servers import APERTIUM_OFFSET, apertium_plan
from services.translation.domain.engine import EngineAway, EngineRefused, Request
from services.translation.domain.tokens import Restored, find, mask, unmask
from services.translation.engines.apertium import ApertiumApy
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


async def translated(engine: ApertiumApy, text: str, source: str, target: str, timeout_s: float = TIMEOUT_S) -> str:
    """As the engine answers it: masked and escaped."""
    answer = await engine.translate(Request((text,), source, target), timeout_s)
    return answer.texts[0]


async def restored(engine: ApertiumApy, text: str, source: str, target: str) -> Restored:
    masked = mask(text, find(text), engine.mask)
    return unmask(masked, await translated(engine, masked.text, source, target))


async def test_it_lists_its_pairs_in_bcp_47(apertium: ApertiumApy) -> None:
    assert {("en", "es"), ("es", "en"), ("pt", "es"), ("es", "pt-BR")} <= apertium.pairs()
    assert apertium.available


async def test_an_agents_english_becomes_spanish(apertium: ApertiumApy) -> None:
    assert await translated(apertium, "Where is the house?", "en", "es") == "Dónde es la casa?"


async def test_a_customers_spanish_becomes_english(apertium: ApertiumApy) -> None:
    assert await translated(apertium, "La caja es roja.", "es", "en") == "The box is red."


async def test_several_texts_come_back_in_their_order(apertium: ApertiumApy) -> None:
    answer = await apertium.translate(Request(("red", "", "the house", "blue"), "en", "es"), TIMEOUT_S)
    assert [text.lower() for text in answer.texts] == ["rojo", "", "la casa", "azul"]
    assert answer.version == "eng-spa"


async def test_texts_that_go_together_are_translated_as_if_alone(apertium: ApertiumApy) -> None:
    texts = ("Hola", "mi pedido", "no ha llegado", "la roja", "casa", "Lo quiero devolver", '<x id="0"/>', "gracias")
    together = await apertium.translate(Request(texts, "es", "en"), TIMEOUT_S)
    assert together.texts == tuple([await translated(apertium, text, "es", "en") for text in texts])


async def test_lines_emoji_and_numbers_of_orders_survive(apertium: ApertiumApy) -> None:
    letter = "\n  Hello,\n\nmy parcel MW-1001 is late 😊👍🏽\n\n- 2 < 3 & 50% [x] {y} ^z$ @ 10:30\nThank you\n\n"
    answer = await restored(apertium, letter, "en", "es")
    assert not answer.faults
    assert [not line.strip() for line in answer.text.split("\n")] == [not line.strip() for line in letter.split("\n")]
    for kept in ["\n  ", "MW-1001", "😊👍🏽", "2 < 3 & 50%", "[x]", "{y}", "^z$", "10:30"]:
        assert kept in answer.text


async def test_a_mask_is_carried_past_the_translation(apertium: ApertiumApy) -> None:
    letter = 'Hello, <x id="0"/> has not arrived. I want <x id="1"/> back, or <x id="2"/><x id="3"/> &amp; the rest!'
    answer = await translated(apertium, letter, "en", "es")
    assert sorted(re.findall(r"<[^>]*>", answer)) == [f'<x id="{number}"/>' for number in range(4)]
    assert "&amp;" in answer


async def test_an_asterisk_is_no_mark_of_an_unknown_word(apertium: ApertiumApy) -> None:
    answer = await restored(apertium, "The *red* house costs **nothing**, says *Xyzzy.", "en", "es")
    assert answer.text.count("*") == 7
    assert "Xyzzy" in answer.text


async def test_a_nul_does_not_mix_up_the_texts_that_follow(apertium: ApertiumApy) -> None:
    assert "casa" in await translated(apertium, "a house\x00a dog", "en", "es")
    assert (await translated(apertium, "red", "en", "es")).lower() == "rojo"


async def test_an_empty_text_stays_empty(apertium: ApertiumApy) -> None:
    assert await translated(apertium, " \n", "en", "es") == " \n"


async def test_a_pair_it_lacks_is_refused(apertium: ApertiumApy) -> None:
    with pytest.raises(EngineRefused):
        await translated(apertium, "Hallo", "de", "en")


async def test_half_a_surrogate_pair_is_refused(apertium: ApertiumApy) -> None:
    with pytest.raises(EngineRefused):
        await translated(apertium, "a \ud83d b", "en", "es")


async def test_it_is_away_when_it_takes_too_long(apertium: ApertiumApy) -> None:
    with pytest.raises(EngineAway):
        await translated(apertium, "Where is my parcel? " * 500, "en", "es", timeout_s=0.02)


async def test_it_is_away_when_it_is_down_and_back_when_it_is_up(
    apertium: ApertiumApy, apertium_process: LocalProcess
) -> None:
    apertium_process.stop()
    with pytest.raises(EngineAway):
        await apertium.refresh()
    with pytest.raises(EngineAway):
        await translated(apertium, "La casa", "es", "en")
    assert not apertium.available
    apertium_process.start()
    await apertium.refresh()
    assert await translated(apertium, "La casa", "es", "en") == "The house"


async def test_an_engine_that_was_never_reached_is_away_and_not_without_pairs(unused_tcp_port: int) -> None:
    engine = ApertiumApy(f"http://127.0.0.1:{unused_tcp_port}")
    with pytest.raises(EngineAway):
        await translated(engine, "La casa", "es", "en")
    await engine.aclose()
