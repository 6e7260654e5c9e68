"""A store behind TLS: who has what it asks for works with it, who hasn't is told what is wrong."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote_plus

import mongoengine
import pytest

from services.kit import documents
from services.kit.errors import Away
from services.kit.settings import Settings
from services.ticketing.documents import OrderDocument
from tests.support.certificates import Authority
from tests.support.secure_store import PASSWORD, USER, SecureStore


@pytest.fixture(scope="module")
def store(_servers, tmp_path_factory) -> Iterator[SecureStore]:
    made = SecureStore(tmp_path_factory.mktemp("secure-store"), _servers.port_base + 100)
    made.start()
    yield made
    made.stop()


def uri(store: SecureStore, password: str = PASSWORD) -> str:
    return f"mongodb://{USER}:{quote_plus(password)}@{store.address}"


def told(store: SecureStore, **changed: str | None) -> dict[str, str]:
    """What the environment says, unless it is changed."""
    right = {
        "MONGODB_URI": uri(store),
        "MONGODB_TLS_CAFILE": str(store.authority.file),
        "MONGODB_TLS_CERTFILE": str(store.client.together),
    }
    return {name: value for name, value in (right | changed).items() if value is not None}


@pytest.fixture
def ensure(unique) -> Iterator[Callable[[dict[str, str]], None]]:
    """Does what every process does first: the indexes of ticketing's orders."""

    def run(environment: dict[str, str]) -> None:
        settings = Settings(service="ticketing", HELIODESK_DATABASE=f"test_{unique}", **environment)
        documents.connect("ticketing", settings.mongodb_uri, settings.database)
        documents.ensure_indexes([OrderDocument])

    yield run
    mongoengine.disconnect("ticketing")


def test_with_certificate_authority_and_login_a_process_works(store, ensure):
    ensure(told(store))
    assert OrderDocument._get_collection().index_information()


def test_a_connection_string_from_a_file_does_as_well(store, ensure, tmp_path: Path):
    file = tmp_path / "uri"
    file.write_text(f"{uri(store)}/?authSource=admin\n")
    ensure(told(store, MONGODB_URI=None, MONGODB_URI_FILE=str(file)))
    assert OrderDocument._get_collection().index_information()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"MONGODB_TLS_CAFILE": "stranger"}, "its certificate isn't to be trusted"),
        ({"MONGODB_TLS_CERTFILE": None}, "does it want TLS, or a certificate?"),
        ({"MONGODB_TLS_CAFILE": None, "MONGODB_TLS_CERTFILE": None}, "does it want TLS, or a certificate?"),
        ({"MONGODB_URI": "guessed"}, "it refuses our login"),
    ],
    ids=["another authority", "no certificate", "no TLS", "a wrong password"],
)
def test_who_is_not_let_in_hears_soon_and_in_words_why(store, ensure, changed, words, tmp_path):
    stranger = Authority(tmp_path).file
    found = {"stranger": str(stranger), "guessed": uri(store, "guessed")}
    changed = {name: found.get(value, value) for name, value in changed.items()}
    started = time.monotonic()
    with pytest.raises(Away, match=words):
        ensure(told(store, **changed))
    assert time.monotonic() - started < 10
