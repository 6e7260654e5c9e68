"""What an engine gets to see."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.translation.domain.engine import MaskStyle
from services.translation.domain.tokens import check, find, mask, unmask

TEXT = "Hi {name}, order MW-1001 (12,90 €) & <b>see</b> https://a.de/x?a=1&b=2 😊😊 a < b"
MASKED = {
    MaskStyle.XML: (
        'Hi <x id="0"/>, order <x id="1"/> (<x id="2"/>) &amp; <x id="3"/>see<x id="4"/> <x id="5"/> '
        '<x id="6"/> a &lt; b'
    ),
    MaskStyle.BRACKETS: "Hi ⟦0⟧, order ⟦1⟧ (⟦2⟧) & ⟦3⟧see⟦4⟧ ⟦5⟧ ⟦6⟧ a < b",
}


@pytest.mark.parametrize(("style", "masked"), MASKED.items())
def test_each_token_is_a_number_and_what_touches_is_one(style: MaskStyle, masked: str) -> None:
    assert mask(TEXT, find(TEXT), style).text == masked


def test_html_keeps_the_token_where_the_engine_can_read_it() -> None:
    text = "Is <b>A & B</b> MW-1001?"
    assert mask(text, find(text), MaskStyle.HTML).text == (
        'Is <span class="notranslate" translate="no" id="t0">&lt;b&gt;</span>A &amp; B'
        '<span class="notranslate" translate="no" id="t1">&lt;/b&gt;</span> '
        '<span class="notranslate" translate="no" id="t2">MW-1001</span>?'
    )


@pytest.mark.parametrize("style", MaskStyle)
def test_what_looks_like_a_mask_in_the_customers_text_is_protected_too(style: MaskStyle) -> None:
    text = 'I see ⟦0⟧ and <x id="0"/> and <span id="t0">this</span>, &lt;x id="1"/&gt; [2] ⟦ only MW-1001'
    masked = mask(text, find(text), style)
    assert not re.search(r"(?<!⟦)only ⟦0", masked.text)
    assert unmask(masked, masked.text).text == text
    assert unmask(masked, masked.text).faults == ()


texts = st.text() | st.lists(
    st.sampled_from(
        [
            "MW-1001",
            "⟦0⟧",
            '<x id="0"/>',
            "<b>",
            "&lt;",
            "&",
            "<",
            ">",
            "⟦",
            " ",
            "\n",
            "a",
            "ж",
            "订",
            "١٢٣",
            "😊",
            "€ 5",
        ]
    ),
    max_size=30,
).map("".join)


@given(texts, st.sampled_from(MaskStyle))
def test_an_engine_that_changes_nothing_gives_the_text_back(text: str, style: MaskStyle) -> None:
    masked = mask(text, find(text), style)
    restored = unmask(masked, masked.text)
    assert (restored.text, restored.faults) == (text, ())
    assert check(text, restored.text) == ()


@given(texts, st.sampled_from([MaskStyle.XML, MaskStyle.HTML]))
def test_nothing_of_the_text_is_a_tag_to_the_engine(text: str, style: MaskStyle) -> None:
    ours = r'<x id="\d+"/>|<span class="notranslate" translate="no" id="t\d+">|</span>'
    assert not re.search("[<>]", re.sub(ours, "", mask(text, find(text), style).text))
