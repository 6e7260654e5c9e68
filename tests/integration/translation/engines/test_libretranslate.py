"""What is LibreTranslate's own: its codes, its limits, and what it does to HTML."""

import pytest
from pydantic import SecretStr

from services.translation.domain.engine import EngineAway, EngineRefused, Request
from services.translation.domain.tokens import find, mask, unmask
from services.translation.engines.libretranslate import LibreTranslate
from tests.support.engine_fakes import FakeLibreTranslate
from tests.support.engine_fakes.libretranslate import KEY, VERSION

TIMEOUT_S = 10


async def test_its_codes_are_its_own_and_it_says_which_pairs() -> None:
    async with FakeLibreTranslate().serving() as fake:
        engine = LibreTranslate(fake.url, SecretStr(KEY))
        await engine.refresh()
        assert {("en", "zh-Hant"), ("en", "pt-BR"), ("zh-Hant", "en")} <= engine.pairs()
        assert ("de", "es") not in engine.pairs()
        answer = await engine.translate(Request(("hello",), "en", "zh-Hant"), TIMEOUT_S)
        assert fake.asked[-1].json["target"] == "zt"
        assert (answer.version, answer.characters) == (VERSION, len("hello"))
        await engine.aclose()


async def test_protected_tokens_come_through_though_it_takes_out_entities() -> None:
    letter = "is <b>MW-1001</b> & $20 < $30 here?\n\n  I typed &lt; at https://shop.example/a?b=1&c=2, {name}"
    async with FakeLibreTranslate().serving() as fake:
        engine = LibreTranslate(fake.url, SecretStr(KEY))
        await engine.refresh()
        masked = mask(letter, find(letter), engine.mask)
        back = unmask(masked, (await engine.translate(Request((masked.text,), "en", "de"), TIMEOUT_S)).texts[0])
        assert not back.faults
        assert back.text.lower() == letter.lower()
        await engine.aclose()


async def test_an_open_instance_needs_no_key() -> None:
    async with FakeLibreTranslate(needs_key=False).serving() as fake:
        engine = LibreTranslate(fake.url)
        await engine.refresh()
        assert (await engine.translate(Request(("hello",), "en", "de"), TIMEOUT_S)).texts == ("HELLO",)
        assert "api_key" not in fake.asked[-1].json
        await engine.aclose()


async def test_one_that_needs_a_key_is_away_until_it_has_one() -> None:
    async with FakeLibreTranslate().serving() as fake:
        engine = LibreTranslate(fake.url)
        await engine.refresh()
        with pytest.raises(EngineAway, match="it refuses our key"):
            await engine.translate(Request(("hello",), "en", "de"), TIMEOUT_S)
        await engine.aclose()


async def test_the_limit_is_the_instances_own() -> None:
    async with FakeLibreTranslate(char_limit=40).serving() as fake:
        engine = LibreTranslate(fake.url, SecretStr(KEY))
        await engine.refresh()
        texts = ("a text of thirty characters xx", "another of about as many chars")
        assert (await engine.translate(Request(texts, "en", "de"), TIMEOUT_S)).texts == tuple(map(str.upper, texts))
        with pytest.raises(EngineRefused):
            await engine.translate(Request(("so " * 20,), "en", "de"), TIMEOUT_S)
        await engine.aclose()


async def test_one_that_tells_neither_limit_nor_release_translates_all_the_same() -> None:
    async with FakeLibreTranslate(tells_of_itself=False).serving() as fake:
        engine = LibreTranslate(fake.url, SecretStr(KEY))
        await engine.refresh()
        answer = await engine.translate(Request(("hello",), "en", "de"), TIMEOUT_S)
        assert (answer.texts, answer.version) == (("HELLO",), "?")
        await engine.aclose()
