"""What is made of an engine's answer: repaired where it can be read for certain, a fault where it can't."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.translation.domain.engine import MaskStyle
from services.translation.domain.tokens import Fault, FaultKind, Masked, Restored, check, find, mask, unmask

TEXT = "My order MW-1001 cost 12,90 €."
GERMAN = "Meine Bestellung MW-1001 hat 12,90 € gekostet."


def answered(style: MaskStyle, answer: str, text: str = TEXT) -> Restored:
    return unmask(mask(text, find(text), style), answer)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("⟦0⟧", "⟦1⟧"),
        ("⟦ 0 ⟧", "⟦\u00a01\u00a0⟧"),
        ("⟦０⟧", "⟦١⟧"),
        ("⟦०⟧", "⟦1⟧ ⟦1⟧"),
        ("【0】", "[[1]]"),
        ("⟦0", "1⟧"),
        ("⟦null⟧", "⟦1⟧"),
    ],
)
def test_brackets_are_repaired(first: str, second: str) -> None:
    answer = f"Meine Bestellung {first} hat {second} gekostet."
    assert answered(MaskStyle.BRACKETS, answer) == Restored(GERMAN, ())


@pytest.mark.parametrize(
    "written",
    [
        *('<x id="{}"/>', '<x id="{}" />', "<X ID='{}'/>", '<x id = “{}”/>', '<x id="{}"></x>', '<x id="{}">'),
        "<x id={}/>",
        *('&lt;x id="{}"/&gt;', "&lt;x id=&quot;{}&quot;/&gt;", '< x id="{}" / >', '<х идентификатор="{}"/>'),
        'x id="{}"/>',
    ],
)  # fmt: skip
def test_tags_are_repaired(written: str) -> None:
    answer = f"Meine Bestellung {written.format(0)} hat {written.format('١')} gekostet."
    assert answered(MaskStyle.XML, answer) == Restored(GERMAN, ())


@pytest.mark.parametrize(
    "written",
    [
        *('<span class="notranslate" translate="no" id="t0">MW-1001</span>', '<span id="t0">mw-1001</span>'),
        *('<SPAN ID=\'t0\'>Bestellnummer</SPAN>', "<span id=t0></span>", "MW-1001", '<span id="t0">MW-1001'),
    ],
)  # fmt: skip
def test_spans_are_repaired_whatever_became_of_what_is_in_them(written: str) -> None:
    answer = f'Meine Bestellung {written} hat <span id="t1"> 12.90 € </span>gekostet.'
    assert answered(MaskStyle.HTML, answer) == Restored(GERMAN, ())


def test_a_number_that_became_a_word_is_the_one_that_is_missing() -> None:
    answer = 'Meine Bestellung <x id="0"/> hat <x id="eins"/> gekostet.'
    assert answered(MaskStyle.XML, answer) == Restored(GERMAN, ())


def test_words_that_have_slipped_into_a_span_are_kept() -> None:
    answer = 'Meine<span id="t0"> Bestellung MW-1001 </span>hat <span id="t1">12,90 € gekostet.'
    assert answered(MaskStyle.HTML, answer) == Restored(GERMAN, ())


def test_the_order_is_the_languages_own() -> None:
    assert answered(MaskStyle.BRACKETS, "⟦1⟧ hat ⟦0⟧ gekostet.") == Restored("12,90 € hat MW-1001 gekostet.", ())


def test_a_word_that_has_run_into_a_token_is_set_apart_again() -> None:
    assert answered(MaskStyle.BRACKETS, "Meine Bestellung⟦0⟧hat⟦1⟧gekostet.") == Restored(GERMAN, ())


def test_scripts_without_spaces_may_touch_a_token() -> None:
    assert answered(MaskStyle.BRACKETS, "订单⟦0⟧花了⟦1⟧。").text == "订单MW-1001花了12,90 €。"


def test_markup_within_a_word_stays_there() -> None:
    text = "un<b>believ</b>able"
    assert answered(MaskStyle.BRACKETS, "un⟦0⟧glaub⟦1⟧lich", text) == Restored("un<b>glaub</b>lich", ())


def test_the_space_around_the_text_is_the_sources() -> None:
    assert answered(MaskStyle.BRACKETS, "Hallo ", "\n Hello  \n") == Restored("\n Hallo  \n", ())


def test_entities_of_an_html_engine_are_letters_again() -> None:
    assert answered(MaskStyle.HTML, "l&#39;ordre &amp; caf&eacute;", "the order & coffee").text == "l'ordre & café"


@pytest.mark.parametrize(
    ("answer", "faults"),
    [
        ("Bestellung ⟦0⟧", [(FaultKind.LOST, "12,90 €")]),
        ("", [(FaultKind.LOST, "MW-1001"), (FaultKind.LOST, "12,90 €")]),
        ("⟦0⟧ und ⟦1⟧ und ⟦0⟧", [(FaultKind.DOUBLED, "MW-1001")]),
        ("⟦0⟧ und ⟦1⟧ und ⟦7⟧", [(FaultKind.ALTERED, "⟦7⟧")]),
        ("⟦eins⟧ und ⟦zwei⟧", [(FaultKind.LOST, "MW-1001"), (FaultKind.LOST, "12,90 €")]),
        ("⟦0⟧ und 12.90 €", [(FaultKind.LOST, "12,90 €")]),
    ],
)
def test_what_cannot_be_repaired_is_told(answer: str, faults: list[tuple[FaultKind, str]]) -> None:
    assert answered(MaskStyle.BRACKETS, answer).faults == tuple(Fault(*fault) for fault in faults)


def test_no_placeholder_is_left_in_a_text() -> None:
    assert answered(MaskStyle.BRACKETS, "⟦eins⟧ ⟦ und ⟦99⟧ ⟧").text.split() == ["und"]


def test_a_token_that_the_engine_has_put_back_itself_is_not_lost() -> None:
    assert answered(MaskStyle.BRACKETS, "Meine Bestellung MW-1001 hat ⟦1⟧ gekostet.") == Restored(GERMAN, ())


fragments = st.sampled_from(
    ["⟦", "⟧", "0", "1", "<x", " id=", '"', "/>", "</x>", "<span", ' id="t0"', ">", "</span>", "&lt;", "&#0;",
     "&#xD800;", "&", ";", " ", "\x00", "\ud800", "MW-1001", "[0]", "٠", "\n", "\u202e", "９" * 7]
)  # fmt: skip


@given(st.text() | st.lists(fragments, max_size=30).map("".join), st.sampled_from(MaskStyle))
def test_nothing_that_an_engine_answers_is_an_exception(answer: str, style: MaskStyle) -> None:
    masked: Masked = mask(TEXT, find(TEXT), style)
    restored = unmask(masked, answer)
    is_marked = restored.faults or check(TEXT, restored.text)
    assert is_marked or (restored.text.count("MW-1001"), restored.text.count("12,90 €")) == (1, 1)


@pytest.mark.parametrize("style", MaskStyle)
@pytest.mark.parametrize(
    "piece", [" ", "⟦", "⟦0", "<", "<x ", "<span ", "&lt;", "&", "0", "[0", '<span id="t0">', "⟦0⟧"]
)
def test_no_answer_makes_it_slow(style: MaskStyle, piece: str) -> None:
    started = time.process_time()
    answered(style, f"a{piece * 20_000}b")
    assert time.process_time() - started < 2.0
