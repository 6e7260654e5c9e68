"""The real Prometheus reads the running platform: each query of the dashboards and the rules is accepted, and answered
by series, or is one that only trouble answers, which `tests/observability/test_promtool.py` proves."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from services.cli.local.services import ops_url
from services.kit.ids import new_id
from services.kit.settings import SERVICES
from tests.e2e.conftest import Platform
from tests.integration.local.conftest import wait_until
from tests.observability import queries
from tests.observability.prometheus import reading
from tests.observability.scenarios import SCENARIOS
from tests.support.days import part_of_the_day
from tests.support.edge import KEY, Edge

# All services, a played day, and a Prometheus: a busy machine takes its time.
pytestmark = pytest.mark.timeout(240)

_TROUBLE = "nothing goes wrong here"
_MINUTE = "counted once a minute, which is longer than this takes"
_ENGINE = "there is no engine here"
# Panels that a well platform has nothing for; that they show what there is when there is something, promtool proves.
QUIET = {
    "Answers that lost a token or a term": _ENGINE,
    "Characters billed": _ENGINE,
    "Kept from texts": _ENGINE,
    "Requests to engines": _ENGINE,
    "Time of an engine, p99": _ENGINE,
    "What they cost": _ENGINE,
    "Breakage": _MINUTE,
    "Outstanding": _MINUTE,
    "Points": _MINUTE,
    "Since the last audit": _MINUTE,
    "Timers not rung": _MINUTE,
    "Timers that an audit found not rung": _MINUTE,
    "What the points outstanding are worth": _MINUTE,
    "What they are worth": _MINUTE,
    "Calls between services that failed": _TROUBLE,
    "Missed deadlines": _TROUBLE,
    "Not handled": _TROUBLE,
    "Parts that can't work": _TROUBLE,
    "Put aside": _TROUBLE,
    "Refused, or crashed": _TROUBLE,
    "Repaired by audits": _TROUBLE,
    "Requests that failed": _TROUBLE,
    "Surges": _TROUBLE,
    "Writes decided again": _TROUBLE,
    "Too many": _TROUBLE,
    "Time of a webhook, p99": "nobody wants webhooks",
    "Webhooks by what came of an attempt": "nobody wants webhooks",
    "Estimated waits": "nobody was told how long it would take",
    "Handed on": "one team owns all tickets",
}


class Prometheus:
    """Its API."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def get(self, path: str, **query: str) -> Any:
        answer = self._http.get(path, params=query)
        assert answer.is_success, answer.text
        return answer.json()["data"]

    def ask(self, expr: str) -> list[dict[str, Any]]:
        return self.get("/query", query=expr)["result"]


@pytest.fixture(scope="module")
def prometheus(platform: Platform, tmp_path_factory) -> Iterator[Prometheus]:
    """With all services up, since before there was any traffic."""
    base = int(platform.env["HELIODESK_PORT_BASE"])
    ports = [int(ops_url(service, base).rpartition(":")[2]) for service in SERVICES]
    with reading(ports, tmp_path_factory.mktemp("prometheus")) as url, httpx.Client(base_url=url, timeout=10) as http:
        wait_until(lambda: _answers(http), 30)
        made = Prometheus(http)
        wait_until(lambda: len(made.ask("up == 1")) == len(SERVICES), 30)
        yield made


def _answers(http: httpx.Client) -> bool:
    try:
        return http.get("/status/buildinfo").is_success
    except httpx.TransportError:
        return False


@pytest.fixture(scope="module")
def played(prometheus: Prometheus, platform: Platform, tmp_path_factory) -> None:
    """A part of a day has gone through the platform."""
    part = part_of_the_day(tmp_path_factory.mktemp("day"), one_in=16)
    command = (sys.executable, "-m", "services.cli.main", "play", str(part))
    done = subprocess.run(command, env=platform.env, capture_output=True, text=True, timeout=90)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def called(platform: Platform) -> None:
    """Somebody has called people by hand, and each service was asked for something that isn't there."""
    edge, nothing = Edge(platform.env), new_id()
    steps = [{"notify": {"role": "on_call_manager"}}, {"wait": {"seconds": 86400 * 30}}]
    chain = {"chain_id": "people", "crisis": True, "conditions": {"triggers": ["hand"]}, "steps": steps}
    edge.post("/v1/escalation-chains", {"chain": chain})
    edge.post("/v1/escalations", {"chain_id": "people", "by": "agent-ana"})
    url = f"http://127.0.0.1:{platform.env['HELIODESK_PORT_BASE']}/v1"
    for path in (
        f"tickets/{nothing}",
        f"messages/{nothing}/translation",
        f"tickets/{nothing}/clock",
        f"loyalty/redemptions/{nothing}",
        f"surveys/{nothing}",
        f"escalations/{nothing}",
    ):
        assert httpx.get(f"{url}/{path}", headers={"x-api-key": KEY}).status_code == 404, path


def test_each_query_of_the_dashboards_is_answered_or_known_to_be_quiet(prometheus, played, called):
    def unanswered() -> set[str]:
        return {
            query.where
            for query in queries.of_dashboards()
            if title(query) not in QUIET and not prometheus.ask(query.expr)
        }

    wait_until(lambda: not unanswered(), 30, lambda: f"no series: {unanswered()}")
    for query in queries.of_dashboards():
        prometheus.ask(query.expr)


def test_what_is_known_to_be_quiet_is_on_a_dashboard():
    assert set(QUIET) <= {title(query) for query in queries.of_dashboards()}


def test_each_rule_is_at_work_and_each_alert_that_is_not_raised_is_proven_to_be_raised_elsewhere(prometheus, played):
    rules = [rule for group in prometheus.get("/rules")["groups"] for rule in group["rules"]]
    assert {rule["health"] for rule in rules} == {"ok"}
    assert {rule["name"] for rule in rules} == {query.where for query in queries.of_rules()}
    for query in queries.of_rules():
        assert prometheus.ask(query.expr) or query.where in {one.alert for one in SCENARIOS if one.fires}, query.where


def title(query: queries.Query) -> str:
    """Of its panel, whichever page that is on."""
    return query.where.partition(": ")[2]
