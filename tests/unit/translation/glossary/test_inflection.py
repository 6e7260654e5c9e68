"""Forms of one word have one base, in each language that shops write in."""

from __future__ import annotations

import pytest

from services.translation.domain.glossary import CompiledGlossary, Layer, Term, TermRule

FORMS = {
    "ar": ("قسيمة", "القسيمة بالقسيمة والقسيمة قسيمتي للقسيمة فالقسيمة"),
    "ar-SA": ("طلب", "الطلب طلبي وطلبك بطلبي الطلبات"),
    "cs": ("poukaz", "poukazu poukazy"),
    "de": ("Gutschein", "Gutscheins Gutscheine Gutscheinen gutschein GUTSCHEIN"),
    "de-AT": ("Haus", "Hauses Häuser Häusern"),
    "el": ("επιστροφή", "επιστροφής"),
    "en": ("gift card", "Gift Cards|gift-card|gift  card's"),
    "es": ("cupón", "cupones CUPÓN"),
    "es-MX": ("devolución", "devoluciones"),
    "fi": ("lahjakortti", "lahjakortin lahjakorttia"),
    "fi-FI": ("tilaus", "tilauksen tilaukseni tilauksesta"),
    "fr": ("commande", "commandes l'commande"),
    "hi": ("कूपन", "कूपनों"),
    "hu": ("kupon", "kupont kuponok"),
    "id": ("pesanan", "pesananku pesanannya"),
    "it": ("ordine", "ordini dell'ordine"),
    "ko": ("쿠폰", "쿠폰을 쿠폰으로는 쿠폰이"),
    "ko-KR": ("바나나", "바나나를 바나나가"),
    "nl": ("bestelling", "bestellingen"),
    "pl": ("zwrot", "zwrotu zwroty"),
    "pt": ("devolução", "devoluções"),
    "ru": ("возврат", "возврата возвратом возвраты"),
    "sv": ("presentkort", "presentkortet presentkortets"),
    "tr": ("iade", "iadesi iadeniz iadeyi iadem İADE"),
    "tr-TR": ("kupon", "kuponu kuponunuzu kuponlar kupon'un"),
}


def glossary(language: str, *terms: str) -> CompiledGlossary:
    return CompiledGlossary(language, "en", [Layer(1, tuple(Term(one, ("x",)) for one in terms))])


@pytest.mark.parametrize("language", FORMS)
def test_a_term_is_found_in_its_forms(language):
    term, forms = FORMS[language]
    for form in forms.split("|" if "|" in forms else " "):
        found = glossary(language, term).hits(f"({form})!")
        assert [one.term.source for one in found] == [term], form


@pytest.mark.parametrize("language", FORMS)
def test_a_translation_may_use_any_form(language):
    term, forms = FORMS[language]
    into = CompiledGlossary("ja", language, [Layer(1, (Term("券", (term,)),))])
    for form in forms.split("|" if "|" in forms else " "):
        assert not into.check("券です", f"… {form}."), form


@pytest.mark.parametrize(
    ("language", "term", "other"),
    [
        ("de", "Bestellung", "bestellt"),
        ("de", "Gutschein", "Gutscheincode"),
        ("en", "return", "I returned it, returning"),
        ("en", "card", "cardboard discard"),
        ("es", "reembolso", "me reembolsaron"),
        ("es", "pedido", "pedir"),
        ("fr", "commande", "j'ai commandé, commander"),
        ("id", "pesanan", "memesan"),
        ("ru", "заказ", "заказывать"),
        ("tr", "kart", "kartal"),
    ],
)
def test_what_is_only_derived_from_a_term_is_not_the_term(language, term, other):
    assert not glossary(language, term).hits(other)


@pytest.mark.parametrize(
    ("language", "term", "written"),
    [
        ("es", "devolución", "devolucion"),
        ("es", "cupón", "CUPON"),
        ("pt", "devolução", "devolucao"),
        ("fr", "reçu", "recu"),
    ],
)
def test_customers_leave_out_accents(language, term, written):
    assert glossary(language, term).hits(f"mi {written}, ya?")


def test_where_accents_tell_words_apart_they_count():
    assert not glossary("de", "drücken").hits("drucken")
    assert glossary("de", "Kloster").hits("klöster")


def test_in_a_translation_what_is_derived_will_do():
    into = CompiledGlossary("de", "en", [Layer(1, (Term("Erstattung", ("refund",)),))])
    assert not into.check("Wo bleibt meine Erstattung?", "When am I refunded?")


def test_a_particle_or_an_article_on_a_foreign_name_is_not_part_of_it():
    for language, text in (("ko", "Lumo를 샀어요"), ("ar", "اشتريت الLumo أمس"), ("ja", "Lumoを買った")):
        compiled = CompiledGlossary(language, "en", [Layer(1, (Term("Lumo", rule=TermRule.MUST_NOT),))])
        assert [one.text for one in compiled.hits(text)] == ["Lumo"]


def test_a_soft_hyphen_is_not_seen():
    (hit,) = glossary("de", "Gutschein").hits("Mein Gut\xadschein.")
    assert hit.text == "Gut\xadschein"
