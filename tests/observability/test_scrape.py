"""The real Prometheus reads what a process tells on its ops port, and has the rules at work."""

import httpx
import pytest
import pytest_asyncio
from prometheus_client import Gauge, Histogram

from services.kit import telemetry
from services.kit.health import Health
from services.kit.ops import serve_ops
from tests.observability import measured, queries
from tests.observability.prometheus import reading
from tests.support.streams import eventually

# Prometheus takes 5 s until it looks for the first time: once for all of them.
pytestmark = pytest.mark.asyncio(loop_scope="module")
TRACE = "0af7651916cd43dd8448eb211c80319c"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ops_port():
    """Of a process that has measured everything once."""
    for metric in set(measured.metrics().values()):
        measure(metric)
    telemetry.HTTP_SECONDS.labels("/v1/messages", "POST", "201").observe(0.01, {"trace_id": TRACE})
    server = await serve_ops(Health(), "127.0.0.1", 0)
    yield server.port
    await server.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def prometheus(tmp_path_factory, ops_port):
    """Its API, once it has read the process."""
    with reading([ops_port], tmp_path_factory.mktemp("prometheus")) as url:
        async with httpx.AsyncClient(base_url=url, timeout=5) as api:
            await eventually(lambda: answered(api, "up == 1"), within=30)
            yield api


async def test_prometheus_has_read_every_metric(prometheus):
    names = (await prometheus.get("/label/__name__/values")).json()["data"]
    assert set(measured.metrics()) <= set(names)


async def test_the_rules_are_at_work(prometheus):
    async def rules():
        groups = (await prometheus.get("/rules")).json()["data"]["groups"]
        found = [rule for group in groups for rule in group["rules"]]
        return found if all(rule["health"] != "unknown" for rule in found) else None

    found = await eventually(rules, within=30)
    assert {rule["health"] for rule in found} == {"ok"}
    assert {rule["name"] for rule in found if rule["type"] == "recording"} == queries.recorded()


async def test_a_measurement_leads_to_its_trace(prometheus):
    asked = {"query": "heliodesk_http_seconds_bucket", "start": "0", "end": "4102444800"}
    found = (await prometheus.get("/query_exemplars", params=asked)).json()["data"]
    assert {one["labels"]["trace_id"] for series in found for one in series["exemplars"]} == {TRACE}


def measure(metric):
    """Once, with the first value that each label can have."""
    series = measured.series_of(metric)[0]
    labels = {label: measured.values_of(series, label)[0] for label in metric._labelnames}
    one = metric.labels(**labels) if labels else metric
    if isinstance(metric, Histogram):
        one.observe(0.01)
    elif isinstance(metric, Gauge):
        one.set(0)
    else:
        one.inc()


async def answered(api: httpx.AsyncClient, expr: str) -> bool:
    """Whether there is a series; not yet, while nobody answers."""
    try:
        answer = await api.get("/query", params={"query": expr})
    except httpx.TransportError:
        return False
    return answer.is_success and bool(answer.json()["data"]["result"])
