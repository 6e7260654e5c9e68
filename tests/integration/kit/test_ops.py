"""What a process tells those who watch it, over HTTP."""

from collections.abc import AsyncIterator

import httpx
import pytest

from services.kit import telemetry
from services.kit.health import Health
from services.kit.ops import serve_ops


@pytest.fixture
def health() -> Health:
    return Health()


@pytest.fixture
async def ops(health: Health) -> AsyncIterator[httpx.AsyncClient]:
    async def outbox() -> dict:
        return {"pending": 0}

    server = await serve_ops(health, "127.0.0.1", 0, routes={"/ops/outbox": outbox})
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{server.port}") as client:
        yield client
    await server.stop()


async def test_readiness_is_a_status_and_the_reasons(ops, health):
    health.failing("kafka", "no broker answers")
    answer = await ops.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "reasons": {"kafka": "no broker answers"}}
    health.ok("kafka")
    answer = await ops.get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "reasons": {}})


async def test_a_process_that_is_not_ready_is_still_alive(ops, health):
    health.failing("kafka", "no broker answers")
    assert (await ops.get("/health/live")).status_code == 200


async def test_a_stuck_loop_is_told(ops, health):
    health.beat("consumer", within=-1)
    answer = await ops.get("/health/live")
    assert (answer.status_code, answer.json()) == (503, {"alive": False, "stuck": ["consumer"]})


async def test_metrics_are_what_prometheus_reads(ops):
    answer = await ops.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    assert "# HELP heliodesk_consumer_lag Events that a group has still to read" in answer.text


async def test_prometheus_gets_the_traces_of_measurements_when_it_asks_for_openmetrics(ops):
    telemetry.RPC_SECONDS.labels("test.Traced", "OK").observe(0.003, {"trace_id": "0af7"})
    answer = await ops.get("/metrics", headers={"accept": "application/openmetrics-text;version=1.0.0"})
    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    bucket = 'heliodesk_rpc_seconds_bucket{code="OK",le="0.005",method="test.Traced"} 1.0 # {trace_id="0af7"} 0.003'
    assert bucket in answer.text
    assert answer.text.endswith("# EOF\n")


async def test_routes_of_a_service_answer_json(ops):
    assert (await ops.get("/ops/outbox")).json() == {"pending": 0}
    assert (await ops.get("/ops/nothing")).status_code == 404


async def test_a_taken_port_is_told_in_one_line(ops, health):
    port = ops.base_url.port
    with pytest.raises(OSError, match=f"HTTP can't listen on 127.0.0.1:{port}: "):
        await serve_ops(health, "127.0.0.1", port)
