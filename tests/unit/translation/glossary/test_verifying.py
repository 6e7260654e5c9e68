"""What a translation fails."""

from __future__ import annotations

import pytest

from services.translation.domain.glossary import CompiledGlossary, FaultKind, Layer, Span, Term, TermFault, TermRule

VOUCHER = Term("Gutschein", ("gift card",), forbidden=("coupon", "card"))
RETURN = Term("Rückgabe", ("return", "refund"), TermRule.MAY)
LUMO = Term("Lumo", (), TermRule.MUST_NOT, case_sensitive=True)
SHOP = CompiledGlossary("de", "en", [Layer(4, (VOUCHER, RETURN, LUMO))])


def faults(source: str, target: str, compiled: CompiledGlossary = SHOP) -> list[tuple[FaultKind, str]]:
    return [(one.kind, one.term.source) for one in compiled.check(source, target)]


def test_what_keeps_to_the_glossary_has_no_fault():
    source = "Der Gutschein-Code für die Lumo, und die Rückgabe meines Gutscheins?"
    assert faults(source, "The gift card code for the Lumo, and the refund of my Gift Cards?") == []
    assert faults("Keine Worte davon", "coupon card anything") == []


def test_a_term_that_must_be_translated_so_is_missing_otherwise():
    assert faults("Mein Gutschein!", "My voucher!") == [(FaultKind.MISSING, "Gutschein")]
    assert faults("Mein Gutschein!", "") == [(FaultKind.MISSING, "Gutschein")]


def test_what_stands_once_serves_once():
    assert faults("Gutschein um Gutschein", "gift card by gift cards") == []
    (fault,) = SHOP.check("Gutschein um Gutschein", "one gift card after another")
    assert (fault.kind, fault.source) == (FaultKind.MISSING, Span(13, 22))


def test_a_term_that_may_be_translated_so_may_stay_and_may_be_nothing_else():
    for good in ("a return", "a refund", "the Rückgabe", "refunds"):
        assert faults("Rückgabe", good) == []
    assert faults("Rückgabe", "sending it back") == [(FaultKind.MISSING, "Rückgabe")]
    assert faults("Rückgabe, Rückgabe, Rückgabe", "return, refund, Rückgabe") == []


def test_a_term_that_must_not_be_translated_stays_with_its_capitals():
    assert faults("Die Lumo!", "The Lumo's!") == []
    for wrong in ("The Lamp!", "The LUMO!", "The lumo!", "ルモ"):
        assert faults("Die Lumo!", wrong) == [(FaultKind.TRANSLATED, "Lumo")]


def test_a_forbidden_word_is_named_with_its_place():
    assert SHOP.check("Mein Gutschein", "My gift card, a coupon") == (
        TermFault(FaultKind.FORBIDDEN, VOUCHER, Span(5, 14), Span(16, 22)),
    )
    assert {kind for kind, _ in faults("Gutschein", "a card")} == {FaultKind.FORBIDDEN, FaultKind.MISSING}


def test_a_forbidden_word_within_the_wanted_one_is_none():
    assert faults("Gutschein", "a gift card") == []


def test_two_terms_with_one_translation_need_it_twice():
    compiled = CompiledGlossary("de", "en", [Layer(1, (Term("Bon", ("voucher",)), Term("Gutschein", ("voucher",))))])
    assert faults("Bon und Gutschein", "voucher and voucher", compiled) == []
    assert len(faults("Bon und Gutschein", "a voucher", compiled)) == 1


def test_a_word_within_a_longer_one_that_is_wanted_is_not_there_for_itself():
    compiled = CompiledGlossary("de", "en", [Layer(1, (Term("Karte", ("card",)), Term("Gutschein", ("gift card",))))])
    assert faults("Karte, Gutschein", "card, gift card", compiled) == []
    assert faults("Karte, Gutschein", "ticket, gift card", compiled) == [(FaultKind.MISSING, "Karte")]


def test_who_has_no_choice_chooses_first():
    terms = (Term("Retoure", ("return", "refund"), TermRule.MAY), Term("Rücksendung", ("return",)))
    compiled = CompiledGlossary("de", "en", [Layer(1, terms)])
    assert faults("Retoure oder Rücksendung", "return or refund", compiled) == []


def test_faults_are_in_the_order_of_the_source():
    assert faults("Lumo, Rückgabe, Gutschein", "nothing") == [
        (FaultKind.TRANSLATED, "Lumo"), (FaultKind.MISSING, "Rückgabe"), (FaultKind.MISSING, "Gutschein"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "target", "translation"),
    [
        ("ja", "ギフトカード", "ギフトカードが使えません"),
        ("zh", "礼品卡", "我的礼品卡不能用"),
        ("ko", "기프트 카드", "기프트 카드를 사용할 수 없어요"),
        ("ar", "بطاقة هدية", "لا تعمل البطاقة الهدية"),
        ("tr", "hediye kartı", "Hediye kartınızı kullanamıyorum"),
        ("fi", "lahjakortti", "Lahjakorttini ei toimi"),
        ("th", "บัตรของขวัญ", "ใช้บัตรของขวัญไม่ได้"),
        ("hi", "उपहार कार्ड", "मेरा उपहार कार्ड काम नहीं करता"),
    ],
)
def test_translations_are_checked_in_every_script(language, target, translation):
    compiled = CompiledGlossary("en", language, [Layer(1, (Term("gift card", (target,)),))])
    assert faults("My gift card doesn't work", translation, compiled) == []
    assert faults("My gift card doesn't work", "…", compiled) == [(FaultKind.MISSING, "gift card")]


def test_a_message_of_one_word_only_takes_no_longer_than_others():
    compiled = CompiledGlossary("de", "en", [Layer(1, (Term("a", ("b",)),))])
    assert len(compiled.check("a " * 10_000, "b " * 9_000)) == 1_000
