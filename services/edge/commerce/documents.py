"""How the feeds of orders lie in the store. They are asked for by id alone."""

from __future__ import annotations

from services.edge.commerce.domain import OrderFeed
from services.kit.aggregate import Kind
from services.kit.documents import OUTBOX_INDEX, AggregateDocument
from services.kit.topics import ORDER


class OrderFeedDocument(AggregateDocument):
    meta = {"db_alias": "edge", "collection": "order_feeds", "indexes": [OUTBOX_INDEX]}


# The key is the buyer's id as the shop gave it when the order was placed: it never changes for an order.
FEEDS: Kind[OrderFeed] = Kind(
    name="order_feed",
    collection=OrderFeedDocument._get_collection_name(),
    state=OrderFeed,
    topic=ORDER,
    key=lambda feed: feed.customer_id,
)
