"""Parts that follow from a decision: they count with the aggregate's write, and not before."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from services.kit.aggregate import Change, Kind, Part, Work
from services.kit.ids import derived_id
from services.kit.parts import read_parts
from services.kit.store import Store

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Story:
    lines: int = 0


STORIES = Kind(name="story", collection="stories", state=Story, parts="lines")


@pytest.fixture
def store(database) -> Store[Story]:
    return Store(database, STORIES, "test", lambda: NOW)


def tell(*texts: str):
    def decide(story: Story | None) -> Change[Story]:
        before = story.lines if story else 0
        numbered = [(text, before + place) for place, text in enumerate(texts, start=1)]
        parts = [(Part(derived_id(text, str(number)), {"text": text}), number) for text, number in numbered]
        return Change(Story(before + len(texts)), parts=parts)

    return decide


def told(store: Store[Story]) -> list[tuple[int, str]]:
    return [(number, line["text"]) for number, line in read_parts(store, "shop/a", 0, 1000)]


def test_they_are_read_in_their_order_before_and_after_their_stamp(store):
    _, pending = store.run([Work("shop/a", tell("one", "two")), Work("shop/a", tell("three"))])
    assert told(store) == [(1, "one"), (2, "two"), (3, "three")]
    store.settle(pending)
    assert told(store) == [(1, "one"), (2, "two"), (3, "three")]


def test_what_a_loser_has_written_for_the_same_place_is_never_read(store):
    def write(who: str) -> None:
        for turn in range(15):
            store.run([Work("shop/a", tell(f"{who}-{turn}"))])

    writers = [threading.Thread(target=write, args=(name,)) for name in ("a", "b", "c")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    lines = told(store)
    assert [number for number, _ in lines] == list(range(1, 46))
    assert {text for _, text in lines} == {f"{who}-{turn}" for who in "abc" for turn in range(15)}
