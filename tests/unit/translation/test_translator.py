"""Detecting and translating with the engines that there are."""

from __future__ import annotations

import asyncio

import pytest

from services.kit.settings import BadSetting
from services.translation import translator as translators
from services.translation.domain import Reason, Translated, Untranslated
from services.translation.settings import TranslationSettings
from services.translation.translator import Translator
from tests.support.engines import ShoutingEngine
from tests.support.streams import eventually


@pytest.fixture
def engine() -> ShoutingEngine:
    return ShoutingEngine({("es", "en")}, available=False)


@pytest.fixture
def translator(engine) -> Translator:
    return Translator([engine], "en", 1.0)


async def test_it_finds_out_the_language_and_the_translation(translator):
    await translator.start()
    found = await translator.find_out("¿Dónde está mi paquete?")
    assert (found.detection.language, found.target_language) == ("es", "en")
    assert found.result == Translated("¿DÓNDE ESTÁ MI PAQUETE?", "shouting")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Where is my parcel?", Reason.SAME_LANGUAGE),
        ("ok", Reason.UNKNOWN_LANGUAGE),
        ("荷物はどこですか", Reason.NO_ENGINE_FOR_PAIR),
    ],
)
async def test_what_is_not_translated_says_why(translator, engine, text, reason):
    await translator.start()
    assert (await translator.find_out(text)).result == Untranslated(reason)
    assert engine.asked == []


async def test_it_starts_without_an_engine_and_asks_it_until_it_is_there(translator, engine, monkeypatch):
    monkeypatch.setattr(translators, "_ASK_EVERY", 0.01)
    engine.go_away()
    await translator.start()
    assert (await translator.find_out("¿Dónde está mi paquete?")).result.reason is Reason.ENGINE_AWAY
    stop = asyncio.Event()
    watching = asyncio.create_task(translator.watch(stop))
    await eventually(lambda: engine.refreshed >= 3)
    engine.come_back()
    await eventually(lambda: engine.available)
    asked = engine.refreshed
    assert isinstance((await translator.find_out("¿Dónde está mi paquete?")).result, Translated)
    stop.set()
    await asyncio.wait_for(watching, 5)
    assert engine.refreshed == asked, "one that answers is left alone"


def test_the_environment_names_a_language_that_there_is(monkeypatch):
    monkeypatch.setenv("HELIODESK_AGENT_LANGUAGE", "xx-nonsense")
    monkeypatch.setenv("HELIODESK_ENGINE_TIMEOUT", "0")
    with pytest.raises(BadSetting) as bad:
        TranslationSettings.from_environment()
    assert "HELIODESK_AGENT_LANGUAGE=xx-nonsense: is no BCP 47 language" in str(bad.value)
    assert "HELIODESK_ENGINE_TIMEOUT=0" in str(bad.value)
    assert "\n" not in str(bad.value)


def test_an_empty_variable_counts_as_not_set(monkeypatch):
    monkeypatch.setenv("HELIODESK_AGENT_LANGUAGE", "")
    assert TranslationSettings.from_environment().agent_language == "en"
