"""In which language a customer is written to."""

from __future__ import annotations

import pytest

from services.kit.errors import Refused
from services.translation.domain.rendering.locales import LOCALES, MARKETS, Choice, choose


@pytest.mark.parametrize(
    ("market", "language", "locale"),
    [
        ("DE", "", "de-DE"),
        ("IN", "", "en-IN"),
        ("IN", "hi", "hi-IN"),
        # The market's own kind of the language, whatever the browser says.
        ("GB", "en-US", "en-GB"),
        ("BR", "pt-PT", "pt-BR"),
        ("SA", "ar-EG", "ar-SA"),
        # A language of another market.
        ("DE", "fr", "fr-FR"),
        ("JP", "en-US", "en-US"),
        ("JP", "en", "en-GB"),
        ("US", "es", "es-MX"),
        ("DE", "es-AR", "es-MX"),
        ("DE", "ar", "ar-AE"),
    ],
)
def test_the_reader_gets_the_nearest_that_there_is(market, language, locale):
    assert choose(market, language) == Choice(locale)


@pytest.mark.parametrize(
    ("market", "language", "locale"),
    [
        ("DE", "fi", "de-DE"),
        ("IN", "ta", "en-IN"),
        # Other letters: who asks for them can't read ours.
        ("CN", "zh-TW", "zh-CN"),
        ("IN", "hi-Latn", "en-IN"),
        ("RU", "sr-Latn", "ru-RU"),
    ],
)
def test_a_language_that_we_have_not_falls_back_and_says_so(market, language, locale):
    assert choose(market, language) == Choice(locale, fallback=True)


def test_every_locale_is_one_of_its_own_market():
    assert {choose(market, locale).locale for market, locales in MARKETS.items() for locale in locales} == set(LOCALES)
    assert all(choose(Choice(locale).market, locale) == Choice(locale) for locale in LOCALES)


@pytest.mark.parametrize("market", ["IT", "", "de", "UK"])
def test_a_market_that_is_none_of_ours_is_refused(market):
    with pytest.raises(Refused, match="UNKNOWN_MARKET") as refused:
        choose(market, "de")
    assert [one.field for one in refused.value.violations] == ["market"]
