"""Stocks and redemptions as they lie in MongoDB, and what is asked of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import mongoengine

from services.kit.aggregate import Change, Kind, Part
from services.kit.convert import from_document
from services.kit.documents import OUTBOX_INDEX, AggregateDocument, page
from services.kit.ids import document_id
from services.kit.instants import to_text
from services.kit.mongo import store_errors
from services.kit.store import Store
from services.kit.topics import COUPON, REWARD
from services.loyalty.domain.rewards.redemption import Redemption
from services.loyalty.domain.rewards.stock import RewardReturned, RewardTaken, Stock

_PARTS = "stock_parts"


class StockDocument(AggregateDocument):
    """`_id` is `<tenant>/<reward id>`."""

    meta = {"db_alias": "loyalty", "collection": "stocks", "indexes": [OUTBOX_INDEX, "state.waiting_since"]}


class StockPartDocument(mongoengine.Document):
    """A unit that was taken or given back; never changes. `_id` is `<tenant>/<redemption id>/taken` or `/returned`."""

    meta = {"db_alias": "loyalty", "collection": _PARTS, "strict": False, "auto_create_index": False}

    id = mongoengine.StringField(primary_key=True)
    aggregate = mongoengine.StringField()


class RedemptionDocument(AggregateDocument):
    """`_id` is `<tenant>/<redemption id>`."""

    meta = {
        "db_alias": "loyalty",
        "collection": "redemptions",
        "indexes": [
            OUTBOX_INDEX,
            ("tenant", "state.customer_id", "-state.redeemed_at", "-_id"),
            ("tenant", "state.fingerprint"),
        ],
    }


DOCUMENTS = (StockDocument, StockPartDocument, RedemptionDocument)

STOCKS = Kind(name="stock", collection="stocks", state=Stock, topic=REWARD, parts=_PARTS)
REDEMPTIONS = Kind(
    name="redemption",
    collection="redemptions",
    state=Redemption,
    topic=COUPON,
    key=lambda redemption: redemption.customer_id,
)


def taken_part(tenant: str, redemption_id: str) -> Part:
    """By which a redemption takes its unit once."""
    return Part(document_id(tenant, redemption_id, "taken"), {"redemption_id": redemption_id})


def returned_part(tenant: str, redemption_id: str) -> Part:
    """By which its unit goes back once."""
    return Part(document_id(tenant, redemption_id, "returned"), {"redemption_id": redemption_id})


def counted(stock: Stock, event: RewardTaken | RewardReturned) -> Change[Stock]:
    """What is written with one of these parts. The event is there for whoever reads the topic, and because parts are
    stamped when Kafka has what was written with them."""
    at = event.taken_at if isinstance(event, RewardTaken) else event.returned_at
    return Change(stock, (event,), at, number=stock.counted)


def waiting_stocks(store: Store[Stock], before: datetime, most: int) -> list[tuple[str, Stock]]:
    """Those with holds from before the instant: (id, stock), the oldest first. Raises Away."""
    with store_errors():
        found = store.collection.find(waiting_query(before), {"state": 1}).sort("state.waiting_since", 1).limit(most)
        return [(one["_id"], from_document(one["state"], Stock)) for one in found]


def waiting_query(before: datetime) -> dict[str, Any]:
    return {"state.waiting_since": {"$gt": "", "$lt": to_text(before)}}


def find_coupon(store: Store[Redemption], tenant: str, fingerprint: str) -> Redemption | None:
    """Raises Away."""
    if not fingerprint:
        return None
    with store_errors():
        found = store.collection.find_one(coupon_query(tenant, fingerprint), {"state": 1})
    return None if found is None else from_document(found["state"], Redemption)


def coupon_query(tenant: str, fingerprint: str) -> dict[str, Any]:
    return {"tenant": tenant, "state.fingerprint": fingerprint}


def list_redemptions(tenant: str, customer_id: str, size: int, cursor: str) -> tuple[list[Redemption], str]:
    """One page of a member's, newest first, and the cursor of the next one. Raises Refused (BAD_CURSOR), Away."""
    found, following = page(
        RedemptionDocument,
        Redemption,
        tenant,
        {"customer_id": customer_id},
        newest_by="redeemed_at",
        size=size,
        cursor=cursor,
    )
    return [redemption for _, redemption in found], following
