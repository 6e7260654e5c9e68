"""How each market addresses and greets a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.translation.domain.tone import NOBODY, NameTemplates, PersonName, Salutation
from services.translation.tone.loading import builtin

MR, MS = Salutation.MR, Salutation.MS
TONES = {tone.locale: tone for profile in builtin().values() for tone in profile.tones}


@pytest.mark.parametrize(
    ("locale", "name", "address"),
    [
        ("ja-JP", PersonName("健二", "田中"), "田中様"),
        ("ja-JP", PersonName(full="田中健二"), "田中健二様"),
        ("ja-JP", NOBODY, "お客様"),
        ("ko-KR", PersonName("민수", "김"), "김민수 고객님"),
        ("ko-KR", PersonName(full="Minsu Kim"), "Minsu Kim 고객님"),
        ("de-DE", PersonName("Jana", "Berger", salutation=MS), "Frau Berger"),
        ("de-DE", PersonName("Jana", "Berger"), "Jana Berger"),
        ("de-DE", PersonName("Jana", salutation=MS), "Jana"),
        ("fr-FR", PersonName("Hugo", "Petit", salutation=MR), "Monsieur Petit"),
        ("en-US", PersonName("Emily", "Clark", salutation=MS), "Emily"),
        ("en-GB", PersonName("Emily", "Clark", salutation=MS), "Ms Clark"),
        ("pt-BR", PersonName("Mariana", "Costa"), "Mariana"),
        ("es-ES", PersonName("Lucía", "Gómez"), "Lucía Gómez"),
        ("es-MX", PersonName("Luis", "Ruiz", salutation=MR), "Sr. Ruiz"),
        ("zh-CN", PersonName("小芳", "王", salutation=MS), "王女士"),
        ("zh-CN", PersonName("小芳", "王"), "王小芳"),
        ("ar-SA", PersonName("محمد", "القحطاني", salutation=MR), "الأستاذ محمد"),
        ("ar-AE", PersonName("مريم", "المنصوري"), "مريم المنصوري"),
        ("ru-RU", PersonName("Анна", "Петрова", salutation=MS), "Анна"),
        ("en-IN", PersonName("Rahul", "Sharma", salutation=MR), "Mr Sharma"),
        ("hi-IN", PersonName("राहुल", "शर्मा"), "राहुल जी"),
    ],
)
def test_a_person_is_addressed_as_the_market_does(locale, name, address):
    assert TONES[locale].address.fill(name) == address


@pytest.mark.parametrize(
    ("locale", "name", "greeting"),
    [
        ("de-DE", PersonName("Jana", "Berger", salutation=MS), "Sehr geehrte Frau Berger,"),
        ("de-DE", PersonName("Jana", "Berger"), "Guten Tag Jana Berger,"),
        ("de-DE", NOBODY, "Guten Tag,"),
        ("zh-CN", NOBODY, "尊敬的客户，您好！"),
        ("ja-JP", PersonName("健二", "田中"), "田中様\n\nいつもご利用いただき、誠にありがとうございます。"),
    ],
)
def test_a_letter_opens_as_the_market_does(locale, name, greeting):
    market = builtin()[locale.partition("-")[2]]
    assert market.greeting(name) == market.greeting(name, locale) == greeting


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        (PersonName("Kenji", "Tanaka"), "Kenji Tanaka"),
        (PersonName("健二", "田中"), "田中健二"),
        (PersonName("Jana", ""), "Jana"),
        (PersonName("Jana", "", "Jana Berger"), "Jana Berger"),
        (NOBODY, ""),
    ],
)
def test_a_name_is_written_in_the_order_of_its_script(name, whole):
    assert name.whole == whole


@pytest.mark.parametrize("text", ["{family}", "<b>Jana</b>", "{0} {given!r}", "%s", "\\1"])
def test_what_looks_like_a_template_in_a_name_is_a_name(text):
    assert builtin()["DE"].address(PersonName(text, "Berger")) == f"{text} Berger"


def test_a_name_stays_on_its_line_and_shows_all_that_it_is():
    name = PersonName("Ja\r\nna\u202e\x07", "  Ber\u200bger ")
    assert builtin()["DE"].address(name) == "Ja na Berger"
    assert builtin()["DE"].address(PersonName("x" * 5000)) == "x" * 100
    # Joiners shape letters: they are part of a name.
    assert builtin()["SA"].address(PersonName("می\u200cنا")) == "می\u200cنا"


@given(st.builds(PersonName, st.text(), st.text(), st.text(), st.none() | st.sampled_from(Salutation)))
def test_any_name_can_be_addressed_and_greeted(name):
    for profile in builtin().values():
        for tone in profile.tones:
            assert tone.greeting.fill(name)
            assert "\n" not in tone.address.fill(name)


def test_the_first_way_whose_parts_are_known_is_taken():
    templates = NameTemplates(mr=("Mr {family}",), any=("{given} {family}", "{full}"), unnamed="you")
    assert templates.fill(PersonName("A", "B", salutation=MR)) == "Mr B"
    assert templates.fill(PersonName("A", salutation=MR)) == "A"
    assert templates.fill(PersonName(salutation=MR)) == "you"
