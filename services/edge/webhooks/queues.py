"""Whose turn it is: each endpoint is looked after by one sender at a time, in turns that are short.

A sender claims an endpoint for the length of a lease. One that dies leaves it to the others when the lease is over,
with all that was due: what it had sent and not recorded is sent again under the same id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pymongo import UpdateOne
from pymongo.database import Database

from services.edge.webhooks.documents import ENDPOINTS, QUEUE_INDEX
from services.edge.webhooks.domain.endpoint import Endpoint
from services.kit.clock import Clock
from services.kit.convert import from_document
from services.kit.ids import new_id
from services.kit.instants import from_text, to_text
from services.kit.mongo import store_errors, write_all

# Wall seconds; more than the longest turn takes.
LEASE = 30.0


@dataclass(frozen=True, slots=True)
class Claim:
    """`stamp` is the number of the last call that was heard when it was claimed."""

    key: str
    endpoint: Endpoint
    owner: str
    stamp: int


class Queues:
    """Synchronous: call it in a thread. Each of its methods raises Away."""

    def __init__(self, database: Database[dict[str, Any]], clock: Clock, woken: Callable[[], object]) -> None:
        """`woken` is told, in whatever thread, when something has come to be due."""
        self._collection = database[ENDPOINTS.collection]
        self._clock = clock
        self._woken = woken

    def wake(self, keys: Iterable[str]) -> None:
        """These endpoints (`<tenant>/<id>`) have something due. Call it when that stands in the store."""
        now = to_text(self._clock.now())
        # A lower bound that is no instant: whoever has no lease is free from the start of time.
        call = {"$min": {"queue.next": now}, "$max": {"queue.until": ""}, "$inc": {"queue.stamp": 1}}
        write_all(self._collection, [UpdateOne({"_id": key}, call) for key in keys])
        self._woken()

    def claim(self, most: int) -> list[Claim]:
        """Those that have waited longest of the ones that nobody looks after."""
        now = self._clock.now()
        with store_errors():
            found = self._collection.find(queues_query(now), {"state": 1, "queue": 1})
            waiting = list(found.sort("queue.next", 1).hint(QUEUE_INDEX).limit(most))
            return [claimed for one in waiting if (claimed := self._claimed(one, now)) is not None]

    def _claimed(self, found: dict[str, Any], now: datetime) -> Claim | None:
        """None where somebody else was quicker."""
        queue, owner = found["queue"], new_id()
        until = to_text(now + timedelta(seconds=LEASE * self._clock.rate))
        mine = {"$set": {"queue.until": until, "queue.owner": owner}}
        done = self._collection.update_one({"_id": found["_id"], "queue.until": queue["until"]}, mine)
        if not done.matched_count:
            return None
        return Claim(found["_id"], from_document(found["state"], Endpoint), owner, queue["stamp"])

    def release(self, claim: Claim, following: datetime | None, rest: datetime | None) -> None:
        """It wants to be looked at at `following`, or when it is called; at once where it has been meanwhile. Until
        `rest` it is left alone, whoever calls."""
        freed = {"queue.until": to_text(rest) if rest else "", "queue.owner": ""}
        quiet: dict[str, Any] = {"$set": freed, "$unset": {"queue.next": ""}}
        if following is not None:
            quiet = {"$set": {**freed, "queue.next": to_text(following)}}
        mine = {"_id": claim.key, "queue.owner": claim.owner}
        with store_errors():
            done = self._collection.update_one({**mine, "queue.stamp": claim.stamp}, quiet)
            if not done.matched_count:
                self._collection.update_one(mine, {"$set": freed})

    def oldest(self) -> timedelta:
        """For how long the endpoint has waited that has waited longest, not counting those that are left alone;
        nothing where none is due."""
        now = self._clock.now()
        waits = [{"queue.until": {"$lte": to_text(now)}}, {"queue.owner": {"$gt": ""}}]
        query = {"queue.next": {"$lte": to_text(now)}, "$or": waits}
        with store_errors():
            found = self._collection.find(query, {"queue.next": 1}).sort("queue.next", 1).hint(QUEUE_INDEX).limit(1)
            return next((now - from_text(one["queue"]["next"]) for one in found), timedelta())


def queues_query(now: datetime) -> dict[str, Any]:
    text = to_text(now)
    return {"queue.next": {"$lte": text}, "queue.until": {"$lte": text}}
