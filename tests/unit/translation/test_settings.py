"""What the environment may set for translation."""

from __future__ import annotations

import pytest

from services.kit.settings import BadSetting
from services.translation.settings import TranslationSettings


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
