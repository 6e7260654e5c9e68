"""kill -9 of the edge in the middle of many calls: what a service has been asked, the audit knows of."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest
from pymongo.database import Database

from services.cli.local.process import LocalProcess
from services.cli.local.services import service_plan
from services.kit.broker import apply_topics
from services.kit.health import Health
from services.kit.ids import new_id
from services.kit.rpc import serve
from services.kit.settings import Settings
from tests.integration.edge.conftest import SERVICE, Surveys
from tests.support.streams import eventually

KEY = "hd-test-of-a-kill"
AT_ONCE = 16
BEFORE_THE_END = 80


@pytest.fixture
async def surveys(port_base: int):
    held = Surveys()
    settings = Settings(service="feedback", HELIODESK_GRPC_PORT=port_base + 29, HELIODESK_DRAIN_TIMEOUT=0)
    server = await serve([(SERVICE, held)], settings, Health())
    yield held
    await server.stop()


@pytest.fixture
def edge(kafka_servers, mongodb_uri, database: Database, port_base: int, tmp_path: Path):
    apply_topics(kafka_servers)
    shops = tmp_path / "shops.yaml"
    shops.write_text(f"shops: [{{name: kumo, keys: [{KEY}]}}]")
    env = {
        "KAFKA_BOOTSTRAP_SERVERS": kafka_servers,
        "MONGODB_URI": mongodb_uri,
        "HELIODESK_DATABASE": database.name,
        "HELIODESK_SHOPS": str(shops),
        "HELIODESK_FEEDBACK_ADDRESS": f"127.0.0.1:{port_base + 29}",
    }
    process = LocalProcess(service_plan("edge", tmp_path, port_base + 20, env)).start()
    yield process
    process.stop()


async def ask(port: int, answered: set[str]) -> None:
    """Until nobody is there."""
    headers = {"authorization": f"Bearer {KEY}"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=20) as http:
        while True:
            survey = new_id()
            try:
                answer = await http.post(f"/v1/surveys/{survey}/answer", json={"score": 5})
            except httpx.TransportError:
                return
            if answer.status_code == 200:
                answered.add(survey)


async def test_nothing_that_went_on_is_without_a_line(edge: LocalProcess, surveys: Surveys, database, port_base: int):
    answered: set[str] = set()
    asking = [asyncio.create_task(ask(port_base + 20, answered)) for _ in range(AT_ONCE)]
    await eventually(lambda: len(surveys.answers) >= BEFORE_THE_END)
    edge.kill9()
    await asyncio.gather(*asking)
    heard = {survey for _, survey in surveys.answers}
    lines = list(database.client[f"{database.name}_edge"]["audit"].find())
    written = {line["subjects"][0]["id"] for line in lines}
    assert answered <= heard <= written
    assert len(lines) == len(written)

    await asyncio.to_thread(edge.start)
    headers = {"authorization": f"Bearer {KEY}"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port_base + 20}", headers=headers) as http:
        told = (await http.get("/v1/audit", params={"page_size": 500})).json()["entries"]
        unknown = (await http.get("/v1/audit", params={"page_size": 500, "outcome": "unknown"})).json()["entries"]
    outcomes = {one["subjects"][0]["id"]: one["outcome"] for one in told}
    assert set(outcomes) == written
    assert set(outcomes.values()) <= {"done", "unknown"}
    # Outcomes are told some time after: the last ones went with the process, and nobody makes them up.
    assert {one["entry_id"] for one in unknown} == {
        one["entry_id"] for one in told if one["subjects"][0]["id"] not in _told(lines)
    }
    assert unknown


def _told(lines: list[dict]) -> set[str]:
    return {line["subjects"][0]["id"] for line in lines if "outcome" in line}
