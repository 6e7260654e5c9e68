"""A shop's terms at DeepL: there when a text needs them, shared, and never a reason not to translate."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from pydantic import SecretStr

from services.translation.domain.engine import EngineAway, Request
from services.translation.engines import deepl_glossaries
from services.translation.engines.deepl import DeepL
from tests.support.engine_fakes import FakeDeepL
from tests.support.engine_fakes.deepl import KEY, Glossary
from tests.support.engine_fakes.misbehaving import says

TIMEOUT_S = 10
CART = ("cart", "Warenkorb")


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeDeepL]:
    async with FakeDeepL().serving() as fake:
        yield fake


@asynccontextmanager
async def a_process(fake: FakeDeepL) -> AsyncIterator[DeepL]:
    engine = DeepL(SecretStr(KEY), fake.url)
    await engine.refresh()
    fake.asked.clear()
    try:
        yield engine
    finally:
        await engine.aclose()


@pytest_asyncio.fixture
async def deepl(fake: FakeDeepL) -> AsyncIterator[DeepL]:
    async with a_process(fake) as engine:
        yield engine


async def translated(deepl: DeepL, text: str, *terms: tuple[str, str], source: str = "en", target: str = "de") -> str:
    return (await deepl.translate(Request((text,), source, target, terms), TIMEOUT_S)).texts[0]


def paths(fake: FakeDeepL) -> list[str]:
    return [f"{asked.method} {asked.path.rpartition('/')[2]}" for asked in fake.asked]


async def test_a_term_becomes_what_it_has_to_be(deepl: DeepL) -> None:
    assert await translated(deepl, "my cart is empty", CART) == "MY Warenkorb IS EMPTY"


async def test_a_text_without_terms_needs_no_glossary(deepl: DeepL, fake: FakeDeepL) -> None:
    await translated(deepl, "hello")
    assert paths(fake) == ["POST translate"]


async def test_the_same_terms_are_uploaded_once_in_whatever_order(deepl: DeepL, fake: FakeDeepL) -> None:
    voucher = ("voucher", "Gutschein")
    await translated(deepl, "cart, voucher", CART, voucher)
    await translated(deepl, "voucher, cart", voucher, CART)
    assert paths(fake) == ["POST glossaries", "POST translate", "POST translate"]


async def test_another_process_finds_what_the_first_has_uploaded(deepl: DeepL, fake: FakeDeepL) -> None:
    await translated(deepl, "cart", CART)
    async with a_process(fake) as other:
        assert await translated(other, "cart", CART) == "Warenkorb"
        assert paths(fake) == ["POST translate"]


async def test_a_glossary_is_for_all_variants_of_a_language(deepl: DeepL, fake: FakeDeepL) -> None:
    assert await translated(deepl, "korb", ("korb", "cesto"), source="de", target="pt-PT") == "cesto"
    assert await translated(deepl, "korb", ("korb", "cesto"), source="de", target="pt-BR") == "cesto"
    assert len(fake.glossaries) == 1


async def test_a_pair_without_glossaries_is_translated_all_the_same(deepl: DeepL, fake: FakeDeepL) -> None:
    assert await translated(deepl, "cart", ("cart", "カート"), target="ja") == "CART"
    assert paths(fake) == ["POST translate"]


async def test_a_glossary_that_is_gone_costs_its_terms_once_and_no_text(deepl: DeepL, fake: FakeDeepL) -> None:
    await translated(deepl, "cart", CART)
    fake.glossaries.clear()
    assert await translated(deepl, "cart", CART) == "CART"
    assert await translated(deepl, "cart", CART) == "Warenkorb"


async def test_an_account_that_is_full_costs_its_terms_and_no_text(deepl: DeepL, fake: FakeDeepL) -> None:
    fake.most_glossaries = 0
    assert await translated(deepl, "cart", CART) == "CART"
    assert await translated(deepl, "cart", CART) == "CART"
    assert paths(fake).count("POST glossaries") == 1


async def test_terms_that_cannot_be_written_down_are_left_out(deepl: DeepL, fake: FakeDeepL) -> None:
    terms = [CART, ("tab\there", "x"), ("line\nbreak", "x"), ("", "x"), ("nothing", " "), ("cart", "Wagen")]
    assert await translated(deepl, "cart", *terms) == "Warenkorb"
    assert [kept.entries for kept in fake.glossaries.values()] == [{"cart": "Warenkorb"}]


async def test_the_one_that_nobody_needed_for_longest_makes_room(
    deepl: DeepL, fake: FakeDeepL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deepl_glossaries, "_MOST", 2)
    for word in ("one", "two", "one", "three"):
        await translated(deepl, word, (word, word.title()))
    assert [list(kept.entries) for kept in fake.glossaries.values()] == [["one"], ["three"]]


async def test_what_somebody_else_keeps_there_is_left_alone(fake: FakeDeepL, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = Glossary("1", "the marketing team's", "EN", "DE", {"cart": "Einkaufswagen"})
    fake.glossaries["1"] = theirs
    monkeypatch.setattr(deepl_glossaries, "_MOST", 1)
    async with a_process(fake) as deepl:
        for word in ("one", "two", "three"):
            await translated(deepl, word, (word, word.title()))
    assert theirs in fake.glossaries.values()
    assert len(fake.glossaries) == 2


async def test_deepl_is_away_where_it_cannot_take_a_glossary_now(deepl: DeepL, fake: FakeDeepL) -> None:
    fake.misbehaves(says(429, {"message": "Too many requests"}, {"Retry-After": "3"}))
    with pytest.raises(EngineAway) as away:
        await translated(deepl, "cart", CART)
    assert away.value.retry_after == 3
    assert await translated(deepl, "cart", CART) == "Warenkorb"


async def test_an_account_that_has_none_translates_all_the_same(fake: FakeDeepL) -> None:
    fake.misbehaves(says(404, {"message": "Not found"}), says(404, {"message": "Not found"}))
    async with a_process(fake) as deepl:
        assert await translated(deepl, "cart", CART) == "CART"
        assert paths(fake) == ["POST translate"]
