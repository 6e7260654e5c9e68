"""The whole way: a shop asks for webhooks at the edge's door, something happens on Kafka, its system is told."""

from __future__ import annotations

import pytest
from heliodesk.webhooks.v1 import events_pb2
from pymongo.database import Database

from services.kit.envelope import Envelope
from services.kit.topics import WEBHOOK_ENDPOINT
from tests.integration.edge.conftest import Edge
from tests.integration.edge.webhooks.conftest import KEYS
from tests.support.streams import eventually, read_topic
from tests.support.webhook_receiver import Receiver, status, verified

PLACED = {
    "placed": {
        "customer_id": "cust-1",
        "country": "DE",
        "lines": [],
        "total": {"minor_units": 1900, "currency": "EUR"},
    }
}


@pytest.fixture(autouse=True)
def may_call_this_machine(monkeypatch: pytest.MonkeyPatch, receiver: Receiver) -> None:
    monkeypatch.setenv("HELIODESK_WEBHOOK_KEYS", ",".join(KEYS))
    monkeypatch.setenv("HELIODESK_WEBHOOK_NETWORKS", "127.0.0.0/8")
    monkeypatch.setenv("HELIODESK_WEBHOOK_PORTS", receiver.url.rpartition(":")[2])
    monkeypatch.setenv("HELIODESK_WEBHOOK_HTTP", "true")


async def test_a_shops_system_is_told_what_happens(edge: Edge, receiver: Receiver, database: Database):
    asked = {"url": f"{receiver.url}/orders", "types": ["heliodesk.commerce.v1.*"]}
    made = await edge.http.post("/v1/webhook-endpoints", json=asked, headers={"idempotency-key": "once"})
    assert made.status_code == 200, made.text
    endpoint, secret = made.json()["endpoint"], made.json()["secret"]
    line = {"line_id": "1", "sku": "MUG", "quantity": 2, "unit_price": {"minor_units": 950, "currency": "EUR"}}
    fact = {"fact_id": "f", "placed": PLACED["placed"] | {"lines": [line]}}
    assert (await edge.http.post("/v1/orders/o-1/facts", json=fact)).status_code == 200
    await eventually(lambda: receiver.received)
    (received,) = receiver.received
    assert verified(secret, received)
    event = received.event
    assert (event["type"], event["tenant"]) == ("heliodesk.commerce.v1.OrderPlaced", edge.tenant)
    assert event["data"]["total"] == {"minor_units": 1900, "currency": "EUR"}

    path = f"/v1/webhook-endpoints/{endpoint['endpoint_id']}"

    async def logged() -> list[dict]:
        listed = (await edge.http.get(f"{path}/deliveries")).json()["deliveries"]
        return [one for one in listed if one["status"] == "delivered"]

    (delivery,) = await eventually(logged)
    assert (delivery["delivery_id"], delivery["attempts"][0]["status_code"]) == (received.id, 204)
    other = {"authorization": f"Bearer {edge.other_key}"}
    assert (await edge.http.get(path, headers=other)).status_code == 404
    kept = await edge.http.post("/v1/webhook-endpoints", json=asked, headers={"idempotency-key": "once"})
    assert kept.json()["endpoint"]["endpoint_id"] == endpoint["endpoint_id"]
    own = database.client[f"{database.name}_edge"]
    for name in own.list_collection_names():
        assert secret.removeprefix("whsec_") not in str(list(own[name].find())), f"{name} holds the secret in plain"


async def test_one_that_is_disabled_is_told_on_the_topic(edge: Edge, receiver: Receiver):
    receiver.answers["/gone"] = status(410)
    asked = {"url": f"{receiver.url}/gone", "types": ["*"]}
    endpoint = (await edge.http.post("/v1/webhook-endpoints", json=asked)).json()["endpoint"]["endpoint_id"]
    assert (await edge.http.post(f"/v1/webhook-endpoints/{endpoint}/test", json={})).status_code == 200

    async def notice() -> list[Envelope]:
        records = await read_topic(edge.settings.kafka_bootstrap_servers, WEBHOOK_ENDPOINT.name)
        disabled = events_pb2.WebhookEndpointDisabled.DESCRIPTOR.full_name
        envelopes = [Envelope.from_headers(record.headers) for record in records]
        return [one for one in envelopes if one.subject == endpoint and one.type == disabled]

    (envelope,) = await eventually(notice)
    assert envelope.tenant == edge.tenant
    shown = (await edge.http.get(f"/v1/webhook-endpoints/{endpoint}")).json()["endpoint"]
    assert (shown["status"], shown["disabled_reason"]) == ("disabled", "gone")


async def test_what_the_door_refuses_is_a_problem_with_its_field(edge: Edge):
    asked = {"url": "https://169.254.169.254/latest", "types": ["*"]}
    refused = await edge.http.post("/v1/webhook-endpoints", json=asked)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "#/url"
