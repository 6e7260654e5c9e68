"""What the environment sets, what follows from it, and how it is told when it can't be."""

import pytest

from services.kit.clock import ScaledClock, SystemClock
from services.kit.settings import SERVICES, BadSetting, Settings


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch):
    for field in Settings.model_fields.values():
        if field.validation_alias:
            monkeypatch.delenv(str(field.validation_alias), raising=False)


def test_every_address_follows_from_the_port_base(monkeypatch):
    monkeypatch.setenv("HELIODESK_PORT_BASE", "8400")
    sla = Settings.for_service("sla")
    assert (sla.grpc_port, sla.ops_port) == (8431, 8432)
    assert sla.kafka_bootstrap_servers == "127.0.0.1:8490"
    assert sla.mongodb_uri == "mongodb://127.0.0.1:8492/"
    assert sla.apertium_url == "http://127.0.0.1:8493"
    assert sla.address_of("ticketing") == "127.0.0.1:8411"
    assert Settings.for_service("edge").http_port == 8400


def test_no_two_services_share_a_port():
    ports = [port for name in SERVICES for s in [Settings.for_service(name)] for port in (s.grpc_port, s.ops_port)]
    assert len(set(ports)) == len(ports)
    assert all(Settings.for_service("edge").address_of(name).endswith(f":{Settings.for_service(name).grpc_port}")
               for name in SERVICES)  # fmt: skip


def test_what_is_set_wins_and_an_empty_variable_is_not_set(monkeypatch):
    monkeypatch.setenv("MONGODB_URI", "mongodb://db:27017/")
    monkeypatch.setenv("HELIODESK_LOYALTY_ADDRESS", "loyalty.shop:9000")
    monkeypatch.setenv("HELIODESK_GRPC_PORT", "")
    settings = Settings.for_service("ticketing")
    assert settings.mongodb_uri == "mongodb://db:27017/"
    assert settings.address_of("loyalty") == "loyalty.shop:9000"
    assert settings.grpc_port == 7411


def test_each_service_has_a_database_of_its_own(monkeypatch):
    monkeypatch.setenv("HELIODESK_DATABASE", "t42")
    assert Settings.for_service("feedback").database == "t42_feedback"


def test_the_clock_is_real_unless_it_is_set(monkeypatch):
    assert isinstance(Settings.for_service("sla").clock(), SystemClock)
    monkeypatch.setenv("HELIODESK_CLOCK", "2026-03-02T00:00:00Z,720")
    clock = Settings.for_service("sla").clock()
    assert isinstance(clock, ScaledClock) and clock.rate == 720


def test_who_listens_everywhere_is_reached_on_this_machine(monkeypatch):
    monkeypatch.setenv("HELIODESK_HOST", "0.0.0.0")
    assert Settings.for_service("edge").address_of("sla") == "127.0.0.1:7431"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HELIODESK_PORT_BASE", "many"),
        ("HELIODESK_GRPC_PORT", "99999"),
        ("HELIODESK_CLOCK", "tomorrow"),
        ("HELIODESK_LOG_LEVEL", "loud"),
        ("HELIODESK_SLA_ADDRESS", "nowhere"),
        ("HELIODESK_CALL_TIMEOUT", "0"),
        ("HELIODESK_DATABASE", "a.b"),
    ],
)
def test_a_bad_value_is_told_in_one_line_that_names_its_variable(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting) as bad:
        Settings.for_service("sla")
    assert str(bad.value).startswith(f"{name}={value}: ")
    assert "\n" not in str(bad.value)


def test_there_is_no_other_service():
    with pytest.raises(BadSetting, match="no service 'slaa': there are edge, "):
        Settings.for_service("slaa")
