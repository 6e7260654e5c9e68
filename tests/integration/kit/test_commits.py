"""Commit streams on the real store."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import mongoengine
import pytest
from pymongo import MongoClient
from pymongo.errors import DuplicateKeyError
from pymongo.monitoring import CommandListener, CommandStartedEvent

from services.kit import documents
from services.kit.aggregate import Source, Verdict, Work
from services.kit.commits import CommitStore
from services.kit.committed import Standing, commit_id, void_commit
from services.kit.errors import Refused
from tests.support.postings import TOTALS, Posting, Total, TotalCommit, assert_sound, commits_in, posted, store_of


@pytest.fixture
def store(database) -> CommitStore[Total]:
    return store_of(database)


def verdicts(store: CommitStore[Total], *works: Work[Total]) -> list[Verdict]:
    return [outcome.verdict for outcome in store.run(works)[0]]


def test_works_on_one_stream_make_one_commit_with_all_their_entries(store, database):
    assert verdicts(store, posted("a", "x", 5), posted("b", "y", 7), posted("a", "z", 6)) == [Verdict.APPLIED] * 3
    assert (store.get("shop/a"), store.get("shop/b")) == (Total(11, 2), Total(7, 1))
    assert [commit["_id"] for commit in commits_in(database)] == ["shop/a/000000000001", "shop/b/000000000001"]
    assert list(store.commits("shop/a")) == [(1, [Posting("x", 5), Posting("z", 6)])]
    assert store.get("shop/c") is None


def test_a_fact_is_committed_once_in_a_tenant(store, database):
    assert verdicts(store, posted("a", "x"), posted("a", "x")) == [Verdict.APPLIED, Verdict.REPEATED]
    assert verdicts(store, posted("a", "x"), posted("b", "x")) == [Verdict.REPEATED, Verdict.REPEATED]
    other = dataclasses.replace(posted("a", "x"), id="another-shop/a")
    assert verdicts(store, other) == [Verdict.APPLIED]
    assert len(commits_in(database)) == 2


def test_one_fact_for_two_streams_in_one_batch_goes_to_one_of_them(store, database):
    found = verdicts(store, posted("a", "x"), posted("b", "x"))
    assert sorted(found) == [Verdict.APPLIED, Verdict.REPEATED]
    assert_sound(database)


def test_a_command_is_committed_once(store):
    command = dataclasses.replace(posted("a", "x"), keys=(), command_id="c1")
    assert verdicts(store, command, command) == [Verdict.APPLIED, Verdict.REPEATED]
    assert verdicts(store, command) == [Verdict.REPEATED]


def test_a_refused_or_empty_work_writes_nothing(store, database):
    def refuse(standing: Standing[Total]) -> None:
        raise Refused("NO", "no")

    works = [Work("shop/a", refuse, keys=("k",)), Work("shop/a", lambda standing: None, keys=("l",))]
    assert verdicts(store, *works) == [Verdict.REFUSED, Verdict.UNCHANGED]
    assert commits_in(database) == []


def test_a_work_that_follows_a_source_is_a_mistake(store):
    with pytest.raises(ValueError, match="commit stream"):
        store.run([dataclasses.replace(posted("a", "x"), source=Source("topic", 1))])


def test_a_work_sees_what_the_stream_has_recorded_about_the_same_thing(store):
    verdicts(store, posted("a", "x", about="order/1"), posted("a", "y", about="order/2"), posted("b", "z"))
    seen: list[Standing[Total]] = []
    look = Work("shop/a", seen.append, about=("order/1",))
    verdicts(store, posted("a", "v", about="order/1"), look, posted("b", "w", about="order/1"))
    assert seen == [Standing(Total(3, 3), (Posting("x", 1), Posting("v", 1)))]


def test_a_key_that_a_dead_writer_left_behind_is_taken(store, database):
    """It died between the key and the commit."""
    database["totals_keys"].insert_one({"_id": "shop/fact/x", "commit": commit_id("shop/a", 1)})
    assert verdicts(store, posted("a", "x")) == [Verdict.APPLIED]
    assert verdicts(store, posted("a", "x")) == [Verdict.REPEATED]
    assert_sound(database)


def test_a_key_whose_commit_went_to_others_is_taken(store, database):
    database["totals_keys"].insert_one({"_id": "shop/fact/x", "commit": commit_id("shop/a", 1)})
    assert verdicts(store, posted("a", "y")) == [Verdict.APPLIED]
    assert verdicts(store, posted("a", "x")) == [Verdict.APPLIED]
    assert_sound(database)


def test_whoever_takes_a_key_from_another_stream_makes_its_writer_lose_first(store, database):
    """The writer isn't dead, it sleeps between the key and the commit, and wakes up after all."""
    database["totals_keys"].insert_one({"_id": "shop/fact/x", "commit": commit_id("shop/a", 1)})
    assert verdicts(store, posted("b", "x")) == [Verdict.APPLIED]
    with pytest.raises(DuplicateKeyError):
        database["totals_commits"].insert_one(void_commit(commit_id("shop/a", 1), TOTALS))
    assert store.get("shop/a") is None
    assert verdicts(store, posted("a", "x"), posted("a", "y")) == [Verdict.REPEATED, Verdict.APPLIED]
    assert_sound(database)


