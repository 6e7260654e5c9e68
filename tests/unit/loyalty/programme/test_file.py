"""A programme as a file."""

from __future__ import annotations

import pytest
from heliodesk.loyalty.v1 import programme_types_pb2

from services.cli.loyalty.publish import read_programme
from services.cli.problems import CommandProblem
from services.kit.convert import from_json
from tests.support.programmes import SAMPLE_FILE, sample_message


def test_the_sample_says_the_same_to_whoever_reads_it():
    assert from_json(read_programme(SAMPLE_FILE).said, programme_types_pb2.Programme) == sample_message()


def test_norway_is_a_word_and_a_date_a_text(tmp_path):
    file = tmp_path / "programme.yaml"
    file.write_text("a: NO\nb: 2026-03-01T00:00:00Z\nc: true\nd:\ne: 012\nf: -17\ng: 1.5\n")
    said = {"a": "NO", "b": "2026-03-01T00:00:00Z", "c": True, "d": None, "e": "012", "f": -17, "g": "1.5"}
    assert read_programme(file).said == said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- currency: EUR", ":1: is no mapping"),
        ("currency: EUR\ncurrency: USD", ":2: currency: is said twice"),
        ("currency: [EUR", ":2: did not find"),
        ("", ":1: there is nothing in it"),
    ],
)
def test_a_file_that_says_no_programme_is_told_with_its_line(tmp_path, text, told):
    file = tmp_path / "programme.yaml"
    file.write_text(text)
    with pytest.raises(CommandProblem) as caught:
        read_programme(file)
    assert str(caught.value).startswith(f"{file}{told}")


def test_a_file_that_isnt_there_cant_be_read(tmp_path):
    with pytest.raises(CommandProblem, match="can't be read"):
        read_programme(tmp_path / "none.yaml")
