"""A command that can't do its work says so in one line, with a remedy and an exit code."""

from __future__ import annotations

import pytest

from services.kit.settings import SERVICES
from tests.integration.cli.conftest import program


@pytest.mark.parametrize("words", [("topics", "apply"), ("dlq", "list")])
def test_without_kafka(words, unused_tcp_port):
    answer = program(*words, KAFKA_BOOTSTRAP_SERVERS=f"127.0.0.1:{unused_tcp_port}")
    assert answer.code == 1
    assert answer.problem.startswith(f"heliodesk: Kafka is away: 127.0.0.1:{unused_tcp_port} doesn't answer")
    assert answer.problem.endswith("check KAFKA_BOOTSTRAP_SERVERS")


def test_without_the_local_stack(unused_tcp_port):
    base = unused_tcp_port - 90 if unused_tcp_port > 2000 else 2000
    answer = program("lag", KAFKA_BOOTSTRAP_SERVERS="", HELIODESK_PORT_BASE=str(base))
    assert answer.code == 1
    assert answer.problem.endswith("start the local stack: make run")


def test_a_service_that_there_is_not():
    answer = program("run", "nosuch")
    assert answer.code == 2
    assert answer.problem == f"heliodesk: there is no service 'nosuch'; take one of {', '.join(SERVICES)}"


def test_a_role_that_there_is_not():
    answer = program("run", "ticketing", "--role", "stream", "--role", "nosuch")
    assert answer.code == 2
    assert answer.problem == "heliodesk: there is no role 'nosuch'; take one of serve, stream, relay, tick, load"


@pytest.mark.parametrize(
    ("service", "variable", "value"),
    [
        ("ticketing", "HELIODESK_CLOCK", "tomorrow,fast"),
        ("sla", "HELIODESK_CLOCK", "2026-03-02T00:00:00Z,-1"),
        ("ticketing", "HELIODESK_PORT_BASE", "many"),
        ("translation", "HELIODESK_AGENT_LANGUAGE", "xx-nonsense"),
    ],
)
def test_a_setting_that_can_not_be(service, variable, value):
    answer = program("run", service, **{variable: value})
    assert answer.code == 2
    (problem,) = answer.err.splitlines()
    assert problem.startswith(f"heliodesk: {variable}={value}: ")


def test_a_port_that_is_taken(kafka_servers, mongodb_uri, database):
    """Kafka's own, as it happens."""
    port = kafka_servers.rpartition(":")[2]
    answer = program(
        "run",
        "feedback",
        KAFKA_BOOTSTRAP_SERVERS=kafka_servers,
        MONGODB_URI=mongodb_uri,
        HELIODESK_DATABASE=database.name,
        HELIODESK_OPS_PORT=port,
    )
    assert answer.code == 1
    (problem,) = answer.err.splitlines()
    assert "feedback can't start" in problem and f":{port}" in problem
    assert problem.endswith("free the port, or set another one")
