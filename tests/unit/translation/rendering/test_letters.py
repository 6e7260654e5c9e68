"""Greeting, words, closing."""

from __future__ import annotations

import pytest

from services.translation.domain.rendering.letters import Words, letter
from services.translation.domain.rendering.locales import market_of
from services.translation.domain.tone.names import PersonName, Salutation
from services.translation.tone.loading import builtin as tones


def wrote(locale: str, name: PersonName, body: str = "...") -> list[str]:
    profile = tones()[market_of(locale)]
    return letter(Words("", body), profile, locale, name, rtl=locale.startswith("ar")).body.split("\n")


def test_a_name_of_the_other_direction_is_isolated():
    assert wrote("de-DE", PersonName(full="أحمد علي"))[0] == "Guten Tag \u2068أحمد علي\u2069,"
    sir = PersonName(given="John", family="Smith", salutation=Salutation.MR)
    assert wrote("ar-SA", sir)[0] == "الأستاذ \u2068John Smith\u2069 المحترم،"


def test_a_name_of_the_messages_own_direction_is_left_alone():
    assert wrote("de-DE", PersonName(full="Guten Tag"))[0] == "Guten Tag Guten Tag,"
    assert wrote("ar-SA", PersonName(full="أحمد علي"))[0] == "أحمد علي،"


def test_a_line_that_begins_with_something_isolated_says_which_way_it_reads():
    assert wrote("ar-AE", PersonName(full="John Smith"))[0] == "\u200f\u2068John Smith\u2069،"
    assert "\u200f\u2066https://shop.example \u2069" in wrote(
        "ar-AE", PersonName(), "\u2066https://shop.example \u2069"
    )
    assert not any("\u200f" in line for line in wrote("de-DE", PersonName(full="John Smith"), "123"))


@pytest.mark.parametrize("name", ["Win at evil.example/now", "https://evil.example", "anna@evil.example"])
@pytest.mark.parametrize("part", ["full", "given", "family"])
def test_who_is_called_like_a_web_page_is_greeted_without_a_name(name, part):
    for locale in ("de-DE", "en-US", "ar-SA", "ja-JP", "hi-IN"):
        assert wrote(locale, PersonName(**{part: name})) == wrote(locale, PersonName())


@pytest.mark.parametrize("name", ["Anna St. John", "J.P. Morgan", "Dr.Müller", "Marie-Claire O’Neil", "M. Kaya"])
def test_a_name_with_points_in_it_is_a_name(name):
    assert wrote("de-DE", PersonName(full=name))[0] == f"Guten Tag {name},"
