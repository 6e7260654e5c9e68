"""Which engine gets a text, and the reasons for leaving it as it is."""

import pytest

from services.translation.domain import (
    LONGEST_TEXT,
    Choice,
    EngineAway,
    EngineRefused,
    Reason,
    Translated,
    Untranslated,
    choose,
    is_same_language,
    translate,
)
from tests.support.engines import ShoutingEngine


def test_the_first_engine_that_does_the_pair_is_chosen() -> None:
    french, spanish, other = (ShoutingEngine({pair}) for pair in [("fr", "en"), ("es", "en"), ("es", "en")])
    assert choose([french, spanish, other], "es", "en") == Choice(spanish, "es", "en")


def test_the_exact_pair_comes_before_the_one_without_a_region() -> None:
    plain, brazilian = ShoutingEngine({("es", "pt")}), ShoutingEngine({("es", "pt-BR")})
    assert choose([plain, brazilian], "es", "pt-BR") == Choice(brazilian, "es", "pt-BR")
    assert choose([plain], "es-MX", "pt-BR") == Choice(plain, "es", "pt")


def test_an_engine_of_one_region_is_not_taken_for_another() -> None:
    assert choose([ShoutingEngine({("es", "pt-BR")})], "es", "pt-PT") is None


def test_no_engine_no_choice() -> None:
    assert choose([], "es", "en") is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("es", "es", True),
        ("es", "es-MX", True),
        ("en-GB", "en", True),
        ("zh-Hans", "zh-Hant", False),
        ("es", "et", False),
    ],
)
def test_who_reads_a_language_reads_it_of_any_region(one: str, other: str, same: bool) -> None:
    assert is_same_language(one, other) is same


async def test_what_is_translated_says_by_whom() -> None:
    engine = ShoutingEngine({("es", "en")})
    assert await translate([engine], "hola", "es-MX", "en", 1) == Translated("HOLA", "shouting")
    assert engine.asked == [("hola", "es", "en")]


@pytest.mark.parametrize(
    ("text", "source", "target", "reason"),
    [
        ("hola", None, "en", Reason.UNKNOWN_LANGUAGE),
        ("hello", "en", "en-GB", Reason.SAME_LANGUAGE),
        ("x" * (LONGEST_TEXT + 1), "es", "en", Reason.TEXT_TOO_LONG),
        ("你好", "zh", "en", Reason.NO_ENGINE_FOR_PAIR),
    ],
)
async def test_what_needs_no_engine_or_has_none_asks_none(
    text: str, source: str | None, target: str, reason: Reason
) -> None:
    engine = ShoutingEngine({("es", "en")})
    assert await translate([engine], text, source, target, 1) == Untranslated(reason)
    assert engine.asked == []


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (EngineAway("shouting", "ConnectError"), Reason.ENGINE_AWAY),
        (EngineRefused("shouting", "too rude"), Reason.ENGINE_REFUSED),
    ],
)
async def test_a_failing_engine_is_the_reason_and_nothing_is_pretended(failure: Exception, reason: Reason) -> None:
    engine = ShoutingEngine({("es", "en")}, failure=failure)
    assert await translate([engine], "hola", "es", "en", 1) == Untranslated(reason, "shouting")


async def test_an_engine_that_was_never_reached_may_do_the_pair() -> None:
    engine = ShoutingEngine(set(), available=False)
    assert await translate([engine], "hola", "es", "en", 1) == Untranslated(Reason.ENGINE_AWAY, "shouting")


async def test_a_text_is_not_brought_to_an_engine_that_is_known_to_be_away() -> None:
    engine = ShoutingEngine({("es", "en")}, available=False)
    assert await translate([engine], "hola", "es", "en", 1) == Untranslated(Reason.ENGINE_AWAY, "shouting")
    assert engine.asked == []