def test_many_writers_of_the_same_facts_commit_each_once(mongodb_uri, database):
    facts = [(f"s{n % 5}", f"fact-{n}") for n in range(60)]

    def write(seed: int) -> None:
        with MongoClient(mongodb_uri) as client:
            own = store_of(client[database.name])
            turned = facts[7 * seed :] + facts[: 7 * seed]
            for start in range(0, len(turned), 4):
                # Every second writer takes the facts for other streams.
                own.run([posted(f"s{seed % 2}-{id_}", fact, n) for n, (id_, fact) in enumerate(turned[start:][:4])])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    assert_sound(database)
    listed = {change["keys"][0] for commit in commits_in(database) for change in commit["changes"]}
    assert listed == {f"shop/fact/{fact}" for _, fact in facts}


def test_events_wait_in_order_until_they_are_published(store):
    _, (first,) = store.run([posted("a", "x")])
    _, (second,) = store.run([posted("a", "y"), posted("a", "z")])
    assert [entry.envelope.sequence for entry in second.entries] == [1, 2, 3], "all that Kafka may not have"
    (waiting,) = store.waiting(10)
    assert waiting.entries == second.entries
    store.settle([first])
    (waiting,) = store.waiting(10)
    assert [entry.envelope.sequence for entry in waiting.entries] == [2, 3]
    store.settle([second])
    assert store.waiting(10) == []
    _, (third,) = store.run([posted("a", "w")])
    assert [entry.envelope.sequence for entry in third.entries] == [4]
    store.settle([first])
    assert [pending.entries for pending in store.waiting(10)] == [third.entries], "an old settlement takes nothing back"


def test_the_head_follows_what_is_published_and_can_be_thrown_away(store, database):
    heads = database["totals"]
    for number in range(40):
        _, pending = store.run([posted("a", f"x{number}", number, told=number != 20)])
        if number == 30:
            store.settle(pending)
    live = store.get("shop/a")
    assert live == Total(sum(range(40)), 40)
    assert heads.find_one()["published_through"] == 31
    waiting = store.waiting(10)
    heads.delete_one({"_id": "shop/a"})
    assert store.get("shop/a") == live
    assert store.rebuild("shop/a") == live
    assert heads.find_one()["published_through"] == 31
    heads.update_one({"_id": "shop/a"}, {"$set": {"state.amount": 7}})
    assert store.rebuild("shop/a") == live == store.get("shop/a")
    assert store.waiting(10) == waiting


def test_a_stream_is_listed_among_the_heads_from_its_first_commit_on(store, database):
    store.run([posted("a", "x")])
    assert [head["_id"] for head in database["totals"].find()] == ["shop/a"]


def test_commits_without_events_take_the_head_along_as_well(store, database):
    for number in range(5):
        store.run([posted("a", f"x{number}", told=False)])
    assert database["totals"].find_one()["published_through"] == 4
    assert store.waiting(10) == []
    assert store.get("shop/a") == Total(5, 5)


def test_what_kafka_has_is_in_the_commit_no_longer_and_still_counted(store, database):
    _, pending = store.run([posted("a", "x"), posted("a", "y", told=False), posted("a", "z")])
    (commit,) = commits_in(database)
    assert (len(commit["outbox"]), commit["events"], commit["pending"]) == (2, 2, "2026-03-02T12:00:00.000000Z")
    store.settle(pending)
    (commit,) = commits_in(database)
    assert commit["events"] == 2
    assert {"outbox", "pending"}.isdisjoint(commit)


