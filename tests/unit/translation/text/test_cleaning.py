"""What can't be sent is taken out of a text, and nothing else."""

import json
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from services.translation.domain.text import clean

anything = st.text(st.characters(exclude_categories=()))  # with half surrogates, which st.text() leaves out


def test_two_halves_of_a_surrogate_pair_become_their_character() -> None:
    assert clean("a \ud83d\ude0a b") == "a 😊 b"


def test_a_half_alone_is_shown() -> None:
    assert clean("a \ud83d b \ude0a") == "a \ufffd b \ufffd"


def test_a_control_character_does_not_glue_the_words_it_stood_between() -> None:
    assert clean("a house\x00a dog\x1b\x7f\x9f!") == "a house a dog   !"


def test_line_breaks_and_tabs_stay() -> None:
    assert clean("a\tb\nc\r\nd\x0be\x85f\u2028g") == "a\tb\nc\r\nd\ne\nf\u2028g"


def test_what_persian_hindi_arabic_and_emoji_are_spelled_with_stays() -> None:
    text = "می‌خواهم क्‍ष \u200f١٢\u200e \u2067ab\u2069 👨‍👩‍👧 ❤\ufe0f 🏴󠁧󠁢󠁥󠁮󠁧󠁿 so\u00adft"
    assert clean(text) == text


def test_a_byte_order_mark_at_the_beginning_is_none_of_the_text() -> None:
    assert clean("\ufeffHallo") == "Hallo"


@given(anything)
def test_every_text_can_be_sent_then(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.encode() == json.loads(json.dumps(cleaned, ensure_ascii=False)).encode()
    element = ElementTree.Element("x")
    element.text = cleaned
    assert (
        ElementTree.fromstring(ElementTree.tostring(element, encoding="utf-8")).text == (cleaned or None)
        or "\r" in cleaned
    )


@given(anything)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)).lstrip("\ufeff") == clean(text).lstrip("\ufeff")


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Z"])))
def test_nothing_visible_is_lost(text: str) -> None:
    assert clean(text) == text
