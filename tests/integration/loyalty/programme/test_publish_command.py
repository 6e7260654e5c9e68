"""`heliodesk loyalty publish` against an edge with the service behind it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from services.cli.loyalty import app
from services.cli.problems import CommandProblem
from services.edge.app import run as run_edge
from services.kit.broker import apply_topics
from services.kit.settings import Settings
from tests.support.programmes import SAMPLE_FILE, run_programmes
from tests.support.streams import eventually


class Desk:
    """The command with an edge and a key."""

    def __init__(self, url: str, key: str) -> None:
        self.http = httpx.AsyncClient(base_url=url, headers={"x-api-key": key}, timeout=30)
        self._edge = ("--edge", url, "--key", key)

    async def publish(self, file: Path, *options: str) -> Result:
        return await asyncio.to_thread(CliRunner().invoke, app, ["publish", str(file), *self._edge, *options])

    async def refused(self, file: Path) -> str:
        result = await self.publish(file)
        assert isinstance(result.exception, CommandProblem) and result.exception.exit_code == 2
        return str(result.exception)

    async def revision(self) -> int:
        return (await self.http.get("/v1/loyalty/programme")).json()["revision"]["revision"]


@pytest.fixture
async def desk(kafka_servers, mongodb_uri, database, port_base, unique, tmp_path) -> AsyncIterator[Desk]:
    await asyncio.to_thread(apply_topics, kafka_servers)
    key, shops = f"hd_test_{unique}", tmp_path / "shops.yaml"
    shops.write_text(f"shops: [{{name: shop-{unique}, keys: [{key}]}}]")
    variables = {
        "KAFKA_BOOTSTRAP_SERVERS": kafka_servers,
        "MONGODB_URI": mongodb_uri,
        "HELIODESK_DATABASE": database.name,
        "HELIODESK_SHOPS": str(shops),
        "HELIODESK_PORT_BASE": str(port_base),
    }
    edge, stop = Settings(service="edge", **variables), asyncio.Event()
    processes = [
        asyncio.create_task(run_edge(edge, frozenset(), stop)),
        asyncio.create_task(run_programmes(Settings(service="loyalty", **variables), frozenset({"serve"}), stop)),
    ]
    made = Desk(f"http://127.0.0.1:{edge.http_port}", key)

    async def up() -> bool:
        for one in processes:
            if one.done():
                one.result()
        try:
            return (await made.http.get("/v1/loyalty/programme")).is_success
        except httpx.TransportError:
            return False

    try:
        await eventually(up)
        yield made
    finally:
        await made.http.aclose()
        stop.set()
        await asyncio.wait(processes, timeout=30)


async def test_a_file_is_published_as_the_next_revision(desk):
    assert (await desk.publish(SAMPLE_FILE, "--validate-only")).stdout == "revision 1 would be in force\n"
    assert await desk.revision() == 0
    assert (await desk.publish(SAMPLE_FILE, "--note", "spring")).stdout == "revision 1 is in force\n"
    assert (await desk.publish(SAMPLE_FILE)).stdout == "revision 2 is in force\n"
    listed = (await desk.http.get("/v1/loyalty/programme/revisions")).json()["revisions"]
    assert [(one["revision"], one["note"]) for one in listed] == [(2, ""), (1, "spring")]
    first = (await desk.http.get("/v1/loyalty/programme", params={"revision": 1})).json()
    assert (first["programme"]["currency"], first["revision"]["note"]) == ("EUR", "spring")


async def test_what_is_wrong_is_told_by_its_lines_and_nothing_is_stored(desk, tmp_path):
    wrong, said = tmp_path / "wrong.yaml", SAMPLE_FILE.read_text(encoding="utf-8")
    said = said.replace("threshold: 60000", "threshold: 20000").replace("default_market: DE", "default_market: NO")
    lines = said.splitlines()
    wrong.write_text(said.replace("kind: shipping", "kind: teleport"), encoding="utf-8")
    assert f"{wrong}:{lines.index('    kind: shipping') + 1}: rewards.1.kind: " in await desk.refused(wrong)

    wrong.write_text(said, encoding="utf-8")
    found = await desk.refused(wrong)
    assert f"{wrong}:{lines.index('default_market: NO') + 1}: default_market: there is no market 'NO'" in found
    assert f"{wrong}:{lines.index('    - tier_id: gold') + 2}: tiers.tiers.1.threshold: " in found
    assert await desk.revision() == 0
