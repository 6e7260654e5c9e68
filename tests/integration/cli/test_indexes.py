"""`heliodesk indexes`, on the real store."""

from __future__ import annotations

import pytest

from services.kit.settings import SERVICES


@pytest.fixture
def on_store(heliodesk, mongodb_uri, database, monkeypatch):
    """The command, with databases of the test's own."""
    monkeypatch.setenv("MONGODB_URI", mongodb_uri)
    monkeypatch.setenv("HELIODESK_DATABASE", database.name)
    return heliodesk


def test_indexes_are_made_and_making_them_again_changes_nothing(on_store, database):
    first = on_store("indexes", "apply")
    assert first.code == 0, first.err
    assert [line.split(":")[0] for line in first.out.splitlines()] == list(SERVICES)
    made = {name: indexes_of(database, name) for name in SERVICES}
    # What the relay asks for, and what a team's queue is.
    assert any("outbox.time" in keys for keys in made["ticketing"])
    assert all(made.values())
    assert on_store("indexes", "apply").out == first.out
    assert {name: indexes_of(database, name) for name in SERVICES} == made


def indexes_of(database, service: str) -> set[tuple[str, ...]]:
    """The fields of every index of the service, but the one that every collection has."""
    own = database.client[f"{database.name}_{service}"]
    found = [each["key"] for name in own.list_collection_names() for each in own[name].index_information().values()]
    return {tuple(field for field, _ in keys) for keys in found} - {("_id",)}


def test_one_service_alone_is_no_other_ones_business(on_store, database):
    assert on_store("indexes", "apply", "--service", "feedback").out == "feedback: 1 collections\n"
    made = [name for name in database.client.list_database_names() if name.startswith(database.name)]
    assert made == [f"{database.name}_feedback"]


def test_a_service_that_is_none_is_told_in_one_line(on_store):
    assert "there is no service 'sales'" in on_store("indexes", "apply", "--service", "sales").problem


def test_a_store_that_is_away_is_told_in_one_line(on_store, monkeypatch):
    monkeypatch.setenv("MONGODB_URI", "mongodb://desk:s3cret@127.0.0.1:1/")
    said = on_store("indexes", "apply", "--service", "feedback")
    assert "store is away" in said.problem
    assert "s3cret" not in said.err
