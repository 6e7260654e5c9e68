"""What Prometheus and Grafana get."""

from __future__ import annotations

import orjson
import yaml

from tests.support.chart import ROOT, chooses, kind, over, render

MADE = ROOT / "deploy/observability/made"


def test_nothing_for_operators_that_are_not_asked_for(least):
    objects = render(least)
    assert (
        kind(objects, "ServiceMonitor", "PrometheusRule", "ScaledObject", "HTTPRoute", "GRPCRoute", "ConfigMap") == {}
    )


def test_every_pod_is_scraped_once(production):
    (monitor,) = kind(production, "ServiceMonitor").values()
    services = kind(production, "Service")
    (watched,) = [
        each for each in services.values() if chooses(monitor["spec"]["selector"], each["metadata"]["labels"])
    ]
    assert watched["spec"]["publishNotReadyAddresses"] is True
    assert [each["port"] for each in monitor["spec"]["endpoints"]] == [
        port["name"] for port in watched["spec"]["ports"]
    ]


def test_a_metrics_own_service_label_survives_the_scrape(production):
    (monitor,) = kind(production, "ServiceMonitor").values()
    assert monitor["spec"]["endpoints"][0]["honorLabels"] is True


def test_the_rules_are_those_of_deploy_observability(production):
    (rule,) = kind(production, "PrometheusRule").values()
    made = (MADE / "rules.yaml").read_text()
    assert rule["spec"] == yaml.safe_load(
        made.replace("docs/runbooks/", "https://wiki.example.com/heliodesk/runbooks/")
    )
    assert rule["metadata"]["labels"]["release"] == "prometheus"


def test_every_alert_leads_to_its_runbook_where_that_is_read(least):
    rules = {"enabled": True, "runbookUrlBase": "https://runbooks.example.com/"}
    (rule,) = kind(render(over(least, {"monitoring": {"rules": rules}})), "PrometheusRule").values()
    alerts = [each for group in rule["spec"]["groups"] for each in group["rules"] if "alert" in each]
    assert alerts
    for alert in alerts:
        base, _, page = alert["annotations"]["runbook_url"].rpartition("/")
        assert base == "https://runbooks.example.com"
        assert (ROOT / "docs/runbooks" / page).exists(), page


def test_every_dashboard_is_there_whole(production):
    maps = kind(production, "ConfigMap")
    found = {name: orjson.loads(text) for each in maps.values() for name, text in each["data"].items()}
    made = {f"heliodesk-{path.name}": orjson.loads(path.read_bytes()) for path in (MADE / "dashboards").glob("*.json")}
    assert made
    assert found == made
    assert all(each["metadata"]["labels"]["grafana_dashboard"] == "1" for each in maps.values())
