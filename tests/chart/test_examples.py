"""Every example is one that Helm renders and Kubernetes takes."""

from __future__ import annotations

import copy

import helm_python
import pytest

from tests.support.chart import CHART, EXAMPLES, STACKS, example, kind, stack
from tests.support.kubernetes_schemas import mistakes

# The oldest that Chart.yaml allows, some between, and the newest whose schemas are here.
VERSIONS = ("1.27", "1.30", "1.33", "1.37")


@pytest.mark.parametrize("name", STACKS)
def test_an_example_passes_helms_lint(name):
    found = helm_python.lint(str(CHART), stack(name))
    assert found["errors"] == []
    assert [each["error"] for each in found["messages"]] == ["icon is recommended"]


@pytest.mark.parametrize("name", STACKS)
def test_kubernetes_takes_every_object_of_an_example(name):
    objects = example(name)
    found = [mistake for version in VERSIONS for each in objects for mistake in mistakes(each, version)]
    assert found == []


def test_every_file_of_values_is_part_of_an_example():
    used = {file for files in STACKS.values() for file in files}
    objects_of_operators = {"strimzi.yaml", "mongodb-community.yaml"}
    there = {str(path.relative_to(EXAMPLES)) for path in EXAMPLES.rglob("*.yaml")}
    assert there == used | objects_of_operators


@pytest.mark.parametrize(
    ("of", "spoil"),
    [
        ("Deployment", lambda spec: spec.update(replicaz=3)),
        ("Deployment", lambda spec: spec["template"]["spec"]["containers"][0].update(image=7)),
        ("NetworkPolicy", lambda spec: spec.update(podSelector="all")),
        ("ScaledObject", lambda spec: spec.update(maxReplicas=3)),
        ("ServiceMonitor", lambda spec: spec["endpoints"][0].update(intervall="15s")),
        ("HTTPRoute", lambda spec: spec["rules"][0]["backendRefs"][0].update(port="http")),
        ("Certificate", lambda spec: spec.update(dnsName="a")),
        ("TriggerAuthentication", lambda spec: spec["secretTargetRef"][0].pop("name")),
        ("PrometheusRule", lambda spec: spec["groups"][0].pop("name")),
    ],
)
def test_a_mistake_in_an_object_is_found(production, of, spoil):
    spoilt = copy.deepcopy(next(iter(kind(production, of).values())))
    assert mistakes(spoilt, "1.33") == []
    spoil(spoilt["spec"])
    assert mistakes(spoilt, "1.33") != []


def test_the_examples_show_every_kind_that_the_chart_knows():
    assert {each["kind"] for name in STACKS for each in example(name)} == {
        "Certificate", "ConfigMap", "Deployment", "GRPCRoute", "HTTPRoute", "HorizontalPodAutoscaler", "Ingress",
        "Issuer", "Job", "NetworkPolicy", "PodDisruptionBudget", "PrometheusRule", "ScaledObject", "Service",
        "ServiceAccount", "ServiceMonitor", "TriggerAuthentication",
    }  # fmt: skip
