"""Timers in the real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import mongoengine
import pytest

from services.kit import documents
from services.kit.convert import to_document
from services.kit.ticking import timer as reading
from services.kit.ticking.timer import EVER, PAGE, Timer, TimerDocument, Timers, passed_query, writes

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class ChimeDocument(TimerDocument):
    meta = {"db_alias": "bells", "collection": "bells"}


@pytest.fixture
def bells(mongodb_uri, database) -> Iterator[Timers]:
    documents.connect("bells", mongodb_uri, database.name)
    documents.ensure_indexes([ChimeDocument])
    yield Timers(ChimeDocument)
    mongoengine.disconnect("bells")


def bell(number: int, at: datetime = NOON, partition: int = 3) -> Timer:
    return Timer(f"kumo/bell-{number}", "strike", 1, at, NOON, partition)


def keep(database, timers: list[Timer]) -> None:
    database.bells.insert_many([{**write.document, "_id": write.id} for write in writes("bells", timers)])


def test_timers_that_ring_are_found_in_the_index_and_cost_what_they_are_many(database, bells):
    keep(database, [bell(number, NOON + timedelta(days=1, minutes=number), number % 6) for number in range(600)])
    keep(database, [bell(600), bell(601)])
    found = database.bells.find(passed_query(3, EVER, NOON)).sort("at", 1).limit(PAGE)
    plan = found.explain()
    assert "IXSCAN" in str(plan["queryPlanner"]["winningPlan"]), plan
    assert plan["executionStats"]["totalDocsExamined"] == 2


def test_a_thousand_timers_of_one_instant_are_all_found_page_by_page(database, bells):
    mine = [bell(number) for number in range(2 * PAGE + 200)]
    keep(database, mine)
    assert list(bells.passed(3, EVER, NOON - timedelta.resolution)) == []
    kept = [timer for page in bells.passed(3, EVER, NOON) for timer in page]
    assert sorted(timer.id for timer in kept) == sorted(timer.id for timer in mine)
    left = 0
    for page in bells.passed(3, EVER, NOON):
        bells.take_out(page[::2])
        left += len(page) - len(page[::2])
    assert database.bells.count_documents({}) == left


@pytest.mark.parametrize("read", [PAGE, 3 * PAGE])
def test_a_page_is_no_larger_however_many_ring_at_one_instant(database, bells, monkeypatch, read):
    monkeypatch.setattr(reading, "_READ", read)
    keep(database, [bell(number) for number in range(4 * PAGE)])
    sizes = []
    for page in bells.passed(3, EVER, NOON):
        sizes.append(len(page))
        bells.take_out(page)
    assert sizes == [PAGE] * 4
    keep(database, [bell(number) for number in range(4 * PAGE)])
    kept = [timer.id for page in bells.passed(3, EVER, NOON) for timer in page]
    assert len(kept) == len(set(kept)) == 4 * PAGE


def test_those_before_an_instant_are_passed_over(database, bells):
    keep(database, [bell(0, NOON - timedelta(seconds=1)), bell(1), bell(2, NOON + timedelta(seconds=1))])
    assert [page for page in bells.passed(3, NOON, NOON)] == [[bell(1)]]


def test_the_upcoming_instants_are_told_with_their_partitions(database, bells):
    later = NOON + timedelta(seconds=5)
    keep(database, [bell(0), bell(1, later), bell(2, later, partition=4), bell(3, later, partition=5)])
    assert sorted(bells.upcoming([3, 4], NOON, later)) == [(later, 3), (later, 4)]


def test_a_timer_lies_in_the_store_as_it_is():
    timer = bell(7)
    assert to_document(timer) == {
        "aggregate_id": "kumo/bell-7",
        "what": "strike",
        "plan": 1,
        "at": "2026-03-02T12:00:00.000000Z",
        "set_at": "2026-03-02T12:00:00.000000Z",
        "partition": 3,
        "certain": False,
    }
