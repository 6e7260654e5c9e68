"""Every system message as customers read it, in every locale."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from services.translation.domain.rendering.locales import LOCALES, market_of
from services.translation.domain.rendering.messages import MESSAGES, Declaration, Form, SystemMessage, VariableKind
from services.translation.domain.rendering.samples import sample_name, samples
from services.translation.domain.rendering.values import Given
from services.translation.domain.tone import check_tone
from services.translation.domain.tone.names import PersonName
from services.translation.domain.tone.words import Form as ToneForm
from services.translation.domain.tone.words import MessageKind
from services.translation.rendering.catalogue import builtin
from services.translation.rendering.rendering import Rendered
from services.translation.tone.loading import builtin as tones

# Of each plural form of each language at least one.
COUNTS = (0, 1, 2, 3, 5, 11, 21, 100, 101, 1_000_000)
EVERY = [(locale, declaration) for locale in LOCALES for declaration in MESSAGES.values()]


def rendered(renderer, locale: str, declaration: Declaration, count: int, name: PersonName | None = None) -> Rendered:
    given = [
        replace(one, value=count) if one.kind is VariableKind.COUNT else one for one in samples(declaration, locale)
    ]
    name = sample_name(locale) if name is None else name
    return renderer.render("shop", declaration.message, market_of(locale), locale, given, name)


@pytest.mark.parametrize(("locale", "declaration"), EVERY, ids=lambda one: getattr(one, "message", one))
def test_a_message_is_whole_for_every_number(renderer, locale, declaration):
    for count in COUNTS:
        said = rendered(renderer, locale, declaration, count)
        assert (said.locale, said.fallback) == (locale, False)
        assert bool(said.subject) == (declaration.form is Form.LETTER)
        assert "\n" not in said.subject
        for text in (said.subject, said.body):
            assert not re.search(r"[{}]|\$[a-z]|\?\?\?|None|  | \n|\n{3}", text)
            assert not re.search(r"[.。！!?][\u200f\u2069]*[.。]", text), "a sentence that ends with a day or an amount"
            assert text == text.strip()
            assert text.count("\u2069") == text.count("\u2066") + text.count("\u2068")


@pytest.mark.parametrize(("locale", "declaration"), EVERY, ids=lambda one: getattr(one, "message", one))
def test_a_message_keeps_the_tone_of_its_own_market(renderer, locale, declaration):
    profile = tones()[market_of(locale)]
    forms = {Form.LETTER: ToneForm.LETTER, Form.NOTE: ToneForm.CHAT}
    for name in (sample_name(locale), PersonName()):
        said = rendered(renderer, locale, declaration, 3, name)
        for text, form in ((said.body, forms[declaration.form]), (said.subject, ToneForm.CHAT)):
            assert not check_tone(profile, text, locale, name=name, kind=MessageKind.NOTICE, form=form), text


def test_a_refund_promise_in_arabic(renderer):
    said = rendered(renderer, "ar-SA", MESSAGES[SystemMessage.REFUND_ISSUED], 2)
    assert said.rtl
    assert said.subject == "استرداد مبلغ \u2068\u200f1,250.00\u00a0ر.س.\u200f\u2069 (الطلب \u2066A-20931\u2069)"
    assert said.body.startswith("أحمد العتيبي،\nالسلام عليكم ورحمة الله وبركاته،\n\nأعدنا إليكم مبلغ")
    assert "مدة تصل إلى يومي عمل، بحسب البنك" in said.body
    assert said.body.endswith("\n\nمع خالص التحية والتقدير")


@pytest.mark.parametrize(
    ("locale", "count", "said"),
    [
        ("ar-AE", 0, "كسبتم 0 نقطة"),
        ("ar-AE", 1, "كسبتم نقطة واحدة"),
        ("ar-AE", 2, "كسبتم نقطتين"),
        ("ar-AE", 10, "كسبتم 10 نقاط"),
        ("ar-AE", 11, "كسبتم 11 نقطة"),
        ("ar-AE", 100, "كسبتم 100 نقطة"),
        ("ru-RU", 1, "Вам начислен 1 балл"),
        ("ru-RU", 21, "Вам начислен 21 балл"),
        ("ru-RU", 22, "Вам начислено 22 балла"),
        ("ru-RU", 11, "Вам начислено 11 баллов"),
        ("fr-FR", 0, "Vous avez gagné 0 point"),
        ("fr-FR", 2, "Vous avez gagné 2 points"),
        ("fr-FR", 1_000_000, "Vous avez gagné 1\u202f000\u202f000 de points"),
        ("hi-IN", 1, "आपको 1 पॉइंट मिला है"),
        ("hi-IN", 1_250_000, "आपको 12,50,000 पॉइंट मिले हैं"),
        ("en-IN", 1_250_000, "You have earned 12,50,000 points"),
        ("en-US", 1, "You’ve earned one point"),
        ("de-DE", 1250, "1.250 Punkte für Ihre Bestellung"),
        ("es-MX", 2500, "Ganó 2,500 puntos"),
        ("es-ES", 12500, "Ha ganado 12.500 puntos"),
        ("pt-BR", 0, "Você ganhou 0 ponto"),
        ("ja-JP", 1, "1ポイント進呈のお知らせ"),
        ("ko-KR", 1250, "1,250포인트가 적립되었습니다"),
        ("zh-CN", 2, "您已获得 2 积分"),
    ],
)
def test_points_are_counted_as_the_language_counts(renderer, locale, count, said):
    assert rendered(renderer, locale, MESSAGES[SystemMessage.POINTS_EARNED], count).subject == said


@pytest.mark.parametrize(
    ("locale", "first", "last"),
    [
        ("ja-JP", "田中様", "今後ともよろしくお願いいたします。"),
        ("ko-KR", "김민수 고객님, 안녕하세요.", "감사합니다."),
        ("de-DE", "Guten Tag Anna Müller,", "Mit freundlichen Grüßen"),
        ("en-US", "Hi Emily,", "Best regards"),
        ("hi-IN", "नमस्ते प्रिया जी,", "सादर"),
    ],
)
def test_greeting_and_closing_are_the_markets(renderer, locale, first, last):
    lines = rendered(renderer, locale, MESSAGES[SystemMessage.SOLVED], 1).body.split("\n")
    assert (lines[0], lines[-1]) == (first, last)


def test_a_note_goes_under_another_message_so_it_greets_nobody():
    words = builtin().say("fr-FR", SystemMessage.MACHINE_TRANSLATED, {"language": "allemand"})
    assert words.subject == ""
    assert "Langue d’origine\u00a0: allemand." in words.body


def test_the_shops_own_tone_is_used(renderer):
    profile = tones()["DE"]
    own = replace(profile, tones=(replace(profile.tones[0], closings=("Ihre Lampenwelt",)),), revision=3)
    renderer = type(renderer)(builtin(), lambda tenant, market: {("lamps", "DE"): own}[tenant, market])
    said = renderer.preview("lamps", SystemMessage.SOLVED, "DE", "")
    assert said.body.endswith("\n\nIhre Lampenwelt")
    assert said.tone_revision == 3


# --- languages


def test_a_reader_is_written_to_in_the_language_that_was_asked_for(renderer):
    said = renderer.preview("shop", SystemMessage.BIRTHDAY, "DE", "fr")
    assert (said.locale, said.fallback) == ("fr-FR", False)
    assert said.body.startswith("Bonjour Camille Dupont,")


def test_a_language_without_messages_falls_back_to_the_markets_and_says_so(renderer):
    said = renderer.preview("shop", SystemMessage.BIRTHDAY, "DE", "fi")
    assert (said.locale, said.fallback) == ("de-DE", True)


@pytest.mark.parametrize(("language", "rtl"), [("en-XA", False), ("ar-XB", True), ("en-xa", False)])
def test_the_pseudo_locales_look_translated_and_keep_what_is_protected(renderer, language, rtl):
    plain = renderer.preview("shop", SystemMessage.SURVEY_INVITATION, "US", "en")
    said = renderer.preview("shop", SystemMessage.SURVEY_INVITATION, "JP", language)
    assert said.locale.lower() == language.lower()
    assert said.rtl is rtl
    assert "https://shop.example/survey/42?from=mail" in said.body
    assert said.body != plain.body
    assert said.subject != plain.subject


def test_given_values_are_of_the_same_kinds_as_the_samples():
    for declaration in MESSAGES.values():
        assert all(isinstance(one, Given) for one in samples(declaration, "en-US"))
