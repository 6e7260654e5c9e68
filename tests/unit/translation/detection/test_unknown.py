"""What can't be told is said to be unknown, and nothing is too strange to be asked."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.translation.detection import LANGUAGES, UNKNOWN, detect

any_text = st.text(st.characters(exclude_categories=()))  # lone surrogates and controls among them
any_script = st.sampled_from([*"aeжіўتکےकह谢發の안αאกぁß3'’-#@ \u200d\x00\ud83d😊", "http", "haii"])


@pytest.mark.parametrize(
    "text",
    [
        *("", " \n", "?!", "ok", "谢谢", "12345", "MW-1001", "😊👍🏽", "\ud83d\udc4d", "\x00\x07"),
        *("https://shop.example/a/b", "me@shop.example", "#TrackMyOrder", "@nimbus_support"),
    ],
)
def test_too_few_letters_tell_nothing(text: str) -> None:
    assert detect(text) == UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "asdfgh qwerty zxcvb",
        "Hvar er pakkinn minn? Ég hef ekki fengið hann ennþá",  # Icelandic, which is not among them
        "Өчигдөр захиалсан бараа маань хүрээгүй, мөнгөө буцааж авъя",  # Mongolian
    ],
)
def test_what_is_like_none_of_its_languages_is_unknown(text: str) -> None:
    assert detect(text) == UNKNOWN


@given(any_text | st.lists(any_script).map("".join))
def test_whatever_the_characters_are_it_answers(text: str) -> None:
    detection = detect(text)
    assert 0 <= detection.confidence <= 1
    assert (detection.language is None) == (detection.confidence == 0) == (detection.script is None)
    assert detection.language is None or detection.language in LANGUAGES


@given(any_text.map(lambda text: text + " Wo bleibt meine Bestellung, bitte?"))
def test_the_same_text_gets_the_same_answer(text: str) -> None:
    assert detect(text) == detect(text)


@pytest.mark.parametrize("piece", ["Wo bleibt meine Bestellung? ", "a", "谢", "\ud83d", "@", "http", "-", "ا", "aa "])
def test_a_megabyte_is_answered_by_its_beginning(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    started = process_time()
    detection = detect(text)
    assert process_time() - started < 0.1  # seconds
    assert detection == detect(text[:10_000])
