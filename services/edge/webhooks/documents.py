"""Endpoints and deliveries as they lie in MongoDB, and what is asked of them.

An endpoint's document has a `queue` beside its state: when its deliveries want to be looked at next (`next`), who does
so now (`owner`), and until when nobody else does (`until`). It is no part of the aggregate: it is written past the
version, by whoever has a reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import mongoengine
from pymongo.database import Database

from services.edge.webhooks.domain.endpoint import Endpoint
from services.edge.webhooks.domain.words import EndpointStatus
from services.kit.aggregate import Kind
from services.kit.convert import from_document
from services.kit.documents import OUTBOX_INDEX, AggregateDocument
from services.kit.mongo import store_errors
from services.kit.topics import WEBHOOK_ENDPOINT

KEPT_DAYS = 30
ENDPOINTS_INDEX, QUEUE_INDEX = "webhook_endpoints_by_tenant", "webhook_queues"
DUE_INDEX, LIST_INDEX, STATUS_INDEX = "webhook_deliveries_due", "webhook_deliveries_list", "webhook_deliveries_status"


class WebhookEndpointDocument(AggregateDocument):
    """`_id` is `<tenant>/<endpoint id>`."""

    queue = mongoengine.DictField()

    meta = {
        "db_alias": "edge",
        "collection": "webhook_endpoints",
        "indexes": [
            OUTBOX_INDEX,
            {"fields": ["tenant", "state.status"], "name": ENDPOINTS_INDEX},
            {"fields": ["queue.next", "queue.until"], "name": QUEUE_INDEX},
        ],
    }


class WebhookDeliveryDocument(mongoengine.Document):
    """`_id` is `<tenant>/<delivery id>`, `endpoint` the endpoint's `_id`. `due` is there while it waits. `kept_from` is
    real time: the store forgets a delivery 30 days later."""

    id = mongoengine.StringField(primary_key=True)
    endpoint = mongoengine.StringField()
    status = mongoengine.StringField()
    due = mongoengine.StringField()
    made_at = mongoengine.StringField()
    kept_from = mongoengine.DateTimeField()

    meta = {
        "db_alias": "edge",
        "collection": "webhook_deliveries",
        "strict": False,
        "auto_create_index": False,
        "indexes": [
            {"fields": ["endpoint", "due"], "name": DUE_INDEX},
            {"fields": ["endpoint", "made_at", "_id"], "name": LIST_INDEX},
            {"fields": ["endpoint", "status", "made_at", "_id"], "name": STATUS_INDEX},
            {"fields": ["kept_from"], "expireAfterSeconds": KEPT_DAYS * 24 * 3600},
        ],
    }


DOCUMENTS = (WebhookEndpointDocument, WebhookDeliveryDocument)

ENDPOINTS: Kind[Endpoint] = Kind(
    name="webhook_endpoint", collection="webhook_endpoints", state=Endpoint, topic=WEBHOOK_ENDPOINT
)


def enabled_endpoints(database: Database[dict[str, Any]], tenants: Iterable[str]) -> dict[str, list[Endpoint]]:
    """By tenant. Raises Away."""
    found: dict[str, list[Endpoint]] = {}
    for tenant, endpoint in _endpoints(database, endpoints_query(tenants, [EndpointStatus.ENABLED])):
        found.setdefault(tenant, []).append(endpoint)
    return found


def list_endpoints(database: Database[dict[str, Any]], tenant: str) -> list[Endpoint]:
    """All but the deleted ones, oldest first. Raises Away."""
    found = _endpoints(database, endpoints_query([tenant], [EndpointStatus.ENABLED, EndpointStatus.DISABLED]))
    return sorted((endpoint for _, endpoint in found), key=lambda one: (one.created_at, one.endpoint_id))


def endpoints_query(tenants: Iterable[str], statuses: Iterable[EndpointStatus]) -> dict[str, Any]:
    return {"tenant": {"$in": sorted(tenants)}, "state.status": {"$in": [str(status) for status in statuses]}}


def _endpoints(database: Database[dict[str, Any]], query: dict[str, Any]) -> list[tuple[str, Endpoint]]:
    with store_errors():
        found = database[ENDPOINTS.collection].find(query, {"tenant": 1, "state": 1}).hint(ENDPOINTS_INDEX)
        return [(one["tenant"], from_document(one["state"], Endpoint)) for one in found]


def every_endpoint(database: Database[dict[str, Any]]) -> list[tuple[str, Endpoint]]:
    """Of all tenants, with their `_id`s. Raises Away."""
    with store_errors():
        found = database[ENDPOINTS.collection].find({}, {"state": 1})
        return [(one["_id"], from_document(one["state"], Endpoint)) for one in found]
