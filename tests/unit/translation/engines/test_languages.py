"""Providers' codes and BCP 47, both ways."""

import pytest

from services.translation.domain.engine import EngineAway, EngineRefused
from services.translation.engines.languages import NOTHING, Offer, by_tag


@pytest.mark.parametrize(
    ("codes", "tag", "code"),
    [
        (["EN-GB", "EN-US"], "en-NZ", "EN-GB"),
        (["ES", "ES-419"], "es-MX", "ES-419"),
        (["PT-PT", "PT-BR"], "pt-BR", "PT-BR"),
        (["iw"], "he", "iw"),
        (["no"], "nb", "no"),
        (["NB"], "no", "NB"),
        (["ZH-HANS", "ZH-HANT"], "zh-Hant", "ZH-HANT"),
        (["eng_US"], "en-US", "eng_US"),
    ],
)
def test_a_tag_has_the_code_that_its_readers_read(codes: list[str], tag: str, code: str) -> None:
    assert by_tag(codes)[tag] == code


def test_codes_that_mean_something_else_are_told() -> None:
    assert by_tag(["zt", "pb"], {"zt": "zh-Hant", "pb": "pt-BR"})["zh-Hant"] == "zt"


def test_what_cannot_be_read_is_left_out() -> None:
    assert by_tag(["de", "", "a b", "x" * 40, "german-dialects!"]) == {"de": "de"}


def test_nobody_translates_a_language_into_itself() -> None:
    codes = by_tag(["pt", "pt-BR", "nb", "no", "de"])
    pairs = Offer.of_each_with_each(codes, codes).pairs
    assert ("pt", "de") in pairs
    assert not {("pt", "pt-BR"), ("nb", "no"), ("de", "de")} & pairs


def test_only_listed_pairs_are_offered() -> None:
    offer = Offer.of_pairs({("spa", "eng_US"), ("spa", "pt_BR"), ("eng", "spa")})
    assert ("es", "en-US") in offer.pairs
    assert ("en", "pt-BR") not in offer.pairs
    assert offer.codes("x", "es", "pt-BR") == ("spa", "pt_BR")


def test_a_pair_that_is_not_offered_is_refused_and_away_while_nothing_is_known() -> None:
    with pytest.raises(EngineRefused):
        Offer.of_pairs({("spa", "eng")}).codes("x", "de", "en")
    with pytest.raises(EngineAway):
        NOTHING.codes("x", "es", "en")
