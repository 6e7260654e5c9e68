"""`Idempotency-Key`: the first answer to a key is the answer to it, for a day.

The key is claimed by an insert before the call goes to its service, under a command id that follows from it. So a retry
after a crash between claim and answer, and two calls at once, do the same thing downstream, and get what the first of
them kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import mongoengine
from pymongo.errors import DuplicateKeyError

from services.edge.identity.caller import Caller, CallerKind
from services.kit.errors import Away, RefusalKind, Refused, Violation
from services.kit.ids import derived_id
from services.kit.logs import get_logger
from services.kit.mongo import store_errors

HEADER = "idempotency-key"
LONGEST_KEY = 255
KEPT_SECONDS = 24 * 3600

log = get_logger(__name__)


class IdempotencyKeyDocument(mongoengine.Document):
    """A key that was used. The store forgets it a day after `claimed_at`, which is real time."""

    id = mongoengine.StringField(primary_key=True)
    request = mongoengine.StringField(required=True)
    claimed_at = mongoengine.DateTimeField(required=True)
    status = mongoengine.IntField()
    body = mongoengine.BinaryField()

    meta = {
        "db_alias": "edge",
        "collection": "idempotency",
        "auto_create_index": False,
        "indexes": [{"fields": ["claimed_at"], "expireAfterSeconds": KEPT_SECONDS}],
    }


@dataclass(frozen=True, slots=True)
class Answer:
    """What a caller got: an HTTP status with a body, or a gRPC code with a message. `final`: the same call would be
    answered so again, so it is kept."""

    status: int
    body: bytes
    final: bool = True


@dataclass(frozen=True, slots=True)
class Request:
    """One use of a key. `content` is a hash of all that the caller asked for. `person` is who asked, empty for systems:
    a shop's systems are one, and are given new keys; of people each has their own answers."""

    tenant: str
    person: str
    key: str
    content: str

    @property
    def id(self) -> str:
        # A key may hold any printable character: its hash can stand in an id. No line break does.
        named = f"{self.person}\n{self.key}" if self.person else self.key
        return f"{self.tenant}/{sha256(named.encode()).hexdigest()}"

    @property
    def command_id(self) -> str:
        """The same for the same key with the same content."""
        who = (self.person,) if self.person else ()
        return derived_id(self.tenant, *who, self.key, self.content)


def request_of(caller: Caller, key: str, *asked: bytes) -> Request:
    """Raises Refused for what can't be a key."""
    if not 1 <= len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
        message = f"Idempotency-Key has 1 to {LONGEST_KEY} printable ASCII characters"
        raise Refused(
            "INVALID_IDEMPOTENCY_KEY", message, violations=(Violation(HEADER, "INVALID_IDEMPOTENCY_KEY", message),)
        )
    digest = sha256()
    for part in asked:
        digest.update(b"%d:" % len(part))
        digest.update(part)
    person = caller.id if caller.kind is CallerKind.PERSON else ""
    return Request(caller.tenant, person, key, digest.hexdigest())


class Idempotency:
    """`now` is real time: the store counts the day by it."""

    def __init__(self, collection: Any, now: Callable[[], datetime]) -> None:
        self._collection = collection
        self._now = now

    async def once(self, request: Request, answer: Callable[[str], Awaitable[Answer]]) -> tuple[Answer, bool]:
        """The first answer to the key, and whether it was given before. `answer(command_id)` makes it.

        Raises Refused (CONFLICT) where the key was used for something else, Away, and what `answer` raises.
        """
        earlier = await asyncio.to_thread(self._claim, request)
        if earlier is not None:
            return earlier, True
        made = await answer(request.command_id)
        if not made.final:
            return made, False
        try:
            return await asyncio.to_thread(self._keep, request, made)
        except Away as away:
            # It is done and the caller may know; a retry does the same under the same command id.
            log.warning("answer_not_kept", tenant=request.tenant, why=str(away))
            return made, False

    def _claim(self, request: Request) -> Answer | None:
        """The kept answer; None where there is none yet."""
        claim = {"_id": request.id, "request": request.content, "claimed_at": self._now()}
        with store_errors():
            try:
                self._collection.insert_one(claim)
                return None
            except DuplicateKeyError:
                found = self._collection.find_one({"_id": request.id})
        if found is None:
            return None
        if found["request"] != request.content:
            raise Refused(
                "IDEMPOTENCY_KEY_REUSED", "this Idempotency-Key was used for another request", RefusalKind.CONFLICT
            )
        return _kept(found)

    def _keep(self, request: Request, made: Answer) -> tuple[Answer, bool]:
        kept = {"$set": {"status": made.status, "body": made.body}}
        with store_errors():
            done = self._collection.update_one({"_id": request.id, "status": {"$exists": False}}, kept)
            if done.matched_count:
                return made, False
            found = self._collection.find_one({"_id": request.id})
        first = _kept(found) if found else None
        return (first, True) if first else (made, False)


def _kept(found: dict[str, Any]) -> Answer | None:
    return Answer(found["status"], bytes(found["body"])) if "status" in found else None
