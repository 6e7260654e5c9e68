"""What is DeepL's own: its codes, its marks, its words for manners, and what it bills."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from email.utils import format_datetime

import pytest
import pytest_asyncio
from pydantic import SecretStr

from services.kit.clock import SystemClock
from services.translation.domain.engine import EngineAway, EngineRefused, Formality, Request
from services.translation.domain.routing.candidate import candidates
from services.translation.domain.tokens import find, mask, unmask
from services.translation.engines.deepl import DeepL
from tests.support.engine_fakes import FakeDeepL
from tests.support.engine_fakes.deepl import KEY
from tests.support.engine_fakes.misbehaving import says

TIMEOUT_S = 10


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeDeepL]:
    async with FakeDeepL().serving() as fake:
        yield fake


@pytest_asyncio.fixture
async def deepl(fake: FakeDeepL) -> AsyncIterator[DeepL]:
    engine = DeepL(SecretStr(KEY), fake.url)
    await engine.refresh()
    fake.asked.clear()
    yield engine
    await engine.aclose()


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "EN-US"),
        ("en-GB", "EN-GB"),
        ("en-AU", "EN-GB"),
        ("pt", "PT-BR"),
        ("pt-PT", "PT-PT"),
        ("zh", "ZH-HANS"),
        ("zh-TW", "ZH-HANT"),
        ("es-MX", "ES-419"),
        ("no", "NB"),
    ],
)
async def test_every_reader_has_the_nearest_variant(deepl: DeepL, fake: FakeDeepL, tag: str, code: str) -> None:
    (chosen,) = candidates([deepl], "de", tag)
    await deepl.translate(Request(("guten Tag",), chosen.source, chosen.target), TIMEOUT_S)
    assert (fake.asked[0].json["source_lang"], fake.asked[0].json["target_lang"]) == ("DE", code)


@pytest.mark.parametrize(
    ("formality", "said"),
    [(Formality.FORMAL, "prefer_more"), (Formality.INFORMAL, "prefer_less"), (None, "default")],
)
async def test_manners_are_preferred_and_never_an_error(
    deepl: DeepL, fake: FakeDeepL, formality: Formality | None, said: str
) -> None:
    await deepl.translate(Request(("hello",), "en", "ar", formality=formality), TIMEOUT_S)
    assert fake.asked[0].json["formality"] == said


async def test_what_was_said_before_is_context_and_not_translated(deepl: DeepL, fake: FakeDeepL) -> None:
    answer = await deepl.translate(Request(("it is late",), "en", "de", context="my parcel"), TIMEOUT_S)
    assert fake.asked[0].json["context"] == "my parcel"
    assert answer.texts == ("IT IS LATE",)


async def test_protected_tokens_are_tags_that_it_can_parse(deepl: DeepL) -> None:
    letter = "is <b>MW-1001</b> & $20 < $30 at https://shop.example/a?b=1&c=2 \N{GRINNING FACE}, {name}?"
    masked = mask(letter, find(letter), deepl.mask)
    answer = await deepl.translate(Request((masked.text,), "en", "de"), TIMEOUT_S)
    back = unmask(masked, answer.texts[0])
    assert not back.faults
    assert "MW-1001" in back.text
    assert back.text.lower() == letter.lower()


async def test_markup_that_was_not_masked_is_refused(deepl: DeepL) -> None:
    with pytest.raises(EngineRefused, match="Tag handling parsing failed"):
        await deepl.translate(Request(("a < b",), "en", "de"), TIMEOUT_S)


async def test_it_tells_its_model_and_bills_no_tags(deepl: DeepL) -> None:
    answer = await deepl.translate(Request(('hello <x id="0"/>', "you"), "en", "de"), TIMEOUT_S)
    assert answer.version == "v2-quality_optimized"
    assert answer.characters == len("hello ") + len("you")


async def test_no_body_is_longer_than_it_takes(deepl: DeepL, fake: FakeDeepL) -> None:
    emoji = "\N{GRINNING FACE}" * deepl.limit.characters
    await deepl.translate(Request((emoji, emoji), "en", "de", context=emoji), TIMEOUT_S)
    assert [len(asked.body) < 128 * 1024 for asked in fake.asked] == [True, True]


async def test_it_may_name_the_instant_until_which_to_wait(deepl: DeepL, fake: FakeDeepL) -> None:
    until = format_datetime(SystemClock().now() + timedelta(minutes=2), usegmt=True)
    fake.misbehaves(says(429, {"message": "Too many requests"}, {"Retry-After": until}))
    with pytest.raises(EngineAway) as away:
        await deepl.translate(Request(("hello",), "en", "de"), TIMEOUT_S)
    assert 115 < away.value.retry_after <= 121


async def test_texts_go_in_a_body_and_the_key_in_a_header(deepl: DeepL, fake: FakeDeepL) -> None:
    await deepl.translate(Request(("hello",), "en", "de"), TIMEOUT_S)
    asked = fake.asked[0]
    assert (asked.method, asked.path) == ("POST", "/v2/translate")
    assert KEY not in asked.body.decode()
    assert json.loads(asked.body)["text"] == ["hello"]
