"""How many run, and what moves their number."""

from __future__ import annotations

import promql_parser
import pytest

from services.kit.telemetry import REQUESTS_IN_FLIGHT
from services.kit.topics import BY_NAME, TOPICS
from tests.support.chart import STACKS, example, kind, over, render, values


def role_of(group: str) -> str:
    """Which role reads as this group."""
    return "tick" if group.endswith("-tick") else "load" if group == "sla-load" else "stream"


def test_the_chart_knows_who_reads_which_topics():
    told: dict[str, set[str]] = {}
    for service, component in values()["components"].items():
        for group, topics in component["roles"].get("stream", {}).get("reads", {}).items():
            assert group == service or group.startswith(f"{service}-")
            told[group] = set(topics)
    known: dict[str, set[str]] = {}
    for topic in TOPICS:
        for group in topic.readers:
            if role_of(group) == "stream":
                known.setdefault(group, set()).add(topic.name)
    assert told == known


def test_the_chart_knows_how_many_partitions_there_are():
    assert {topic.partitions for topic in TOPICS} == {values()["kafka"]["partitions"]}


def test_a_stream_grows_with_the_lag_of_all_that_it_reads(production):
    scaled = {name: each for name, each in kind(production, "ScaledObject").items() if not name.endswith("-serve")}
    assert scaled.keys() == {name for name in kind(production, "Deployment") if name.endswith("-stream")}
    for each in scaled.values():
        service = each["metadata"]["labels"]["heliodesk.io/service"]
        triggers = {
            (trigger["metadata"]["consumerGroup"], trigger["metadata"]["topic"]) for trigger in each["spec"]["triggers"]
        }
        assert triggers == {
            (group, topic.name)
            for topic in TOPICS
            for group in topic.readers
            if group.split("-")[0] == service and role_of(group) == "stream"
        }


@pytest.mark.parametrize("name", STACKS)
def test_no_more_replicas_than_partitions_of_what_they_read(name):
    objects = example(name)
    for each in kind(objects, "ScaledObject").values():
        read = [trigger["metadata"]["topic"] for trigger in each["spec"]["triggers"] if trigger["type"] == "kafka"]
        most = min((BY_NAME[topic].partitions for topic in read), default=100)
        assert each["spec"]["maxReplicaCount"] <= most
    for each in kind(objects, "HorizontalPodAutoscaler").values():
        if each["metadata"]["labels"]["heliodesk.io/role"] != "serve":
            assert each["spec"]["maxReplicas"] <= min(topic.partitions for topic in TOPICS)


@pytest.mark.parametrize("name", STACKS)
def test_one_alone_says_how_many_replicas_there_are(name):
    objects = example(name)
    scaled = kind(objects, "HorizontalPodAutoscaler", "ScaledObject")
    for component, deployment in kind(objects, "Deployment").items():
        assert ("replicas" in deployment["spec"]) != (component in scaled), component
    for component, each in scaled.items():
        assert each["spec"]["scaleTargetRef"]["name"] == component


def test_without_keda_a_stream_grows_with_its_cpu(least):
    scaled = kind(render(least), "HorizontalPodAutoscaler", "ScaledObject")
    assert {each["kind"] for each in scaled.values()} == {"HorizontalPodAutoscaler"}
    assert scaled["desk-sla-stream"]["spec"]["maxReplicas"] == 6


def test_going_down_is_slow_and_one_by_one(production):
    for each in kind(production, "HorizontalPodAutoscaler", "ScaledObject").values():
        spec = each["spec"]
        behaviour = spec.get("behavior") or spec["advanced"]["horizontalPodAutoscalerConfig"]["behavior"]
        assert behaviour["scaleDown"]["stabilizationWindowSeconds"] == 300
        assert [policy["value"] for policy in behaviour["scaleDown"]["policies"]] == [1]


def test_a_region_that_stands_by_has_everything_and_runs_nothing():
    there, waits = example("Europe"), example("standing by for Europe")
    assert kind(waits, "Deployment").keys() == kind(there, "Deployment").keys()
    assert {each["spec"]["replicas"] for each in kind(waits, "Deployment").values()} == {0}
    assert kind(waits, "HorizontalPodAutoscaler", "ScaledObject", "Job") == {}


def test_what_a_role_says_goes_for_all_and_what_a_component_says_goes_before(least):
    given = over(least, {"roles": {"tick": {"replicas": {"min": 3}}}})
    given = over(given, {"components": {"sla": {"roles": {"tick": {"replicas": {"min": 4}}}}}})
    found = kind(render(given), "Deployment")
    assert found["desk-loyalty-tick"]["spec"]["replicas"] == 3
    assert found["desk-sla-tick"]["spec"]["replicas"] == 4


def test_whoever_answers_calls_grows_with_those_that_wait_where_a_prometheus_is_there_to_tell(production):
    scaled = {name: each for name, each in kind(production, "ScaledObject").items() if name.endswith("-serve")}
    assert scaled.keys() == {name for name in kind(production, "Deployment") if name.endswith("-serve")}
    for name, each in scaled.items():
        by_cpu, by_requests = each["spec"]["triggers"]
        assert (by_cpu["type"], by_cpu["metricType"]) == ("cpu", "Utilization")
        assert by_requests["metadata"]["serverAddress"] == "http://prometheus-operated.monitoring.svc:9090"
        query = by_requests["metadata"]["query"]
        promql_parser.parse(query)
        assert REQUESTS_IN_FLIGHT._name in query
        assert f'namespace="shop",pod=~"{name}-.+"' in query


def test_without_a_prometheus_or_a_target_cpu_alone_moves_it(least):
    given = over(least, {"keda": {"enabled": True}})
    assert "desk-sla-serve" in kind(render(given), "HorizontalPodAutoscaler")
    given = over(given, {"keda": {"prometheusAddress": "http://p:9090"}})
    assert "desk-sla-serve" in kind(render(given), "ScaledObject")
    given = over(given, {"components": {"sla": {"roles": {"serve": {"inFlightTarget": 0}}}}})
    assert "desk-sla-serve" in kind(render(given), "HorizontalPodAutoscaler")
