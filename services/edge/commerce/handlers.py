"""Takes a fact of an order: load the feed, decide, save with what happened."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from hashlib import sha256

import orjson

from services.edge.commerce import domain
from services.edge.commerce.domain import OrderFeed, RecordFact
from services.edge.commerce.facts import Fact
from services.kit.aggregate import Change, Outcome, Work
from services.kit.convert import to_document
from services.kit.ids import document_id
from services.kit.instants import to_text

Commands = Callable[[Work[OrderFeed]], Awaitable[Outcome[OrderFeed]]]


def record_fact(tenant: str, command: RecordFact, traceparent: str) -> Work[OrderFeed]:
    """The work of one fact. It needs no command id: the fact's own id tells a repetition."""

    def decide(feed: OrderFeed | None) -> Change[OrderFeed] | None:
        decided = domain.record(feed, command)
        if decided is None:
            return None
        after, event = decided
        return Change(after, events=(event,), at=command.at)

    return Work(document_id(tenant, command.order_id), decide, traceparent=traceparent)


def content_of(fact: Fact, told_at: datetime | None) -> str:
    """A hash of what the shop said, its own instant included, by which the same fact is known."""
    said = {
        "kind": type(fact).__name__,
        "fact": to_document(fact),
        "at": to_text(told_at) if told_at else None,
    }
    return sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()
