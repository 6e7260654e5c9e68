"""Which terms a text has, and where."""

from __future__ import annotations

import pytest

from services.translation.domain.glossary import NO_GLOSSARY, CompiledGlossary, Layer, Term, TermRule


def glossary(*terms: Term, source: str = "en", target: str = "de") -> CompiledGlossary:
    return CompiledGlossary(source, target, [Layer(1, terms)])


def term(source: str, *targets: str, **said: object) -> Term:
    return Term(source, targets or ("x",), **said)


def found(compiled: CompiledGlossary, text: str) -> list[str]:
    hits = compiled.hits(text)
    assert all(text[one.start : one.end] == one.text for one in hits)
    return [one.text for one in hits]


def test_where_terms_overlap_the_longest_counts():
    compiled = glossary(term("card"), term("gift card"), term("gift card code"), term("code number"))
    assert found(compiled, "a card, a gift card and a gift card code") == ["card", "gift card", "gift card code"]
    assert found(compiled, "gift card code number") == ["gift card code"]
    assert found(compiled, "card code number") == ["card", "code number"]


def test_a_term_is_made_of_whole_words():
    assert not found(glossary(term("art")), "smart artful parts")
    assert found(glossary(term("C++"), term("AT&T")), "C++, AT&T; C+, ATT") == ["C++", "AT&T"]


def test_words_of_a_term_stand_together():
    compiled = glossary(term("gift card"))
    assert found(compiled, "gift card, gift\ncard, gift-card, Gift – Card, gift   cards") == [
        "gift card", "gift\ncard", "gift-card", "Gift – Card", "gift   cards",
    ]  # fmt: skip
    assert not found(compiled, "gift, card. gift / card. gift the card")


def test_where_no_spaces_are_written_a_term_begins_anywhere():
    compiled = glossary(term("カード"), term("ギフトカード"), source="ja")
    assert found(compiled, "ギフトカードとカードを。") == ["ギフトカード", "カード"]
    assert found(glossary(term("退款"), source="zh"), "我想要退款，什么时候退款？") == ["退款", "退款"]
    assert found(glossary(term("คูปอง"), source="th"), "ใช้คูปองไม่ได้") == ["คูปอง"]


def test_a_character_is_never_parted_from_its_marks():
    assert not found(glossary(term("กา"), source="th"), "กา่แฟ")
    assert found(glossary(term("❤"), source="en"), "I ❤️ it") == ["❤"]


def test_full_width_letters_are_letters():
    assert found(glossary(term("gift"), term("ＮＥＷ"), source="ja"), "ｇｉｆｔ new") == ["ｇｉｆｔ", "new"]


def test_capitals_count_where_the_shop_says_so():
    compiled = glossary(term("Polish", case_sensitive=True), term("LED", case_sensitive=True), term("lamp"))
    assert found(compiled, "Polish polish POLISH led LED LEDs Lamp LAMPS") == [
        "Polish", "LED", "LEDs", "Lamp", "LAMPS",
    ]  # fmt: skip


def test_of_two_terms_that_differ_in_capitals_the_one_that_is_written_counts():
    compiled = glossary(term("apple", "Apfel"), term("Apple", "Apple", case_sensitive=True))
    assert [one.term.targets[0] for one in compiled.hits("an apple, an Apple, an APPLE")] == ["Apfel", "Apple", "Apfel"]


def test_of_two_terms_with_one_base_the_one_that_is_written_counts():
    compiled = glossary(
        term("Daten", "data"), term("Datum", "date"), term("Gutscheine", "b"), term("Gutschein", "a"), source="de"
    )
    assert [one.term.targets[0] for one in compiled.hits("Gutschein, Gutscheine, Gutscheins")] == ["a", "b", "b"]


def test_terms_of_a_product_come_before_those_of_all():
    layers = [Layer(7, (Term("base", ("Sockel",)),)), Layer(3, (Term("base", ("Basis",)), Term("lamp", ("Lampe",))))]
    compiled = CompiledGlossary("en", "de", layers)
    assert [one.term.targets[0] for one in compiled.hits("the bases of a lamp")] == ["Sockel", "Lampe"]
    assert (compiled.revision, len(compiled)) == (7, 3)


def test_an_engine_is_told_each_term_as_it_stands_there():
    compiled = glossary(
        term("gift card", "Gutschein"),
        term("return", "Rückgabe", "Retoure", rule=TermRule.MAY),
        Term("Lumo", rule=TermRule.MUST_NOT),
    )
    hits = compiled.hits("Gift cards for the LUMO, returns and gift cards, Gift cards")
    assert compiled.terms(hits) == (
        ("Gift cards", "Gutschein"), ("LUMO", "LUMO"), ("returns", "Rückgabe"), ("gift cards", "Gutschein"),
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\ud800 gift \udfff", "\x02gift\x03", "  -  ", "\u200d\ufe0f", "a" * 70_000]
)
def test_no_text_is_too_strange(text):
    compiled = glossary(term("gift"), Term("字", ("x",)))
    assert found(compiled, text) == (["gift"] if "gift" in text else [])
    assert not NO_GLOSSARY.hits(text) and not NO_GLOSSARY.check(text, text)
    assert NO_GLOSSARY.revision == 0
