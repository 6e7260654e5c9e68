"""A text in several languages is told apart."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.translation.domain.text import parts


@dataclass(frozen=True)
class Told:
    language: str | None
    confidence: float


_WORDS = {
    "en": {"the", "your", "was", "please", "again", "order", "card", "not", "is", "has", "been", "my"},
    "es": {"mi", "pedido", "no", "ha", "qué", "hacer", "sale", "cuando", "pago", "gracias", "por", "favor"},
    "de": {"ich", "habe", "bezahlt", "meine", "bestellung", "ist", "nicht", "das", "soll", "und"},
}


def detect(text: str) -> Told:
    """By a few words of each language, or by the script."""
    for language, letters in (("ja", "ぁ-ー"), ("ru", "а-я"), ("zh", "一-鿿"), ("ar", "ا-ي")):
        first, last = letters.split("-")
        share = sum(first <= letter <= last for letter in text) / (sum(map(str.isalpha, text)) or 1)
        if share > 0.3:
            return Told(language, 1.0)
    words = [word.strip(".,!?\"'«»“”").lower() for word in text.split()]
    hits = {language: sum(word in known for word in words) for language, known in _WORDS.items()}
    best = max(hits, key=hits.__getitem__)
    return Told(best, hits[best] / sum(hits.values())) if hits[best] else Told(None, 0.0)


def told(text: str) -> list[tuple[str | None, str]]:
    found = parts(text, detect)
    assert "".join(part.text for part in found) == text
    return [(part.language, part.text) for part in found]


def test_a_text_in_one_language_is_one_part() -> None:
    text = "Ich habe meine Bestellung bezahlt. Was ist das? Und was soll ich nicht?"
    assert told(text) == [("de", text)]


def test_a_japanese_message_quotes_an_english_error() -> None:
    assert told("エラー「Payment was declined. Please try again.」が出ます。注文はMW-1001です。") == [
        ("ja", "エラー"),
        ("en", "「Payment was declined. Please try again.」"),
        ("ja", "が出ます。注文はMW-1001です。"),
    ]


def test_a_quotation_of_another_language_of_the_same_script_is_a_part() -> None:
    assert told('Me sale "Your card was not accepted, please try again" cuando pago. Mi pedido no ha, ¿qué hacer?') == [
        ("es", "Me sale "),
        ("en", '"Your card was not accepted, please try again"'),
        ("es", " cuando pago. Mi pedido no ha, ¿qué hacer?"),
    ]


def test_a_reply_above_a_quoted_mail() -> None:
    reply = "Mi pedido no ha llegado, gracias por favor.\n\n"
    quoted = "On Mon, 2 Mar 2026, Support wrote:\n> Your order has been shipped.\n> Was the card not yours?\n"
    assert told(reply + quoted) == [("es", reply), ("en", quoted)]


def test_a_name_or_a_model_in_other_letters_is_no_part() -> None:
    text = "Привет, где мой iPhone 15 Pro? Спасибо, Anna Müller."
    assert told(text) == [("ru", text)]


def test_a_line_without_words_belongs_to_its_neighbour() -> None:
    assert told("😊 12,90 €\nмой заказ где\n") == [("ru", "😊 12,90 €\nмой заказ где\n")]


def test_markup_is_no_language() -> None:
    text = "注文<b class='please try again'>の</b>商品はどこにありますか。<!-- the order is not here -->"
    assert told(text) == [("ja", text)]


def test_what_cannot_be_told_is_a_part_without_a_language() -> None:
    assert told("xyzzy plugh") == [(None, "xyzzy plugh")]


@pytest.mark.parametrize("text", ["", "   ", "\n> \n"])
def test_a_text_without_words_is_no_exception(text: str) -> None:
    assert "".join(part.text for part in parts(text, detect)) == text


scraps = st.sampled_from(
    ["Your card was not accepted. ", "мой заказ где это. ", "注文はどこですか。", "> quoted\n", "\n", "😊",
     "أين طلبي؟ ",
     '"please try again, the card is not"', "MW-1001 ", "On Monday Support wrote:\n", "<b>", "«", " ", "\ud800"]
)  # fmt: skip


@given(st.text() | st.lists(scraps, max_size=15).map("".join))
def test_not_a_character_is_lost_and_neighbours_differ(text: str) -> None:
    found = parts(text, detect)
    assert "".join(part.text for part in found) == text
    assert all(part.text for part in found)
    assert all(one.language != other.language for one, other in zip(found, found[1:], strict=False))
