"""What every component has, whichever service and role it is."""

from __future__ import annotations

import re

import pytest

from services.cli.run import ROLES
from services.kit.settings import SERVICES
from tests.support.chart import STACKS, chooses, container, example, kind, pods, render

EVERYWHERE = pytest.mark.parametrize("name", STACKS)


def test_each_service_runs_with_the_roles_that_it_has(production):
    commands = [container(template)["command"] for _, template in pods(production)]
    runs = [command for command in commands if command[:2] == ["heliodesk", "run"]]
    assert {command[2] for command in runs} == set(SERVICES)
    assert {command[4] for command in runs} == set(ROLES)
    # Whoever writes events needs somebody who finds what a dead process left.
    assert {command[2] for command in runs if command[4] == "relay"} == set(SERVICES)


def test_together_a_service_is_one_process_with_all_roles():
    deployments = kind(example("small"), "Deployment")
    assert sorted(container(each["spec"]["template"])["command"] for each in deployments.values()) == sorted(
        ["heliodesk", "run", service] for service in SERVICES
    )


@EVERYWHERE
def test_a_component_tells_started_alive_and_ready_apart(name):
    for component, each in kind(example(name), "Deployment").items():
        template = each["spec"]["template"]
        found = container(template)
        assert found["startupProbe"]["httpGet"]["path"] == "/health/live"
        assert found["livenessProbe"]["httpGet"]["path"] == "/health/live"
        # A probe has no certificate to show: of those that answer calls, only the edge's are open to it.
        open_door = any(port["name"] == "http" for port in found["ports"])
        expected = {"grpc": {"port": 9090}} if open_door else {"httpGet": {"path": "/health/ready", "port": "ops"}}
        assert expected.items() <= found["readinessProbe"].items(), component


def test_without_tls_whoever_answers_calls_is_asked_by_one_whether_it_is_ready(least):
    deployments = kind(render(least | {"tls": {"enabled": False}}), "Deployment")
    asked = {
        name for name, each in deployments.items() if "grpc" in container(each["spec"]["template"])["readinessProbe"]
    }
    assert asked == {name for name in deployments if name.endswith("-serve")}


@EVERYWHERE
def test_a_pod_has_no_rights_and_its_limits(name):
    for component, template in pods(example(name)):
        spec, found = template["spec"], container(template)
        assert spec["automountServiceAccountToken"] is False, component
        assert spec["securityContext"]["runAsNonRoot"] is True
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert found["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert found["resources"].keys() == {"requests", "limits"}
        assert all(each.keys() == {"cpu", "memory"} for each in found["resources"].values()), component


@EVERYWHERE
def test_an_image_has_a_tag_that_says_which(name):
    for component, template in pods(example(name)):
        assert re.fullmatch(r"[^:@]+(:(?!latest$)[\w.-]+|@sha256:[0-9a-f]{64})", container(template)["image"]), (
            component
        )


@EVERYWHERE
def test_a_selector_chooses_the_pods_of_one_component(name):
    objects = example(name)
    deployments = kind(objects, "Deployment")
    labels = {each: found["spec"]["template"]["metadata"]["labels"] for each, found in deployments.items()}
    budgets = kind(objects, "PodDisruptionBudget")
    assert budgets.keys() == deployments.keys()
    for component, deployment in deployments.items():
        for selector in (deployment["spec"]["selector"], budgets[component]["spec"]["selector"]):
            assert [each for each in labels if chooses(selector, labels[each])] == [component]
        for spread in deployment["spec"]["template"]["spec"]["topologySpreadConstraints"]:
            assert chooses(spread["labelSelector"], labels[component])


@EVERYWHERE
def test_a_node_can_be_drained_also_where_a_component_runs_once(name):
    for each in kind(example(name), "PodDisruptionBudget").values():
        assert each["spec"]["maxUnavailable"] == 1
        assert "minAvailable" not in each["spec"]


@EVERYWHERE
def test_a_rollout_takes_nobody_away_before_another_is_ready(name):
    for deployment in kind(example(name), "Deployment").values():
        assert deployment["spec"]["strategy"]["rollingUpdate"] == {"maxSurge": 1, "maxUnavailable": 0}


@EVERYWHERE
def test_a_pod_has_longer_to_stop_than_it_takes(name):
    for component, deployment in kind(example(name), "Deployment").items():
        spec = deployment["spec"]["template"]["spec"]
        found = container(deployment["spec"]["template"])
        (drain,) = [each["value"] for each in found["env"] if each["name"] == "HELIODESK_DRAIN_TIMEOUT"]
        before = found.get("lifecycle", {"preStop": {"exec": {"command": ["sleep", "0"]}}})["preStop"]["exec"][
            "command"
        ][1]
        # HTTP and gRPC drain one after the other, and the batch in hand may take 10 s (services/kit/process.py).
        assert spec["terminationGracePeriodSeconds"] > int(before) + 2 * int(drain) + 10, component


def test_whoever_answers_calls_leaves_its_callers_time_to_hear_that_it_goes(production):
    for component, deployment in kind(production, "Deployment").items():
        if deployment["spec"]["template"]["metadata"]["labels"]["heliodesk.io/serves"] == "true":
            assert container(deployment["spec"]["template"])["lifecycle"]["preStop"], component


def test_a_new_service_is_one_entry_more(least):
    entry = {"enabled": True, "calls": ["ticketing"], "roles": {"serve": {}, "relay": {}}}
    objects = render(least | {"components": {"outreach": entry}})
    assert {"desk-outreach-serve", "desk-outreach-relay"} <= kind(objects, "Deployment").keys()
    assert "desk-outreach" in kind(objects, "Service")
    assert "desk-outreach" in kind(objects, "ServiceAccount")
    callers = kind(objects, "NetworkPolicy")["desk-ticketing-serve"]["spec"]["ingress"][1]["from"][0]["podSelector"]
    assert "outreach" in callers["matchExpressions"][0]["values"]
