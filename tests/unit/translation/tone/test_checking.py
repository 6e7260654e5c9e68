"""What a finding says, and what isn't looked at."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.translation.domain.tone import (
    Aspect,
    Finding,
    Form,
    MessageKind,
    PersonName,
    Salutation,
    Severity,
    check_tone,
)
from services.translation.domain.tone.checking import MOST_FINDINGS
from services.translation.tone.loading import builtin

JANA = PersonName("Jana", "Berger", salutation=Salutation.MS)


def check(market: str, text: str, language: str = "", **asked: object) -> tuple[Finding, ...]:
    """One turn of a chat: greeting and closing aren't asked for."""
    return check_tone(builtin()[market], text, language, **{"form": Form.CHAT} | asked)


def rules(market: str, text: str, language: str = "", **asked: object) -> list[str]:
    return [one.rule for one in check(market, text, language, **asked)]


def test_a_finding_has_place_rule_suggestion_and_reason():
    (finding,) = check("DE", "Gern helfen wir dir weiter.")
    assert (finding.rule, finding.aspect, finding.severity) == ("de.sie", Aspect.ADDRESS, Severity.ERROR)
    assert (finding.start, finding.end, finding.text, finding.suggestion) == (16, 19, "dir", "Ihnen")
    assert "liberty" in finding.reason


def test_findings_come_in_the_order_of_the_text():
    found = check("DE", "Cool, du bekommst 12.90€ 😀 😀 am 3/14/2026.")
    assert [one.rule for one in found] == ["de.locker", "de.sie", "de.sie", "de.betrag", "de.emoji-chat", "de.datum"]
    assert [one.start for one in found] == sorted(one.start for one in found)


def test_what_is_missing_is_told_where_it_should_stand():
    found = check_tone(
        builtin()["DE"], "  Ihr Paket ist gestern hier angekommen und wird heute noch geprüft.  ", name=JANA
    )
    greeting, closing = [one for one in found if one.start == one.end]
    assert (greeting.rule, greeting.start, greeting.suggestion) == ("de.anrede", 0, "Sehr geehrte Frau Berger,")
    assert (closing.rule, closing.start, closing.suggestion) == ("de.gruss", 70, "Mit freundlichen Grüßen")


@pytest.mark.parametrize(
    ("market", "text", "name"),
    [
        ("JP", "田中様、ありがとうございます。", PersonName(full="田中健二")),
        ("JP", "田中様、ありがとうございます。", PersonName("Kenji", "Tanaka")),
        ("SA", "الأستاذ محمد المحترم،", PersonName("Mohammed", "Al-Qahtani")),
        ("DE", "Guten Tag Frau Berger,", PersonName(full="Jana Berger")),
        ("RU", "Здравствуйте, Анна!", PersonName("Anna", "Petrova")),
    ],
)
def test_a_name_that_may_be_the_customer_s_is_no_other_s(market, text, name):
    assert rules(market, text, name=name) == []


def test_another_name_is_another_s_however_the_customer_s_is_known():
    assert rules("JP", "鈴木様、ありがとうございます。", name=PersonName(full="田中健二")) == ["ja.keishou"]
    assert rules("DE", "Guten Tag Frau Maier,", name=PersonName(full="Jana Berger")) == ["de.name"]


def test_a_suggestion_names_the_customer_as_the_market_does():
    (finding,) = check("JP", "田中さん、承知いたしました。", name=PersonName("健二", "田中"))
    assert (finding.rule, finding.text, finding.suggestion) == ("ja.keishou", "田中さん", "田中様")


@pytest.mark.parametrize(
    "text",
    [
        "Die Seite https://shop.example/du/hast?dein=dich zeigt es.",
        "Schreiben Sie an du.hast@shop.example.",
        "Sie schrieben: „Kannst du mir helfen?“ Das tun wir gern.",
        "> Kannst du mir helfen?\n> Du bist super.\nGern helfen wir Ihnen.",
        'Das Buch "Du und ich" ist wieder da.',
    ],
)
def test_links_and_what_others_said_are_not_checked(text):
    assert rules("DE", text) == []


