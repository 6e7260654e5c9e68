"""What is like a segment, and that looking for bands finds it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.translation.domain.memory.nearness import bands, nearest
from services.translation.domain.memory.unit import Pair

PAIR = Pair("en", "de")
SENTENCES = {
    "en": "We have received your parcel and will refund the whole amount within five working days.",
    "de": "Wir haben Ihr Paket erhalten und erstatten den ganzen Betrag innerhalb von fünf Werktagen.",
    "ru": "Мы получили вашу посылку и вернём всю сумму в течение пяти рабочих дней.",
    "ar": "لقد استلمنا طردك وسنعيد المبلغ كاملا خلال خمسة أيام عمل.",
    "hi": "हमें आपका पार्सल मिल गया है और हम पाँच कार्य दिवसों में पूरी राशि लौटा देंगे।",
    "ja": "お荷物を受け取りました。五営業日以内に全額をご返金いたします。",
    "zh": "我们已经收到您的包裹，将在五个工作日内退还全部款项。",
    "ko": "고객님의 소포를 받았으며 영업일 기준 오일 이내에 전액을 환불해 드리겠습니다.",
    "th": "เราได้รับพัสดุของคุณแล้วและจะคืนเงินเต็มจำนวนภายในห้าวันทำการ",
}


def share(one: str, other: str) -> bool:
    return bool(set(bands(PAIR, one)) & set(bands(PAIR, other)))


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_with_a_piece_more_or_less_is_found_in_every_script(language):
    sentence = SENTENCES[language]
    third = len(sentence) // 8
    assert share(sentence, sentence[third:])
    assert share(sentence, sentence[: 4 * third] + sentence[5 * third :])


@pytest.mark.parametrize("language", SENTENCES)
def test_other_sentences_have_nothing_in_common(language):
    assert not any(share(SENTENCES[language], other) for name, other in SENTENCES.items() if name != language)


def test_case_and_punctuation_dont_hide_a_sentence():
    assert bands(PAIR, "Thank you, Ana!") == bands(PAIR, "THANK YOU — ana.")


def test_each_pair_has_bands_of_its_own():
    sentence = SENTENCES["en"]
    assert not set(bands(PAIR, sentence)) & set(bands(Pair("en", "fr"), sentence))


def test_the_nearest_come_first_and_none_below_the_threshold():
    known = {
        "same": "Thank you for your order.",
        "near": "Thank you for your orders!",
        "far": "Thank you for your patience and understanding.",
        "other": "Where is it?",
    }
    found = nearest("Thank you for your order.", known, 0.75, 10)
    assert [name for name, _ in found] == ["same", "near"]
    assert found[0][1] == 1.0
    assert 0.75 <= found[1][1] < 1.0
    assert [name for name, _ in nearest("Thank you for your order.", known, 0.5, 1)] == ["same"]


def test_a_token_counts_as_one_character():
    form = "Order \x02number.other.other:0\x03 was sent."
    ((_, score),) = nearest(form, {"a": "Order \x02number.other.other:0\x03 was lost."}, 0.5, 1)
    assert score == pytest.approx(1 - 3 / 17)


@given(st.text(min_size=1).filter(lambda text: not any(0xD800 <= ord(one) < 0xE000 for one in text)))
def test_any_segment_has_sixteen_bands_of_32_bits(text):
    found = bands(PAIR, text)
    assert len(found) == 16
    assert all(-(2**31) <= one < 2**31 for one in found)
