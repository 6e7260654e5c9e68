"""A commit stream for tests: postings that add up to a total, each of them a fact that counts once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from services.kit.aggregate import Change, Work
from services.kit.commits import CommitStore
from services.kit.committed import CommitDocument, CommitKind, Standing, commit_id
from services.kit.money import Money
from services.kit.topics import ACCOUNT

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Posting:
    fact: str
    amount: int


@dataclass(frozen=True, slots=True)
class PointsEarned:
    """What is told of a posting: a message of the topic that stands for any other."""

    entry_id: str
    points: int
    amount: Money


@dataclass(frozen=True, slots=True)
class Total:
    amount: int = 0
    postings: int = 0


def added(total: Total | None, posting: Posting) -> Total:
    before = total or Total()
    return Total(before.amount + posting.amount, before.postings + 1)


TOTALS = CommitKind(name="total", collection="totals", state=Total, topic=ACCOUNT, entry=Posting, fold=added)


class TotalCommit(CommitDocument):
    meta = {"db_alias": "commits-test", "collection": "totals_commits"}


def store_of(database: Any, kind: CommitKind[Total] = TOTALS) -> CommitStore[Total]:
    return CommitStore(database, kind, "test", lambda: NOON)


def posted(id_: str, fact: str, amount: int = 1, *, told: bool = True, about: str = "") -> Work[Total]:
    """Posts the fact once; `told` sends an event that names it."""

    def decide(standing: Standing[Total]) -> Change[Total]:
        posting = Posting(fact, amount)
        event = PointsEarned(fact, amount, Money(1, "EUR"))
        return Change(added(standing.state, posting), (event,) if told else (), entries=(posting,))

    return Work(f"shop/{id_}", decide, keys=(f"fact/{fact}",), about=(about,) if about else ())


def commits_in(database: Any) -> list[dict[str, Any]]:
    return list(database["totals_commits"].find().sort("_id", 1))


def assert_sound(database: Any) -> None:
    """Each fact stands in one commit, to which its key points; versions and sequences have no gaps."""
    commits = commits_in(database)
    listed = [(key, commit["_id"]) for commit in commits for change in commit["changes"] for key in change["keys"]]
    assert all(times == 1 for times in Counter(key for key, _ in listed).values())
    pointers = {document["_id"]: document["commit"] for document in database["totals_keys"].find()}
    assert {key: pointers[key] for key, _ in listed} == dict(listed)
    streams: dict[str, list[dict[str, Any]]] = {}
    for commit in commits:
        streams.setdefault(commit["_id"].rpartition("/")[0], []).append(commit)
    for id_, its in streams.items():
        assert [commit["_id"] for commit in its] == [commit_id(id_, n) for n in range(1, len(its) + 1)]
        assert sum(commit["events"] for commit in its) == sum(len(commit.get("outbox", ())) for commit in its)
        sequences = [entry["sequence"] for commit in its for entry in commit.get("outbox", ())]
        assert sequences == list(range(1, len(sequences) + 1))
