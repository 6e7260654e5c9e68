"""Who reaches whom."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from services.edge.contracts import BACKENDS
from services.kit.settings import SERVICES
from tests.support.chart import ROOT, STACKS, chooses, env, example, kind, render, values


@pytest.mark.parametrize("name", STACKS)
def test_everything_is_denied_and_then_each_has_a_policy(name):
    objects = example(name)
    policies = kind(objects, "NetworkPolicy")
    everybody = policies["desk-deny-all"]["spec"]
    assert everybody["policyTypes"] == ["Ingress", "Egress"]
    assert not everybody.keys() & {"ingress", "egress"}
    for component, deployment in kind(objects, "Deployment").items():
        labels = deployment["spec"]["template"]["metadata"]["labels"]
        assert chooses(everybody["podSelector"], labels)
        assert {each for each, found in policies.items() if chooses(found["spec"]["podSelector"], labels)} == {
            "desk-deny-all",
            component,
        }


def called_by(service: str) -> set[str]:
    """Whom the service's code asks for an address."""
    if service == "edge":
        # Its own commerce feed it asks within the process.
        return set(BACKENDS) - {"edge"}
    calls = (
        node
        for path in (ROOT / "services" / service).rglob("*.py")
        for node in ast.walk(ast.parse(Path(path).read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "address_of"
    )
    return {ast.literal_eval(call.args[0]) for call in calls}


@pytest.mark.parametrize("service", SERVICES)
def test_the_chart_knows_whom_a_service_calls(service):
    assert set(values()["components"][service].get("calls", [])) == called_by(service)


def grpc_allowed(objects, way: str, side: str) -> set[tuple[str, str]]:
    """(whose policy, which other service) may meet at the port of gRPC, as the rules of this way (`ingress`) say."""
    labels = {
        name: found["spec"]["template"]["metadata"]["labels"] for name, found in kind(objects, "Deployment").items()
    }
    policies = kind(objects, "NetworkPolicy")
    return {
        (labels[one]["heliodesk.io/service"], labels[other]["heliodesk.io/service"])
        for one in labels
        for rule in policies[one]["spec"][way]
        if {"protocol": "TCP", "port": "grpc"} in rule["ports"]
        for other in labels
        if any("podSelector" in peer and chooses(peer["podSelector"], labels[other]) for peer in rule.get(side, []))
    }


@pytest.mark.parametrize("name", ["small", "production"])
def test_services_reach_those_whom_they_call_and_nobody_else(name):
    calls = {(service, other) for service in SERVICES for other in called_by(service)}
    assert grpc_allowed(example(name), "egress", "to") == calls
    assert grpc_allowed(example(name), "ingress", "from") == {(other, service) for service, other in calls}


def test_a_caller_is_told_the_headless_service_of_whom_it_calls(production):
    services = kind(production, "Service")
    for deployment in kind(production, "Deployment").values():
        for variable, address in env(deployment["spec"]["template"]).items():
            if variable.endswith("_ADDRESS"):
                host, port = address.split(":")
                found = services[host.split(".")[0]]["spec"]
                assert host.split(".")[1:] == ["shop", "svc", "cluster", "local"]
                assert found["clusterIP"] == "None"
                assert int(port) in [each["port"] for each in found["ports"]]


def test_a_service_chooses_the_pods_that_serve_and_ports_that_they_have(production):
    deployments = kind(production, "Deployment")
    for name, service in kind(production, "Service").items():
        selector = {"matchLabels": service["spec"]["selector"]}
        chosen = {
            each: found["spec"]["template"]
            for each, found in deployments.items()
            if chooses(selector, found["spec"]["template"]["metadata"]["labels"])
        }
        wanted = {"desk-ops": set(deployments), "desk-front": {"desk-edge-serve"}}.get(name, {f"{name}-serve"})
        assert chosen.keys() == wanted
        for template in chosen.values():
            there = {port["name"] for port in template["spec"]["containers"][0]["ports"]}
            assert {port["targetPort"] for port in service["spec"]["ports"]} <= there


def test_engines_and_webhooks_reach_public_addresses_and_no_private_ones(production):
    outside = {
        name: rule
        for name, policy in kind(production, "NetworkPolicy").items()
        for rule in policy["spec"].get("egress", [])
        if any("ipBlock" in peer for peer in rule.get("to", []))
    }
    assert {name.split("-")[1] for name in outside} == {"translation", "escalation", "edge"}
    for rule in outside.values():
        assert rule["ports"] == [{"protocol": "TCP", "port": 443}]
        assert {"10.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"} <= set(
            rule["to"][0]["ipBlock"]["except"]
        )


def test_the_brokers_and_the_store_are_the_only_open_ends_of_a_service_without_calls(production):
    rules = kind(production, "NetworkPolicy")["desk-feedback-stream"]["spec"]["egress"]
    ports = [[port["port"] for port in rule["ports"]] for rule in rules]
    assert ports == [[53, 53], [9093], [27017], [4317]]
    assert [bool(rule.get("to")) for rule in rules] == [True, True, True, False]


def test_a_service_that_runs_elsewhere_is_called_there(least):
    given = least | {"components": {"translation": {"enabled": False, "address": "translate.example.com:8443"}}}
    objects = render(given)
    assert not [name for name in kind(objects, "Deployment", "Service", "ServiceAccount") if "translation" in name]
    edge = kind(objects, "Deployment")["desk-edge-serve"]["spec"]["template"]
    assert env(edge)["HELIODESK_TRANSLATION_ADDRESS"] == "translate.example.com:8443"
    egress = kind(objects, "NetworkPolicy")["desk-edge-serve"]["spec"]["egress"]
    assert {"ports": [{"protocol": "TCP", "port": 8443}]} in egress
