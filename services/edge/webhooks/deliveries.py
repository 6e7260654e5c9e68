"""The log of deliveries: what is to be sent, what came of each attempt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from pymongo import InsertOne
from pymongo.database import Database

from services.edge.webhooks.documents import DUE_INDEX, LIST_INDEX, STATUS_INDEX
from services.edge.webhooks.domain.delivery import KEPT_ATTEMPTS, Delivery
from services.edge.webhooks.domain.retrying import Attempt
from services.edge.webhooks.domain.words import DeliveryStatus
from services.edge.webhooks.queues import Queues
from services.kit.convert import from_document, to_document
from services.kit.documents import DEFAULT_PAGE, read_cursor, write_cursor
from services.kit.ids import document_id
from services.kit.instants import to_text
from services.kit.mongo import store_errors, write_all

_COLLECTION = "webhook_deliveries"
_WAITING, _FAILED = str(DeliveryStatus.WAITING), str(DeliveryStatus.FAILED)


class Deliveries:
    """Synchronous: call it in a thread. Each of its methods raises Away. `wall` is real time, by which the store
    forgets."""

    def __init__(self, database: Database[dict[str, Any]], queues: Queues, wall: Callable[[], datetime]) -> None:
        self._collection = database[_COLLECTION]
        self._queues = queues
        self._wall = wall

    def add(self, made: Sequence[tuple[Delivery, bytes]]) -> None:
        """Those that aren't there yet, with what is to be sent."""
        documents = [
            {
                **to_document(delivery),
                "_id": document_id(delivery.tenant, delivery.delivery_id),
                "kept_from": self._wall(),
                "body": body,
            }
            for delivery, body in made
        ]
        write_all(self._collection, [InsertOne(document) for document in documents])
        # Also for those that were there: whoever wrote them may have died before this.
        self._queues.wake(sorted({delivery.endpoint for delivery, _ in made}))

    def due(self, endpoint: str, now: datetime, most: int) -> list[tuple[Delivery, bytes]]:
        """Those that are due longest come first."""
        with store_errors():
            found = self._collection.find(due_query(endpoint, now)).sort("due", 1).hint(DUE_INDEX).limit(most)
            return [(from_document(one, Delivery), bytes(one["body"])) for one in found]

    def next_due(self, endpoint: str) -> datetime | None:
        """When the first one is due that waits."""
        with store_errors():
            found = self._collection.find({"endpoint": endpoint, "due": {"$gt": ""}}, {"body": 0})
            first = next(iter(found.sort("due", 1).hint(DUE_INDEX).limit(1)), None)
        return from_document(first, Delivery).due if first else None

    def record(self, delivery: Delivery, attempt: Attempt, status: DeliveryStatus, due: datetime | None) -> None:
        """Once: of two senders that have tried the same the second one changes nothing."""
        place = {"_id": document_id(delivery.tenant, delivery.delivery_id), "tries": delivery.tries}
        became = {"status": str(status), "due": None if due is None else to_text(due)}
        log = {"attempts": {"$each": [to_document(attempt)], "$slice": -KEPT_ATTEMPTS}}
        with store_errors():
            self._collection.update_one(place, {"$set": became, "$inc": {"tries": 1}, "$push": log})

    def give_up(self, endpoint: str) -> int:
        """Nothing of it waits any more: the endpoint takes nothing. Answers how many did."""
        failed = {"$set": {"status": _FAILED, "due": None}}
        with store_errors():
            return self._collection.update_many({"endpoint": endpoint, "status": _WAITING}, failed).modified_count

    def get(self, tenant: str, delivery_id: str) -> tuple[Delivery, bytes] | None:
        with store_errors():
            found = self._collection.find_one({"_id": document_id(tenant, delivery_id)})
        return (from_document(found, Delivery), bytes(found["body"])) if found else None

    def page(self, endpoint: str, status: DeliveryStatus | None, size: int, cursor: str) -> tuple[list[Delivery], str]:
        """Newest first, and the cursor of the next page. Raises Refused (BAD_CURSOR)."""
        limit, index = size or DEFAULT_PAGE, STATUS_INDEX if status else LIST_INDEX
        with store_errors():
            found = self._collection.find(list_query(endpoint, status, cursor), {"body": 0}).hint(index)
            rows = list(found.sort([("made_at", -1), ("_id", -1)]).limit(limit + 1))
        following = write_cursor(rows[limit - 1]["made_at"], rows[limit - 1]["_id"]) if len(rows) > limit else ""
        return [from_document(row, Delivery) for row in rows[:limit]], following

    def replay(self, delivery: Delivery, now: datetime) -> None:
        """It is due again, with all its tries, whatever came of it."""
        again = {"$set": {"status": _WAITING, "due": to_text(now), "tries": 0}}
        with store_errors():
            self._collection.update_one({"_id": document_id(delivery.tenant, delivery.delivery_id)}, again)
        self._queues.wake([delivery.endpoint])

    def replay_failed(self, endpoint: str, since: datetime, now: datetime) -> int:
        """Those that were made from then on, and are given up. Answers how many there are."""
        failed = {"endpoint": endpoint, "status": _FAILED, "made_at": {"$gte": to_text(since)}}
        again = {"$set": {"status": _WAITING, "due": to_text(now), "tries": 0}}
        with store_errors():
            count = self._collection.update_many(failed, again).modified_count
        self._queues.wake([endpoint])
        return count


def due_query(endpoint: str, now: datetime) -> dict[str, Any]:
    # Null, of those that don't wait, is no text.
    return {"endpoint": endpoint, "due": {"$gt": "", "$lte": to_text(now)}}


def list_query(endpoint: str, status: DeliveryStatus | None, cursor: str) -> dict[str, Any]:
    query: dict[str, Any] = {"endpoint": endpoint, **({"status": str(status)} if status else {})}
    if cursor:
        at, last_id = read_cursor(cursor, str, str)
        query["$or"] = [{"made_at": {"$lt": at}}, {"made_at": at, "_id": {"$lt": last_id}}]
    return query
