"""Which engines can do a pair, in the tags that each of them knows, and which tags are one language to a reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.translation.domain.routing.candidate import Candidate, candidates
from services.translation.domain.routing.tags import is_same_language, spellings
from tests.support.scripted_engine import ScriptedEngine


def does(*pairs: tuple[str, str]) -> ScriptedEngine:
    return ScriptedEngine(does=set(pairs))


def test_those_that_do_the_pair_come_in_the_order_given() -> None:
    french, spanish, other = does(("fr", "en")), does(("es", "en")), does(("es", "en"))
    assert candidates([french, spanish, other], "es", "en") == (
        Candidate(spanish, "es", "en"),
        Candidate(other, "es", "en"),
    )


def test_the_region_asked_for_comes_before_the_language_alone() -> None:
    plain, brazilian = does(("es", "pt")), does(("es", "pt-BR"))
    assert [one.engine for one in candidates([plain, brazilian], "es", "pt-BR")] == [brazilian, plain]
    assert candidates([plain], "es-MX", "pt-BR") == (Candidate(plain, "es", "pt"),)


def test_the_region_of_the_writer_changes_no_order() -> None:
    plain, mexican = does(("es", "en")), does(("es-MX", "en"))
    assert [one.source for one in candidates([plain, mexican], "es-MX", "en")] == ["es", "es-MX"]


def test_an_engine_of_one_region_is_not_taken_for_another() -> None:
    assert candidates([does(("es", "pt-BR"))], "es", "pt-PT") == ()


def test_whoever_asks_for_no_region_gets_that_of_most_readers() -> None:
    assert [one.target for one in candidates([does(("es", "en-US"), ("es", "en-GB"))], "es", "en")] == ["en-US"]
    assert [one.target for one in candidates([does(("es", "zh-Hans"), ("es", "zh-Hant"))], "es", "zh")] == ["zh-Hans"]


@pytest.mark.parametrize("asked", ["zh-TW", "zh-HK", "zh-Hant", "zh-Hant-TW"])
def test_who_reads_traditional_characters_is_not_given_simplified_ones(asked: str) -> None:
    assert candidates([does(("es", "zh"), ("es", "zh-Hans"))], "es", asked) == ()
    assert [one.target for one in candidates([does(("es", "zh"), ("es", "zh-Hant"))], "es", asked)] == ["zh-Hant"]


def test_tags_are_told_whatever_their_case() -> None:
    assert [one.target for one in candidates([does(("es", "pt-BR"))], "ES", "PT-br")] == ["pt-BR"]


def test_without_engines_or_for_no_language_there_is_none() -> None:
    assert candidates([], "es", "en") == ()
    assert candidates([does(("es", "en"))], "no tag at all", "") == ()


@given(st.text(max_size=40))
def test_whatever_somebody_calls_a_language_is_spelled(tag: str) -> None:
    assert tag in [one.tag for one in spellings(tag)]
    assert is_same_language(tag, tag)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("es", "es", True),
        ("es", "es-MX", True),
        ("en-GB", "en", True),
        ("en-GB", "en-US", True),
        ("zh-TW", "zh-Hant", True),
        ("zh", "zh-Hant", True),
        ("zh-Hans", "zh-Hant", False),
        ("zh-CN", "zh-TW", False),
        ("es", "et", False),
        ("id", "ms", False),
        ("", "es", False),
    ],
)
def test_who_reads_a_language_reads_it_of_any_region(one: str, other: str, same: bool) -> None:
    assert is_same_language(one, other) is same
    assert is_same_language(other, one) is same
