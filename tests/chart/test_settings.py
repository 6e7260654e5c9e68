"""What the chart tells a process is what the code takes."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from pydantic import SecretStr
from pydantic_settings import BaseSettings

from services.edge.settings import EdgeSettings
from services.edge.webhooks.settings import WebhookSettings
from services.escalation.settings import EscalationSettings
from services.kit.settings import SERVICES, Settings
from services.loyalty.settings import LoyaltySettings
from services.translation.engines.settings import EngineSettings
from services.translation.settings import TranslationSettings
from tests.support.chart import CHART, STACKS, container, env, example, kind, over, pods, render

OF_SERVICE: dict[str, tuple[type[BaseSettings], ...]] = {
    "edge": (EdgeSettings, WebhookSettings),
    "loyalty": (LoyaltySettings,),
    "escalation": (EscalationSettings,),
    "translation": (TranslationSettings, EngineSettings),
}
ALL = (Settings, *(each for several in OF_SERVICE.values() for each in several))
# The chart sets these itself, the same for all or as its own values say.
_OWN = {"OTEL_EXPORTER_OTLP_ENDPOINT", "HELIODESK_DATABASE", "HELIODESK_HOST", "HELIODESK_PORT_BASE",
        "HELIODESK_DRAIN_TIMEOUT", "HELIODESK_PARTITIONS"}  # fmt: skip
_WAYS = ("KAFKA_", "MONGODB_", "HELIODESK_TLS_")


def variables(*classes: type[BaseSettings]) -> dict[str, object]:
    """Each variable that these know, with the type of its field."""
    return {
        field.validation_alias: field.annotation
        for each in classes
        for field in each.model_fields.values()
        if field.validation_alias
    }


def is_secret(name: str, annotation: object) -> bool:
    return name.endswith("_SECRET") or annotation == SecretStr | None


@pytest.mark.parametrize("name", STACKS)
def test_every_variable_of_a_process_is_one_that_its_settings_know(name):
    for component, deployment in kind(example(name), "Deployment").items():
        service = deployment["metadata"]["labels"]["heliodesk.io/service"]
        known = variables(Settings, *OF_SERVICE.get(service, ()))
        assert env(deployment["spec"]["template"]).keys() <= known.keys(), component


@pytest.mark.parametrize("name", STACKS)
def test_a_process_starts_with_what_it_is_told(name, monkeypatch):
    for deployment in kind(example(name), "Deployment").values():
        for variable in variables(*ALL):
            monkeypatch.delenv(variable, raising=False)
        told = env(deployment["spec"]["template"])
        for variable, value in told.items():
            if isinstance(value, str):
                monkeypatch.setenv(variable, value)
        service = deployment["metadata"]["labels"]["heliodesk.io/service"]
        settings = Settings.for_service(service)
        for own in OF_SERVICE.get(service, ()):
            own.from_environment()
        ports = {each["name"]: each["containerPort"] for each in container(deployment["spec"]["template"])["ports"]}
        assert settings.host == "0.0.0.0"
        assert settings.ops_port == ports["ops"]
        assert ports.get("grpc", settings.grpc_port) == settings.grpc_port
        assert ports.get("http", settings.http_port) == settings.http_port


def test_the_schema_knows_exactly_the_variables_of_the_code():
    known = variables(*ALL)
    free = known.keys() - _OWN - {name for name in known if name.startswith(_WAYS)}
    chosen = {name: of for name, of in known.items() if name in free and not name.endswith(("_ADDRESS", "_PORT"))}
    secret = {name for name, of in chosen.items() if is_secret(name, of)}
    files = {name for name, of in chosen.items() if of == Path | None}
    shown = orjson.loads((CHART / "values.schema.json").read_bytes())["$defs"]
    assert set(shown["secretEnv"]["propertyNames"]["enum"]) == secret
    assert set(shown["secretFiles"]["propertyNames"]["enum"]) == files
    assert set(shown["env"]["propertyNames"]["enum"]) == chosen.keys() - secret - files


def test_a_secret_is_never_a_value(production):
    known = variables(*ALL)
    for component, template in pods(production):
        for variable, value in env(template).items():
            if is_secret(variable, known[variable]) or variable == "MONGODB_URI":
                assert value["secretKeyRef"].keys() == {"name", "key"}, component


def test_a_file_of_a_secret_lies_where_its_variable_says(production):
    edge = kind(production, "Deployment")["desk-edge-serve"]["spec"]["template"]
    path = Path(env(edge)["HELIODESK_SHOPS"])
    (mount,) = [each for each in container(edge)["volumeMounts"] if each["mountPath"] == str(path.parent)]
    (volume,) = [each for each in edge["spec"]["volumes"] if each["name"] == mount["name"]]
    assert mount["readOnly"] is True
    assert volume["secret"]["secretName"] == "heliodesk-shops"
    assert path.name in [each["path"] for each in volume["secret"]["items"]]


def test_a_setting_of_one_service_is_told_to_it_alone(least):
    objects = render(over(least, {"components": {"sla": {"env": {"HELIODESK_COVERAGE_NOTICE": "48"}}}}))
    told = {
        each["metadata"]["labels"]["heliodesk.io/service"]
        for each in kind(objects, "Deployment").values()
        if "HELIODESK_COVERAGE_NOTICE" in env(each["spec"]["template"])
    }
    assert told == {"sla"}


def test_a_setting_of_all_is_told_to_all(least):
    objects = render(over(least, {"env": {"HELIODESK_LOG_LEVEL": "debug"}, "tracing": {"endpoint": "http://o.n:4317"}}))
    deployments = kind(objects, "Deployment").values()
    assert {env(each["spec"]["template"])["HELIODESK_LOG_LEVEL"] for each in deployments} == {"debug"}
    assert {env(each["spec"]["template"])["OTEL_EXPORTER_OTLP_ENDPOINT"] for each in deployments} == {"http://o.n:4317"}
    assert {each["metadata"]["labels"]["heliodesk.io/service"] for each in deployments} == set(SERVICES)


def test_everybody_is_told_of_topics_whose_partitions_were_raised(least):
    raised = {"heliodesk.ticketing.ticket.v1": 12, "heliodesk.sla.clock.v1": 8}
    objects = render(over(least, {"kafka": {"raised": raised}}))
    told = {name: env(template).get("HELIODESK_PARTITIONS") for name, template in pods(objects)}
    assert told.pop("desk-indexes") is None
    assert set(told.values()) == {"heliodesk.sla.clock.v1=8,heliodesk.ticketing.ticket.v1=12"}
