"""How values are written where the reader lives."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from babel import Locale

from services.kit.errors import Refused
from services.kit.money import Money
from services.translation.domain.rendering.messages import VariableKind
from services.translation.domain.rendering.values import Given, Moment
from services.translation.domain.rendering.writing import written


def wrote(kind: VariableKind, value: object, locale: str) -> str | int:
    return written(Given("it", kind, value), Locale.parse(locale, sep="-"))


@pytest.mark.parametrize(
    ("locale", "money", "said"),
    [
        ("de-DE", Money(125050, "EUR"), "1.250,50\u00a0€"),
        ("fr-FR", Money(125050, "EUR"), "1\u202f250,50\u00a0€"),
        ("en-US", Money(125050, "USD"), "$1,250.50"),
        ("en-US", Money(125050, "MXN"), "MX$1,250.50"),
        ("es-MX", Money(125050, "MXN"), "$1,250.50"),
        ("pt-BR", Money(125050, "BRL"), "R$\u00a01.250,50"),
        ("en-IN", Money(12505000, "INR"), "₹1,25,050.00"),
        ("hi-IN", Money(12505000, "INR"), "₹1,25,050.00"),
        ("ja-JP", Money(125050, "JPY"), "125,050円"),
        ("ja-JP", Money(125050, "USD"), "$1,250.50"),
        ("ko-KR", Money(125050, "KRW"), "125,050원"),
        ("zh-CN", Money(125050, "CNY"), "¥1,250.50"),
        ("ru-RU", Money(125050, "RUB"), "1\u00a0250,50\u00a0₽"),
        ("ar-SA", Money(125050, "SAR"), "\u2068\u200f1,250.50\u00a0ر.س.\u200f\u2069"),
        ("ar-AE", Money(125050, "AED"), "\u2068\u200f1,250.50\u00a0د.إ.\u200f\u2069"),
        # Three digits behind the point; none at all; and as ISO 4217 has them, where CLDR leaves them out.
        ("en-GB", Money(125050, "KWD"), "KWD\u00a0125.050"),
        ("en-GB", Money(1250, "JPY"), "JP¥1,250"),
        ("en-GB", Money(125050, "IQD"), "IQD\u00a0125.050"),
        ("en-GB", Money(0, "GBP"), "£0.00"),
        ("en-GB", Money(7, "GBP"), "£0.07"),
    ],
)
def test_money(locale, money, said):
    assert wrote(VariableKind.MONEY, money, locale) == said


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("de-DE", "1. März 2026"),
        ("fr-FR", "1er mars 2026"),
        ("en-US", "March 1, 2026"),
        ("en-GB", "1 March 2026"),
        ("pt-BR", "1º de março de 2026"),
        ("es-MX", "1 de marzo de 2026"),
        ("ja-JP", "2026年3月1日"),
        ("ko-KR", "2026년 3월 1일"),
        ("zh-CN", "2026年3月1日"),
        ("ru-RU", "1 марта 2026\u202fг."),
        ("hi-IN", "1 मार्च 2026"),
        ("ar-SA", "1 مارس 2026"),
    ],
)
def test_a_day_in_words_so_that_nobody_takes_it_for_the_third_of_january(locale, said):
    assert wrote(VariableKind.DAY, date(2026, 3, 1), locale) == said


@pytest.mark.parametrize(
    ("locale", "zone", "said"),
    [
        ("de-DE", "Europe/Berlin", "2. März 2026 um 15:05 Uhr (Mitteleuropäische Zeit)"),
        ("en-US", "America/New_York", "March 2, 2026 at 9:05\u202fAM (Eastern Time)"),
        ("fr-FR", "Europe/Paris", "2 mars 2026 à 15:05 (heure d’Europe centrale)"),
        ("pt-BR", "America/Sao_Paulo", "2 de março de 2026, 11:05 (Horário de Brasília)"),
        ("ja-JP", "Asia/Tokyo", "2026年3月2日 23:05（日本時間）"),
        ("ko-KR", "Asia/Seoul", "2026년 3월 2일 오후 11:05 (대한민국 시간)"),
        ("hi-IN", "Asia/Kolkata", "2 मार्च 2026 को शाम 7:35 बजे (भारत समय)"),
        ("ar-SA", "Asia/Riyadh", "2 مارس 2026، الساعة 5:05 م (التوقيت العربي)"),
        ("de-DE", "Asia/Kolkata", "2. März 2026 um 19:35 Uhr, Indien (Ortszeit)"),
        ("en-US", "UTC", "March 2, 2026 at 2:05\u202fPM (Coordinated Universal Time)"),
        ("hi-IN", "Etc/GMT+5", "2 मार्च 2026 को सुबह 9:05 बजे (GMT-05:00)"),
        # The customer is in Tokyo, and reads English.
        ("en-GB", "Asia/Tokyo", "2 March 2026 at 23:05 (Japan Time)"),
    ],
)
def test_a_moment_by_the_clock_of_its_zone_which_it_names(locale, zone, said):
    assert wrote(VariableKind.MOMENT, Moment(datetime(2026, 3, 2, 14, 5, tzinfo=UTC), zone), locale) == said


def test_a_moment_is_on_the_day_that_it_is_in_its_zone():
    night = Moment(datetime(2026, 2, 28, 23, 30, tzinfo=UTC), "Europe/Paris")
    assert wrote(VariableKind.MOMENT, night, "fr-FR").startswith("1er mars 2026 à 00:30")


@pytest.mark.parametrize(
    ("tag", "locale", "said"),
    [("de", "fr-FR", "allemand"), ("pt-BR", "de-DE", "Portugiesisch"), ("zh-Hant", "ja-JP", "繁体中国語")],
)
def test_a_language_by_its_name_in_the_readers(tag, locale, said):
    assert wrote(VariableKind.LANGUAGE, tag, locale) == said


def test_a_language_that_has_no_name_there_is_refused():
    with pytest.raises(Refused, match="UNKNOWN_LANGUAGE"):
        wrote(VariableKind.LANGUAGE, "zaa", "de-DE")


# --- directions


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (VariableKind.CODE, "10-SAVE", "\u206610-SAVE\u2069"),
        # A space, so that no program takes the mark into the address.
        (VariableKind.URL, "https://shop.example/a/", "\u2066https://shop.example/a/ \u2069"),
        (VariableKind.TEXT, "Lumo 2", "\u2068Lumo 2\u2069"),
        (VariableKind.TEXT, "مصباح", "مصباح"),
        (VariableKind.COUNT, 5, 5),
    ],
)
def test_what_reads_from_left_to_right_is_isolated_in_arabic(kind, value, said):
    assert wrote(kind, value, "ar-SA") == said


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (VariableKind.CODE, "10-SAVE", "10-SAVE"),
        (VariableKind.URL, "https://shop.example/a/", "https://shop.example/a/"),
        (VariableKind.TEXT, "Lumo 2", "Lumo 2"),
        (VariableKind.TEXT, "مصباح 2", "\u2068مصباح 2\u2069"),
    ],
)
def test_elsewhere_only_what_reads_from_right_to_left_is(kind, value, said):
    assert wrote(kind, value, "de-DE") == said
