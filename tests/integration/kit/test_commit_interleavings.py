"""Writers of the same facts, stopped and resumed between any two of their commands to the real store."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pymongo import MongoClient
from pymongo.monitoring import CommandListener

from services.kit.aggregate import Outcome, Verdict, Work
from services.kit.committed import commit_id
from tests.support.postings import Total, assert_sound, posted, store_of

# Two writers race for a fact on one stream, or on two; a third one takes versions of the first stream.
WRITERS = (("a", "x"), ("b", "x"), ("a", "y"), ("a", "x"))


class Gate(CommandListener):
    """Lets a client's commands through one at a time, when it is told to; the server itself is the real one."""

    def __init__(self) -> None:
        self._arrived: threading.Semaphore = threading.Semaphore(0)
        self._may_go: threading.Semaphore = threading.Semaphore(0)
        self.open = False
        self.done = False

    def started(self, event: Any) -> None:
        if not self.open and event.command_name in ("find", "insert", "update", "delete", "getMore"):
            self._arrived.release()
            self._may_go.acquire()

    def succeeded(self, event: Any) -> None:
        pass

    failed = succeeded

    def finish(self) -> None:
        self.done = True
        self._arrived.release()

    def wait(self) -> None:
        """Until the writer stands before its next command, or is done."""
        assert self._arrived.acquire(timeout=20)

    def step(self) -> None:
        """Lets one command through and waits for what comes of it."""
        if not self.done:
            self._may_go.release()
            self.wait()

    def run_out(self) -> None:
        while not self.done:
            self.step()


@dataclass
class Writer:
    """One process, as far as the store can tell."""

    gate: Gate
    database: Any

    def start(self, work: Work[Total]) -> None:
        self.gate.done = False
        self.outcomes: list[Outcome[Total]] = []
        self._thread = threading.Thread(target=self._write, args=(work,), daemon=True)
        self._thread.start()
        self.gate.wait()

    def _write(self, work: Work[Total]) -> None:
        try:
            self.outcomes, _ = store_of(self.database).run([work])
        finally:
            self.gate.finish()

    def run_out(self) -> Verdict:
        self.gate.run_out()
        self._thread.join()
        return self.outcomes[0].verdict


@pytest.fixture
def writers(mongodb_uri, database) -> Iterator[list[Writer]]:
    gates = [Gate() for _ in WRITERS]
    clients = [MongoClient(mongodb_uri, event_listeners=[gate]) for gate in gates]
    yield [Writer(gate, client[database.name]) for gate, client in zip(gates, clients, strict=True)]
    for gate, client in zip(gates, clients, strict=True):
        gate.open = True
        client.close()


def forget(database: Any) -> None:
    for name in ("totals", "totals_commits", "totals_keys"):
        database[name].delete_many({})


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    schedule=st.lists(st.integers(0, len(WRITERS) - 1), max_size=45),
    asleep=st.sets(st.integers(0, len(WRITERS) - 1), max_size=len(WRITERS) - 1),
    left_behind=st.sampled_from(["", commit_id("shop/a", 1), commit_id("shop/b", 1), commit_id("shop/c", 1)]),
)
def test_however_writers_interleave_and_die_a_fact_is_committed_once(
    database, writers, schedule: Sequence[int], asleep: set[int], left_behind: str
):
    forget(database)
    if left_behind:
        database["totals_keys"].insert_one({"_id": "shop/fact/x", "commit": left_behind})
    for writer, (stream, fact) in zip(writers, WRITERS, strict=True):
        writer.start(posted(stream, fact))
    for number in schedule:
        writers[number].gate.step()
    verdicts = {number: writers[number].run_out() for number in range(len(WRITERS)) if number not in asleep}
    assert_sound(database)
    # Those who slept wake up after all.
    verdicts |= {number: writers[number].run_out() for number in sorted(asleep)}
    assert_sound(database)
    assert verdicts.pop(2) is Verdict.APPLIED
    assert sorted(verdicts.values()) == [Verdict.APPLIED, Verdict.REPEATED, Verdict.REPEATED]
