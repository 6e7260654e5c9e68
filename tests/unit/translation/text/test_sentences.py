"""Where texts are cut, in each script."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.translation.domain.text import sentences
from services.translation.domain.tokens import find
from tests.support.token_messages import message

anything = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Hello Mr. Smith. |Where is order No. 5? |I paid $5.00 for it... |Thanks!"),
        ("de", "Das kostet z. B. 12,90 € bei Dr. Müller. |Am 3. März 2026 kam es. |Ist das ok? |Ja!"),
        ("fr", "M. Dupont a payé 1 234,56 €. |Où est le colis ? |Merci !"),
        ("es", "El Sr. Pérez pagó 5 €. |¿Dónde está el paquete? |¡Gracias!"),
        ("ru", "Здравствуйте. |Где мой заказ? |Спасибо!"),
        ("ja", "こんにちは。|注文はどこですか？|ありがとう！"),
        ("zh", "你好。|我的订单在哪里？|谢谢！"),
        ("ko", "안녕하세요. |주문이 어디에 있나요? |감사합니다."),
        ("hi", "नमस्ते। |मेरा ऑर्डर कहाँ है? |धन्यवाद॥"),
        ("ar", "مرحبا. |أين طلبي؟ |شكرا!"),
        ("th", "สวัสดีครับ |สั่งของ MW-1001 ไปแล้ว |ยังไม่ได้รับ"),
        ("id", "Halo. |Pesanan saya di mana? |Terima kasih."),
        (None, "Hello there. |Who knows?"),
    ],
)
def test_sentences_end_as_their_script_ends_them(language: str | None, text: str) -> None:
    assert list(sentences(text.replace("|", ""), language)) == text.split("|")


def test_a_line_is_a_sentence_and_an_empty_line_is_none() -> None:
    assert sentences("Hi\n\n  Where is it\nThanks\nAnna\n", "en") == ("Hi\n\n  ", "Where is it\n", "Thanks\n", "Anna\n")


def test_a_mail_that_was_wrapped_goes_on() -> None:
    mail = "I have been waiting for my parcel for two weeks and nobody has\nanswered me. Please help.\n"
    assert sentences(mail, "en") == (
        "I have been waiting for my parcel for two weeks and nobody has\nanswered me. ",
        "Please help.\n",
    )


def test_the_empty_text_has_no_sentence() -> None:
    assert sentences("", "en") == ()


def test_what_is_only_space_is_one() -> None:
    assert sentences(" \n\n ", "en") == (" \n\n ",)


@given(anything, st.sampled_from([None, "en", "de", "ja", "th", "hi", "ar", "xx", "zh-Hant-TW"]))
def test_not_a_character_is_lost(text: str, language: str | None) -> None:
    found = sentences(text, language)
    assert "".join(found) == text
    assert all(found)
    assert len(found) < 2 or all(sentence.strip() for sentence in found)


@given(
    st.lists(
        st.sampled_from([*".!?。！？।॥؟…\"'()«»「」\n\r\t\u2028 aAä1٣ж订あกक", "😊", "\ud800", "z. B. ", "Dr. "])
    ).map("".join)
)
def test_not_a_character_of_punctuation_is_lost(text: str) -> None:
    assert "".join(sentences(text, "de")) == text


@given(st.integers(0, 100_000))
def test_no_token_is_cut(number: int) -> None:
    made = message(number)
    at, cuts = 0, set()
    for sentence in sentences(made.text, made.language):
        at += len(sentence)
        cuts.add(at)
    assert not any(token.start < cut < token.end for token in find(made.text) for cut in cuts)


def test_a_megabyte_takes_a_second_or_two() -> None:
    text = "Hello, my order MW-1001 of 3. March has not come. I paid 12,90 € for it, and it was to be here last week!\n"
    megabyte = (text * 10_000)[:1_000_000]
    started = time.process_time()
    found = sentences(megabyte, "en")
    assert time.process_time() - started < 4.0, "twice what it may take when nothing else runs"
    assert len(found) > 15_000


@pytest.mark.parametrize("piece", ["a", ".", "a. ", "。", "\n", " \n", '"', "(", "「", "!?", "ก ", "z. B. ", "\u2028"])
def test_no_text_makes_it_slow(piece: str) -> None:
    text = (piece * 50_000)[:50_000]
    started = time.process_time()
    assert "".join(sentences(text, "de")) == text
    assert time.process_time() - started < 2.0
