"""Whatever a client sends to the platform: never a fault of ours, always an answer that the OpenAPI page describes."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from importlib import import_module
from pathlib import Path

import httpx
import pytest

from services.kit.broker import apply_topics
from services.kit.settings import SERVICES, Settings
from tests.support.streams import eventually

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
)
# Wall seconds; the seed makes two runs alike.
BUDGET, SEED = 30, 2026
KEY = "hd_test_schemathesis"


@pytest.fixture
async def platform(
    kafka_servers, mongodb_uri, database, port_base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[str]:
    """The address of an edge with all services behind it."""
    for name in ("COUPON", "MEMBER", "DRAW"):
        monkeypatch.setenv(f"HELIODESK_{name}_SECRET", f"a secret for the {name.lower()}s of this test")
    await asyncio.to_thread(apply_topics, kafka_servers)
    shops = tmp_path / "shops.yaml"
    shops.write_text(f"shops: [{{name: any, keys: [{KEY}]}}]")
    stop, tasks = asyncio.Event(), []
    for name in SERVICES:
        settings = Settings(
            service=name,
            HELIODESK_PORT_BASE=port_base,
            KAFKA_BOOTSTRAP_SERVERS=kafka_servers,
            MONGODB_URI=mongodb_uri,
            HELIODESK_DATABASE=database.name,
            HELIODESK_SHOPS=str(shops),
        )
        tasks.append(asyncio.create_task(import_module(f"services.{name}.app").run(settings, frozenset(), stop)))
    try:
        await eventually(lambda: all_ready(tasks, port_base), within=60)
        yield f"http://127.0.0.1:{port_base}"
    finally:
        stop.set()
        await asyncio.wait_for(asyncio.gather(*tasks), 60)


async def all_ready(tasks: list[asyncio.Task[None]], port_base: int) -> bool:
    for task in tasks:
        if task.done():
            task.result()
    async with httpx.AsyncClient() as http:
        try:
            answers = [
                await http.get(f"http://127.0.0.1:{port_base + 10 * n + 2}/health/ready") for n in range(len(tasks))
            ]
        except httpx.TransportError:
            return False
    return all(answer.status_code == 200 for answer in answers)


async def test_the_openapi_page_tells_the_truth(platform: str, tmp_path: Path):
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("schemathesis")),
        "run",
        f"{platform}/openapi.json",
        *("--header", f"Authorization: Bearer {KEY}"),
        *("--exclude-path", "/v1/stream"),
        *("--checks", ",".join(CHECKS)),
        *("--phases", "examples,fuzzing"),
        *("--max-examples", "20", "--max-time", str(BUDGET), "--seed", str(SEED)),
        *("--continue-on-failure", "--no-shrink", "--warnings", "off", "--generation-database", "none"),
        *("--request-timeout", "20"),
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said = (await process.communicate())[0].decode()
    assert process.returncode == 0, said
