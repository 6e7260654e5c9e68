"""`heliodesk loyalty prove` finds what was changed behind the ledger's back, and nothing else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest
from typer.testing import CliRunner

from services.cli.main import build
from services.cli.problems import CommandProblem
from services.kit.aggregate import Work
from services.kit.commits import CommitStore
from services.kit.committed import Standing
from services.loyalty.changes import book_of, change_of
from services.loyalty.documents import ACCOUNTS
from services.loyalty.domain.account import Account
from services.loyalty.domain.crediting import Credit, Debit, credit, debit
from services.loyalty.domain.entry import genesis, hash_of
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.maturing import mature
from services.loyalty.domain.programme import UNPUBLISHED
from services.loyalty.domain.spending import Redemption, redeem, restore
from services.loyalty.domain.words import Source
from services.loyalty.proving import reading
from services.loyalty.proving.account import Fault, Tally
from services.loyalty.proving.reading import Ledgers
from services.loyalty.proving.run import prove
from tests.support.orders import NOON

DAY = timedelta(days=1)
Post = Callable[[Book, Any], object]


def work(customer: str, key: str, post: Post, now: datetime = NOON) -> Work[Account]:
    """A fact of this customer. What it is about has the key's name, without its first word."""

    def decide(standing: Standing[Account]) -> Any:
        book = book_of("shop", customer, standing)
        post(book, standing.entries)
        return change_of(book, standing, now)

    return Work(f"shop/{customer}", decide, keys=(f"{customer}-{key}",), about=(f"{customer}-{key.partition('/')[2]}",))


def gift(customer: str, credit_id: str, points: int, days: int) -> Work[Account]:
    lot = Credit(Source.GIFT, credit_id, points, NOON, expires_at=NOON + days * DAY)
    return work(customer, f"gift/{credit_id}", lambda book, _: credit(book, lot))


def redemption(customer: str, redemption_id: str, points: int) -> Work[Account]:
    spent = Redemption(redemption_id, points)
    return work(customer, f"redemption/{redemption_id}", lambda book, _: redeem(book, spent, NOON))


def cancellation(customer: str, redemption_id: str) -> Work[Account]:
    def post(book: Book, recorded: Any) -> None:
        restore(book, recorded, redemption_id, "not wanted", NOON)

    return work(customer, f"restore/{redemption_id}", post)


def correction(customer: str, correction_id: str, points: int) -> Work[Account]:
    taken = Debit(correction_id, points, NOON + 6 * DAY, "counted twice", "agent-ana")
    return work(customer, f"correction/{correction_id}", lambda book, _: debit(book, taken))


def expiry(customer: str) -> Work[Account]:
    at = NOON + 5 * DAY
    return replace(work(customer, "", lambda book, _: mature(book, UNPUBLISHED, at), at), keys=(), about=())


def live(store: CommitStore[Account], customers: list[str]) -> None:
    """Each has nine entries in six commits; Kafka has heard of all of them."""
    for facts in (
        lambda one: (gift(one, "g1", 100, 5), gift(one, "g2", 50, 9)),
        lambda one: (redemption(one, "r1", 120),),
        lambda one: (cancellation(one, "r1"),),
        lambda one: (redemption(one, "r2", 30), gift(one, "g3", 7, 20)),
        lambda one: (expiry(one),),
        lambda one: (correction(one, "m1", 60), gift(one, "g4", 5, 30)),
    ):
        store.settle(store.run([fact for customer in customers for fact in facts(customer)])[1])


@pytest.fixture
def books(store: CommitStore[Account]) -> CommitStore[Account]:
    """Whose names lie in another order among the commits than among the heads."""
    customers = ["ann", "ann-b", "ann0", "bob", "zoe"]
    live(store, customers)
    store.catch_up(store.load([f"shop/{customer}" for customer in customers]).values())
    return store


def proven(store: CommitStore[Account], tenant: str = "") -> Tally:
    ledgers = Ledgers(store.database)
    cuts, tally = ledgers.survey(tenant)
    for cut in cuts:
        tally.add(ledgers.prove(*cut))
    return tally


def test_books_that_are_right_are_proven(books):
    tally = proven(books)
    assert tally.faults == []
    balance = books.get("shop/ann").balance
    assert (tally.accounts, tally.commits, tally.balance) == (5, 30, 5 * balance)
    assert tally.entries == sum(books.get(f"shop/{one}").entry_count for one in ("ann", "ann-b", "ann0", "bob", "zoe"))