def test_a_head_follows_every_few_commits_or_when_somebody_catches_up(store, database):
    heads = database["totals"]
    for number in range(4):
        assert heads.find_one() is None or heads.find_one()["state"] is None
        store.settle(store.run([posted("a", f"x{number}")])[1])
    assert heads.find_one()["state"] == {"amount": 4, "postings": 4}
    _, old = store.run([posted("a", "y")])
    store.settle(old)
    assert heads.find_one()["state"] == {"amount": 4, "postings": 4}
    assert store.get("shop/a") == Total(5, 5)
    store.catch_up(store.load(["shop/a"]).values())
    assert heads.find_one()["state"] == {"amount": 5, "postings": 5}
    store.run([posted("a", "z")])
    store.catch_up(store.load(["shop/a"]).values())
    assert heads.find_one()["state"] == {"amount": 5, "postings": 5}, "Kafka may not have it"
    store.settle(old)
    assert heads.find_one()["published_through"] == 5, "it only goes forward"


def test_one_that_died_between_the_head_and_what_waits_leaves_nothing_waiting(store, database):
    _, pending = store.run([posted("a", "x")])
    before = commits_in(database)[0]
    store.settle(pending)
    store.catch_up(store.load(["shop/a"]).values())
    database["totals_commits"].replace_one({"_id": before["_id"]}, before)
    assert store.waiting(10) == []
    assert {"outbox", "pending"}.isdisjoint(commits_in(database)[0])
    _, (pending,) = store.run([posted("a", "y")])
    assert [entry.envelope.sequence for entry in pending.entries] == [2]


def test_old_entries_are_lifted_and_old_snapshots_passed_over(store, database):
    for number in range(4):
        store.settle(store.run([posted("a", f"x{number}", 5)])[1])
    assert database["totals"].find_one()["state"] == {"amount": 20, "postings": 4}
    doubled = dataclasses.replace(
        TOTALS, schema=2, upcasters={1: lambda entry: {**entry, "amount": 2 * entry["amount"]}}
    )
    newer = store_of(database, doubled)
    assert newer.get("shop/a") == Total(40, 4)
    newer.settle(newer.run([posted("a", "y", 1)])[1])
    assert newer.get("shop/a") == newer.rebuild("shop/a") == Total(41, 5)


class Commands(CommandListener):
    """Counts what goes to the server."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def started(self, event: CommandStartedEvent) -> None:
        self.names.append(event.command_name)

    def succeeded(self, event: Any) -> None:
        """Nobody asks."""

    failed = succeeded


def test_a_batch_of_five_hundred_takes_a_handful_of_round_trips(mongodb_uri, database):
    works = [posted(f"s{number % 70}", f"x{number}", about=f"order/{number % 100}") for number in range(500)]
    commands = Commands()
    with MongoClient(mongodb_uri, event_listeners=[commands]) as client:
        store = store_of(client[database.name])
        assert set(verdicts(store, *works)) == {Verdict.APPLIED}
        first, commands.names = commands.names, []
        assert set(verdicts(store, *works)) == {Verdict.REPEATED}
        again = list(commands.names)
    # Heads, what follows them, keys, what is recorded; new heads, keys, commits.
    assert first == ["find"] * 4 + ["insert"] * 3
    # The commits behind the keys as well, and nothing is written.
    assert again == ["find"] * 5


@pytest.fixture
def declared(mongodb_uri, database):
    documents.connect("commits-test", mongodb_uri, database.name)
    documents.ensure_indexes([TotalCommit])
    yield database["totals_commits"]
    mongoengine.disconnect("commits-test")


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ({"pending": {"$gt": ""}}, "pending"),
        ({"about": {"$in": ["shop/order/1", "shop/order/2"]}}, "about"),
    ],
)
def test_what_is_not_asked_for_by_id_has_an_index(store, declared, query, index):
    store.run([posted(f"s{number}", f"x{number}", about=f"order/{number}") for number in range(20)])
    plan = str(declared.find(query).explain()["queryPlanner"]["winningPlan"])
    assert "IXSCAN" in plan
    assert f"'{index}': 1" in plan
    assert "COLLSCAN" not in plan
