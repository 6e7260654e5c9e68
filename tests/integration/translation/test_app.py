"""What a process of translation reads before it is ready."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from services.kit.settings import Settings
from services.translation import app
from tests.support.streams import eventually


@pytest.mark.parametrize(("role", "reads"), [("relay", False), ("serve", True)])
async def test_only_who_reads_what_people_wrote_reads_the_lists_of_words(
    kafka_servers, mongodb_uri, database, unused_tcp_port_factory, monkeypatch, role, reads
):
    read = []
    monkeypatch.setattr(app, "_warm_up", lambda: read.append(True))
    settings = Settings(
        service="translation",
        KAFKA_BOOTSTRAP_SERVERS=kafka_servers,
        MONGODB_URI=mongodb_uri,
        HELIODESK_DATABASE=database.name,
        HELIODESK_GRPC_PORT=unused_tcp_port_factory(),
        HELIODESK_OPS_PORT=unused_tcp_port_factory(),
    )
    stop = asyncio.Event()
    process = asyncio.create_task(app.run(settings, frozenset({role}), stop))
    await eventually(lambda: process.done() or _ready(settings))
    stop.set()
    await asyncio.wait_for(process, 30)
    assert bool(read) is reads


async def _ready(settings: Settings) -> bool:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{settings.ops_port}") as http:
        try:
            return (await http.get("/health/ready")).is_success
        except httpx.TransportError:
            return False
