"""deploy/compose/compose.yaml: valid by the Compose Specification, and of one mind with the settings of the services.

No container engine is at hand where these tests run: the file is parsed by ``compose-spec``, whose types follow the
specification and refuse unknown keys and values; it is not run.
"""

import json
import re
import subprocess
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
import yaml
from compose_spec import PyCompose

from services.cli.local.servers import ROOT
from services.kit.settings import SERVICES, Settings

COMPOSE = ROOT / "deploy" / "compose" / "compose.yaml"


@pytest.fixture
def compose() -> dict:
    """The file as compose sees it where no variable is set: anchors resolved, then values interpolated."""
    return json.loads(re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", json.dumps(yaml.safe_load(COMPOSE.read_text()))))


def _validate(compose: dict) -> None:
    PyCompose.from_json(json.dumps(compose)).to_spec()


def _settings(compose: dict, service: str, monkeypatch) -> Settings:
    for name, value in compose["services"][service]["environment"].items():
        monkeypatch.setenv(name, value)
    return Settings.for_service(service)


def test_the_file_is_valid(compose):
    _validate(compose)


@pytest.mark.parametrize(
    ("key", "value"), [("imagee", "x"), ("restart", "sometimes"), ("ports", ["web:80"]), ("command", 5)]
)
def test_the_check_refuses_what_the_specification_does_not_know(compose, key, value):
    compose["services"]["edge"][key] = value
    with pytest.raises(ValueError, match=r"\S"):
        _validate(compose)


def test_every_service_runs_once_and_waits_for_its_servers(compose):
    assert set(compose["services"]) == {"kafka", "store", "topics", *SERVICES}
    for service in SERVICES:
        described = compose["services"][service]
        assert described["command"] == ["heliodesk", "run", service]
        assert described["depends_on"]["topics"]["condition"] == "service_completed_successfully"
        assert described["depends_on"]["store"]["condition"] == "service_healthy"


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_listens_where_its_peers_and_its_health_check_look(compose, service, monkeypatch):
    settings = _settings(compose, service, monkeypatch)
    assert settings.host == "0.0.0.0"
    published = [port.split(":")[-1] for port in compose["services"][service]["ports"]]
    assert str(settings.ops_port) in published
    if service != "edge":
        assert settings.address_of(service) == f"{service}:{settings.grpc_port}"
    else:
        assert {str(settings.http_port), str(settings.grpc_port)} <= set(published)


def test_nothing_is_published_beyond_this_machine(compose):
    published = [port for service in compose["services"].values() for port in service.get("ports", [])]
    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)


def test_data_outlives_the_containers(compose):
    for server, path in (("kafka", "/var/lib/kafka/data"), ("store", "/data/db")):
        volume, target = compose["services"][server]["volumes"][0].split(":")
        assert target == path
        assert volume in compose["volumes"]
    assert compose["services"]["kafka"]["environment"]["KAFKA_LOG_DIRS"] == "/var/lib/kafka/data"


@pytest.mark.parametrize(("status", "healthy"), [(200, True), (503, False)])
def test_the_health_check_follows_readiness(compose, status, healthy):
    class Ops(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/health/ready" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing: the test's output is not a web server's log."""

    server = HTTPServer(("127.0.0.1", 0), Ops)
    Thread(target=server.serve_forever, daemon=True).start()
    kind, command = compose["services"]["edge"]["healthcheck"]["test"]
    env = {"HELIODESK_OPS_PORT": str(server.server_port), "PATH": f"{ROOT / '.venv' / 'bin'}:/usr/bin:/bin"}
    assert kind == "CMD-SHELL"
    assert (subprocess.run(["sh", "-c", command], env=env, capture_output=True).returncode == 0) is healthy
    server.shutdown()
    server.server_close()