@pytest.mark.parametrize("page", [1, 2, 7])
def test_it_makes_no_difference_where_a_page_ends_or_a_process_takes_over(books, monkeypatch, page):
    whole = proven(books)
    monkeypatch.setattr(reading, "PAGE", page)
    assert len(Ledgers(books.database).survey("")[0]) == max(1, -(-5 // page))
    assert proven(books) == whole


def test_what_kafka_does_not_have_yet_is_proven_as_well(books):
    books.run([gift("ann", "g9", 9, 40)])
    assert proven(books).faults == []


def test_a_head_that_nobody_has_filled_yet_is_no_fault(books):
    books.database[ACCOUNTS.collection].insert_one(
        {"_id": "shop/new", "tenant": "shop", "schema": 1, "published_through": 0, "state": None, "sequence": 0}
    )
    assert proven(books).faults == []


def test_only_the_shop_that_is_asked_for_is_looked_at(books):
    books.settle(books.run([in_another_shop(gift("ann", "g1", 1, 5))])[1])
    assert (proven(books, "shop").accounts, proven(books, "shop-2").accounts, proven(books).accounts) == (5, 1, 6)


def in_another_shop(fact: Work[Account]) -> Work[Account]:
    def decide(standing: Standing[Account]) -> Any:
        book = book_of("shop-2", "ann", standing)
        credit(book, Credit(Source.GIFT, "g1", 1, NOON))
        return change_of(book, standing, NOON)

    return replace(fact, id="shop-2/ann", decide=decide)


def entry_of(books: CommitStore[Account], version: int, **fields: Any) -> None:
    update = {f"changes.0.entries.0.{name}": value for name, value in fields.items()}
    books.database[ACCOUNTS.commits].update_one({"_id": f"shop/bob/{version:012d}"}, {"$set": update})


def more_points(books: CommitStore[Account]) -> None:
    entry_of(books, 1, points=1000, balance_after=1000)


def another_actor(books: CommitStore[Account]) -> None:
    entry_of(books, 6, actor="agent-eve")


def a_commit_is_gone(books: CommitStore[Account]) -> None:
    books.database[ACCOUNTS.commits].delete_one({"_id": "shop/bob/000000000003"})


def the_last_commit_is_gone(books: CommitStore[Account]) -> None:
    books.database[ACCOUNTS.commits].delete_one({"_id": "shop/bob/000000000006"})


def all_commits_are_gone(books: CommitStore[Account]) -> None:
    books.database[ACCOUNTS.commits].delete_many({"_id": {"$gt": "shop/bob/", "$lt": "shop/bob0"}})


def a_richer_head(books: CommitStore[Account]) -> None:
    books.database[ACCOUNTS.collection].update_one({"_id": "shop/bob"}, {"$inc": {"state.balance": 1}})


def a_head_of_other_events(books: CommitStore[Account]) -> None:
    books.database[ACCOUNTS.collection].update_one({"_id": "shop/bob"}, {"$inc": {"sequence": 1}})


def no_head(books: CommitStore[Account]) -> None:
    books.database[ACCOUNTS.collection].delete_one({"_id": "shop/bob"})


def a_key_that_points_elsewhere(books: CommitStore[Account]) -> None:
    books.database[ACCOUNTS.keys].update_one(
        {"_id": "shop/bob-redemption/r2"}, {"$set": {"commit": "shop/ann/000000000004"}}
    )


def a_key_that_is_gone(books: CommitStore[Account]) -> None:
    books.database[ACCOUNTS.keys].delete_one({"_id": "shop/bob-redemption/r2"})


def words_that_nobody_knows(books: CommitStore[Account]) -> None:
    entry_of(books, 2, kind="stolen")


@pytest.mark.parametrize(
    ("tamper", "where", "what"),
    [
        (more_points, "entry 1", "its hash doesn't follow"),
        (another_actor, "entry 8", "its hash doesn't follow"),
        (a_commit_is_gone, "commit 3", "is not there; the next one is shop/bob/000000000004"),
        (the_last_commit_is_gone, "head", "stands at commit 6"),
        (all_commits_are_gone, "head", "stands at commit 6, which is not there"),
        (a_richer_head, "head", "and the entries make"),
        (a_head_of_other_events, "head", "and the entries make"),
        (no_head, "head", "is not there"),
        (a_key_that_points_elsewhere, "key shop/bob-redemption/r2", "points to shop/ann/000000000004"),
        (a_key_that_is_gone, "key shop/bob-redemption/r2", "points to None"),
        (words_that_nobody_knows, "commit 2", "can't be read"),
    ],
)
def test_what_was_changed_behind_its_back_is_found_where_it_is(
    books, tamper: Callable[[CommitStore[Account]], None], where: str, what: str
):
    tamper(books)
    found = {(fault.account_id, fault.where) for fault in proven(books).faults}
    assert found == {("shop/bob", where)}
    assert all(what in fault.what for fault in proven(books).faults)
    assert proven(books).accounts >= 4, "the others are proven all the same"


def test_a_forged_entry_with_a_hash_of_its_own_breaks_the_chain_behind_it(books):
    (_, entries) = next(books.commits("shop/bob"))
    forged = replace(entries[0], reason="a present")
    entry_of(books, 1, reason=forged.reason, hash=hash_of(genesis("shop/bob"), forged))
    (fault,) = proven(books).faults
    assert (fault.where, fault.what[:8]) == ("entry 2", "its hash")


def test_who_writes_meanwhile_is_no_fault(books, monkeypatch):
    monkeypatch.setattr(reading, "PAGE", 3)
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            works = [gift(customer, f"x{number}", 1, 50) for customer in ("ann", "zoe")]
            books.settle(books.run(works)[1])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        tallies = [proven(books) for _ in range(15)]
    finally:
        stop.set()
        writer.join()
    assert [tally.faults for tally in tallies] == [[]] * 15
    assert tallies[-1].commits > tallies[0].commits


def test_several_processes_prove_what_one_proves(books, mongodb_uri, monkeypatch):
    live(books, [f"customer-{number}" for number in range(60)])
    whole = proven(books)
    monkeypatch.setattr(reading, "PAGE", 8)
    assert prove(mongodb_uri, books.database.name) == whole


def test_an_account_is_proven_alone(books, mongodb_uri):
    a_richer_head(books)
    assert prove(mongodb_uri, books.database.name, account_id="shop/ann").faults == []
    (fault,) = prove(mongodb_uri, books.database.name, account_id="shop/bob").faults
    assert isinstance(fault, Fault)


@pytest.fixture
def command(books, mongodb_uri, monkeypatch) -> Callable[..., Any]:
    """Of the same books, in the database that loyalty itself would use."""
    prefix = books.database.name
    monkeypatch.setenv("MONGODB_URI", mongodb_uri)
    monkeypatch.setenv("HELIODESK_DATABASE", prefix)
    own = books.database.client[f"{prefix}_loyalty"]
    for name in (ACCOUNTS.collection, ACCOUNTS.commits, ACCOUNTS.keys):
        own[name].insert_many(list(books.database[name].find()))

    def run(*arguments: str) -> Any:
        return CliRunner().invoke(build("loyalty"), ["loyalty", "prove", *arguments])

    run.database = own
    return run


def test_the_command_says_what_it_has_proven(command):
    told = command("--tenant", "shop")
    assert told.exit_code == 0, told.output
    assert "Every account is what its entries make it." in told.output


def test_the_command_ends_with_1_and_says_what_is_wrong_where(command):
    command.database[ACCOUNTS.collection].update_one({"_id": "shop/bob"}, {"$inc": {"state.balance": 1}})
    told = command()
    assert told.exit_code == 1
    assert "shop/bob" in told.output
    machine = command("--json")
    assert machine.exit_code == 1
    (fault,) = orjson.loads(machine.output)["faults"]
    assert (fault["account_id"], fault["where"]) == ("shop/bob", "head")
    assert command("--tenant", "shop", "--account", "ann").exit_code == 0
    assert command("--tenant", "shop", "--account", "bob").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [(("--account", "ann"), "--tenant"), (("--tenant", "shop", "--account", "nobody"), "no account nobody")],
)
def test_the_command_proves_nothing_that_is_not_there(command, arguments, problem):
    told = command(*arguments)
    assert isinstance(told.exception, CommandProblem)
    assert problem in str(told.exception)
