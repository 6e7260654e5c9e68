"""Each engine's real client, and the fake of its provider that it talks to."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from pydantic import SecretStr

from services.translation.domain.engine import Engine
from services.translation.engines.chat import ChatModel
from services.translation.engines.deepl import DeepL
from services.translation.engines.google import GoogleTranslate
from services.translation.engines.libretranslate import LibreTranslate
from tests.support.engine_fakes import FakeChat, FakeDeepL, FakeGoogle, FakeLibreTranslate, FakeProvider, chat, google
from tests.support.engine_fakes.deepl import KEY as DEEPL_KEY
from tests.support.engine_fakes.libretranslate import KEY as LIBRE_KEY

LANGUAGES = ("ar", "de", "en", "es", "ja", "nb", "pt-BR", "zh-Hant")


@dataclass(frozen=True)
class Provider:
    """How to fake it, how to make its client (`right` or with a wrong key), and what it says in its own words."""

    name: str
    fake: Callable[[], FakeProvider]
    client: Callable[[Any, Path, bool], Engine]
    too_much: dict[str, Any]
    refusal: dict[str, Any]
    too_few: dict[str, Any]


def _libretranslate(fake: FakeLibreTranslate, folder: Path, right: bool) -> Engine:
    return LibreTranslate(fake.url, SecretStr(LIBRE_KEY if right else "wrong-key"))


def _deepl(fake: FakeDeepL, folder: Path, right: bool) -> Engine:
    return DeepL(SecretStr(DEEPL_KEY if right else "wrong-key"), fake.url)


def _google(fake: FakeGoogle, folder: Path, right: bool) -> Engine:
    return GoogleTranslate(google.PROJECT, fake.credentials(folder, of_another=not right), endpoint=fake.url)


def _chat(fake: FakeChat, folder: Path, right: bool) -> Engine:
    return ChatModel(f"{fake.url}/v1", chat.MODEL, LANGUAGES, SecretStr(chat.KEY if right else "wrong-key"))


PROVIDERS = [
    Provider(
        "deepl",
        FakeDeepL,
        _deepl,
        {"message": "Too many requests"},
        {"message": "Bad request"},
        {"translations": []},
    ),
    Provider(
        "google",
        FakeGoogle,
        _google,
        google.error_body(429, "RESOURCE_EXHAUSTED", "Quota exceeded", "DefaultRequestsPerMinutePerProject"),
        google.error_body(400, "INVALID_ARGUMENT", "Invalid text"),
        {"translations": []},
    ),
    Provider(
        "libretranslate",
        FakeLibreTranslate,
        _libretranslate,
        {"error": "Slowdown: 80 per 1 minute"},
        {"error": "Invalid request"},
        {"translatedText": []},
    ),
    Provider(
        "chat",
        FakeChat,
        _chat,
        chat.error_body("rate_limit_exceeded", "Rate limit reached"),
        chat.error_body("invalid_value", "Invalid value"),
        {"choices": []},
    ),
]


@asynccontextmanager
async def asked_once(provider: Provider, fake: FakeProvider, folder: Path) -> AsyncIterator[Engine]:
    """Its client, which knows what the provider can do; what it asked for that is forgotten."""
    engine = provider.client(fake, folder, True)
    await engine.refresh()
    fake.asked.clear()
    try:
        yield engine
    finally:
        await engine.aclose()


@pytest.fixture(params=PROVIDERS, ids=lambda provider: provider.name)
def provider(request: pytest.FixtureRequest) -> Provider:
    return request.param


@pytest_asyncio.fixture
async def fake(provider: Provider) -> AsyncIterator[FakeProvider]:
    async with provider.fake().serving() as fake:
        yield fake


@pytest_asyncio.fixture
async def engine(provider: Provider, fake: FakeProvider, tmp_path: Path) -> AsyncIterator[Engine]:
    async with asked_once(provider, fake, tmp_path) as engine:
        yield engine
