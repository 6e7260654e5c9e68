"""Everyday sentences in every language, which no rule was written from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from services.translation.domain.tone import Aspect, Finding, Form, PersonName, check_tone
from services.translation.tone.loading import builtin

HERE = Path(__file__).parent
SENTENCES: dict[str, Any] = yaml.safe_load((HERE / "sentences.yaml").read_text("utf-8"))
OPENINGS: dict[str, Any] = yaml.safe_load((HERE / "openings.yaml").read_text("utf-8"))
NAMED = (Aspect.HONORIFIC, Aspect.NAME_ORDER)
PROFILES = {tone.locale: profile for profile in builtin().values() for tone in profile.tones}


def said(locale: str, text: str) -> list[Finding]:
    return list(check_tone(PROFILES[locale], text, locale, form=Form.CHAT))


@pytest.mark.parametrize("locale", PROFILES)
def test_nothing_is_found_in_what_is_said_well(locale):
    found = {text: [one.rule for one in said(locale, text)] for text in SENTENCES[locale]["good"]}
    assert {text: rules for text, rules in found.items() if rules} == {}


@pytest.mark.parametrize("locale", [one for one in SENTENCES if "bad" in SENTENCES[one]])
def test_what_is_said_badly_is_found(locale):
    bad = SENTENCES[locale]["bad"]
    assert [text for text, rule in bad.items() if rule not in [one.rule for one in said(locale, text)]] == []


@pytest.mark.parametrize("locale", OPENINGS)
def test_nobody_is_taken_for_somebody_else_who_is_not_named(locale):
    name = PersonName(**OPENINGS[locale]["name"])
    for text in OPENINGS[locale]["said"]:
        found = check_tone(PROFILES[locale], text, locale, name=name, form=Form.CHAT)
        assert [(text, one.rule, one.text) for one in found if one.aspect in NAMED] == []