def test_the_customer_s_name_is_no_word_of_the_writer():
    assert rules("DE", "Sehr geehrte Frau Du, Ihr Paket ist da.") == ["de.sie"]
    assert rules("DE", "Sehr geehrte Frau Du, Ihr Paket ist da.", name=PersonName("Li", "Du")) == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_places_count_the_draft_s_own_characters(form):
    text = unicodedata.normalize(form, "Schöne Grüße 👩‍👩‍👧‍👦, für dich überprüft.")
    (finding,) = [one for one in check("DE", text) if one.rule == "de.sie"]
    assert text[finding.start : finding.end] == finding.text == "dich"


def test_vowel_signs_and_other_spaces_hide_nothing():
    assert [(one.rule, one.text) for one in check("SA", "شُكْرًا لَكِ")] == [("ar.antum", "لَكِ")]
    assert rules("FR", "N’hésite\u00a0pas.") == ["fr.vous"]


def test_a_sign_is_no_emoji_until_it_is_shown_as_a_picture():
    assert check("DE", "☎ 030 1234, ✔ geprüft, © Lumo™") == ()
    assert [one.text for one in check("DE", "☎\ufe0f 😀 ✔\ufe0f")] == ["😀", "✔\ufe0f"]


def test_two_forms_of_address_in_one_text_are_graver_than_one():
    spoken = {one.severity for one in check("BR", "Podes ligar.") if one.rule == "pt-BR.voce"}
    mixed = {one.severity for one in check("BR", "Podes ligar quando você quiser.") if one.rule == "pt-BR.voce"}
    assert (spoken, mixed) == ({Severity.WARNING}, {Severity.ERROR})


def test_a_rule_is_told_so_often_and_no_more():
    assert rules("DE", "du " * 500).count("de.sie") == MOST_FINDINGS


def test_a_rule_holds_for_its_kinds_of_message_alone():
    text = "Der Ersatz ist unterwegs."
    assert rules("DE", text) == []
    assert rules("DE", text, kind=MessageKind.COMPLAINT) == ["de.entschuldigung"]


def test_the_language_of_the_text_chooses_the_rules():
    assert rules("IN", "तुम रुको।", "hi") == ["hi.aap", "hi.aap"]
    assert (
        rules("IN", "Please do the needful.", "en-GB") == rules("IN", "Please do the needful.") == ["en-IN.officialese"]
    )


def test_a_text_in_another_language_is_checked_by_what_holds_in_all():
    profile = builtin()["JP"]
    assert profile.tone("en").locale == "und"
    assert rules("JP", "Dear {name}, did you get it?!", "en") == ["common.unfilled", "common.exclamations"]


@settings(deadline=None, max_examples=60)
@given(
    st.text(alphabet=st.characters())
    | st.text(alphabet='dukannstSie様さん。\n 😀{}<>"„“()!?.,0123456789€¥\u0301\u064e'),
    st.sampled_from(sorted(builtin())),
    st.sampled_from(MessageKind),
    st.sampled_from(Form),
)
def test_any_text_is_checked_and_every_place_is_in_it(text, market, kind, form):
    for tone in builtin()[market].tones:
        for one in check_tone(builtin()[market], text, tone.locale, name=JANA, kind=kind, form=form):
            assert 0 <= one.start <= one.end <= len(text)
            assert one.text == text[one.start : one.end]


@pytest.mark.parametrize("text", ["\n", " ", "a", "du ", "Dear \n", "1,234.567 ", "e\u0301", "\ud800", "Hallo Jana "])
def test_a_long_text_takes_no_longer_for_what_stands_in_it(text):
    # The test's own limit of time is the assertion: what grows with the square takes minutes.
    for market in ("DE", "GB", "ES", "JP", "SA"):
        check(market, (text * 65_536)[:65_536], name=JANA)
