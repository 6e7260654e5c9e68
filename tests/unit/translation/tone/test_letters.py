"""Whole letters in every language: nothing is found in good ones, and all that was done wrong in hurried ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from services.translation.domain.tone import Finding, MessageKind, PersonName, Salutation, ToneProfile, check_tone
from services.translation.tone.loading import builtin

LETTERS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "letters.yaml").read_text("utf-8"))
PROFILES: dict[str, ToneProfile] = {tone.locale: profile for profile in builtin().values() for tone in profile.tones}
GOOD = [pytest.param(one, letter, id=f"{one}-{letter['kind']}") for one in LETTERS for letter in LETTERS[one]["good"]]
BAD = [
    pytest.param(one, letter, id=f"{one}-{number}")
    for one in LETTERS
    for number, letter in enumerate(LETTERS[one]["bad"], 1)
]


def test_there_are_letters_in_every_language():
    assert set(LETTERS) == set(PROFILES)
    for one in LETTERS.values():
        assert [letter["kind"] for letter in one["good"]] == ["answer", "complaint", "refusal"]


@pytest.mark.parametrize(("locale", "letter"), GOOD)
def test_nothing_is_found_in_a_good_letter(locale, letter):
    assert [(one.rule, one.text) for one in checked(locale, letter)] == []


@pytest.mark.parametrize(("locale", "letter"), BAD)
def test_all_that_was_done_wrong_in_a_hurried_draft_is_found(locale, letter):
    assert set(letter["rules"]) <= {one.rule for one in checked(locale, letter)}


def checked(locale: str, letter: dict[str, Any]) -> tuple[Finding, ...]:
    parts = dict(LETTERS[locale]["name"])
    salutation = parts.pop("salutation", None)
    name = PersonName(**parts, salutation=Salutation(salutation) if salutation else None)
    kind = MessageKind(letter.get("kind", "answer"))
    return check_tone(PROFILES[locale], letter["text"], locale, name=name, kind=kind)
