"""A process that dies between two writes of one command, at the very place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from services.kit.aggregate import Change, Kind, Part, Verdict, Work
from services.kit.parts import read_parts
from services.kit.store import Store

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Notes:
    count: int


class Died(BaseException):
    """As SIGKILL: nobody handles it."""


class DyingStore(Store[Notes]):
    """Its process dies after the parts, before the aggregate."""

    def _save(self, aggregates):
        raise Died


NOTES = Kind(name="note", collection="books", state=Notes, parts="notes")


def note(text: str) -> Work[Notes]:
    def decide(state: Notes | None) -> Change[Notes]:
        count = state.count + 1 if state else 1
        return Change(Notes(count), number=count)

    return Work("shop/book", decide, part=Part("shop/n1", {"text": text}))


def test_a_message_that_was_left_without_its_ticket_is_the_one_that_the_retry_tells_of(database):
    with pytest.raises(Died):
        DyingStore(database, NOTES, "test", lambda: NOW).run([note("told at noon")])
    store = Store(database, NOTES, "test", lambda: NOW)
    assert read_parts(store, "shop/book", 0, 10) == []
    assert store.run([note("told at one")])[0][0].verdict is Verdict.APPLIED
    # What counts stays as it is, whoever comes with the same command later.
    assert store.run([note("told at two")])[0][0].verdict is Verdict.REPEATED
    assert [(number, part["text"]) for number, part in read_parts(store, "shop/book", 0, 10)] == [(1, "told at one")]


def test_a_retry_that_runs_beside_its_first_attempt_leaves_what_that_one_has_written(database):
    """The first attempt counts after the retry has read, and before it writes."""
    first, retry = (Store(database, NOTES, "test", lambda: NOW) for _ in range(2))
    read = retry._read

    def read_and_be_overtaken(ids, works):
        found = read(ids, works)
        retry._read = read
        first.run([note("told at noon")])
        return found

    retry._read = read_and_be_overtaken
    assert retry.run([note("told at one")])[0][0].verdict is Verdict.REPEATED
    assert [(number, part["text"]) for number, part in read_parts(retry, "shop/book", 0, 10)] == [(1, "told at noon")]
