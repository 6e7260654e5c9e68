"""A text cut for translation, and put together again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.translation.detection import detect
from services.translation.domain.pieces import cut

_TEXTS = st.text(max_size=300) | st.lists(
    st.sampled_from(
        [
            "Hola, ¿dónde está? ",
            "Gracias.\n\n",
            "MW-4711 ",
            "  ",
            "€ 12,90",
            "荷物はどこですか。",
            "🎁",
            "> On Monday:\n",
        ]
    )
).map("".join)


def joined_as_it_was(text: str, source: str, target: str) -> str:
    whole = cut(text, source, target, None)
    return whole.joined({number: piece.text for number, piece in enumerate(whole.pieces)})


@given(_TEXTS)
def test_nothing_is_lost_where_every_sentence_comes_back_as_it_was(text):
    assert joined_as_it_was(text, "es", "en") == text


@given(_TEXTS)
def test_nor_where_each_part_has_a_language_of_its_own(text):
    whole = cut(text, "es", "en", detect)
    assert whole.joined({number: piece.text for number, piece in enumerate(whole.pieces)}) == text


def test_sentences_come_apart_without_the_space_between_them():
    whole = cut("  ¿Dónde está mi paquete?\nGracias por todo.  ", "es", "en", None)
    assert [piece.text for piece in whole.pieces] == ["¿Dónde está mi paquete?", "Gracias por todo."]
    assert whole.joined({0: "Where?", 1: "Thanks."}) == "  Where?\nThanks.  "


def test_what_has_no_word_in_it_stays():
    assert cut("MW-4711 🎁 € 12,90", "es", "en", None).pieces == ()


def test_a_part_that_the_reader_can_read_stays():
    quoted = "Me sale este error cuando pago con la tarjeta en su tienda:\n> The payment was declined by your bank.\n"
    whole = cut(quoted, "es", "en", detect)
    assert [piece.text for piece in whole.pieces] == ["Me sale este error cuando pago con la tarjeta en su tienda:"]
    assert whole.joined({0: "x"}) == "x\n> The payment was declined by your bank.\n"


def test_the_tokens_of_a_sentence_are_known_with_it():
    (piece,) = cut("Mi pedido MW-4711 costó € 12,90.", "es", "en", None).pieces
    assert [token.text for token in piece.tokens] == ["MW-4711", "€ 12,90"]
