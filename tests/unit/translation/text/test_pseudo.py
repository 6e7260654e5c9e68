"""Texts for pages that are built before their translations are there."""

import re

from hypothesis import given
from hypothesis import strategies as st

from services.translation.domain.text import PseudoLocale, pseudo
from services.translation.domain.tokens import check
from tests.support.token_messages import message


def test_accents_and_brackets_and_a_third_more() -> None:
    assert pseudo("Hello {name}, your order MW-1001 has shipped!", PseudoLocale.ACCENTED) == (
        "[Ĥéļļö {name}, ýöûŕ öŕðéŕ MW-1001 ĥåš šĥîþþéð! one two three]"
    )


def test_words_from_right_to_left() -> None:
    assert pseudo("Hello {name} now", PseudoLocale.BIDI) == (
        "\u200f\u202eHello\u202c\u200f {name} \u200f\u202enow\u202c\u200f"
    )


def test_a_text_without_words_is_left_alone() -> None:
    assert pseudo(" \n", PseudoLocale.ACCENTED) == " \n"
    assert pseudo("", PseudoLocale.BIDI) == ""


def test_the_space_around_the_text_stays_outside() -> None:
    assert re.fullmatch(r"\n \[Ĥî o\]\t", pseudo("\n Hi\t", PseudoLocale.ACCENTED))


@given(
    st.text(st.sampled_from("abcdefghij ABC.,"), min_size=20, max_size=300)
    .map(str.strip)
    .filter(lambda text: len(text) > 19)
)
def test_a_label_grows_by_a_third(text: str) -> None:
    assert 1.3 <= len(pseudo(text, PseudoLocale.ACCENTED)) / len(text) <= 1.4


@given(st.integers(0, 100_000), st.sampled_from(PseudoLocale))
def test_every_token_is_intact(number: int, locale: PseudoLocale) -> None:
    text = message(number).text
    assert check(text, pseudo(text, locale)) == ()
