"""`kill -9` of the sender while what it has sent isn't recorded, and of the reader in the middle of its topics."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from services.cli.local.process import LocalProcess
from services.cli.local.services import service_plan
from services.edge.webhooks.stream import GROUP
from services.kit.broker import apply_topics
from services.kit.topics import TOPICS
from tests.integration.edge.webhooks.conftest import KEYS
from tests.support.streams import eventually, skip_to_end
from tests.support.webhook_receiver import Receiver, verified

pytestmark = pytest.mark.timeout(300)

ORDERS = 60
TOTAL = {"minor_units": 1900, "currency": "EUR"}
LINE = {"line_id": "1", "sku": "MUG", "quantity": 1, "unit_price": TOTAL}
PLACED = {"customer_id": "cust-1", "country": "DE", "lines": [LINE], "total": TOTAL}


async def test_every_event_is_told_under_one_id_whenever_the_sender_dies(
    mongodb_uri, database, kafka_servers, port_base, unique, receiver: Receiver, tmp_path: Path
):
    await asyncio.to_thread(apply_topics, kafka_servers, TOPICS)
    await skip_to_end(kafka_servers, [replace(topic, readers=(GROUP,)) for topic in TOPICS])
    key, shops = f"hd_test_own_{unique}", tmp_path / "shops.yaml"
    shops.write_text(f"shops: [{{name: shop-{unique}, keys: [{key}]}}]")
    env = {
        "KAFKA_BOOTSTRAP_SERVERS": kafka_servers,
        "MONGODB_URI": mongodb_uri,
        "HELIODESK_DATABASE": database.name,
        "HELIODESK_SHOPS": str(shops),
        "HELIODESK_WEBHOOK_KEYS": KEYS[0],
        "HELIODESK_WEBHOOK_NETWORKS": "127.0.0.0/8",
        "HELIODESK_WEBHOOK_PORTS": receiver.url.rpartition(":")[2],
        "HELIODESK_WEBHOOK_HTTP": "true",
    }
    process = LocalProcess(service_plan("edge", tmp_path, port_base, env))
    headers = {"authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port_base}", headers=headers, timeout=30) as http:
        try:
            await asyncio.to_thread(process.start)
            asked = {"url": f"{receiver.url}/held", "types": ["heliodesk.commerce.v1.OrderPlaced"]}
            made = (await http.post("/v1/webhook-endpoints", json=asked)).json()
            fact = {"fact_id": "placed", "placed": PLACED}
            placed = [http.post(f"/v1/orders/o-{number}/facts", json=fact) for number in range(ORDERS)]
            assert {answer.status_code for answer in await asyncio.gather(*placed)} == {200}
            # They have come, and the sender doesn't know it yet. How many the first turn has is a matter of chance.
            await eventually(lambda: receiver.under_way)
            await asyncio.to_thread(process.kill9)
            before = receiver.ids("/held")
            receiver.free.set()
            await asyncio.to_thread(process.start)
            await eventually(lambda: len(set(receiver.ids("/held"))) >= 20, within=90)
            await asyncio.to_thread(process.kill9)
            await asyncio.to_thread(process.start)
            await eventually(lambda: len(set(receiver.ids("/held"))) == ORDERS, within=90)
            log = await eventually(lambda: all_delivered(http, made["endpoint"]["endpoint_id"]), within=60)
        finally:
            await asyncio.to_thread(process.stop)
    events = {one.event["subject"]: one.id for one in receiver.received}
    assert events.keys() == {f"o-{number}" for number in range(ORDERS)}
    assert len(set(events.values())) == ORDERS == len(log)
    for received in receiver.received:
        assert received.id == events[received.event["subject"]], "a repetition has the id of the first"
        assert verified(made["secret"], received)
    assert all(receiver.ids("/held").count(one) >= 2 for one in before), "what nobody had recorded came again"


async def all_delivered(http: httpx.AsyncClient, endpoint_id: str) -> list[dict]:
    answer = await http.get(f"/v1/webhook-endpoints/{endpoint_id}/deliveries", params={"page_size": 200})
    log = answer.json()["deliveries"]
    return log if len(log) == ORDERS and all(one["status"] == "delivered" for one in log) else []
