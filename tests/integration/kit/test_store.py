"""The aggregate store on the real store: versions, races, repetitions, marks, parts."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from services.kit.aggregate import Change, Kind, Part, Source, Verdict, Work
from services.kit.errors import Refused
from services.kit.parts import read_parts
from services.kit.store import Store
from services.kit.topics import SURVEY

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Counter:
    count: int


@dataclass(frozen=True)
class SurveyAnswered:
    survey_id: str
    ticket_id: str
    customer_id: str
    score: int
    comment: str
    answered_at: datetime


COUNTERS = Kind(name="counter", collection="counters", state=Counter, topic=SURVEY, parts="notes")


def count_one(state: Counter | None) -> Change[Counter]:
    count = state.count + 1 if state else 1
    return Change(Counter(count), [SurveyAnswered("s", "t", "c", count, "", NOW)], number=count)


def refuse(state: Counter | None) -> None:
    raise Refused("NO", "a rule says no")


@pytest.fixture
def store(database) -> Store[Counter]:
    return Store(database, COUNTERS, "test", lambda: NOW)


def document(store, aggregate_id="shop/a"):
    return store.collection.find_one({"_id": aggregate_id})


def test_several_works_of_one_aggregate_are_one_write(store):
    outcomes, pending = store.run([Work("shop/a", count_one)] * 3)
    assert [outcome.state.count for outcome in outcomes] == [1, 2, 3]
    assert document(store)["version"] == 1
    assert [entry.envelope.sequence for entry in pending[0].entries] == [1, 2, 3]


def test_a_refused_work_leaves_the_others_alone(store):
    outcomes, _ = store.run([Work("shop/a", count_one), Work("shop/a", refuse), Work("shop/b", count_one)])
    assert [outcome.verdict for outcome in outcomes] == [Verdict.APPLIED, Verdict.REFUSED, Verdict.APPLIED]
    assert document(store)["state"] == {"count": 1}


def test_a_refusal_alone_writes_nothing(store):
    store.run([Work("shop/a", refuse)])
    assert document(store) is None


def test_a_command_that_is_repeated_is_done_once(store):
    for _ in range(2):
        outcomes, _ = store.run([Work("shop/a", count_one, command_id="c1")])
    assert outcomes[0].verdict is Verdict.REPEATED
    assert outcomes[0].state == Counter(1)


def test_four_writers_lose_no_update_and_number_their_events_without_a_gap(store):
    def write():
        for _ in range(100):
            store.run([Work("shop/a", count_one)])

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    stored = document(store)
    assert stored["state"] == {"count": 400}
    assert [entry["sequence"] for entry in stored["outbox"]] == list(range(1, 401))


def test_an_event_is_applied_once_and_in_order(store):
    def follow(sequence, **options):
        outcomes, _ = store.run([Work("shop/a", count_one, source=Source("t", sequence), **options)])
        return outcomes[0].verdict

    assert follow(1) is Verdict.APPLIED
    assert follow(1) is Verdict.REPEATED
    assert follow(3) is Verdict.GAP
    assert follow(2) is Verdict.APPLIED
    assert follow(5, accept_gap=True) is Verdict.APPLIED
    assert follow(4) is Verdict.APPLIED, "what was passed over comes back once"
    assert follow(4) is Verdict.REPEATED
    assert document(store)["state"] == {"count": 4}


def test_a_refused_event_is_skipped_and_takes_effect_once_when_it_comes_back(store):
    store.run([Work("shop/a", refuse, source=Source("t", 1)), Work("shop/a", count_one, source=Source("t", 2))])
    assert document(store)["marks"] == [{"topic": "t", "sequence": 2, "skipped": [1]}]
    for expected in (Verdict.APPLIED, Verdict.REPEATED):
        outcomes, _ = store.run([Work("shop/a", count_one, source=Source("t", 1))])
        assert outcomes[0].verdict is expected


def test_a_part_counts_once_before_and_after_its_stamp(store):
    part = Part("shop/n1", {"text": "hello"})
    _, pending = store.run([Work("shop/a", count_one, part=part)])
    assert [number for number, _ in read_parts(store, "shop/a", 0, 10)] == [1]
    assert store.run([Work("shop/a", count_one, part=part)])[0][0].verdict is Verdict.REPEATED
    store.settle(pending)
    assert document(store)["outbox"] == [] and document(store)["parts"] == []
    repeated = store.run([Work("shop/b", count_one, part=part)])[0][0]
    assert (repeated.verdict, repeated.number, repeated.aggregate_id) == (Verdict.REPEATED, 1, "shop/a")
    assert [(number, one["text"]) for number, one in read_parts(store, "shop/a", 0, 10)] == [(1, "hello")]


def test_a_part_of_a_refused_work_is_not_written(store):
    store.run([Work("shop/a", refuse, part=Part("shop/n1", {}))])
    assert store.database["notes"].find_one({"_id": "shop/n1"}) is None


def test_what_waits_is_found_until_it_is_settled(store):
    _, pending = store.run([Work("shop/a", count_one), Work("shop/b", count_one)])
    assert {waiting.id for waiting in store.waiting(10)} == {"shop/a", "shop/b"}
    store.run([Work("shop/a", count_one)])
    store.settle(pending)
    assert [(waiting.id, [entry.envelope.sequence for entry in waiting.entries]) for waiting in store.waiting(10)] == [
        ("shop/a", [2])
    ]


def test_a_new_aggregate_that_somebody_else_began_meanwhile_is_told_apart_from_the_others(store):
    raced = []

    def count_late(state):
        if not raced:
            raced.append(store.run([Work("shop/a", count_one)]))
        return count_one(state)

    outcomes, pending = store.run([Work("shop/a", count_late), Work("shop/b", count_one)])
    assert [outcome.state.count for outcome in outcomes] == [2, 1]
    assert (document(store)["version"], document(store, "shop/b")["version"]) == (2, 1)
    assert {one.id: [entry.envelope.sequence for entry in one.entries] for one in pending} == {
        "shop/a": [1, 2],
        "shop/b": [1],
    }


def test_many_are_settled_each_of_what_was_published_of_it_and_no_version_moves(store):
    ids = [f"shop/{number:03d}" for number in range(450)]
    parts = {one: Part(f"{one}/note", {"text": "hello"}) for one in ids[::2]}
    _, published = store.run([Work(one, count_one, part=parts.get(one)) for one in ids])
    store.run([Work(one, count_one) for one in ids[:5]])
    store.settle(published)
    assert {waiting.id: len(waiting.entries) for waiting in store.waiting(500)} == dict.fromkeys(ids[:5], 1)
    assert store.collection.count_documents({"parts.id": {"$exists": True}}) == 0
    assert store.database["notes"].count_documents({"number": 1}) == len(parts)
    assert store.collection.count_documents({"version": 1}) == len(ids) - 5


def test_what_waits_is_as_it_was_offered(store):
    _, offered = store.run([Work("shop/a", count_one, part=Part("shop/n1", {})), Work("shop/a", count_one)])
    assert store.waiting(10) == offered


def test_an_old_state_is_lifted_step_by_step(database):
    def kind(schema, state, upcasters):
        return Kind(name="counter", collection="counters", state=state, schema=schema, upcasters=upcasters)

    Store(database, kind(1, Counter, {}), "test", lambda: NOW).run([Work("shop/a", lambda _: Change(Counter(7)))])

    @dataclass(frozen=True)
    class Tally:
        total: int

    upcasters = {1: lambda old: {"total": old["count"]}, 2: lambda old: {"total": old["total"] * 10}}
    lifted = Store(database, kind(3, Tally, upcasters), "test", lambda: NOW)
    assert lifted.get("shop/a") == Tally(70)
