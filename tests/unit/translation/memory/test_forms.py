"""What two texts have in common that differ in their order numbers, dates and links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.translation.domain.memory.form import fill, general, literal, names_of, template
from services.translation.domain.memory.unit import Pair
from services.translation.domain.tokens import check, find

EN_DE, EN_RU = Pair("en", "de"), Pair("en", "ru")


def same(one: str, other: str, pair: Pair = EN_DE) -> bool:
    return general(one, pair).text == general(other, pair).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Your order 123-4567 was sent.", "Your order 987-6543 was sent."),
        ("Write to ana@shop.example, please.", "Write to ben@shop.example, please."),
        ("You paid €19.99 for it.", "You paid €5.00 for it."),
        ("See https://shop.example/a today", "See https://shop.example/b/c?d=1 today"),
    ],
)
def test_texts_that_differ_in_their_tokens_are_one_segment(one, other):
    assert same(one, other)
    assert literal(one).text != literal(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Your order 123-4567 was sent.", "Your order was sent."),
        ("Your order 123-4567 was sent.", "Your order ana@shop.example was sent."),
        ("From https://a.example to https://b.example", "From https://a.example to https://a.example"),
        ("It is red.", "It is blue."),
        ("It is red.", "IT IS RED."),
        ("It has 1 part.", "It has 5 parts."),
    ],
)
def test_texts_with_other_words_or_other_kinds_of_tokens_are_not(one, other):
    assert not same(one, other)


def test_space_around_a_text_is_none_of_its_form_and_comes_back():
    form = general("\n  Thank  you!\t ", EN_DE)
    assert (form.text, form.before, form.after) == ("Thank you!", "\n  ", "\t ")
    assert same("Thank\u00a0you\u3000!", "Thank you !")
    assert same("e\u0301t\u00e9", "\u00e9t\u00e9")


def test_lines_are_told_apart_from_spaces():
    assert not same("Hello\nAna", "Hello Ana")
    assert same("Hello \r\n Ana", "Hello\nAna")
    assert same("Hello\rAna", "Hello\nAna")


def test_numbers_after_which_words_change_are_not_exchanged():
    assert same("There are 502 items.", "There are 509 items.")
    assert not same("There are 501 items.", "There are 502 items.", EN_RU)
    assert same("There are 502 items.", "There are 503 items.", EN_RU)


def test_of_a_language_that_nobody_knows_the_numbers_are_alike():
    assert same("There are 501 items.", "There are 502 items.", Pair("en", "tlh"))


def test_a_translation_takes_the_tokens_of_another_text_in_any_order():
    source = general("From https://a.example to https://b.example", EN_DE)
    made = template("Nach https://b.example von https://a.example", source)
    other = general("From https://x.example to https://y.example", EN_DE)
    assert fill(made, other.tokens) == "Nach https://y.example von https://x.example"


@pytest.mark.parametrize(
    "target",
    [
        "Ihre Bestellung ist unterwegs.",
        "Ihre Bestellung 123-4567 ist unterwegs: 123-4567.",
        "Ihre Bestellung 123-9999 ist unterwegs.",
        "Ihre Bestellung 123-4567 ist unterwegs, ana@shop.example.",
    ],
)
def test_a_translation_with_other_tokens_than_its_source_takes_none(target):
    assert template(target, general("Your order 123-4567 was sent.", EN_DE)) is None


def test_what_isnt_known_is_told_by_its_kind():
    source = general("From https://a.example to https://b.example", EN_DE)
    assert fill(source.text, {}) == "From [url] to [url 2]"
    assert names_of(source.text) == source.tokens.keys()


def test_nothing_that_is_written_looks_like_a_placeholder():
    form = general("a \x02url:0\x03 b", EN_DE)
    assert form.text == "a url:0 b"
    assert general("\ud83d Hi", EN_DE).text == "Hi"


def test_an_empty_text_has_nothing_to_remember():
    assert general(" \n ", EN_DE).text == ""
    assert general("", EN_DE).text == ""


TOKENS = "123-4567 987-6543 https://a.example ana@b.example €19.99 2026-03-02 SKU-4711 501 😀 @ana <b> </b> {name}"
WORDS = st.sampled_from([*TOKENS.split(" "), "order", "was", "7", "заказ", "طلب", "注文", "।"])
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)


@given(TEXTS)
def test_a_form_filled_with_its_own_tokens_is_the_text_again(text):
    form = general(text, EN_RU)
    assert fill(form.text, form.tokens) == text


@given(TEXTS, st.data())
def test_what_is_filled_with_a_texts_tokens_has_just_these(text, data):
    source = general(text, EN_RU)
    moved = " ".join(data.draw(st.permutations(text.split(" "))))
    made = template(moved, source)
    if made is not None:
        filled = fill(made, source.tokens)
        assert filled == moved
        assert sorted(one.text for one in find(filled)) == sorted(one.text for one in find(text))
        assert check(text, filled) == ()


@given(st.text())
def test_any_text_has_a_form(text):
    form = general(text, EN_RU)
    assert len(form.before) + len(form.after) <= len(text)
    form.text.encode()
