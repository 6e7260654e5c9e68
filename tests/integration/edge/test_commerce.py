"""The feed of orders: over HTTP into the store, and out to Kafka in order."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from heliodesk.commerce.v1 import events_pb2 as events

from services.kit.envelope import Envelope
from services.kit.topics import ORDER
from tests.integration.edge.conftest import Edge
from tests.support.streams import eventually, read_topic

LINE = {"line_id": "1", "sku": "MUG", "quantity": 2, "unit_price": {"minor_units": 950, "currency": "EUR"}}
TOTAL = {"minor_units": 1900, "currency": "EUR"}
PLACED = {"placed": {"customer_id": "cust-1", "country": "DE", "lines": [LINE], "total": TOTAL}}


async def tell(edge: Edge, fact_id: str, fact: dict[str, Any], order: str = "o-1", **more: str) -> httpx.Response:
    return await edge.http.post(f"/v1/orders/{order}/facts", json={"fact_id": fact_id, **fact, **more})


async def published(edge: Edge, count: int) -> list[Any]:
    async def found() -> list[Any]:
        records = await read_topic(edge.settings.kafka_bootstrap_servers, ORDER.name)
        own = [one for one in records if dict(one.headers)["ce_tenant"].decode() == edge.tenant]
        return own if len(own) >= count else []

    return await eventually(found)


async def test_facts_are_kept_and_published_in_their_order(edge: Edge):
    at = {"occurred_at": "2026-03-02T08:00:00Z"}
    for number, (name, fact) in enumerate(
        [
            ("placed", PLACED),
            ("paid", {"paid": {"amount": TOTAL}}),
            ("shipped", {"shipped": {"carrier": "DHL", "expected_at": "2026-03-05T12:00:00+01:00"}}),
            ("delivered", {"delivered": {}}),
            ("refund", {"refunded": {"refund_id": "r1", "amount": {"minor_units": 500, "currency": "EUR"}}}),
        ],
        start=1,
    ):
        answered = await tell(edge, name, fact, **at)
        assert answered.json() == {"order_id": "o-1", "fact_id": name, "fact_count": number}, answered.text

    records = await published(edge, 5)
    envelopes = [Envelope.from_headers(record.headers) for record in records]
    assert [envelope.sequence for envelope in envelopes] == [1, 2, 3, 4, 5]
    assert {(record.key, record.partition) for record in records} == {(b"cust-1", records[0].partition)}
    assert [envelope.type.rpartition(".")[2] for envelope in envelopes] == [
        "OrderPlaced", "OrderPaid", "OrderShipped", "OrderDelivered", "OrderRefunded",
    ]  # fmt: skip
    assert {envelope.time.isoformat() for envelope in envelopes} == {"2026-03-02T08:00:00+00:00"}
    delivered = events.OrderDelivered.FromString(records[3].value)
    assert (delivered.total.minor_units, delivered.lines[0].sku) == (1900, "MUG")
    refunded = events.OrderRefunded.FromString(records[4].value)
    assert (refunded.refunded_total.minor_units, refunded.order_total.minor_units) == (500, 1900)


async def test_a_fact_told_again_changes_nothing(edge: Edge):
    first = await tell(edge, "f1", PLACED)
    await tell(edge, "f2", {"paid": {"amount": TOTAL}})
    assert (await tell(edge, "f1", PLACED)).content == first.content
    other = await tell(edge, "f1", {"delivered": {}})
    assert (other.status_code, other.json()["reason"]) == (409, "FACT_ID_REUSED")
    await tell(edge, "f3", {"delivered": {}})
    assert len(await published(edge, 3)) == 3


async def test_a_fact_that_cannot_be_is_refused(edge: Edge):
    unplaced = await tell(edge, "f", {"delivered": {}}, order="nobody-placed-me")
    assert (unplaced.status_code, unplaced.json()["reason"]) == (409, "ORDER_NOT_PLACED")
    await tell(edge, "f1", PLACED)
    over = await tell(edge, "f2", {"refunded": {"refund_id": "r", "amount": {"minor_units": 1901, "currency": "EUR"}}})
    assert (over.status_code, over.json()["reason"]) == (409, "REFUND_EXCEEDS_TOTAL")
    dollars = await tell(edge, "f3", {"paid": {"amount": {"minor_units": 1, "currency": "USD"}}})
    assert dollars.status_code == 422
    assert dollars.json()["errors"][0]["pointer"] == "#/paid/amount/currency"


async def test_one_order_at_two_shops_is_two_orders(edge: Edge):
    await tell(edge, "f1", PLACED)
    other = {"authorization": f"Bearer {edge.other_key}"}
    answered = await edge.http.post("/v1/orders/o-1/facts", json={"fact_id": "f1", **PLACED}, headers=other)
    assert answered.json()["fact_count"] == 1


async def test_two_facts_at_once_are_both_kept(edge: Edge):
    await tell(edge, "f0", PLACED)
    facts = [tell(edge, f"f{number}", {"delayed": {"reason": str(number)}}) for number in range(1, 20)]
    answered = await asyncio.gather(*facts)
    assert sorted(one.json()["fact_count"] for one in answered) == list(range(2, 21))
    records = await published(edge, 20)
    assert [Envelope.from_headers(one.headers).sequence for one in records] == list(range(1, 21))
