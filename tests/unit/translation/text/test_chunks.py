"""Sentences are joined to what an engine takes at once."""

from hypothesis import given
from hypothesis import strategies as st

from services.translation.domain.text import chunks, sentences
from services.translation.domain.tokens import find
from tests.support.token_messages import message


def test_as_many_sentences_as_fit_go_together() -> None:
    assert chunks(["Hello. ", "How are you? ", "Fine."], 20) == ("Hello. How are you? ", "Fine.")


def test_a_sentence_that_is_too_long_is_cut_between_words() -> None:
    assert chunks(["one two three four"], 10) == ("one two ", "three four")


def test_a_token_is_cut_only_where_it_alone_is_too_long() -> None:
    assert chunks(["wait for 12 345,00 € now"], 14) == ("wait for ", "12 345,00 € ", "now")
    assert chunks(["x" * 25], 10) == ("x" * 10, "x" * 10, "x" * 5)


def test_nothing_is_no_chunk() -> None:
    assert chunks([], 10) == ()


@given(st.lists(st.text(min_size=1)), st.integers(1, 40))
def test_not_a_character_is_lost_and_none_is_too_many(segments: list[str], limit: int) -> None:
    joined = chunks(segments, limit)
    assert "".join(joined) == "".join(segments)
    assert all(0 < len(chunk) <= limit for chunk in joined)


@given(st.integers(0, 100_000))
def test_what_fits_is_left_whole(number: int) -> None:
    made = message(number)
    joined = chunks(sentences(made.text, made.language), 150)
    ends = {len("".join(joined[: count + 1])) for count in range(len(joined))}
    assert not any(token.start < end < token.end for token in find(made.text) for end in ends)
