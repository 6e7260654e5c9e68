"""What is Google's own: who may ask, HTML, quotas by the minute and by the day."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from services.translation.domain.engine import EngineAway, QuotaSpent, Request
from services.translation.domain.routing.candidate import candidates
from services.translation.domain.tokens import find, mask, unmask
from services.translation.engines.google import GoogleTranslate
from tests.support.engine_fakes import FakeGoogle
from tests.support.engine_fakes.google import PROJECT, error_body
from tests.support.engine_fakes.misbehaving import says

TIMEOUT_S = 10


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeGoogle]:
    async with FakeGoogle().serving() as fake:
        yield fake


@pytest_asyncio.fixture
async def google(fake: FakeGoogle, tmp_path: Path) -> AsyncIterator[GoogleTranslate]:
    engine = GoogleTranslate(PROJECT, fake.credentials(tmp_path), "europe-west1", fake.url)
    await engine.refresh()
    fake.asked.clear()
    yield engine
    await engine.aclose()


@pytest.mark.parametrize(
    ("tag", "code"), [("he", "iw"), ("nb", "no"), ("zh", "zh-CN"), ("zh-Hant", "zh-TW"), ("zh-HK", "zh-TW")]
)
async def test_its_codes_are_its_own(google: GoogleTranslate, fake: FakeGoogle, tag: str, code: str) -> None:
    (chosen,) = candidates([google], "en", tag)
    await google.translate(Request(("hello",), chosen.source, chosen.target), TIMEOUT_S)
    assert fake.asked[0].json["targetLanguageCode"] == code


async def test_it_is_asked_in_the_project_and_the_region(google: GoogleTranslate, fake: FakeGoogle) -> None:
    await google.translate(Request(("hello",), "en", "de"), TIMEOUT_S)
    assert fake.asked[0].path == f"/v3/projects/{PROJECT}/locations/europe-west1:translateText"


async def test_protected_tokens_come_through_html(google: GoogleTranslate) -> None:
    letter = "is <b>MW-1001</b> & $20 < $30 here?\n\n  it's at https://shop.example/a?b=1&c=2, {name}"
    masked = mask(letter, find(letter), google.mask)
    answer = await google.translate(Request((masked.text,), "en", "de"), TIMEOUT_S)
    back = unmask(masked, answer.texts[0])
    assert not back.faults
    assert back.text.lower() == letter.lower()


async def test_it_tells_its_model_and_bills_all_that_it_was_sent(google: GoogleTranslate) -> None:
    answer = await google.translate(Request(("hello", "you"), "en", "de"), TIMEOUT_S)
    assert (answer.version, answer.characters) == ("v3-general/nmt", 8)


async def test_a_quota_by_the_day_is_spent_and_one_by_the_minute_is_a_wait(
    google: GoogleTranslate, fake: FakeGoogle
) -> None:
    for limit in ("DefaultRequestsPerMinutePerProject", "GeneralModelCharactersPerDayPerProject"):
        fake.misbehaves(says(429, error_body(429, "RESOURCE_EXHAUSTED", "Quota exceeded", limit)))
    with pytest.raises(EngineAway) as first:
        await google.translate(Request(("hello",), "en", "de"), TIMEOUT_S)
    assert not isinstance(first.value, QuotaSpent)
    with pytest.raises(QuotaSpent):
        await google.translate(Request(("hello",), "en", "de"), TIMEOUT_S)


@pytest.mark.parametrize("content", [None, "", "{}", '{"type": "service_account"}', "nonsense"])
async def test_credentials_that_are_none_make_it_away(fake: FakeGoogle, tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "account.json"
    if content is not None:
        file.write_text(content)
    engine = GoogleTranslate(PROJECT, file, endpoint=fake.url)
    with pytest.raises(EngineAway, match="credentials"):
        await engine.refresh()
    await engine.aclose()


async def test_a_project_that_may_not_translate_is_the_operators_to_mend(fake: FakeGoogle, tmp_path: Path) -> None:
    engine = GoogleTranslate("another", fake.credentials(tmp_path), endpoint=fake.url)
    await engine.refresh()
    with pytest.raises(EngineAway, match="has not been used in this project"):
        await engine.translate(Request(("hello",), "en", "de"), TIMEOUT_S)
    await engine.aclose()
