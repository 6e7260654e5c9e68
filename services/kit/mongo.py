"""How we connect to MongoDB, and what its errors mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pymongo.collection import Collection
from pymongo.errors import BulkWriteError, ConnectionFailure, ExecutionTimeout, PyMongoError

from services.kit.errors import Away

DUPLICATE_KEY = 11000
# Our login is refused: somebody else has to mend that, and then it goes on.
_AUTHENTICATION_FAILED = 18
# Not primary, shutting down, interrupted: the server is there and will be again.
_PASSING_CODES = frozenset({_AUTHENTICATION_FAILED, 91, 112, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436})
# As the driver, the system and OpenSSL word it; which of them says it first is a race.
_CUT_OFF = ("connection closed", "Connection reset", "Broken pipe", "EOF occurred", "[SSL: ")

# Away is known within seconds; an acknowledged write is on disk; a write is repeated by us, who know what was meant.
CLIENT_OPTIONS: dict[str, Any] = {
    "serverSelectionTimeoutMS": 3000,
    "connectTimeoutMS": 2000,
    "socketTimeoutMS": 20000,
    "maxPoolSize": 16,
    "w": "majority",
    "journal": True,
    "retryWrites": False,
    "tz_aware": True,
    "uuidRepresentation": "standard",
}


@contextmanager
def store_errors() -> Iterator[None]:
    """Turns what passes into Away; lets the rest through."""
    try:
        yield
    except (ConnectionFailure, ExecutionTimeout) as error:
        raise Away("store", _why(error)) from error
    except PyMongoError as error:
        if getattr(error, "code", None) in _PASSING_CODES:
            raise Away("store", _why(error)) from error
        raise


def _why(error: PyMongoError) -> str:
    """In words where somebody has to do something about it. The driver tells TLS's reasons in its message alone."""
    text = str(error)
    if getattr(error, "code", None) == _AUTHENTICATION_FAILED:
        return "it refuses our login (MONGODB_URI)"
    if "certificate verify failed" in text:
        return "its certificate isn't to be trusted (MONGODB_TLS_CAFILE)"
    if any(sign in text for sign in _CUT_OFF):
        return f"it closes the connection at once: does it want TLS, or a certificate? ({type(error).__name__})"
    return type(error).__name__


def only_duplicates(error: BulkWriteError) -> list[dict[str, Any]]:
    """The write errors of a bulk in which nothing but duplicate keys went wrong; otherwise raises."""
    details = error.details or {}
    failures: list[dict[str, Any]] = details.get("writeErrors", [])
    if details.get("writeConcernErrors") or any(failure["code"] != DUPLICATE_KEY for failure in failures):
        passing = all(failure["code"] in _PASSING_CODES or failure["code"] == DUPLICATE_KEY for failure in failures)
        if failures and passing:
            raise Away("store", "bulk write interrupted") from error
        raise error
    return failures


def by_id(
    collection: Collection[dict[str, Any]], ids: Iterable[str], fields: dict[str, int] | None = None
) -> dict[str, dict[str, Any]]:
    """Those of the documents that exist, by `_id`. Raises Away."""
    wanted = list(ids)
    if not wanted:
        return {}
    with store_errors():
        # One more than there can be: all come in the first answer, and the cursor is closed with it.
        found = collection.find({"_id": {"$in": wanted}}, fields, batch_size=len(wanted) + 1)
        return {document["_id"]: document for document in found}


def write_all(collection: Collection[dict[str, Any]], operations: Sequence[Any]) -> list[int]:
    """Does all in one round trip; answers the places of those that met a duplicate key. Raises Away."""
    if not operations:
        return []
    with store_errors():
        try:
            collection.bulk_write(operations, ordered=False)
        except BulkWriteError as error:
            return [failure["index"] for failure in only_duplicates(error)]
    return []
