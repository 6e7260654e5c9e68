"""Which letters a text is written in."""

import pytest

from services.kit.known import known_language
from services.translation.detection import detect
from services.translation.detection.scripts import letters


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("我的包裹在哪里？还没收到货", "zh-Hans"),
        ("我的包裹在哪裡？還沒收到貨", "zh-Hant"),
    ],
)
def test_the_two_ways_to_write_chinese_are_told_apart(text: str, tag: str) -> None:
    assert detect(text).tag == tag
    assert known_language(tag)


def test_characters_that_both_ways_have_leave_it_open() -> None:
    detection = detect("今天吃西瓜")
    assert (detection.language, detection.script, detection.tag) == ("zh", "Hani", "zh")


def test_a_letter_counts_for_how_much_of_a_word_it_is() -> None:
    assert letters("Ok 谢谢") == {"Latn": 2, "Hani": 4}


def test_chinese_characters_among_kana_are_japanese() -> None:
    assert letters("荷物はどこ") == {"Kana": 10}


def test_hangul_and_the_compatibility_characters_are_kept_apart() -> None:
    assert letters("소포 豈") == {"Hang": 4, "Hani": 2}


def test_marks_digits_and_emoji_are_no_letters() -> None:
    assert letters("12 — 😊 ﷼ €") == {}
