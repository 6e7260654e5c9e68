"""The engines that an environment sets up."""

import subprocess
import sys

import pytest

from services.kit.settings import BadSetting
from services.translation.domain.engine import MaskStyle
from services.translation.engines.catalogue import engines_of
from services.translation.engines.settings import EngineSettings

APERTIUM = "http://127.0.0.1:1"
ALL = {
    "HELIODESK_DEEPL_KEY": "secret-one",
    "HELIODESK_GOOGLE_PROJECT": "a-shop",
    "HELIODESK_CHAT_URL": "http://127.0.0.1:2/v1",
    "HELIODESK_CHAT_MODEL": "polyglot",
    "HELIODESK_CHAT_KEY": "secret-two",
    "HELIODESK_LIBRETRANSLATE_URL": "http://127.0.0.1:3",
    "HELIODESK_LIBRETRANSLATE_KEY": "secret-three",
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in [*ALL, "HELIODESK_CHAT_LANGUAGES"]:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


async def names() -> list[str]:
    engines = engines_of(EngineSettings.from_environment(), APERTIUM)
    for engine in engines:
        await engine.aclose()
    return [engine.name for engine in engines]


async def test_apertium_is_always_there(environment: pytest.MonkeyPatch) -> None:
    assert await names() == ["apertium"]


async def test_all_that_are_set_up_are_there_the_best_first(environment: pytest.MonkeyPatch) -> None:
    for name, value in ALL.items():
        environment.setenv(name, value)
    assert await names() == ["deepl", "google", "chat", "libretranslate", "apertium"]


async def test_each_has_a_mask_that_it_can_keep(environment: pytest.MonkeyPatch) -> None:
    for name, value in ALL.items():
        environment.setenv(name, value)
    engines = engines_of(EngineSettings.from_environment(), APERTIUM)
    assert {engine.name: (engine.mask, engine.enforces_terms) for engine in engines} == {
        "deepl": (MaskStyle.XML, True),
        "google": (MaskStyle.HTML, False),
        "chat": (MaskStyle.BRACKETS, True),
        "libretranslate": (MaskStyle.HTML, False),
        "apertium": (MaskStyle.XML, False),
    }
    assert not any(engine.available or engine.pairs() for engine in engines)
    for engine in engines:
        await engine.aclose()


def test_no_secret_shows(environment: pytest.MonkeyPatch) -> None:
    for name, value in ALL.items():
        environment.setenv(name, value)
    shown = repr(EngineSettings.from_environment())
    assert not [secret for secret in ALL.values() if secret.startswith("secret-") and secret in shown]


@pytest.mark.parametrize("languages", ["de,xx-nonsense-tag-that-is-none", "de,,en", "de en"])
def test_languages_that_are_none_are_refused(environment: pytest.MonkeyPatch, languages: str) -> None:
    environment.setenv("HELIODESK_CHAT_LANGUAGES", languages)
    with pytest.raises(BadSetting, match="HELIODESK_CHAT_LANGUAGES"):
        EngineSettings.from_environment()


def test_languages_are_separated_by_commas(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("HELIODESK_CHAT_LANGUAGES", "de, zh-Hant,pt-BR")
    assert EngineSettings.from_environment().chat_languages == ("de", "zh-Hant", "pt-BR")


def test_a_chat_endpoint_without_a_model_is_refused(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("HELIODESK_CHAT_URL", "http://127.0.0.1:2/v1")
    with pytest.raises(BadSetting, match="go together"):
        EngineSettings.from_environment()


def test_who_does_not_use_the_official_libraries_does_not_load_them() -> None:
    code = "import sys, services.translation.engines.catalogue; print({'deepl', 'google.cloud'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
